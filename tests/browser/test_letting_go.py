"""Clear, forget, idle, leave: nothing is lost by a slip, and nothing stays that should be gone."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Dialog, Page, Playwright, expect

from tests.browser.test_tools import CT, ORU, choose
from tests.browser.test_workbench import try_a_sample
from tests.site import Site, wait_for
from workshop import browser as browsers


def clear(page: Page, tool: str = "DICOM inspector") -> None:
    page.get_by_role("button", name=f"Clear {tool}").click()


def open_ct(page: Page) -> None:
    page.goto("/en/tools/dicom-inspector/", wait_until="networkidle")
    choose(page, CT)
    expect(page.get_by_text("CT_small.dcm")).to_be_visible()


def test_what_was_cleared_comes_back(page: Page) -> None:
    open_ct(page)
    clear(page)
    expect(page.get_by_text("CT_small.dcm")).to_have_count(0)
    expect(page.locator(".bench-bar")).to_be_hidden()
    back = page.get_by_role("button", name="Bring it back")
    expect(back).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_text("CT_small.dcm")).to_be_visible()
    expect(page.locator(".bench-tab")).to_contain_text("38 KB")
    expect(back).to_have_count(0)


def test_after_a_minute_what_was_cleared_is_gone(page: Page) -> None:
    page.clock.install()
    open_ct(page)
    clear(page)
    page.clock.run_for(58_000)
    expect(page.get_by_role("button", name="Bring it back")).to_be_visible()
    expect(page.locator(".cleared")).to_contain_text("2 s")
    page.clock.run_for(3_000)
    expect(page.get_by_role("button", name="Bring it back")).to_have_count(0)


def test_the_countdown_is_for_the_eye_alone(page: Page) -> None:
    open_ct(page)
    clear(page)
    said = page.locator(".cleared [role=status]").first
    expect(said).to_have_text("DICOM inspector was cleared. It can be brought back for one minute.")
    expect(page.locator(".cleared [aria-hidden=true]")).to_have_text(re.compile(r"^\d+ s$"))


def test_forget_now_takes_what_was_cleared_too_and_the_start_pages_text(page: Page) -> None:
    page.goto("/en/", wait_until="networkidle")
    page.get_by_role("textbox", name="Paste a message").fill(ORU)
    page.get_by_role("button", name="HL7 v2 viewer", exact=True).click()
    expect(page.get_by_text("ORU^R01^ORU_R01").first).to_be_visible()
    clear(page, "HL7 v2 viewer")
    page.go_back()
    try_a_sample(page, "DICOM inspector")
    page.get_by_role("button", name="Forget now").click()
    expect(page.get_by_role("button", name="Bring it back")).to_have_count(0)
    page.go_back()
    expect(page.get_by_role("textbox", name="Paste a message")).to_have_value("")
    assert "TEST-0042" not in page.content()


def test_what_was_typed_makes_room_and_can_be_brought_back(page: Page) -> None:
    page.goto("/en/tools/hl7-viewer/", wait_until="networkidle")
    type_message(page, ORU)
    expect(page.locator(".bench-tab")).to_be_visible()
    page.get_by_role("button", name="Admission (ADT^A01)").click()
    expect(page.get_by_text("sample-adt-a01.hl7")).to_be_visible()
    page.get_by_role("button", name="Bring it back").click()
    expect(page.get_by_text("ORU^R01^ORU_R01").first).to_be_visible()
    expect(page.get_by_text("sample-adt-a01.hl7")).to_have_count(0)


def test_what_was_typed_a_moment_ago_makes_room_too(page: Page) -> None:
    page.goto("/en/tools/hl7-viewer/", wait_until="networkidle")
    page.get_by_role("textbox", name="Raw message").click()
    sample = page.get_by_role("button", name="Admission (ADT^A01)").element_handle()
    page.keyboard.insert_text(ORU.replace("\r", "\n"))
    sample.evaluate("it => it.click()")  # before the table follows
    expect(page.get_by_text("sample-adt-a01.hl7")).to_be_visible()
    page.get_by_role("button", name="Bring it back").click()
    expect(page.get_by_text("ORU^R01^ORU_R01").first).to_be_visible()


def type_message(page: Page, text: str) -> None:
    page.get_by_role("textbox", name="Raw message").click()
    page.keyboard.insert_text(text.replace("\r", "\n"))
    expect(page.get_by_role("treegrid").get_by_role("row").nth(2)).to_be_visible()


def test_idle_is_off_by_default_and_forgets_after_a_warning(page: Page) -> None:
    page.clock.install()
    open_ct(page)
    page.clock.run_for(3_600_000)
    expect(page.get_by_text("CT_small.dcm")).to_be_visible()
    page.get_by_label("Forget when idle").select_option("5 min")
    page.clock.run_for(239_000)
    expect(page.get_by_role("alert").filter(has_text="forgotten")).to_have_count(0)
    page.clock.run_for(3_000)
    expect(page.get_by_role("alert").filter(has_text="In one minute")).to_be_visible()
    page.clock.run_for(60_000)
    expect(page.get_by_text("CT_small.dcm")).to_have_count(0)
    expect(page.get_by_text("This page holds nothing of what was open.")).to_be_visible()


def test_the_idle_warning_can_be_answered(page: Page) -> None:
    page.clock.install()
    open_ct(page)
    page.get_by_label("Forget when idle").select_option("5 min")
    page.clock.run_for(245_000)
    page.get_by_role("button", name="Keep it").click()
    expect(page.get_by_role("alert").filter(has_text="In one minute")).to_have_count(0)
    page.clock.run_for(200_000)
    expect(page.get_by_text("CT_small.dcm")).to_be_visible()


@pytest.fixture
def asked(page: Page) -> list[str]:
    asked: list[str] = []
    page.on("dialog", lambda dialog: asked.append(dialog.type))
    return asked


def test_leaving_asks_while_something_was_cleared_and_could_come_back(page: Page, asked: list[str]) -> None:
    open_ct(page)
    clear(page)
    page.get_by_role("link", name="Contact").first.click()
    page.wait_for_url("**/contact/")
    assert asked == ["beforeunload"]


def test_leaving_asks_while_text_is_typed(page: Page, asked: list[str]) -> None:
    page.goto("/en/tools/hl7-viewer/", wait_until="networkidle")
    type_message(page, ORU)
    page.get_by_role("link", name="Contact").first.click()
    page.wait_for_url("**/contact/")
    page.goto("/en/", wait_until="networkidle")
    page.get_by_role("textbox", name="Paste a message").fill("x")
    page.reload()
    assert asked == ["beforeunload", "beforeunload"]


def test_leaving_asks_from_the_first_letter_on(page: Page, asked: list[str]) -> None:
    page.goto("/en/tools/hl7-viewer/", wait_until="networkidle")
    page.get_by_role("textbox", name="Raw message").click()
    page.keyboard.insert_text("M")
    page.reload()
    assert asked == ["beforeunload"]


def test_leaving_does_not_ask_once_all_is_forgotten(page: Page, asked: list[str]) -> None:
    open_ct(page)
    page.get_by_role("button", name="Forget now").click()
    page.get_by_role("link", name="Contact").first.click()
    page.wait_for_url("**/contact/")
    assert asked == []


def test_who_stays_keeps_everything(chromium: Browser, site: Site) -> None:
    context = chromium.new_context(base_url=site.url)
    page = context.new_page()
    page.once("dialog", lambda dialog: dialog.dismiss())
    open_ct(page)
    page.get_by_role("link", name="Contact").first.click()
    expect(page.get_by_text("CT_small.dcm")).to_be_visible()
    page.on("dialog", lambda dialog: dialog.accept())
    context.close()


@pytest.fixture
def keeping(driver: Playwright, launch: dict[str, Any]) -> Iterator[Browser]:
    """A browser that keeps pages which were left, as those with windows do unless a test tells them not to."""
    whole = launch | {"executable_path": browsers.find() or pytest.skip(f"no browser: {browsers.ADVICE}")}
    browser = driver.chromium.launch(**whole, ignore_default_args=["--disable-back-forward-cache"])
    yield browser
    browser.close()


def test_a_page_that_the_browser_kept_comes_back_clean(keeping: Browser, site: Site) -> None:
    page = keeping.new_page(base_url=site.url)
    page.on("dialog", Dialog.accept)
    open_ct(page)
    page.evaluate(
        """() => addEventListener("pagehide", ({ persisted }) => {
          const left = document.body.innerText.includes("CT_small.dcm");
          window.seen = `${persisted} ${left}`;
        })"""
    )
    page.evaluate("addEventListener('pageshow', () => document.cookie = `seen=${window.seen}`)")
    page.get_by_role("link", name="Contact").first.click()
    page.wait_for_url("**/contact/")
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_have_text("DICOM inspector")
    expect(page.locator("html[data-ready]")).to_have_count(1)
    wait_for(page.context.cookies)  # written as the page comes back, which its text may be before
    assert {one["name"]: one["value"] for one in page.context.cookies()} == {"seen": "true false"}
    assert "CT_small.dcm" not in page.content()

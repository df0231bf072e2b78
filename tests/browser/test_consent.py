"""Choosing, withdrawing and the signal, in a real browser."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.provider import LEAVES, FakeProvider
from tests.browser.test_accessibility import look_at
from tests.site import Site, wait_for


@pytest.fixture
def visitor(chromium: Browser, consent_site: Site) -> Iterator[Page]:
    context = chromium.new_context(base_url=consent_site.address, locale="en-GB")
    yield context.new_page()
    context.close()


def left(page: Page) -> set[str]:
    """What lies in the browser: cookies, and both storages of the page."""
    storage = page.evaluate("[...Object.keys(localStorage), ...Object.keys(sessionStorage)]")
    return {cookie["name"] for cookie in page.context.cookies()} | set(storage)


def accept_all(page: Page) -> None:
    page.goto("/en/contact/")
    page.get_by_role("button", name="Accept all").click()
    wait_for(lambda: left(page) >= LEAVES)


def test_withdrawing_takes_one_click_and_clears_cookies_and_storage(visitor: Page) -> None:
    """Cookies go by name, pattern, path and domain, since the server expires them; storage goes by the script."""
    accept_all(visitor)
    visitor.goto("/en/choices/")
    visitor.get_by_role("button", name="Withdraw all").click()
    expect(visitor.get_by_role("status").filter(has_text="Your choice is saved.")).to_be_visible()
    wait_for(lambda: left(visitor) == {"consent"})


def test_without_javascript_withdrawing_says_what_it_cannot_delete(visitor: Page, chromium: Browser) -> None:
    accept_all(visitor)
    context = chromium.new_context(
        base_url=visitor.url, java_script_enabled=False, storage_state=visitor.context.storage_state()
    )
    page = context.new_page()
    page.goto("/en/choices/")
    page.get_by_role("button", name="Withdraw all").click()
    said = page.get_by_role("list").filter(has_text="only a script can clear it")
    expect(said).to_contain_text("Storage in your browser (numbers, numbers.*)")
    expect(said).to_contain_text("Cookies of other sites (far – numbers.test)")
    assert {cookie["name"] for cookie in context.cookies()} == {"consent"}
    context.close()


def test_the_first_layer_comes_first_by_keyboard_and_its_buttons_are_alike(visitor: Page) -> None:
    visitor.goto("/en/contact/")
    names = []
    for _ in range(4):
        visitor.keyboard.press("Tab")
        names.append(visitor.evaluate("document.activeElement.textContent.trim()"))
    assert names == ["Skip to the content", "Reject all", "Accept all", "Choose"]
    boxes = [visitor.locator("#ask .btn").nth(place).bounding_box() for place in range(2)]
    assert len({(box["width"], box["height"]) for box in boxes if box}) == 1
    assert None not in boxes


def test_without_javascript_a_choice_works(chromium: Browser, consent_site: Site) -> None:
    context = chromium.new_context(base_url=consent_site.address, java_script_enabled=False, locale="en-GB")
    page = context.new_page()
    page.goto("/en/contact/")
    page.get_by_role("button", name="Reject all").click()
    expect(page.locator("#ask")).to_have_count(0)
    expect(page).to_have_url(f"{consent_site.address}/en/contact/")
    context.close()


def test_a_signal_that_only_scripts_see_is_honoured(chromium: Browser, consent_site: Site) -> None:
    context = chromium.new_context(base_url=consent_site.address, locale="en-GB")
    page = context.new_page()
    accept_all(page)
    page.wait_for_load_state("networkidle")
    context.add_init_script("Object.defineProperty(Navigator.prototype, 'globalPrivacyControl', { get: () => true })")
    FakeProvider.asked.clear()
    page.goto("/en/choices/", wait_until="networkidle")
    expect(page.locator("#signal-by-script")).to_be_visible()
    assert FakeProvider.asked == []
    context.close()


@pytest.mark.parametrize("code", ["en", "de"])
def test_consent_pages_have_no_violation(visitor: Page, code: str) -> None:
    for path in ("contact/", "choices/", "choices/receipt/"):
        visitor.goto(f"/{code}/{path}")
        look_at(visitor)

"""Tools in one document: data go from one to another in memory, and come back."""

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.test_accessibility import violations
from tests.browser.test_tools import CT, ORU, choose, send_to
from tests.catalogue import OPENERS
from tools.catalogue import Tool


def tab(page: Page, name: str) -> None:
    page.locator(".bench-tab").get_by_role("button", name=name).first.click()


def try_a_sample(page: Page, tool: str) -> None:
    """The first one in the menu of the tool's card on the start page."""
    page.get_by_role("button", name=f"Try it with a sample: {tool}").click()
    page.get_by_role("menuitem").filter(visible=True).first.click()


def test_data_go_to_another_tool_and_back_twice(page: Page) -> None:
    page.goto("/en/tools/dicom-inspector/", wait_until="networkidle")
    choose(page, CT)
    expect(page.get_by_text("CT_small.dcm")).to_be_visible()
    send_to(page, "HL7 v2 viewer")
    expect(page.get_by_role("alert").filter(visible=True)).to_contain_text("This is not HL7 v2")
    for _time in range(2):
        page.go_back()
        expect(page.get_by_role("heading", level=1)).to_have_text("DICOM inspector")
        expect(page.get_by_text("CT_small.dcm")).to_be_visible()
        page.go_forward()
        expect(page.get_by_role("heading", level=1)).to_have_text("HL7 v2 viewer")
        expect(page.get_by_role("alert").filter(visible=True)).to_contain_text("This is not HL7 v2")
    assert page.title().startswith("HL7 v2 viewer ·")


def test_what_is_open_is_shown_with_its_size_and_can_be_forgotten(page: Page) -> None:
    page.goto("/en/tools/dicom-inspector/", wait_until="networkidle")
    choose(page, CT)
    expect(page.locator(".bench-tab")).to_contain_text("DICOM inspector · 38 KB")
    page.get_by_role("button", name="Forget now").click()
    expect(page.get_by_text("CT_small.dcm")).to_have_count(0)
    expect(page.locator(".bench-bar")).to_be_hidden()
    expect(page.get_by_text("This page holds nothing of what was open.")).to_be_visible()
    expect(page.get_by_role("button", name="Bring it back")).to_have_count(0)
    choose(page, CT)
    expect(page.get_by_text("CT_small.dcm")).to_be_visible()


def test_a_reload_gives_a_clean_page_after_asking(page: Page) -> None:
    asked: list[str] = []
    page.on("dialog", lambda dialog: asked.append(dialog.type))
    page.goto("/en/tools/hl7-viewer/", wait_until="networkidle")
    page.reload()
    assert asked == []
    page.get_by_role("textbox", name="Raw message").click()
    page.keyboard.insert_text(ORU)
    choose(page, CT)
    page.reload()
    assert asked == ["beforeunload"]
    expect(page.locator(".bench-bar")).to_be_hidden()


def test_a_tool_that_was_closed_does_not_take_what_is_dropped_later(page: Page) -> None:
    page.goto("/en/", wait_until="networkidle")
    for _time in range(3):
        try_a_sample(page, "HL7 v2 viewer")
        page.get_by_role("button", name="Forget now").click()
        page.go_back()
    assert (
        len(page.workers) <= len(OPENERS) + 2
    )  # a spare for each tool, two where two read, none that works for nobody


def samples_of(page: Page, tool: Tool) -> list[list[str]]:
    """As the tool's own page offers them: each with its label, and a remark where it has faults."""
    page.goto(f"/en/tools/{tool.slug}/")
    own = page.locator(".intake .sample")
    expect(own.first).to_be_visible()
    labels = own.all_inner_texts()
    broken = page.locator(".intake [data-broken]").all_inner_texts()
    assert 3 <= len(labels) <= 6
    assert len(broken) == 1
    return [[label, "with faults"] if label in broken else [label] for label in labels]


def test_each_card_of_the_start_page_has_the_samples_of_its_tool_and_says_which_has_faults(page: Page) -> None:
    samples = {tool: samples_of(page, tool) for tool in OPENERS}
    page.goto("/en/")
    for tool in OPENERS:
        card = page.locator(".tool-card").filter(has_text=str(tool.title))
        card.get_by_role("button", name="Try it with a sample").press("ArrowUp")
        items = card.get_by_role("menuitem")
        expect(items.last).to_be_focused()
        assert [item.split("\n") for item in items.all_inner_texts()] == samples[tool]
        assert violations(page) == []
        page.keyboard.press("Enter")
        expect(page.locator(".bench-tab")).to_contain_text(str(tool.title))
        expect(page.get_by_role("treegrid").get_by_role("row").nth(2)).to_be_visible()
        page.get_by_role("button", name="Forget now").click()
        page.go_back()


def test_a_tool_opened_from_the_start_page_has_its_help_and_its_language_link(page: Page) -> None:
    page.goto("/en/", wait_until="networkidle")
    try_a_sample(page, "DICOM inspector")
    article = page.locator("article.tool:visible")
    expect(article.get_by_role("heading", name="What it does")).to_be_visible()
    expect(article).to_contain_text("Not for diagnosis or treatment.")
    expect(page.get_by_role("link", name="Deutsch")).to_have_attribute("href", "/de/tools/dicom-inspector/")
    expect(page.get_by_role("heading", level=1)).to_be_focused()


def test_the_chip_tells_whether_the_browser_locks_the_page(page: Page) -> None:
    page.goto("/en/tools/dicom-inspector/", wait_until="networkidle")
    chip = page.locator("summary.chip")
    expect(chip).to_have_text("Nothing is open · locked by your browser")
    choose(page, CT)
    expect(page.get_by_text("CT_small.dcm")).to_be_visible()
    expect(chip).to_have_text("0 requests seen since you opened something · locked by your browser")


def test_the_chip_counts_what_a_tampered_page_tries(context: BrowserContext) -> None:
    page = context.new_page()  # one that may complain
    page.goto("/en/tools/dicom-inspector/", wait_until="networkidle")
    choose(page, CT)
    expect(page.get_by_text("CT_small.dcm")).to_be_visible()
    before = page.url
    page.evaluate("fetch('/en/?DATA').catch(() => {}); location.href = 'https://foreign.invalid/?DATA'")
    page.locator("summary.chip").click()
    expect(page.get_by_text("Attempts stopped: 2")).to_be_visible()
    assert page.url == before
    expect(page.get_by_text("CT_small.dcm")).to_be_visible()


@pytest.mark.parametrize("tool", OPENERS, ids=lambda tool: tool.slug)
def test_on_a_phone_the_data_come_first_and_the_rest_waits_behind_two_buttons(page: Page, tool: Tool) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"/de/tools/{tool.slug}/")
    more = page.get_by_role("button", name="Mehr", exact=True)
    another = page.get_by_role("button", name="Etwas anderes öffnen")
    mask = page.get_by_role("button", name="Werte maskieren")
    sample = page.locator(".intake .sample").first
    sample.click()
    expect(page.get_by_role("treegrid").get_by_role("row").nth(2)).to_be_visible()
    expect(page.get_by_role("heading", level=1)).to_be_focused()
    page.evaluate("scrollTo(0, 0)")
    assert page.locator(".tool-body:visible").evaluate("it => it.getBoundingClientRect().top") < 844 / 2
    assert violations(page) == []

    expect(another).to_have_attribute("aria-expanded", "false")
    another.press("Enter")
    expect(another).to_have_attribute("aria-expanded", "true")
    expect(page.locator(".intake [data-broken]")).to_be_visible()

    expect(mask).to_be_hidden()
    more.press("Enter")
    mask.click()
    more.click()
    expect(page.get_by_role("button", name="Jetzt vergessen")).to_be_hidden()
    expect(mask).to_be_visible()  # it is on, and no surprise

    more.click()
    page.get_by_role("button", name="Jetzt vergessen").click()
    expect(more).to_be_hidden()
    expect(another).to_be_hidden()

"""Every tool of the catalogue, used by keyboard alone."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.catalogue import OPENERS
from tools.catalogue import Tool

#: More keys than lead through any page.
MOST_TABS = 200
#: A list of differences, shorter than what it was made from.
WITHOUT_SEARCH = {"hl7-compare"}
#: What can be used in the shown tool, as a browser sees it: Tab leads to each.
CONTROLS = """() => [...document.querySelectorAll(`article.tool :is(button, input, select, textarea, summary,
    a[href], hot-editor, [tabindex="0"])`)].filter((one) => one.checkVisibility({ visibilityProperty: true })
    && !one.disabled)"""


def is_focused(place: Locator) -> bool:
    return bool(place.evaluate("it => it === document.activeElement"))


def go_to(page: Page, place: Locator) -> None:
    for _step in range(MOST_TABS):
        if is_focused(place):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"Tab does not lead to {place}")


def not_reached(page: Page) -> list[str]:
    """Tab, from one end of the page to the other; the controls of the tool that had no focus."""
    page.evaluate(f"globalThis.controls = ({CONTROLS})(); globalThis.reached = new Set()")
    page.evaluate("document.activeElement.blur(); document.querySelector('#main').focus()")
    for _step in range(MOST_TABS):
        page.keyboard.press("Tab")
        place = page.evaluate(
            """() => { const here = document.activeElement; reached.add(here);
            return here.closest("footer") ? "footer" : "" }"""
        )
        if place == "footer":
            break
    left: list[str] = page.evaluate(
        "controls.filter((one) => !reached.has(one)).map((one) => one.outerHTML.slice(0, 160))"
    )
    assert page.evaluate("controls.length") > 10
    return left


def find_by_keyboard(page: Page) -> None:
    """The second row by its words: the first may be the head of a group, which holds what is found."""
    press = page.keyboard.press
    rows = page.get_by_role("treegrid").get_by_role("row")
    words = rows.nth(2).get_by_role("gridcell").first.inner_text().strip("▾▸ ")
    find = page.locator("article.tool:visible").get_by_role("searchbox").first
    go_to(page, find)
    page.keyboard.type(words)
    expect(page.get_by_role("status").filter(has_text=re.compile(r"\d+ found|1 of \d"))).to_be_visible()
    press("Enter")
    expect(page.get_by_role("treegrid").locator("[aria-selected=true]")).to_contain_text(words)
    press("Escape")
    expect(find).to_have_value("")


@pytest.mark.parametrize("tool", OPENERS, ids=lambda tool: tool.slug)
def test_a_tool_is_used_by_keyboard_alone(page: Page, tool: Tool) -> None:
    press = page.keyboard.press
    page.goto(f"/en/tools/{tool.slug}/")
    go_to(page, page.locator(".intake .sample").first)
    press("Enter")
    expect(page.locator(".bench-tab")).to_contain_text(str(tool.title))
    rows = page.get_by_role("treegrid").get_by_role("row")
    expect(rows.nth(3)).to_be_visible()
    if tool.slug not in WITHOUT_SEARCH:
        find_by_keyboard(page)

    go_to(page, page.get_by_role("treegrid"))
    press("Home")
    press("ArrowDown")
    selected = page.get_by_role("treegrid").locator("[aria-selected=true]")
    expect(selected).to_have_attribute("aria-rowindex", "3")
    if tool.slug == "dicom-inspector":  # its pane reads the file, and draws late what is to be reached
        tag = selected.get_by_role("gridcell").first.inner_text().strip().replace(",", "")
        expect(page.get_by_role("region", name="Selected element")).to_contain_text(tag)

    assert not_reached(page) == []

    press("?")
    keys = page.get_by_role("dialog", name="Keys")
    search = [] if tool.slug in WITHOUT_SEARCH else ["In the search box of a table"]
    for words in ("Everywhere", "Mask values, or show them", "In a table or tree", *search):
        expect(keys).to_contain_text(words)
    press("Escape")
    press("Alt+m")
    expect(page.get_by_role("button", name="Mask values")).to_have_attribute("aria-pressed", "true")

    go_to(page, page.get_by_role("button", name="Forget now"))
    press("Enter")
    expect(page.locator(".bench-tab")).to_have_count(0)

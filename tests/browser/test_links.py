"""Links lead to a place in what is open and say nothing else: an element by its tag, a part of a message by path."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_accessibility import WIDTHS, violations
from tests.browser.test_tools import CT, ORU, choose, send_to
from tests.browser.test_workbench import tab
from tests.browser.witness import Witness

INSPECTOR = "/en/tools/dicom-inspector/"
VIEWER = "/en/tools/hl7-viewer/"
HOSTILE = (
    "#<script>alert(1)</script>", "#%3Cscript%3Ealert(1)%3C/script%3E", "#javascript:alert(1)", "#tag=0010,0010",
    "#tag=00100010%00", "#tag=00100010.0.00100010", "#name=SAMPLE^ADA", "#filter=smith&file=scan.dcm", "#rows=all",
    "#__proto__=1", "#constructor=all", "#message=1e3", "#path=ZPI-1", "#path=../..", "#" + "tag=00100010&" * 200,
    "#" + "%41" * 20_000, "#%E0%A4%A", "#&&==&", "#\u202egro.elpmaxe",
)  # fmt: skip
#: How often the page has looked into what is stored for use without a network.
COUNT_LOOKS = """() => {
    const look = CacheStorage.prototype.match;
    globalThis.looks = 0;
    CacheStorage.prototype.match = function (...all) { looks++; return look.apply(this, all); };
}"""


def selected(page: Page) -> str:
    return page.locator("[aria-selected=true]").filter(visible=True).inner_text()


def sign(page: Page, words: str) -> None:
    expect(page.locator(".signpost:visible")).to_contain_text(words)


def copied_link(page: Page) -> str:
    """By keyboard: the last entry of the copy menu."""
    page.get_by_role("button", name=re.compile("^(Copy|Kopieren)\\b")).focus()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").filter(has_text=re.compile("Copied: Link|Kopiert: Link"))).to_be_visible()
    return str(page.evaluate("navigator.clipboard.readText()"))


def test_the_selected_element_is_in_the_address_and_its_link_leads_there(
    page: Page,
    witness: Witness,
) -> None:
    page.goto(INSPECTOR, wait_until="networkidle")
    witness.watch_from_now()
    choose(page, CT)
    grid = page.get_by_role("treegrid")
    grid.focus()
    steps = page.evaluate("history.length")
    page.keyboard.press("Home")
    expect(page).to_have_url(f"{witness.site.url}{INSPECTOR}#tag=00020000")
    for _row in range(5):
        page.keyboard.press("ArrowDown")
    expect(page).to_have_url(f"{witness.site.url}{INSPECTOR}#tag=00020012")
    assert page.evaluate("[history.length, history.state]") == [steps, None]
    expect(page.locator("summary.chip")).to_contain_text("0 requests seen")
    link = copied_link(page)
    assert link == page.url
    witness.nothing_left()
    page.goto("about:blank")
    page.goto(link)
    sign(page, "The link leads to 00020012. Open the file")
    choose(page, CT)
    sign(page, "00020012 is selected: the link leads there.")
    assert "0002,0012" in selected(page)
    expect(page).to_have_url(link)


def test_a_place_that_is_not_in_what_is_open_gets_a_sentence(page: Page) -> None:
    page.goto(INSPECTOR, wait_until="networkidle")
    page.get_by_role("button", name="Structured report", exact=True).click()
    expect(page.get_by_role("treegrid")).to_be_visible()
    for fragment, said, rest in (
        ("#tag=0040A730.2", "0040A730[2] is selected", "#tag=0040A730.2"),
        ("#tag=0040A730.999.00080100", "is not in what is open. The closest part is selected.", "#tag=0040A730"),
        ("#tag=7FE00010&filter=smith", "7FE00010 is not in what is open.", "#tag=0040A730"),
    ):
        page.evaluate("fragment => { location.hash = fragment }", fragment)
        sign(page, said)
        expect(page).to_have_url(re.compile(f"{rest}$"))
    page.keyboard.press("ArrowDown")
    page.get_by_role("button", name="Forget now").click()
    expect(page).to_have_url(re.compile(f"{INSPECTOR}$"))
    expect(page.locator(".signpost:visible")).to_have_count(0)


def test_whatever_else_stands_behind_the_hash_is_removed_and_does_nothing(
    page: Page,
    witness: Witness,
) -> None:
    page.goto(INSPECTOR, wait_until="networkidle")
    choose(page, CT)
    page.get_by_role("row").nth(3).click()
    place = re.compile("#tag=00020002$")
    expect(page).to_have_url(place)
    witness.watch_from_now()
    for fragment in HOSTILE:
        page.evaluate("fragment => { location.hash = fragment }", fragment)
        sign(page, "names no place in this tool. It was removed.")
        expect(page).to_have_url(place)
        page.get_by_role("treegrid").focus()
        page.keyboard.press("ArrowUp")
        page.keyboard.press("ArrowDown")
        expect(page.locator(".signpost:visible")).to_have_count(0)
        assert "0002,0002" in selected(page)
    witness.nothing_left()
    page.get_by_role("link", name="Skip to the content").press("Enter")
    expect(page.locator("main")).to_be_focused()  # a link of the page's own is no place, and nothing is said of it
    expect(page.locator(".signpost:visible")).to_have_count(0)
    for fragment in HOSTILE[:3]:
        page.goto("about:blank")
        page.goto(INSPECTOR + fragment)
        sign(page, "names no place in this tool. It was removed.")
        expect(page).to_have_url(re.compile(f"{INSPECTOR}$"))


@pytest.mark.parametrize("service_workers", ["allow"])
def test_each_tool_keeps_its_place_on_the_way_back_and_forward(page: Page) -> None:
    page.goto(INSPECTOR, wait_until="networkidle")
    choose(page, CT)
    page.get_by_role("row").nth(4).click()
    place = re.compile("#tag=00020003$")
    send_to(page, "HL7 v2 viewer")
    expect(page.get_by_role("heading", level=1)).to_have_text("HL7 v2 viewer")
    expect(page).to_have_url(re.compile("/hl7-viewer/$"))
    page.go_back()
    expect(page).to_have_url(place)  # written before the visitor went, though he came to no rest
    assert "0002,0003" in selected(page)
    expect(page.get_by_text("Available offline ·")).to_be_visible(timeout=20_000)
    page.evaluate(COUNT_LOOKS)
    page.get_by_role("row").nth(5).click()
    expect(page).to_have_url(re.compile("#tag=00020010$"))
    assert page.evaluate("looks") == 0  # another place is no other page: what is stored is not looked through again
    page.go_forward()
    expect(page).to_have_url(re.compile("/hl7-viewer/$"))
    assert page.evaluate("looks") > 0
    tab(page, "DICOM inspector")
    expect(page).to_have_url(re.compile("/dicom-inspector/#tag=00020010$"))
    assert "0002,0010" in selected(page)


def test_a_message_and_a_path_in_it_are_in_the_address_and_local_names_are_not(page: Page, tmp_path: Path) -> None:
    file = tmp_path / "two.hl7"
    file.write_text(f"{ORU}\rZPI|1|MARKER\r{ORU.replace('TEST', 'OTHER')}\r")
    page.goto(VIEWER, wait_until="networkidle")
    choose(page, file)
    expect(page.get_by_label("Go to path")).to_be_visible()
    expect(page).to_have_url(re.compile(r"/#message=1$"))
    for path, place in (
        ("PID-3[2].1", "#message=1&path=PID-3[2].1"),
        ("ZPI-2", ""),
        ("OBX-3.2", "#message=1&path=OBX-3.2"),
    ):
        page.get_by_label("Go to path").fill(path)
        page.keyboard.press("Enter")
        expect(page).to_have_url(re.compile(re.escape(VIEWER + place) + "$"))
        page.locator(".hl7-detail .menu-button").press("ArrowUp")
        expect(page.get_by_role("menuitem", name="Link to this place").filter(visible=True)).to_have_count(
            int(place != "")
        )
        page.keyboard.press("Escape")
    page.get_by_role("button", name="Next message").press("Enter")
    expect(page).to_have_url(re.compile("#message=2&path=OBX-3.2$"))
    link = copied_link(page).replace("OBX-3.2", "PID-3[2].1")
    page.goto("about:blank")
    page.goto(link)
    sign(page, "The link leads to message 2, PID-3[2].1. Open the file or message")
    choose(page, file)
    sign(page, "message 2, PID-3[2].1 is selected: the link leads there.")
    expect(page.locator("[aria-selected=true]").filter(visible=True)).to_contain_text("OTHER-0043")
    for fragment, said, rest in (
        ("#message=1&path=PID-5", "message 1, PID-5 is selected", "#message=1&path=PID-5"),
        ("#path=PID-40.2", "PID-40.2 is not in what is open. The closest part", "#message=1&path=PID"),
        ("#path=OBX[9]", "OBX[9] is not in what is open.", "#message=1&path=PID"),
        ("#message=7", "message 7 is not in what is open.", "#message=1&path=PID"),
        ("#path=ZPI-2", "names no place in this tool", "#message=1&path=PID"),
    ):
        page.evaluate("fragment => { location.hash = fragment }", fragment)
        sign(page, said)
        expect(page).to_have_url(re.compile(f"{re.escape(rest)}$"))


def test_text_that_is_typed_keeps_its_caret_when_a_link_waits(page: Page) -> None:
    page.goto(f"{VIEWER}#path=PID-5", wait_until="networkidle")
    sign(page, "The link leads to PID-5.")
    page.get_by_role("textbox", name="Raw message").focus()
    page.keyboard.insert_text(ORU.replace("\r", "\n"))
    sign(page, "PID-5 is selected")
    expect(page).to_have_url(re.compile("#path=PID-5$"))
    page.keyboard.type("!")  # at the end, where the text was put
    expect(page.locator("[aria-selected=true]").filter(visible=True)).to_contain_text("done!")


def test_a_link_waits_in_german_on_a_telephone(page: Page) -> None:
    page.set_viewport_size({"width": WIDTHS["phone"], "height": 844})
    page.goto("/de/tools/dicom-inspector/#tag=00100010")
    sign(page, "Der Link führt zu 00100010. Öffnen Sie die Datei")
    assert violations(page) == []
    choose(page, CT)
    sign(page, "00100010 ist ausgewählt: Dorthin führt der Link.")
    assert "0010,0010" in selected(page)
    expect(page.locator("[aria-selected=true]").filter(visible=True)).to_be_in_viewport()
    assert copied_link(page).endswith("/de/tools/dicom-inspector/#tag=00100010")
    expect(page.get_by_text("nichts von dem, was dort steht")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= WIDTHS["phone"]

"""The dictionaries as tools: asked by keyboard, complete, offline, and silent about what is typed."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_accessibility import THEMES, WIDTHS, violations
from tests.browser.test_keyboard import go_to, not_reached
from tests.browser.test_tools import ORU
from tests.browser.witness import Witness
from tests.catalogue import ASKED
from tools.catalogue import Tool


def ready(page: Page, address: str) -> None:
    page.goto(address)
    expect(page.locator("html[data-ready]")).to_have_count(1)
    expect(page.get_by_role("status").filter(has_text=re.compile("entries|Einträge"))).to_be_visible()


def ask(page: Page, words: str) -> None:
    page.get_by_role("combobox").fill(words)


def test_an_attribute_leads_to_its_modules_their_iods_and_sop_classes_and_nothing_typed_leaves(
    page: Page, witness: Witness
) -> None:
    ready(page, "/en/tools/dicom-dictionary/")
    witness.watch_from_now()
    panel, box = page.locator(".dictionary-panel"), page.get_by_role("combobox")
    go_to(page, box)
    page.keyboard.type("rows of nothing")
    expect(page.get_by_role("status").filter(has_text="Nothing found")).to_be_visible()
    expect(panel).to_be_empty()
    box.fill("")
    page.keyboard.type("0008,0060")
    expect(panel.get_by_role("heading", level=2)).to_contain_text("Modality")
    expect(page).to_have_url(re.compile("/dicom-dictionary/$"))  # what is typed has no place
    page.keyboard.press("Enter")
    expect(panel.get_by_role("heading", level=2)).to_be_focused()
    expect(page).to_have_url(re.compile("#entry=dicom/tags/00080060$"))
    row = panel.get_by_role("row").filter(has_text="General Series")
    expect(row).to_contain_text(re.compile(r"General Series\s*C\.7\.3\s*1\s*128"))
    row.get_by_role("button").click()
    expect(panel.get_by_role("row").filter(has_text="(0008,0060)")).to_contain_text("Modality")
    panel.get_by_text("Used by (128)").click()
    panel.get_by_role("button", name="CT Image", exact=True).click()
    expect(panel.get_by_role("row").filter(has_text="Synchronization")).to_contain_text(re.compile(r"C\.7\.4\.2\s*C$"))
    panel.get_by_role("button", name="1.2.840.10008.5.1.4.1.1.2", exact=True).click()
    expect(panel.get_by_role("heading", level=2)).to_contain_text("CT Image Storage")
    page.keyboard.press("Escape")
    expect(box).to_be_focused()
    witness.nothing_left()


def test_the_hl7_dictionary_leads_by_path_event_structure_and_table_and_copies_what_it_says(
    page: Page, witness: Witness
) -> None:
    ready(page, "/de/tools/hl7-dictionary/#entry=hl7/segments/PID/PID-3")
    panel = page.locator(".dictionary-panel")
    expect(panel.get_by_role("heading", level=2)).to_contain_text("Patient Identifier List")  # a link leads there
    witness.watch_from_now()
    ask(page, "PID-3.5")
    expect(page.get_by_role("option", selected=True)).to_contain_text("CX.5")
    panel.get_by_role("button", name="0203").last.click()
    expect(panel.get_by_role("row", name="MR Medical record number", exact=True)).to_be_visible()
    ask(page, "ADT^A04")
    panel.get_by_role("button", name="ADT_A01").click()
    expect(panel.get_by_role("row").filter(has_text="INSURANCE")).to_contain_text("0..*")
    panel.get_by_role("button", name="Kopieren", exact=True).click()
    page.get_by_role("menuitem", name="Ganzer Eintrag als Markdown").click()
    expect(panel.get_by_role("status").filter(has_text="Kopiert")).to_be_visible()
    copied = str(page.evaluate("navigator.clipboard.readText()"))
    assert copied.startswith("## ADT\\_A01\n")
    assert "| \\>IN1 | 1 |" in copied
    address = re.search(r"<(http.+)>\n$", copied)
    assert address
    witness.nothing_left()
    answer = page.goto(address[1])
    assert answer
    assert answer.status == 200


def test_what_is_dropped_on_a_dictionary_waits_for_its_tools_and_no_menu_offers_it_files(page: Page) -> None:
    ready(page, "/en/tools/hl7-dictionary/")
    page.evaluate("text => navigator.clipboard.writeText(text)", ORU)
    page.locator("h1").first.click()
    page.keyboard.press("Control+v")
    files = page.get_by_role("region", name="Files", exact=True)
    files.get_by_role("row").nth(1).click()  # below the head
    offered = files.get_by_role("button", name="HL7 v2 viewer")
    expect(offered).to_be_visible()
    for tool in ASKED:
        expect(files.get_by_role("button", name=str(tool.title))).to_have_count(0)
    offered.click()
    page.get_by_role("button", name="Send to").click()
    expect(page.get_by_role("menuitem", name="HL7 v2 validator")).to_be_visible()
    for tool in ASKED:
        expect(page.get_by_role("menuitem", name=str(tool.title))).to_have_count(0)


@pytest.mark.parametrize("tool", ASKED, ids=lambda tool: tool.slug)
def test_a_dictionary_is_asked_from_the_start_page_reached_by_keyboard_and_has_no_violation(
    page: Page, tool: Tool
) -> None:
    page.goto("/en/")
    card = page.locator(".tool-card").filter(has_text=str(tool.title))
    card.get_by_role("button", name="Try it with a sample").press("ArrowDown")
    page.keyboard.press("Enter")
    heading = page.locator(".dictionary-panel h2")
    expect(heading).to_be_visible()
    assert not_reached(page) == []
    for code, theme, width in (("en", THEMES[0], WIDTHS["phone"]), ("de", THEMES[1], WIDTHS["desk"])):
        page.emulate_media(color_scheme=theme, reduced_motion="reduce")
        page.set_viewport_size({"width": width, "height": 800})
        ready(page, f"/{code}/tools/{tool.slug}/")
        page.locator(".sample").nth(1).click()
        expect(heading).to_be_visible()
        assert violations(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width

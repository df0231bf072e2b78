"""Messages as people build them: from choices and a form, one or many, with edge cases, and from one of their own."""

import re
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser.test_convert import open_file, saved
from tests.browser.witness import Witness

TOOL = "/en/tools/hl7-builder/"


def built(page: Page) -> str:
    return saved(page, "Download file").decode()


def test_a_message_is_built_from_choices_and_a_form_and_each_step_is_taken_back(page: Page, witness: Witness) -> None:
    page.goto(TOOL, wait_until="networkidle")
    witness.watch_from_now()
    page.get_by_role("combobox", name="Message", exact=True).select_option("ORU^R01")
    expect(page.get_by_text("1 message built.")).to_be_visible()
    raw = page.get_by_role("textbox", name="Raw message", exact=True)
    expect(raw).to_contain_text("OBX|3|")
    first = built(page)
    page.get_by_role("button", name="Copy message").click()
    expect(page.get_by_text("Copied.")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()").splitlines() == first.splitlines()
    assert re.match(r"MSH\|\^~\\&\|TESTSENDER\|.*\|\|ORU\^R01\^ORU_R01\|T1-1\|T\|2\.5\.1\rPID\|1\|T\d{7}\|", first)

    outline = page.get_by_role("list", name="Segments", exact=True)
    outline.get_by_role("checkbox", name="NK1 Next of Kin / Associated Parties").check()
    form = page.get_by_role("region", name="Fields of the segment")
    expect(form.get_by_role("heading", name="NK1 Next of Kin / Associated Parties")).to_be_visible()
    form.get_by_label("NK1-2 Name", exact=True).fill("TEST^MARKER|X")
    form.get_by_label("NK1-2 Name", exact=True).press("Enter")
    expect(raw).to_contain_text(r"MARKER\F\X")
    form.get_by_role("group").filter(has_text=".1 Identifier").first.click()
    form.get_by_label("NK1-3.1 Identifier", exact=True).fill("FTH")
    form.get_by_label("NK1-3.1 Identifier", exact=True).press("Enter")
    expect(form.get_by_label("NK1-3 Relationship", exact=True)).to_have_value("FTH^Spouse^HL70063")
    assert r"NK1|1|TEST^MARKER\F\X|FTH^Spouse^HL70063" in built(page)
    page.get_by_role("button", name="Another seed").click()
    expect(raw).not_to_contain_text("|T1-1|")
    expect(raw).to_contain_text(r"MARKER\F\X")

    undo = page.get_by_role("button", name="Undo")
    for _step in range(4):
        undo.click()
    expect(raw).not_to_contain_text("NK1")
    expect(outline.get_by_role("checkbox", name="NK1 Next of Kin / Associated Parties")).not_to_be_checked()
    assert built(page) == first
    page.get_by_role("combobox", name="Edge case").select_option("escapes")
    expect(page.get_by_text("Edge case “Escape sequences” at OBX-5.")).to_be_visible()
    page.get_by_role("combobox", name="Version", exact=True).select_option("2.1")
    page.get_by_role("combobox", name="Edge case").select_option("pdf")
    expect(page.get_by_text("has no place in this message")).to_be_visible()
    witness.nothing_left()


def test_a_feed_is_built_off_the_page_and_sent_to_the_validator_which_finds_no_error(page: Page) -> None:
    page.goto(TOOL.replace("/en/", "/de/"), wait_until="networkidle")
    page.get_by_label("Startwert").fill("42")
    page.get_by_label("Startwert").press("Enter")
    page.get_by_label("Wie viele").fill("0")
    page.get_by_label("Wie viele").press("Enter")
    expect(page.get_by_text("Wie viele: eine ganze Zahl von 1 bis 10.000.")).to_be_visible()
    page.get_by_label("Wie viele").fill("1200")
    page.get_by_label("In MLLP-Rahmen").check()
    expect(page.get_by_text("1.200 Nachrichten gebaut.")).to_be_visible()
    content = saved(page, "Datei herunterladen")
    assert content.count(b"\x0bMSH|") == content.count(b"\x1c\r") == 1200
    assert len(set(re.findall(rb"\|(T42-\d+)\|", content))) == 1200
    page.get_by_role("button", name="Senden an").click()
    page.get_by_role("menuitem", name="HL7-v2-Prüfer", exact=True).click()
    expect(page.get_by_text("Nichts gefunden", exact=False)).to_be_visible()


def test_a_message_of_ones_own_is_a_template_masked_where_values_are(page: Page, tmp_path: Path) -> None:
    page.goto(TOOL, wait_until="networkidle")
    own = b"MSH#*~?%#A#B#C#D#20240501##ADT*A04#1#P#2.3\nEVN#A04#20240501\nPID#1##77***X%Y%Z\nPV1#1#O\nZZZ#MARKER\n"
    open_file(page, tmp_path / "own.hl7", own)
    expect(page.get_by_text("Opened as a template: ADT^A04, version 2.3.")).to_be_visible()
    outline = page.get_by_role("list", name="Segments", exact=True)
    outline.get_by_role("button", name="ZZZ").click()
    form = page.get_by_role("region", name="Fields of the segment")
    expect(form.get_by_label("ZZZ-1", exact=True)).to_have_value("MARKER")
    page.keyboard.press("Alt+m")
    expect(form.get_by_label("ZZZ-1", exact=True)).to_have_count(0)
    expect(form.get_by_text("Values are masked")).to_be_visible()
    page.get_by_role("button", name="Copy message").click()
    expect(page.get_by_text("Values are masked, so the message is not copied.")).to_be_visible()
    page.keyboard.press("Alt+m")
    form.get_by_label("ZZZ-1", exact=True).fill("CHANGED")
    form.get_by_label("ZZZ-1", exact=True).press("Enter")
    expect(page.get_by_text("1 message built.")).to_be_visible()
    assert built(page) == (
        "MSH|^~\\&|A|B|C|D|20240501||ADT^A04|1|P|2.3\rEVN|A04|20240501\rPID|1||77^^^X&Y&Z\rPV1|1|O\rZZZ|CHANGED\r"
    )

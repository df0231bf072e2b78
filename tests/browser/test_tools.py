"""Real files and real messages, opened as a visitor opens them, and nothing leaves."""

import json
from pathlib import Path

import pydicom.data
import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.witness import Witness

#: A real file of pydicom's own test data, found by its folder: its finder would ask the network for the others.
CT = Path(pydicom.data.__file__).parent / "test_files" / "CT_small.dcm"

ORU = "\r".join(
    [
        r"MSH|^~\&|LAB|NORTH|EHR|NORTH|20261122081500||ORU^R01^ORU_R01|10042|P|2.5.1",
        "PID|1||TEST-0042^^^NORTH^MR~TEST-0043^^^NORTH^PI||SAMPLE^ADA^^^DR||19800101|F",
        r"OBX|1|NM|718-7^Hemoglobin^LN||13.2|g/dL|12.0-16.0|N|||F|||\T\ done",
    ]
)


def drop(page: Page, file: Path) -> None:
    """Drops a file from outside the browser on the page, as the system does: by DevTools, not by script."""
    session = page.context.new_cdp_session(page)
    data = {"items": [], "files": [str(file)], "dragOperationsMask": 1}
    for kind in ("dragEnter", "dragOver", "drop"):
        session.send("Input.dispatchDragEvent", {"type": kind, "x": 300, "y": 300, "data": data})


def choose(page: Page, file: Path) -> None:
    page.locator("input[type=file]").set_input_files(file)


def send_to(page: Page, name: str) -> None:
    page.get_by_role("button", name="Send to").click()
    page.get_by_role("menuitem", name=name, exact=True).click()


def test_a_dropped_file_is_read_on_the_page_and_nothing_leaves(page: Page, witness: Witness) -> None:
    page.goto("/en/tools/dicom-inspector/", wait_until="networkidle")
    witness.watch_from_now()
    drop(page, CT)
    expect(page.get_by_text("CT_small.dcm")).to_be_visible()
    page.get_by_label("Find tag").fill("0010,0010")
    expect(page.get_by_role("row").filter(has_text="0010,0010")).to_contain_text("CompressedSamples^CT1")
    page.get_by_role("row").filter(has_text="0010,0010").click()
    pane = page.get_by_role("region", name="Selected element")
    expect(pane).to_contain_text("Patient: type 2, in a mandatory module (PS3.3 C.7, Table C.7-1)")
    page.get_by_label("Find tag").fill("sop class uid")
    expect(page.get_by_role("row").filter(has_text="0008,0016")).to_contain_text("1.2.840.10008.5.1.4.1.1.2")
    witness.nothing_left()


def test_a_pasted_message_is_read_on_the_page_and_nothing_leaves(page: Page, witness: Witness) -> None:
    page.goto("/en/tools/hl7-viewer/", wait_until="networkidle")
    witness.watch_from_now()
    page.evaluate("text => navigator.clipboard.writeText(text)", ORU)
    page.get_by_role("textbox", name="Raw message").focus()
    page.keyboard.press("Control+v")
    expect(page.get_by_text("ORU^R01^ORU_R01").first).to_be_visible()
    for path, value in (("PID-3[2].1", "TEST-0043"), ("OBX-5", "13.2"), ("OBX-14", "& done")):
        page.get_by_label("Go to path").fill(path)
        page.keyboard.press("Enter")
        expect(page.locator("[aria-selected=true]").filter(visible=True)).to_contain_text(value)
    witness.nothing_left()


def test_the_start_page_finds_the_tool_and_hands_the_data_over_in_memory(page: Page, witness: Witness) -> None:
    page.goto("/en/", wait_until="networkidle")
    witness.watch_from_now()
    page.get_by_role("textbox", name="Paste a message").fill(ORU)
    page.get_by_role("button", name="HL7 v2 viewer", exact=True).click()
    expect(page.get_by_text("ORU^R01^ORU_R01").first).to_be_visible()
    expect(page).to_have_url(f"{witness.site.url}/en/tools/hl7-viewer/")
    page.go_back()
    expect(page.get_by_role("textbox", name="Paste a message")).to_have_value(ORU.replace("\r", "\n"))
    page.go_forward()
    expect(page.get_by_text("ORU^R01^ORU_R01").first).to_be_visible()
    witness.nothing_left()


def test_a_file_dropped_on_the_start_page_opens_in_its_tool(page: Page, witness: Witness) -> None:
    page.goto("/de/")
    drop(page, CT)
    page.get_by_role("button", name="DICOM-Inspektor", exact=True).click()
    expect(page.get_by_text("CT_small.dcm")).to_be_visible()
    expect(page.get_by_role("heading", level=1)).to_have_text("DICOM-Inspektor")


def test_nothing_a_visitor_opens_is_kept_by_the_browser_or_known_to_the_site(
    page: Page, context: BrowserContext, witness: Witness, tmp_path: Path
) -> None:
    marker = "MARKER7K3Q2M9"
    file = tmp_path / f"{marker}.hl7"
    file.write_text(ORU.replace("SAMPLE", marker))
    page.goto("/en/tools/hl7-viewer/")
    choose(page, file)
    expect(page.get_by_text(f"{marker}.hl7")).to_be_visible()
    kept = page.evaluate(
        """async () => JSON.stringify([location.href, document.title, {...localStorage}, {...sessionStorage},
        document.cookie, history.state, window.name, await indexedDB.databases(), await caches.keys()])"""
    )
    assert marker not in kept
    assert json.loads(kept)[2] == {}
    assert context.cookies() == []
    assert marker not in witness.site.said()


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("empty.dcm", b"", "empty"),
        ("picture.png", b"\x89PNG\r\n\x1a\n" + b"\0" * 400, "not a DICOM file"),
        ("noise.bin", bytes(range(255, 0, -1)) * 20, "not a DICOM file"),
    ],
)
def test_what_is_no_dicom_gets_a_sentence(page: Page, tmp_path: Path, name: str, content: bytes, sentence: str) -> None:
    file = tmp_path / name
    file.write_bytes(content)
    page.goto("/en/tools/dicom-inspector/")
    choose(page, file)
    expect(page.get_by_role("alert").filter(visible=True)).to_contain_text(sentence)


def test_a_truncated_file_shows_what_comes_before_the_cut_and_where_it_is(page: Page, tmp_path: Path) -> None:
    file = tmp_path / "cut.dcm"
    file.write_bytes(CT.read_bytes()[:20_000])
    page.goto("/en/tools/dicom-inspector/")
    choose(page, file)
    expect(page.get_by_text("The file ends early.")).to_be_visible()
    page.get_by_label("Find tag").fill("patient's name")
    expect(page.get_by_role("row").filter(has_text="0010,0010")).to_contain_text("CompressedSamples^CT1")


def test_a_file_of_one_gigabyte_opens_in_the_inspector(page: Page, tmp_path: Path) -> None:
    file = tmp_path / "large.dcm"
    file.write_bytes(CT.read_bytes())
    with file.open("r+b") as handle:
        handle.truncate(1024**3)
    page.goto("/en/tools/dicom-inspector/")
    choose(page, file)
    expect(page.get_by_text("large.dcm")).to_be_visible(timeout=20_000)
    page.get_by_label("Find tag").fill("patient's name")
    expect(page.get_by_role("row").filter(has_text="0010,0010")).to_contain_text("CompressedSamples^CT1")


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("empty.hl7", b"", "0 bytes"),
        ("letter.txt", b"Dear colleagues, no message here.", "This is not HL7 v2"),
        ("noise.bin", bytes(range(250, 0, -1)) * 20, "This is not HL7 v2"),
    ],
)
def test_what_is_no_message_gets_a_sentence(
    page: Page, tmp_path: Path, name: str, content: bytes, sentence: str
) -> None:
    file = tmp_path / name
    file.write_bytes(content)
    page.goto("/en/tools/hl7-viewer/")
    choose(page, file)
    expect(page.get_by_role("alert").filter(visible=True)).to_contain_text(sentence)


def test_a_message_file_of_one_gigabyte_is_refused_before_it_is_read(page: Page, tmp_path: Path) -> None:
    file = tmp_path / "large.hl7"
    with file.open("wb") as handle:
        handle.truncate(1024**3)
    page.goto("/en/tools/hl7-viewer/")
    choose(page, file)
    expect(page.get_by_role("alert").filter(visible=True)).to_contain_text("1 GB; this page reads up to 512 MB")


def test_the_way_from_the_start_page_through_language_and_policy_is_by_keyboard(page: Page) -> None:
    page.goto("/en/")
    for name, heading in (("Deutsch", "Hier öffnen."), ("Datenschutzerklärung", "Datenschutz"), ("English", "Privacy")):
        link = page.get_by_role("link", name=name, exact=True).first
        while not link.evaluate("it => it === document.activeElement"):
            page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", level=1)).to_contain_text(heading)


def test_the_theme_is_the_one_thing_that_is_remembered(page: Page) -> None:
    page.goto("/en/")
    page.get_by_role("button", name="Theme: system").click()
    page.get_by_role("button", name="Theme: light").click()
    page.goto("/de/contact/")
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    assert page.evaluate("JSON.stringify({...localStorage})") == '{"theme":"dark"}'

"""The inspector changes a file: its value, another element, none; and every step can be taken back."""

import re
from pathlib import Path

from playwright.sync_api import Locator, Page, expect
from pydicom import dcmread

from tests.browser.test_tools import CT, choose
from tests.browser.witness import Witness

INSPECTOR = "/en/tools/dicom-inspector/"
DEFLATED = "1.2.840.10008.1.2.1.99"


#: An element, what is typed there, and why it is not written.
REFUSED = (
    ("0010,0010", "名^ADA", "(ISO_IR 100) does not have “名”"),
    ("0008,0020", "2020.02.30", "no value of DA; expected: YYYYMMDD"),
    ("0028,0010", "65536", "“65536” is no US; expected: 0…65535"),
)


def element(page: Page, tag: str) -> Locator:
    """Finds and selects it; the pane beside the tree."""
    page.get_by_label("Find tag").fill(tag)
    page.get_by_role("row").filter(has_text=tag).first.click()
    return page.get_by_role("region", name="Selected element")


def change(page: Page, what: str) -> None:
    page.get_by_role("button", name="Change", exact=True).click()
    page.get_by_role("menuitem", name=what).click()


def downloaded(page: Page, folder: Path) -> Path:
    with page.expect_download() as download:
        page.get_by_role("button", name="Download file").click()
    file = folder / download.value.suggested_filename
    download.value.save_as(file)
    return file


def test_a_value_is_changed_taken_back_and_saved_with_every_other_byte_as_it_was(
    page: Page, witness: Witness, tmp_path: Path
) -> None:
    page.goto(INSPECTOR, wait_until="networkidle")
    witness.watch_from_now()
    choose(page, CT)
    pane = element(page, "0010,0020")
    change(page, "Change the value")
    field = page.get_by_label("Value of 0010,0020")
    expect(field).to_have_value("1CT1")
    field.fill("SAMPLE-22")
    page.get_by_role("button", name="Apply").click()
    expect(pane.locator("pre.inspector-value")).to_have_text("SAMPLE-22")
    expect(page.get_by_text("changed", exact=True)).to_be_visible()

    before, after = CT.read_bytes(), downloaded(page, tmp_path).read_bytes()
    at = before.index(b"\x10\x00\x20\x00LO")
    assert after[:at] == before[:at]
    assert after[at : at + 18] == b"\x10\x00\x20\x00LO\x0a\x00SAMPLE-22 "
    assert after[at + 18 :] == before[at + 12 :]

    page.get_by_role("button", name="Undo").click()
    expect(pane.locator("pre.inspector-value")).to_have_text("1CT1")
    assert downloaded(page, tmp_path).read_bytes() == before
    page.keyboard.press("Control+y")
    expect(pane.locator("pre.inspector-value")).to_have_text("SAMPLE-22")
    witness.nothing_left()


def test_elements_are_added_and_removed_in_sequences_too(page: Page, tmp_path: Path) -> None:
    page.goto(INSPECTOR, wait_until="networkidle")
    page.get_by_role("button", name="Structured report").click()
    pane = element(page, "0040,A730")
    tags = page.get_by_role("row").filter(has_text="Item 1")
    page.get_by_label("Find tag").fill("")
    tags.first.click()
    change(page, "Add an element")
    expect(page.get_by_text("It is added within 0040A043[1].")).to_be_visible()
    page.get_by_label("Tag", exact=True).fill("0008,0100")
    page.get_by_label("Value", exact=True).fill("20261129")
    page.get_by_role("button", name="Apply").click()
    expect(page.get_by_role("alert").filter(visible=True)).to_contain_text("0008,0100 is there already")
    page.get_by_label("Tag", exact=True).fill("0040,A121")
    page.get_by_role("button", name="Apply").click()
    expect(pane.get_by_role("heading", name="Date")).to_be_visible()
    change(page, "Remove it")
    expect(pane.get_by_role("heading", name="Item 1")).to_be_visible()

    element(page, "0040,A730")
    change(page, "Add an item")
    expect(pane.get_by_role("heading", name=re.compile(r"^Item [2-9]"))).to_be_visible()
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_text("changed", exact=True)).to_be_visible()
    assert dcmread(downloaded(page, tmp_path)).SOPClassUID.name.endswith("SR Storage")


def test_a_file_without_preamble_is_mended_and_written_in_another_transfer_syntax(page: Page, tmp_path: Path) -> None:
    bare = tmp_path / "bare.dcm"
    whole = dcmread(CT)
    bare.write_bytes(CT.read_bytes()[132 + 12 + whole.file_meta.FileMetaInformationGroupLength :])
    page.goto(INSPECTOR, wait_until="networkidle")
    choose(page, bare)
    write_anew(page, "Repair preamble and meta information")
    element(page, "0002,0010")
    mended = dcmread(downloaded(page, tmp_path))
    assert mended == whole
    assert mended.file_meta.TransferSyntaxUID == whole.file_meta.TransferSyntaxUID
    write_anew(page, "Deflated Explicit VR Little Endian")
    expect(page.get_by_role("row").filter(has_text="0002,0010")).to_contain_text(DEFLATED)
    deflated = downloaded(page, tmp_path)
    assert deflated.stat().st_size < bare.stat().st_size
    assert dcmread(deflated) == whole
    write_anew(page, "Repair preamble")
    expect(page.get_by_role("alert").filter(visible=True)).to_contain_text("The file is so already")


def write_anew(page: Page, how: str) -> None:
    page.get_by_role("button", name="Write anew").click()
    page.get_by_role("menuitem", name=how).first.click()


def test_what_cannot_be_written_is_refused_with_its_reason_and_nothing_changes(page: Page) -> None:
    page.goto(INSPECTOR, wait_until="networkidle")
    choose(page, CT)
    alert = page.get_by_role("alert").filter(visible=True)
    apply = page.get_by_role("button", name="Apply")

    for tag, typed, reason in REFUSED:
        element(page, tag)
        change(page, "Change the value")
        page.get_by_label(f"Value of {tag}").fill(typed)
        apply.click()
        expect(alert).to_contain_text(reason)
        page.get_by_label(f"Value of {tag}").press("Escape")
        expect(page.get_by_label(f"Value of {tag}")).to_have_count(0)

    expect(element(page, "0002,0010")).to_contain_text("Transfer Syntax UID")  # the buttons are this element's by now
    change(page, "Remove it")
    expect(alert).to_contain_text("How the file is read depends on this element")
    change(page, "Add an element")
    page.get_by_label("Tag", exact=True).fill("patient")
    apply.click()
    expect(alert).to_contain_text("That is no tag")
    expect(page.get_by_text("changed", exact=True)).to_be_hidden()


def test_masked_values_are_not_typed_over(page: Page) -> None:
    page.goto("/de/tools/dicom-inspector/", wait_until="networkidle")
    choose(page, CT)
    page.get_by_role("button", name="Werte maskieren").click()
    page.get_by_role("row").nth(9).click()
    page.get_by_role("button", name="Ändern", exact=True).click()
    expect(page.get_by_role("menuitem", name="Ein Datenelement hinzufügen")).to_be_visible()
    expect(page.get_by_role("menuitem", name="Den Wert ändern")).to_have_count(0)

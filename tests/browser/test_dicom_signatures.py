"""A signed file is changed, in the folder and in the inspector: what it covers is said before anything is saved."""

from pathlib import Path

import pydicom
from playwright.sync_api import Page, expect

from tests.browser.test_dicom_editing import change, element, write_anew
from tests.browser.test_dicom_folder import TOOL, row, tree, write
from tests.browser.test_folder_corrections import SERIES, add, panel
from tests.browser.test_tools import drop

PATIENT_ID, PIXELS = 0x0010_0020, 0x7FE0_0010


def signed(place: Path) -> Path:
    """Patient ID and pixel data are signed: the signature stands behind the pixel data, its parameters in front."""
    write(place, 1, SERIES)
    image = pydicom.dcmread(place)
    parameters, signature = pydicom.Dataset(), pydicom.Dataset()
    parameters.MACIDNumber = signature.MACIDNumber = 1
    parameters.MACCalculationTransferSyntaxUID = pydicom.uid.ExplicitVRLittleEndian
    parameters.MACAlgorithm = "SHA256"
    parameters.DataElementsSigned = [PATIENT_ID, PIXELS]
    signature.Signature = b"no real one "
    image.MACParametersSequence, image.DigitalSignaturesSequence = [parameters], [signature]
    image.save_as(place)
    return place


def test_what_a_signature_covers_is_said_before_a_changed_file_is_saved(page: Page, tmp_path: Path) -> None:
    signed(tmp_path / "CD" / "IM1.dcm")
    write(tmp_path / "CD" / "IM2.dcm", 2, SERIES)
    page.goto(TOOL, wait_until="networkidle")
    expect(page.locator("html[data-ready]")).to_have_count(1, timeout=60_000)
    drop(page, tmp_path / "CD")
    row(page, "1CT1").click()
    tree(page).press("Space")
    add(page, "Set the value of an element", Tag="0010,0010", Value="SAMPLE^ADA")
    look = panel(page).get_by_role("button", name="Show every change")
    look.click()
    warning = panel(page).get_by_role("alert").filter(has_text="digitally signed")
    expect(warning).to_contain_text("1 of these files is digitally signed")
    expect(warning).to_contain_text("No signature covers what changes.")
    add(page, "Set the value of an element", Tag="0010,0020", Value="RIGHT-1")
    look.click()
    expect(warning).to_contain_text("In 1 of them a signature covers what changes")
    first = page.get_by_role("grid", name="Every change").get_by_role("row").nth(1)
    expect(first).to_contain_text("IM1.dcm")
    expect(first).to_contain_text("Digital signature FFFA,FFFA[1]")
    expect(first).to_contain_text("covers 0010,0020: it will not verify any more. The pixel data, which it covers too")

    for key in ("End", "ArrowRight", "ArrowRight", "Enter"):  # into the series, to its first image
        tree(page).press(key)
    note = page.locator(".note").filter(has_text="Digital signature FFFA,FFFA[1]").first
    expect(note).to_contain_text("covers 2 elements; a change of one of them makes it invalid.")
    element(page, "0010,0010")
    change(page, "Change the value")
    form = page.get_by_role("group", name="Change")
    expect(form).not_to_contain_text("signature")
    page.get_by_label("Value of 0010,0010").fill("SAMPLE^ADA")
    page.get_by_role("button", name="Apply").click()
    expect(note).to_contain_text("does not cover what changes.")
    element(page, "0010,0020")
    change(page, "Change the value")
    expect(form).to_contain_text("covers 0010,0020: it will not verify any more.")
    page.get_by_label("Value of 0010,0020").fill("RIGHT-1")
    page.get_by_role("button", name="Apply").click()
    expect(page.get_by_role("alert").filter(has_text="covers 0010,0020: it will not verify any more.")).to_be_visible()
    page.get_by_role("button", name="Undo").click()
    expect(note).to_contain_text("does not cover what changes.")
    write_anew(page, "Implicit VR Little Endian")
    expect(note).to_contain_text("verify it before you rely on it.")

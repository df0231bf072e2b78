"""The comparison as people use it: two files, two series, what is ignored, a damaged file, the report, the mask."""

import re
from pathlib import Path

import pydicom
from playwright.sync_api import FilePayload, Locator, Page, expect
from pydicom.dataset import Dataset, FileDataset
from pydicom.uid import generate_uid

from tests.browser.reports import rows_of
from tests.browser.test_tools import CT, drop
from tests.browser.witness import Witness

TOOL = "/en/tools/dicom-compare/"


def image(path: Path, number: int = 1, **said: object) -> Path:
    """A copy of a CT of its own, with a code inside a sequence."""
    copy: FileDataset = pydicom.dcmread(CT)
    code = Dataset()
    code.CodeValue, code.CodingSchemeDesignator, code.CodeMeaning = "CTHEAD", "99EX", said.pop("meaning", "Head")
    copy.ProcedureCodeSequence = [code]
    copy.SOPInstanceUID = copy.file_meta.MediaStorageSOPInstanceUID = generate_uid(
        entropy_srcs=["compare", str(number)]
    )
    copy.InstanceNumber = number
    copy.ImagePositionPatient = [0, 0, number * 2.5]
    for keyword, value in said.items():
        setattr(copy, keyword, value)
    path.parent.mkdir(parents=True, exist_ok=True)
    copy.save_as(path)
    return path


def changed_pixels() -> bytes:
    pixels: bytes = pydicom.dcmread(CT).PixelData
    return pixels[:-2] + b"\7\0"


def start(page: Page, address: str = TOOL) -> None:
    page.goto(address, wait_until="networkidle")
    expect(page.locator("html[data-ready]")).to_have_count(1)


def open_files(page: Page, *files: Path) -> None:
    page.locator(".intake input[type=file]").set_input_files(files)


def rows(page: Page, words: str) -> Locator:
    return page.get_by_role("treegrid").get_by_role("row").filter(has_text=words)


def listed(page: Page) -> list[dict[str, str]]:
    page.get_by_role("button", name="Download report").click()
    with page.expect_download() as download:
        page.get_by_role("menuitem", name="CSV", exact=True).filter(visible=True).click()
    return rows_of(Path(download.value.path()).read_text())


def test_two_files_are_compared_element_by_element_and_masked_when_asked(
    page: Page, witness: Witness, tmp_path: Path
) -> None:
    start(page)
    witness.watch_from_now()
    left = image(tmp_path / "left.dcm", SliceThickness="5.0")
    right = image(tmp_path / "right.dcm", SliceThickness="5.00", meaning="MARKERMARKER", PatientName="Other^Name")
    open_files(page, left)
    expect(page.get_by_text("Only one side is open")).to_be_visible()
    open_files(page, right)
    expect(page.get_by_text("2 differences · 1 element says the same and is written differently.")).to_be_visible()
    expect(rows(page, "(0018,0050) Slice Thickness")).to_contain_text("written differently")
    page.get_by_role("treegrid").focus()
    page.keyboard.press("F8")
    expect(rows(page, "(0008,0104) Code Meaning")).to_have_attribute("aria-selected", "true")
    expect(page).to_have_url(f"{witness.site.url}{TOOL}#tag=00081032.1.00080104")
    expect(page.get_by_text("The values differ.")).to_be_visible()
    page.keyboard.press("F8")
    expect(rows(page, "Patient's Name")).to_have_attribute("aria-selected", "true")
    expect(page.get_by_text("2 of 2")).to_be_visible()
    page.keyboard.press("Shift+F8")
    expect(page.get_by_text("1 of 2")).to_be_visible()

    page.get_by_label("Ignore these paths").fill("PatientName 0010,00 0008,1032[2]")
    expect(page.get_by_text("1 difference · ")).to_be_visible()
    expect(page.get_by_text("Word 2, at character 13: found “0010,00”, expected a tag")).to_be_visible()
    page.get_by_role("combobox", name=re.compile("^Compare")).select_option("bytes")
    expect(page.get_by_text("Compared by the bytes of values.")).to_be_visible()
    expect(page.get_by_text("2 differences")).to_be_visible()
    page.get_by_label("Show what is the same too").check()
    expect(rows(page, "(0008,0060) Modality")).to_contain_text("CT")

    page.keyboard.press("Alt+m")
    expect(page.get_by_text("MARKER")).to_have_count(0)
    assert [line["Path"] for line in listed(page)] == ["00081032[1]/00080104", "00180050"]
    page.keyboard.press("Alt+m")
    rows(page, "(0008,0104) Code Meaning").click()
    page.get_by_role("button", name="Right in the inspector").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("DICOM inspector")
    expect(rows(page, "0008,0104").first).to_have_attribute("aria-selected", "true")
    expect(rows(page, "0008,0104").first).to_contain_text("MARKERMARKER")
    witness.nothing_left()


def test_two_series_are_matched_and_summed_up(page: Page, tmp_path: Path) -> None:
    for number in range(1, 6):
        image(tmp_path / "both" / "one" / f"IM{number}", number)
        if number != 4:
            pixels = {"PixelData": changed_pixels()} if number == 3 else {}
            image(tmp_path / "both" / "two" / f"X{number}", number + 100, InstanceNumber=number, **pixels)
    (tmp_path / "both" / "two" / "notes.txt").write_text("no DICOM")
    start(page)
    drop(page, tmp_path / "both")
    expect(page.get_by_text("4 pairs, matched by Instance Number. By SOP Instance UID it would be 0")).to_be_visible()
    expect(page.get_by_role("alert")).to_contain_text("Right: ")
    expect(page.get_by_role("alert")).to_contain_text("notes.txt")
    page.get_by_label("UIDs").check()
    page.get_by_label("Ignore these paths").fill("0020,0032")
    expect(page.get_by_text("different 1 · same 3 · left alone 1")).to_be_visible()
    pairs = page.get_by_role("grid", name="Files").get_by_role("row")
    expect(pairs.filter(has_text="left alone")).to_contain_text("IM4")
    expect(page.get_by_role("grid", name="Elements that differ").get_by_role("row").nth(1)).to_contain_text("7FE00010")
    expect(rows(page, "(7FE0,0010) Pixel Data")).to_contain_text("SHA-256")
    expect(pairs.filter(has_text="IM3")).to_have_attribute("aria-selected", "true")
    page.get_by_role("grid", name="Elements that differ").get_by_role("row").nth(1).click()
    page.get_by_label("Only the pairs in which the selected element differs").check()
    expect(pairs).to_have_count(2)
    assert [line["Outcome"] for line in listed(page)] == ["same", "same", "different", "left alone", "same"]
    page.get_by_label("Match by").select_option("sop-instance")
    expect(page.get_by_text("left alone 5 · right alone 4")).to_be_visible()


def test_compressed_pixels_are_compared_as_far_as_no_codec_is_needed(page: Page) -> None:
    start(page)
    files = CT.parent
    open_files(page, files / "MR_small.dcm", files / "MR_small_RLE.dcm")
    expect(page.get_by_text("2 differences · 2 elements say the same and are written differently.")).to_be_visible()
    rows(page, "(7FE0,0010) Pixel Data").click()
    expect(page.get_by_text("The pixels are the same; they are stored otherwise: as RLE")).to_be_visible()

    page.get_by_role("button", name="Right: Take away").click()
    open_files(page, files / "MR_small_jp2klossless.dcm")
    expect(page.get_by_text("1 value of pixel data was not compared")).to_be_visible()
    pixels = rows(page, "(7FE0,0010) Pixel Data")
    expect(pixels).to_contain_text("not compared")
    pixels.click()
    expect(page.get_by_text("Whether the pixels are equal is not known.")).to_be_visible()
    assert [line["What"] for line in listed(page)] == ["changed"] * 4 + ["not compared"]


def test_what_is_damaged_is_compared_as_far_as_it_goes_and_what_is_no_dicom_is_refused(
    page: Page, tmp_path: Path
) -> None:
    start(page, "/de/tools/dicom-compare/")
    whole = image(tmp_path / "whole.dcm")
    cut = tmp_path / "cut.dcm"
    cut.write_bytes(whole.read_bytes()[:-1000])
    open_files(page, whole, cut)
    expect(
        page.get_by_text("Die Datei endet zu früh. Verglichen ist sie bis dorthin und nicht weiter.")
    ).to_be_visible()
    expect(page.get_by_text("Beide Dateien sagen dasselbe. · 2 Elemente wurden nicht verglichen")).to_be_visible()
    expect(rows(page, "(7FE0,0010) Pixel Data")).to_contain_text("nicht verglichen")

    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="Links: Dateien auswählen").click()
    refused: FilePayload = {"name": "letter.txt", "mimeType": "text/plain", "buffer": b"A letter. " * 40}
    chooser.value.set_files([refused])
    expect(page.get_by_role("alert").filter(has_text="Links: ")).to_contain_text("DICOM")
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="Links: Dateien auswählen").click()
    chooser.value.set_files(whole)
    expect(page.get_by_text("Beide Dateien sind Byte für Byte gleich.")).to_be_visible()
    page.get_by_role("button", name="Links: Wegnehmen").click()
    expect(page.get_by_text("Nur eine Seite ist geöffnet")).to_be_visible()
    page.get_by_role("button", name="Seiten tauschen").click()
    expect(page.locator(".side").first).to_contain_text("whole.dcm")

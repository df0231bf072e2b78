"""A folder as people use it: dropped, put in order, what is odd about it, its files in other tools, the list as CSV."""

import re
import zipfile
from pathlib import Path

import pydicom
from playwright.sync_api import Locator, Page, expect
from pydicom.uid import generate_uid

from tests.browser.reports import rows_of
from tests.browser.test_tools import CT, drop
from tests.browser.witness import Witness

TOOL = "/en/tools/dicom-folder/"
IMAGES = 40
#: A disc with a DICOMDIR of pydicom's own test data.
DISC = CT.parent / "dicomdirtests"


def write(path: Path, number: int, series: str, **said: str) -> None:
    image = pydicom.dcmread(CT)
    image.SeriesInstanceUID, image.InstanceNumber = series, number
    image.SOPInstanceUID = image.file_meta.MediaStorageSOPInstanceUID = generate_uid(entropy_srcs=[series, str(number)])
    for keyword, value in said.items():
        setattr(image, keyword, value)
    path.parent.mkdir(parents=True, exist_ok=True)
    image.save_as(path)


def folder(place: Path) -> Path:
    """A series with two numbers missing, two files twice, one of them changed; another patient; what is no DICOM."""
    for number in range(1, IMAGES + 1):
        if number not in {7, 8}:
            write(place / "CD" / "S1" / f"IM{number}.dcm", number, "1.2.826.0.1.1")
    copies = place / "CD" / "copies"
    copies.mkdir()
    original = (place / "CD" / "S1" / "IM3.dcm").read_bytes()
    (copies / "IM3.dcm").write_bytes(original)
    (copies / "IM4.dcm").write_bytes((place / "CD" / "S1" / "IM4.dcm").read_bytes()[:-1] + b"\1")
    write(place / "CD" / "S2" / "..%2f" / "x.dcm", 1, "1.2.826.0.1.2", PatientID="OTHER", PatientName="Beta^Zoë")
    (place / "CD" / "readme.txt").write_text("a text")
    (place / "CD" / "empty.dcm").write_bytes(b"")
    return place / "CD"


def tree(page: Page) -> Locator:
    return page.get_by_role("treegrid")


def row(page: Page, words: str) -> Locator:
    return tree(page).get_by_role("row").filter(has_text=words).first


def test_a_folder_is_put_in_order_and_what_is_odd_leads_to_its_place(
    page: Page, witness: Witness, tmp_path: Path
) -> None:
    page.goto(TOOL, wait_until="networkidle")
    expect(page.locator("html[data-ready]")).to_have_count(1, timeout=20_000)
    witness.watch_from_now()
    drop(page, folder(tmp_path))
    expect(page.get_by_text("2 patients · 2 studies · 2 series · 41 instances")).to_be_visible()
    expect(page.locator(".bench-tab")).to_contain_text("DICOM folder · 43 files")
    expect(page.get_by_role("heading", name="3 problems")).to_be_visible()
    expect(page.get_by_text("2 numbers between the first and the last do not occur: 7–8.")).to_be_visible()

    page.get_by_role("button", name="Compare duplicates byte for byte").click()
    expect(page.get_by_text("1 set of duplicates is equal byte for byte, 1 differs.")).to_be_visible()
    page.get_by_label("Find in names").fill("copies")
    expect(row(page, "copies/IM3.dcm")).to_contain_text("duplicate, equal bytes")
    expect(row(page, "copies/IM4.dcm")).to_contain_text("duplicate, other bytes")
    page.get_by_label("Find in names").fill("")

    page.get_by_text("1 remark", exact=True).click()
    page.get_by_role("button", name="Go there: Not in the tree").click()
    expect(row(page, "Not in the tree")).to_have_attribute("aria-selected", "true")
    expect(row(page, "empty.dcm")).to_contain_text("The file is empty.")
    expect(row(page, "readme.txt")).to_contain_text("Not DICOM.")

    row(page, "OTHER").click()
    expect(page).to_have_url(f"{witness.site.url}{TOOL}#path=2")
    page.get_by_role("button", name="Open in the inspector").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("DICOM inspector")
    page.get_by_label("Find tag").fill("0010,0020")
    expect(page.get_by_role("row").filter(has_text="0010,0020").first).to_contain_text("OTHER")
    page.go_back()
    expect(row(page, "OTHER")).to_have_attribute("aria-selected", "true")
    page.get_by_role("button", name="Open in the validator").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("DICOM validator")
    expect(page.get_by_role("treegrid", name="Findings").get_by_role("row").nth(1)).to_be_visible()
    page.go_back()

    page.get_by_role("button", name="Download report").click()
    with page.expect_download() as download:
        page.get_by_role("menuitem", name="CSV", exact=True).filter(visible=True).click()
    listed = rows_of(Path(download.value.path()).read_text())
    assert len(listed) == 43
    assert [one["Path"] for one in listed[-2:]] == ["empty.dcm", "readme.txt"]
    assert listed[-3]["Patient's Name"] == "Beta^Zoë"
    assert {one["Instance Number"] for one in listed} >= {"1", "40"}
    assert {one["SOP Class"] for one in listed} == {"CT Image Storage", ""}
    witness.nothing_left()


def test_an_archive_with_a_dicomdir_is_held_against_its_files_in_german(page: Page, tmp_path: Path) -> None:
    records = pydicom.dcmread(DISC / "DICOMDIR").DirectoryRecordSequence
    listed = ["/".join(record.ReferencedFileID) for record in records if "ReferencedFileID" in record]
    lost, *kept = listed
    with zipfile.ZipFile(tmp_path / "disc.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        for name in ("DICOMDIR", *kept):
            archive.write(DISC / name, f"CD/{name}")
        archive.write(CT, "CD/EXTRA")
    page.goto("/de/tools/dicom-folder/")
    page.locator("input[type=file]").set_input_files(tmp_path / "disc.zip")
    expect(page.get_by_text(f"· {len(listed)} Instanzen")).to_be_visible()
    expect(page.get_by_text("Ein DICOMDIR führt Dateien auf, die nicht da sind.")).to_be_visible()
    expect(row(page, lost)).to_contain_text("In einem DICOMDIR aufgeführt und nicht da.")
    expect(row(page, "DICOMDIR")).to_contain_text(f"Ein Verzeichnis: Es führt {len(listed)} Dateien auf.")
    page.get_by_label("In Namen, Nummern und UIDs suchen").fill("EXTRA")
    expect(row(page, "EXTRA")).to_contain_text("Im DICOMDIR nicht aufgeführt.")


def test_a_folder_on_the_start_page_goes_to_the_tool_as_a_whole(page: Page, tmp_path: Path) -> None:
    page.goto("/en/")
    expect(page.locator("html[data-ready]")).to_have_count(1, timeout=20_000)
    drop(page, folder(tmp_path))
    files = page.get_by_role("region", name="Files", exact=True)
    files.get_by_role("button", name="DICOM folder", exact=True).first.click()
    expect(page).to_have_url(re.compile(TOOL))
    expect(page.get_by_text("2 patients · 2 studies · 2 series · 41 instances")).to_be_visible()
    page.get_by_role("button", name="Clear DICOM folder").click()
    expect(page.get_by_text("Open a folder, several files")).to_be_visible()
    page.get_by_role("button", name="Bring it back").click()
    expect(page.get_by_text("2 patients · 2 studies · 2 series · 41 instances")).to_be_visible()
    files.get_by_role("button", name="Show the list").click()
    expect(files.get_by_role("grid")).to_be_visible()


def test_ten_thousand_files_that_hold_nothing_are_told_in_a_sentence(page: Page, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "nothing.zip", "w") as archive:
        for number in range(10_000):
            archive.writestr(f"../../nothing/{number}", b"")
    page.goto(TOOL)
    page.locator("input[type=file]").set_input_files(tmp_path / "nothing.zip")
    refused = page.get_by_role("alert").filter(has_text="Of these files none is a DICOM object")
    expect(refused).to_contain_text("(10,000)", timeout=30_000)
    expect(refused).to_contain_text("The file is empty.")

"""The DICOM validator as a visitor uses it: findings, their weights and places, many files, masks and reports."""

import re
import zipfile
from pathlib import Path

import pydicom
import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.reports import rows_of
from tests.browser.test_mask import dicom_with, everything_on, leaks, marker, reports
from tests.browser.test_tools import CT, drop
from tests.browser.witness import Witness

__all__ = ["marker"]  # a fixture

ADDRESS = "/en/tools/dicom-validator/"


def finding(page: Page, text: str) -> Locator:
    return page.get_by_role("treegrid").get_by_role("row").filter(has_text=text)


def opened(page: Page, sample: str) -> None:
    page.goto(ADDRESS, wait_until="networkidle")
    page.get_by_role("button", name=sample, exact=True).click()
    expect(page.get_by_role("group", name="Weight")).to_be_visible()


def test_findings_are_weighed_explained_and_lead_into_the_inspector(page: Page, witness: Witness) -> None:
    page.goto(ADDRESS)
    expect(page.locator("html[data-ready]")).to_be_attached()
    witness.watch_from_now()
    page.get_by_role("button", name="CT image with faults", exact=True).click()
    rows = page.get_by_role("treegrid").get_by_role("row")
    expect(rows.nth(1)).to_contain_text("Error · Type 1 attribute is missing")
    expect(finding(page, "Rescale Slope (0028,1053)")).to_be_visible()
    path = page.get_by_role("columnheader", name="Path").first.bounding_box()
    assert path
    assert path["width"] > 100  # the inspector's table, whose styles come later, has a VR there
    page.get_by_role("button", name=re.compile(r"^Warnings \d+$")).click()
    expect(rows.nth(1)).to_contain_text("Warning · An optional module is begun and not complete")
    expect(finding(page, "Rescale Slope")).to_have_count(0)
    page.get_by_role("button", name=re.compile(r"^All \d+$")).click()
    page.get_by_label("Find in the findings").fill("study date")
    finding(page, "Study Date (0008,0020)").click()
    pane = page.get_by_role("region", name="Selected finding")
    expect(pane).to_contain_text("YYYYMMDD")
    expect(page.get_by_role("region", name="Selected element")).to_contain_text("2020.02.30")
    pane.get_by_role("button", name="Open in the inspector").click()
    expect(page).to_have_url(re.compile(r"/en/tools/dicom-inspector/#tag=00080020$"))
    expect(page.locator("[aria-selected=true]").filter(visible=True)).to_contain_text("0008,0020")
    witness.nothing_left()


def test_what_is_in_order_says_what_was_looked_at(page: Page) -> None:
    opened(page, "CT image in order")
    expect(page.get_by_text("Nothing was found that breaks the standard.")).to_be_visible()
    expect(page.locator(".validator-scope")).to_contain_text("CT Image (PS3.3 A.3.3)")
    page.get_by_text("What is not checked", exact=True).first.click()
    expect(page.get_by_text("Enumerated values and defined terms, templates and context groups.")).to_be_visible()
    page.get_by_role("button", name=re.compile(r"^Errors 0$")).click()
    expect(page.get_by_text("Nothing of this kind was found.")).to_be_visible()


def study(place: Path, images: int) -> Path:
    """Images of which each second lacks its Patient ID, and each fifth its study; and what is no DICOM."""
    folder = place / "study"
    for number in range(1, images + 1):
        image = pydicom.dcmread(CT)
        if number % 2 == 0:
            del image.PatientID
        if number % 5 == 0:
            del image.StudyInstanceUID
        folder.joinpath(f"S{number % 2}").mkdir(parents=True, exist_ok=True)
        image.save_as(folder / f"S{number % 2}" / f"IM{number:03}.dcm")
    (folder / "readme.txt").write_text("a text")
    return folder


def test_of_many_files_it_says_which_are_broken_and_by_which_rule(page: Page, witness: Witness, tmp_path: Path) -> None:
    page.goto(ADDRESS, wait_until="networkidle")
    expect(page.locator("html[data-ready]")).to_be_attached()
    witness.watch_from_now()
    drop(page, study(tmp_path, 40))
    expect(
        page.get_by_text("41 files: 24 with errors, 0 with warnings alone, 16 without either, 1 not read.")
    ).to_be_visible()
    rules = page.get_by_role("grid", name="Findings over all files").get_by_role("row")
    expect(rules.nth(1)).to_contain_text("Type 1 attribute is missing")
    expect(rules.nth(1)).to_contain_text("Study Instance UID (0020,000D)")
    expect(rules.nth(2)).to_contain_text("Patient ID (0010,0020)")
    files = page.get_by_role("grid", name="Files", exact=True)
    expect(files.get_by_role("row").nth(1)).to_contain_text("readme.txt")
    expect(files.get_by_role("row").nth(1)).to_contain_text("Not DICOM.")

    rules.nth(2).click()
    expect(page.get_by_text("Type 2 attribute is missing: Patient ID (0010,0020) · in 20 of 41 files")).to_be_visible()
    expect(files).to_have_attribute("aria-rowcount", "21")
    page.keyboard.press("Enter")
    page.keyboard.press("End")
    pane = page.get_by_role("region", name="Selected finding")
    expect(page.locator(".inspector .inspector-bar").first).to_contain_text("IM040.dcm")
    expect(pane).to_contain_text("Patient ID (0010,0020)")
    page.keyboard.press("Enter")
    expect(page.get_by_role("treegrid", name="Findings")).to_be_focused()
    pane.get_by_role("button", name="Open in the inspector").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("DICOM inspector")
    expect(page.locator(".inspector-bar").filter(visible=True).first).to_contain_text("IM040.dcm")
    page.go_back()
    page.get_by_role("button", name="Show all files").click()
    page.get_by_role("button", name="Not read 1").click()
    expect(files).to_have_attribute("aria-rowcount", "2")

    said = dict(reports(page, page.locator(".many")))
    listed = rows_of(said["dicom-validator-report.csv"])
    assert {one["File"] for one in listed if one["Path"] == "0020000D"} == {
        f"S{n % 2}/IM{n:03}.dcm" for n in range(5, 41, 5)
    }
    assert {one["Kind of object"] for one in listed} == {"CT Image Storage", ""}
    assert "in 20 of 41 files" in said["dicom-validator-report.html"]
    witness.nothing_left()


def test_many_files_are_cancelled_gone_on_with_cleared_and_brought_back_masked_in_german(
    page: Page, marker: str, tmp_path: Path
) -> None:
    with zipfile.ZipFile(tmp_path / f"{marker}.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(1_000):
            archive.writestr(f"{marker}/{number}.dcm", dicom_with(marker))
    page.goto("/de/tools/dicom-validator/", wait_until="networkidle")
    page.keyboard.press("Alt+m")
    page.locator("input[type=file]").set_input_files(tmp_path / f"{marker}.zip")
    page.get_by_role("button", name="Abbrechen", exact=True).click()
    expect(page.get_by_text(re.compile(r"Abgebrochen: [\d.]+ von 1\.000 geprüft\."))).to_be_visible()
    page.get_by_role("button", name="Weiter", exact=True).click()
    whole = page.get_by_text("1.000 Dateien: 1.000 mit Fehlern, 0 nur mit Warnungen, 0 ohne beides, 0 nicht gelesen.")
    expect(whole).to_be_visible(timeout=60_000)
    page.get_by_role("grid", name="Dateien", exact=True).focus()
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("treegrid", name="Befunde")).to_contain_text("••••")
    assert leaks(everything_on(page), marker) == []
    page.get_by_role("button", name="DICOM-Validator leeren").click()
    expect(page.get_by_text("Es ist keine Datei geöffnet.")).to_be_visible()
    expect(whole).to_have_count(0)
    page.get_by_role("button", name="Zurückholen").click()
    expect(whole).to_be_visible()
    page.get_by_role("button", name="Jetzt vergessen").click()
    expect(whole).to_have_count(0)


#: Behind the end of a data set it is read as an element: its fifth and sixth letters are a VR.
LIKE_A_HEADER = "THCVSVTMFCLX"


@pytest.mark.parametrize("word", ["", LIKE_A_HEADER])
def test_masked_nothing_of_the_file_is_on_the_page_or_in_a_report(
    page: Page, marker: str, word: str, tmp_path: Path
) -> None:
    marker = word or marker
    path = tmp_path / f"{marker}.dcm"
    path.write_bytes(dicom_with(marker))
    page.goto(ADDRESS, wait_until="networkidle")
    page.evaluate("navigator.clipboard.writeText('')")
    page.locator("input[type=file]").set_input_files(path)
    rows = page.get_by_role("treegrid").get_by_role("row")
    expect(rows.nth(2)).to_be_visible()
    expect(page.get_by_role("treegrid")).to_contain_text(marker[:5])
    page.keyboard.press("Alt+m")
    expect(page.get_by_role("button", name="Mask values")).to_have_attribute("aria-pressed", "true")
    expect(page.get_by_role("treegrid")).to_contain_text("••••")
    page.get_by_role("treegrid").focus()
    page.keyboard.press("Home")
    for _row in range(30):
        page.keyboard.press("ArrowDown")
        assert leaks(everything_on(page), marker) == []
    for name, text in reports(page):
        assert re.fullmatch(r"dicom-validator-report\.(md|json|txt|csv|html)", name)
        assert leaks(text, marker) == []
        assert "••••" in text

"""The DICOM validator as a visitor uses it: findings, their weights and places, many files, masks and reports."""

import re
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

from tests.browser.test_mask import dicom_with, everything_on, leaks, marker, reports
from tests.browser.test_tools import CT
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


def test_of_several_files_one_after_the_other_is_validated(page: Page, tmp_path: Path) -> None:
    for name in ("one.dcm", "two.dcm"):
        (tmp_path / name).write_bytes(CT.read_bytes())
    page.goto(ADDRESS, wait_until="networkidle")
    page.locator("input[type=file]").set_input_files([tmp_path / "one.dcm", tmp_path / "two.dcm"])
    page.get_by_role("grid", name="Files").get_by_role("row").filter(has_text="one.dcm").dblclick()
    expect(page.locator(".validator .inspector-bar").first).to_contain_text("one.dcm")
    page.get_by_role("button", name="Next file").click()
    expect(page.locator(".validator .inspector-bar").first).to_contain_text("two.dcm")


def test_masked_nothing_of_the_file_is_on_the_page_or_in_a_report(page: Page, marker: str, tmp_path: Path) -> None:
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

"""The validator as people use it: a message with faults, a finding that leads to its place, a correction, a profile."""

from pathlib import Path

from playwright.sync_api import Locator, Page, expect

from tests.browser.reports import lines_of
from tests.browser.witness import Witness

TOOL = "/en/tools/hl7-validator/"
RIGHT = [
    r"MSH|^~\&|LAB|NORTH|EHR|NORTH|20261122081500||ADT^A01^ADT_A01|10042|P|2.5.1",
    "EVN||20261122081500",
    "PID|1||TEST-0042^^^NORTH^MR||SAMPLE^ADA||19800101|F",
    "PV1|1|I",
]
WRONG = [*RIGHT[:2], RIGHT[2].replace("19800101", "19801301"), "PV1|1|I", "ZZZ|1"]


def findings(page: Page) -> Locator:
    return page.get_by_role("treegrid", name="Findings")


def open_message(page: Page, path: Path, lines: list[str]) -> None:
    path.write_text("\r".join(lines) + "\r")
    page.locator(".intake input[type=file]").set_input_files(path)


def test_a_finding_leads_to_its_place_and_is_gone_once_corrected(page: Page, witness: Witness, tmp_path: Path) -> None:
    page.goto(TOOL, wait_until="networkidle")
    witness.watch_from_now()
    open_message(page, tmp_path / "wrong.hl7", WRONG)
    expect(page.get_by_text("1 message held to HL7 v2.5.1.")).to_be_visible()
    expect(page.get_by_role("checkbox", name="Errors 1")).to_be_checked()
    row = findings(page).get_by_role("row").filter(has_text="19801301")
    expect(row).to_contain_text("PID-7")
    expect(row).to_contain_text("3:42")
    row.click()
    chosen = page.get_by_role("treegrid", name="Segments and fields").locator("[aria-selected=true]")
    expect(chosen).to_contain_text("PID-7")
    page.get_by_role("button", name="Download report").click()
    with page.expect_download() as download:
        page.get_by_role("menuitem", name="CSV", exact=True).filter(visible=True).click()
    first = lines_of(Path(download.value.path()).read_text())[1]
    assert "timestamp-format" in first or "This is no date and time" in first
    open_message(page, tmp_path / "right.hl7", RIGHT)
    expect(page.get_by_text("Nothing was found.")).to_be_visible()
    expect(page.get_by_text("Not checked:")).to_be_visible()
    expect(findings(page)).to_have_count(0)
    witness.nothing_left()


def test_what_is_typed_is_checked_again_and_a_profile_has_its_word(page: Page) -> None:
    page.goto(TOOL, wait_until="networkidle")
    page.evaluate("text => navigator.clipboard.writeText(text)", "\r".join(RIGHT))
    page.get_by_role("textbox", name="Raw message").focus()
    page.keyboard.press("Control+v")
    expect(page.get_by_text("Nothing was found.")).to_be_visible()
    page.keyboard.type("\nZPV|X")
    page.get_by_text("Profile of your own").click()
    page.get_by_label("The profile").fill("ZPV-1  Ward  ID  R  1  9001\n9001  A  Ambulatory\nno such line\n")
    expect(page.get_by_text("Line 3 says nothing known and was passed over: no such line")).to_be_visible()
    expect(page.get_by_text("held to HL7 v2.5.1 and to your profile.")).to_be_visible()
    expect(findings(page).get_by_role("row").filter(has_text="ZPV-1")).to_contain_text("HL79001")
    page.get_by_role("checkbox", name="Errors 1").uncheck()
    expect(page.get_by_text("of weights that are switched off above.")).to_be_visible()


def test_a_feed_is_checked_while_the_page_can_be_used_and_stops_when_it_is_told_to(page: Page, tmp_path: Path) -> None:
    page.goto("/de/tools/hl7-validator/", wait_until="networkidle")
    path = tmp_path / "feed.hl7"
    path.write_text("".join("\r".join(WRONG) + "\r" for _number in range(150_000)))
    page.locator(".intake input[type=file]").set_input_files(path)
    cancel = page.locator(".hl7-findings").get_by_role("button", name="Abbrechen")
    cancel.click()
    expect(page.get_by_text("Die Prüfung wurde abgebrochen.")).to_be_visible()
    page.get_by_role("button", name="Noch einmal prüfen").click()
    expect(page.get_by_text("150.000 Nachrichten geprüft nach HL7 v2.5.1.")).to_be_visible(timeout=60_000)
    expect(page.get_by_role("checkbox", name="Fehler 150.000")).to_be_checked()
    group = page.get_by_role("treegrid", name="Befunde").get_by_role("row").filter(has_text="die ersten 500")
    expect(group).to_be_visible()

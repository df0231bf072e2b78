"""Acknowledgements as people write and read them: mirrored, with errors picked from the message, for many at once."""

import re
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser.test_convert import open_file, saved
from tests.browser.witness import Witness

TOOL = "/en/tools/hl7-ack/"
HEAD = r"MSH|^~\&|LAB|NORTH|EHR|SOUTH|20261122081500||ADT^A01^ADT_A01|{}|P|2.5.1|||AL|NE"


def message(number: int) -> str:
    return f"{HEAD.format(number)}\rPID|1||MARKER-{number}||SAMPLE^ADA\r"


def test_an_answer_names_its_errors_at_places_picked_from_the_message(
    page: Page, witness: Witness, tmp_path: Path
) -> None:
    page.goto(TOOL, wait_until="networkidle")
    witness.watch_from_now()
    open_file(page, tmp_path / "one.hl7", message(42).encode())
    result = page.get_by_role("region", name="Result")
    expect(result).to_contain_text("MSA|AA|42<0D>")
    expect(page.get_by_text("AA is not awaited")).to_be_visible()
    page.get_by_label("Answer (MSA-1)").select_option("CE")
    expect(page.get_by_text("Enhanced mode: whoever takes the message in answers always (AL)")).to_be_visible()
    expect(page.get_by_text("CE is awaited.")).to_be_visible()
    tree = page.get_by_role("treegrid", name="Segments and fields")
    tree.get_by_role("row").filter(has_text="PID-5").first.click()
    page.get_by_role("button", name="Add an error at PID-5").click()
    page.get_by_label("Error 1: Text for people").fill("Family | given")
    page.get_by_label("Error 1: Severity").select_option("W")
    page.get_by_role("button", name="Add an error", exact=True).click()
    page.get_by_label("Error 2: Path").fill("nowhere at all")
    expect(page.get_by_text("1 path is none, and left out.")).to_be_visible()
    page.get_by_role("button", name="Error 2: Take away").click()
    page.get_by_label("Its own ID (MSH-10)").fill("A1")
    page.get_by_label("In an MLLP frame").check()
    expect(result).to_contain_text("<0B>MSH")
    expect(result).to_contain_text("|A1|P|2.5.1")
    written = saved(page).decode()
    assert re.fullmatch(
        r"\x0bMSH\|\^~\\&\|EHR\|SOUTH\|LAB\|NORTH\|\d{14}[+-]\d{4}\|\|ACK\^A01\^ACK\|A1\|P\|2\.5\.1\rMSA\|CE\|42\r"
        r"ERR\|\|PID\^1\^5\|101\^Required field missing\^HL70357\|W\|\|\|\|Family \\F\\ given\r\x1c\r",
        written,
    )
    page.keyboard.press("Alt+m")
    expect(page.get_by_text("the result can be downloaded and is not shown")).to_be_visible()
    page.keyboard.press("Alt+m")

    open_file(page, tmp_path / "many.hl7", (message(1) + message(2) + message(3)).encode())
    expect(page.get_by_text("3 acknowledgements written, one for each message.")).to_be_visible()
    expect(result).to_contain_text("MSA|CE|3")
    witness.nothing_left()


def test_an_acknowledgement_is_told_in_words(page: Page, tmp_path: Path) -> None:
    page.goto(TOOL.replace("/en/", "/de/"), wait_until="networkidle")
    page.get_by_role("button", name="Eine Ablehnung mit zwei Fehlern").click()
    expect(page.get_by_text("AR: Die Anwendung hat die Nachricht abgelehnt")).to_be_visible()
    expect(page.get_by_text("Sie antwortet auf die Nachricht mit MSH-10 „SYN0002“.")).to_be_visible()
    expect(
        page.get_by_text("PID-5[1].1 Patient Name: 101 Required field missing · Error · The family name is missing")
    ).to_be_visible()
    expect(page.get_by_text("PV1-2 Patient Class: 103 Table value not found · Warning")).to_be_visible()
    expect(page.get_by_label("Antwort (MSA-1)")).to_be_hidden()

"""Messages sent in parts, as people meet them: which part is shown, the way to the others, and all of them as one."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.test_mask import leaks
from tests.browser.test_tools import choose

VIEWER = "/en/tools/hl7-viewer/"
FEED = "/en/tools/hl7-feed/"
POINTER = "QZXWPOINTER"


def part(waits: str, pointer: str, *segments: str) -> str:
    header = rf"MSH|^~\&|LAB|SYN|HIS|SYN|20240501||ORU^R01^ORU_R01|1|T|2.5.1||{waits}"
    return "\r".join([header, *segments, *([f"DSC|{pointer}|F"] if pointer else []), ""])


def in_parts() -> str:
    """Three messages; the first and the last are one, whose OBX goes on twice."""
    return (
        part("", POINTER, "PID|1", "OBX|1|TX|C||one ", "ADD|two ", "ADD")
        + part("", "", "PID|2")
        + part(POINTER, "", "ADD|three||||||F", "OBX|2|TX|D||end")
    )


def open_text(page: Page, tmp_path: Path, text: str, language: str = "en") -> None:
    file = tmp_path / "parts.hl7"
    file.write_bytes(text.encode())
    page.goto(VIEWER.replace("/en/", f"/{language}/"), wait_until="networkidle")
    choose(page, file)
    expect(page.get_by_role("treegrid").get_by_role("row").nth(1)).to_be_visible()


def note(page: Page) -> Locator:
    return page.locator(".hl7-continuation")


def problems(page: Page) -> Locator:
    return page.locator(".problems li")


def test_a_part_says_where_it_goes_on_and_the_parts_become_one_message_and_come_back(
    page: Page, tmp_path: Path
) -> None:
    open_text(page, tmp_path, in_parts())
    expect(note(page)).to_contain_text("This is part 1 of a message that was sent in 2 parts.")
    expect(note(page)).to_contain_text(f"It goes on in message 3 (DSC-1 = {POINTER}).")
    expect(note(page)).to_contain_text("2 ADD segments go on with OBX-5.")
    expect(problems(page)).to_have_count(0)

    page.get_by_role("button", name="Open message 3").press("Enter")
    expect(note(page)).to_contain_text(f"It continues message 1 (MSH-14 = {POINTER}).")
    expect(page.get_by_role("button", name="Open message 1")).to_be_focused()
    expect(page).to_have_url(re.compile(r"#message=3"))
    page.get_by_role("button", name="Previous message").click()
    expect(page.get_by_role("combobox", name="Message")).to_have_value("1")
    expect(note(page)).to_have_count(0)

    page.get_by_role("button", name="Previous message").click()
    page.get_by_role("button", name="Join the 2 parts").click()
    expect(note(page)).to_have_text("Here 2 messages are joined to one. “Undo” brings them back.")
    expect(page.get_by_text("of 2", exact=True)).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("button", name="Download file").click()
    whole = part("", "", "PID|1", "OBX|1|TX|C||one two three||||||F", "OBX|2|TX|D||end")
    assert Path(download.value.path()).read_bytes().decode() == whole + part("", "", "PID|2")

    page.get_by_role("button", name="Undo").click()
    expect(note(page)).to_contain_text("Join the 2 parts")
    expect(page.get_by_text("of 3", exact=True)).to_be_visible()


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        (part("", "P1", "PID|1"), "DSC-1 · found P1 · expected MSH-14 = DSC-1"),
        (part("P1", "", "PID|1"), "MSH-14 · found P1 · expected DSC-1 = MSH-14"),
        (part("P1", "P1", "PID|1"), "DSC-1 · found P1 · expected DSC-1 ≠ MSH-14"),
        (part("P2", "P1", "PID|1") + part("P1", "P2", "PID|2"), "DSC-1 · found P2 · expected DSC-1 ≠ MSH-14"),
        (part("", "", "ADD|lost", "PID|1"), "ADD · found ADD|lost · expected MSH-14"),
    ],
    ids=["nowhere", "from nowhere", "itself", "a loop", "nothing before"],
)
def test_a_way_that_leads_nowhere_is_a_problem_with_its_place(
    page: Page, tmp_path: Path, text: str, facts: str
) -> None:
    open_text(page, tmp_path, part("", "", "PID|0") + text)
    expect(page.get_by_role("heading", name="1 problem")).to_be_visible()
    expect(problems(page)).to_contain_text(facts)
    problems(page).get_by_role("button", name="Go there").click()
    expect(page.get_by_role("combobox", name="Message")).not_to_have_value("0")
    expect(page.locator("[aria-selected=true]").filter(visible=True)).to_contain_text(facts.split(" ·")[0])


def test_an_empty_pointer_ends_a_message_and_one_that_is_there_twice_is_a_remark(page: Page, tmp_path: Path) -> None:
    open_text(page, tmp_path, part("", '""', "PID|1") + part("", "", "PID|2", "DSC||F"))
    expect(page.get_by_text("of 2", exact=True)).to_be_visible()
    expect(problems(page)).to_have_count(0)
    expect(note(page)).to_have_count(0)

    twice = part("", "P1", "PID|1") + part("P1", "", "PID|2")
    open_text(page, tmp_path, twice + twice)
    page.get_by_text("2 remarks").click()
    expect(problems(page).first).to_contain_text("Line 8, column 5")
    expect(problems(page).first).to_contain_text("DSC-1 · found P1 · expected 1 ×")
    expect(note(page)).to_contain_text("It goes on in message 2")


def test_ten_thousand_parts_are_one_chain_and_the_page_goes_on(page: Page, tmp_path: Path) -> None:
    many = 10_000
    texts = (part(f"P{n}" if n else "", f"P{n + 1}" if n < many - 1 else "", f"OBX|{n}") for n in range(many))
    open_text(page, tmp_path, "".join(texts))
    expect(note(page)).to_contain_text("This is part 1 of a message that was sent in 10,000 parts.")
    page.get_by_role("button", name="Open message 2").click()
    expect(note(page)).to_contain_text("This is part 2")
    page.get_by_role("button", name="Join the 10,000 parts").click()
    expect(note(page)).to_contain_text("Here 10,000 messages are joined to one.")

    long = f"OBX|1|TX|C||{'x' * 1_100_000}"
    open_text(page, tmp_path, part("", "P1", long) + part("P1", "", "PID|1"))
    expect(note(page)).to_contain_text("Parts can be joined in files of up to 1 MB.")


def test_what_an_add_segment_goes_on_with_is_named_and_its_segment_is_joined(page: Page, tmp_path: Path) -> None:
    open_text(page, tmp_path, part("", "", "OBX|1|TX|A||x", "OBX|2|NM|C||4", "ADD|2||mmol", "PID|1"))
    rest = page.get_by_role("treegrid").get_by_role("row").filter(has_text="ADD-1")
    expect(rest).to_contain_text("OBX[2]-5 Observation Value")
    expect(rest).to_contain_text("NM")
    rest.click()
    detail = page.get_by_role("region", name="Selected part")
    expect(detail.get_by_text("OBX[2]-5", exact=True)).to_be_visible()
    expect(page.get_by_role("treegrid").get_by_role("row").filter(has_text="ADD-3")).to_contain_text("OBX[2]-7")
    page.get_by_role("button", name="Join the segments").click()
    expect(note(page)).to_have_text("Here segments are joined with their ADD segments. “Undo” brings those back.")
    expect(page.get_by_label("Raw message")).to_contain_text("OBX|2|NM|C||42||mmol")


def test_parts_that_are_not_read_alike_are_not_joined(page: Page, tmp_path: Path) -> None:
    latin = part("", "P1", "PID|1").replace("2.5.1||", "2.5.1||||||8859/1")
    open_text(page, tmp_path, latin + part("P1", "", "PID|ä"))
    expect(note(page)).to_contain_text("their delimiters or their character sets differ")
    expect(page.get_by_role("button", name="Join")).to_have_count(0)


def test_a_pointer_is_masked_and_stands_in_no_address_in_german_too(page: Page, tmp_path: Path) -> None:
    lost = part("", f"{POINTER}9", "PID|3")
    open_text(page, tmp_path, in_parts() + lost, "de")
    expect(note(page)).to_contain_text(f"Er geht in Nachricht 3 weiter (DSC-1 = {POINTER}).")
    expect(problems(page)).to_contain_text("Diese Nachricht geht weiter, aber keine Nachricht dieses Senders")
    page.keyboard.press("Alt+m")
    expect(note(page)).to_contain_text("Er geht in Nachricht 3 weiter (DSC-1 = ••••).")
    expect(problems(page)).to_contain_text("DSC-1 · gefunden •••• · erwartet MSH-14 = DSC-1")
    page.get_by_role("button", name="Nachricht 3 öffnen").click()
    expect(note(page)).to_contain_text("Er setzt Nachricht 1 fort (MSH-14 = ••••).")
    assert leaks(page.locator("body").inner_html() + page.url + page.title(), POINTER) == []


def test_a_feed_tells_which_of_its_messages_are_parts_of_one_whatever_is_filtered(page: Page, tmp_path: Path) -> None:
    file = tmp_path / "feed.hl7"
    text = in_parts() + part("", "LOST", "PID|9")
    file.write_bytes(text.encode())
    page.goto(FEED, wait_until="networkidle")
    choose(page, file)
    expect(page.get_by_text("4 messages", exact=True).filter(visible=True)).to_be_visible()
    page.get_by_text("Messages in parts", exact=True).click()
    expect(page.get_by_text("1 message was sent in 2 parts.")).to_be_visible()
    expect(page.get_by_text("1 pointer of this feed leads to no message in it")).to_be_visible()
    groups = page.get_by_role("treegrid", name="Messages in parts")
    expect(groups.get_by_role("row").filter(has_text="2 parts")).to_be_visible()

    page.get_by_label("Or written").fill("MSH-14 present")
    page.keyboard.press("Enter")
    expect(page.get_by_text("1 of 4 messages")).to_be_visible()
    expect(page.get_by_text("1 message was sent in 2 parts.")).to_be_visible()
    groups.get_by_role("row").filter(has_text="(left out by the filter)").click()
    listed = page.locator("hot-grid[aria-label='Messages'] [role=row]:has([role=gridcell])")
    expect(listed).to_have_count(1)
    groups.get_by_role("row").last.click()
    expect(page).to_have_url(re.compile("#message=3"))
    with page.expect_download() as download:
        page.get_by_role("button", name="Save all parts").click()
    first, _other, last = in_parts().replace("MSH|", "\n MSH|").split("\n ")[1:]
    assert Path(download.value.path()).read_bytes().decode() == first + last

    page.get_by_label("Or written").fill("PID-1 = 9")
    page.keyboard.press("Enter")
    expect(page.get_by_text("None of these messages is a part of another.")).to_be_visible()

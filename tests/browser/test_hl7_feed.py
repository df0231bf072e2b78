"""The feed explorer as people use it: a file that is filtered, counted and saved in part; pasted messages; the mask."""

from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.bench import inputs
from tests.browser.reports import lines_of
from tests.browser.test_tools import choose, drop
from tests.browser.witness import Witness

TOOL = "/en/tools/hl7-feed/"
NAMES = ("ADA", "BEN", "=CLEO")
#: Backtracks for longer than anybody waits on the value that it is asked of.
HOSTILE = '"^(a+)+$"'


def message(number: int, *, name: str = "ADA", sex: str = "F", control: int | None = None) -> str:
    time = f"202611220{8 + number % 2}1500"
    head = rf"MSH|^~\&|LAB|NORTH|EHR|NORTH|{time}||ORU^R01^ORU_R01|{control or number}|P|2.5.1"
    return "\r".join(
        [head, f"PID|1||TEST-{number}^^^NORTH^MR||{name}^SAMPLE||1980|{sex}", f"OBX|1|NM|GLU||{number}", ""]
    )


def feed() -> str:
    """Thirty messages, the 31st is the 7th again, under the same name."""
    messages = [message(n, name=NAMES[n % 3], sex="FM"[n % 2]) for n in range(1, 31)]
    return "".join([*messages, message(7, name=NAMES[7 % 3], sex="FM"[7 % 2])])


def rows(page: Page, name: str) -> Locator:
    """Below the head, of the table or tree of this name."""
    return page.locator(f"hot-grid[aria-label='{name}'] [role=row]:has([role=gridcell])")


def count_is(page: Page, words: str) -> None:
    expect(page.locator(".hl7-verdict:visible")).to_have_text(words)


def saved(page: Page, button: str) -> bytes:
    with page.expect_download() as download:
        page.get_by_role("button", name=button, exact=True).click()
    assert download.value.suggested_filename == "hl7-feed-subset.hl7"
    return Path(download.value.path()).read_bytes()


def test_a_feed_is_filtered_counted_and_saved_in_part_and_nothing_leaves(
    page: Page, witness: Witness, tmp_path: Path
) -> None:
    file = tmp_path / "MARKER.hl7"
    file.write_text(feed(), newline="")
    page.goto(TOOL, wait_until="networkidle")
    expect(page.locator("html[data-ready]")).to_have_count(1)
    witness.watch_from_now()
    choose(page, file)
    count_is(page, "31 messages")

    sex = rows(page, "Fields").filter(has_text="PID-8")
    expect(sex).to_contain_text("31 (100 %)")
    sex.click()
    expect(page).to_have_url(f"{witness.site.url}{TOOL}#path=PID-8")
    expect(rows(page, "Values").first).to_contain_text("M16 (51 %)")
    rows(page, "Values").first.click()
    page.get_by_role("button", name="Only messages with this").first.click()
    count_is(page, "16 of 31 messages")
    expect(rows(page, "Values")).to_have_count(1)

    page.get_by_label("Path", exact=True).fill("PID-5.1")
    page.get_by_label("What is asked").select_option("contains")
    page.get_by_label("Value", exact=True).fill("cleo")
    page.get_by_label("Ignore case").check()
    page.get_by_role("button", name="Add condition").click()
    count_is(page, "5 of 31 messages")
    conditions = page.get_by_role("list", name="Conditions")
    expect(conditions.get_by_role("listitem").nth(1)).to_contain_text("PID-5.1 contains “cleo” (ignoring case)")
    kept = [message(n, name="=CLEO", sex="M") for n in (5, 11, 17, 23, 29)]
    assert saved(page, "Save these messages") == "".join(kept).encode()

    page.get_by_label("Columns").fill("MSH-10 PID-5.1 OBX-5")
    page.keyboard.press("Enter")
    expect(rows(page, "Messages").first).to_have_text("55=CLEO5")
    page.get_by_role("button", name="Download report").click()
    with page.expect_download() as download:
        page.get_by_role("menuitem", name="CSV", exact=True).filter(visible=True).click()
    assert lines_of(Path(download.value.path()).read_text()) == [
        ["No.", "MSH-10", "PID-5.1", "OBX-5"],
        *([str(n), str(n), "'=CLEO", str(n)] for n in (5, 11, 17, 23, 29)),
    ]

    page.get_by_role("button", name="Take all away").click()
    count_is(page, "31 messages")
    page.get_by_label("Or written").fill('OBX-5 matches "^1?7$" and not PID-3.1 = TEST-9')
    page.keyboard.press("Enter")
    count_is(page, "3 of 31 messages")
    page.get_by_text("Duplicates", exact=True).click()
    expect(page.get_by_text("1 message is there more than once: 1 to spare.")).to_be_visible()
    assert (
        saved(page, "Save without the repeats")
        == "".join(message(n, name=NAMES[n % 3], sex="M") for n in (7, 17)).encode()
    )
    page.get_by_text("Timeline", exact=True).click()
    expect(page.get_by_role("img", name="By the minute")).to_be_visible()

    rows(page, "Messages").last.click()
    expect(page).to_have_url(f"{witness.site.url}{TOOL}#message=31&path=PID-8")
    expect(page.get_by_label("Message", exact=True).last).to_contain_text("OBX|1|NM|GLU||7")
    witness.nothing_left()
    page.get_by_role("button", name="Open in the viewer").click()
    expect(page).to_have_url(f"{witness.site.url}/en/tools/hl7-viewer/#message=31")
    expect(page.get_by_role("heading", level=1, name="HL7 v2 viewer")).to_be_visible()


def test_pasted_messages_are_explored_in_german_and_masked_when_asked(page: Page, witness: Witness) -> None:
    page.goto("/de/tools/hl7-feed/", wait_until="networkidle")
    expect(page.locator("html[data-ready]")).to_have_count(1)
    witness.watch_from_now()
    page.get_by_label("Nachrichten einfügen").fill((message(1, name="MARKER") + message(2)).replace("\r", "\n"))
    count_is(page, "2 Nachrichten")
    rows(page, "Nachrichten").first.click()
    expect(page.get_by_label("Nachricht", exact=True).last).to_contain_text("MARKER")
    rows(page, "Felder").filter(has_text="PID-5").click()
    expect(rows(page, "Werte").first).to_contain_text("SAMPLE")
    page.get_by_label("Oder geschrieben").fill("PID-5.1 = MARKER")
    page.keyboard.press("Enter")
    count_is(page, "1 von 2 Nachrichten")
    page.keyboard.press("Alt+m")
    expect(page.get_by_text("MARKER")).to_have_count(0)
    expect(page.get_by_text("PID-5.1 ist „••••“")).to_be_visible()
    page.get_by_role("button", name="Diese Nachrichten speichern").click()
    expect(page.get_by_text("Schalten Sie die Maske vorher aus.")).to_be_visible()
    page.keyboard.press("Alt+m")
    expect(page.get_by_label("Nachricht", exact=True).last).to_contain_text("MARKER")
    page.locator(".bench-bar").get_by_role("button", name="Leeren").first.click()
    expect(page.get_by_label("Nachrichten einfügen")).to_be_visible()
    expect(page.get_by_text("MARKER")).to_have_count(0)
    page.get_by_role("button", name="Zurückholen").click()
    count_is(page, "1 von 2 Nachrichten")
    witness.nothing_left()


@pytest.mark.parametrize(
    ("language", "all_of_them", "label", "one_of_them"),
    [
        ("en", "117,000 messages", "Or written", "1 of 117,000 messages"),
        ("de", "117.000 Nachrichten", "Oder geschrieben", "1 von 117.000 Nachrichten"),
    ],
)
def test_a_hundred_megabytes_are_dropped_and_one_message_is_found(
    page: Page, witness: Witness, tmp_path: Path, language: str, all_of_them: str, label: str, one_of_them: str
) -> None:
    file = tmp_path / "feed.hl7"
    assert inputs.feed(file, size=100 * inputs.MEGABYTE) == 117_000
    page.goto(f"/{language}/tools/hl7-feed/", wait_until="networkidle")
    expect(page.locator("html[data-ready]")).to_have_count(1)
    witness.watch_from_now()
    drop(page, file)
    count_is(page, all_of_them)
    page.get_by_label(label).fill("MSH-10 = 116999")
    page.keyboard.press("Enter")
    count_is(page, one_of_them)
    expect(rows(page, "Messages" if language == "en" else "Nachrichten").first).to_contain_text("116999")
    witness.nothing_left()


@pytest.mark.parametrize(
    ("written", "sentence"),
    [
        ("PIDX = 1", "“PIDX” is no path, in column 1."),
        ("PID-8 is F", "In column 7 stands “is”."),
        ('OBX-5 matches "("', 'In column 15 stands no regular expression: "("'),
    ],
)
def test_what_is_no_filter_gets_a_sentence_with_its_place(page: Page, written: str, sentence: str) -> None:
    page.goto(TOOL)
    page.get_by_role("button", name="A batch of three").click()
    page.get_by_label("Or written").fill(written)
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert").filter(visible=True)).to_contain_text(sentence)
    count_is(page, "3 messages")


def test_a_link_to_a_message_that_the_filter_leaves_out_lifts_it_and_says_so(page: Page, tmp_path: Path) -> None:
    file = tmp_path / "feed.hl7"
    file.write_text(feed(), newline="")
    page.goto(TOOL, wait_until="networkidle")
    choose(page, file)
    count_is(page, "31 messages")
    page.get_by_label("Or written").fill("PID-8 = F and OBX-5 = 6")
    page.keyboard.press("Enter")
    count_is(page, "1 of 31 messages")
    page.evaluate("location.hash = '#message=7'")
    count_is(page, "31 messages")
    expect(
        page.get_by_text("Message 7 is not among what the filter leaves. The filter was taken away.")
    ).to_be_visible()
    expect(page.get_by_role("list", name="Conditions")).to_be_hidden()
    expect(page.get_by_label("Message", exact=True).last).to_contain_text("OBX|1|NM|GLU||7")
    page.get_by_role("button", name="Filter again").click()
    count_is(page, "1 of 31 messages")
    expect(page.get_by_text("Message 7 is not among")).to_have_count(0)


def test_an_expression_without_an_end_is_cancelled_and_the_feed_stays(page: Page, tmp_path: Path) -> None:
    file = tmp_path / "feed.hl7"
    file.write_text(feed() + message(40, name="a" * 60 + "!"), newline="")
    page.goto(TOOL)
    choose(page, file)
    count_is(page, "32 messages")
    page.get_by_label("Or written").fill(f"PID-5.1 matches {HOSTILE}")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Cancel", exact=True).click()
    expect(page.get_by_role("alert").filter(visible=True)).to_contain_text("This was cancelled.")
    page.get_by_role("button", name="Take away: PID-5.1").click()
    count_is(page, "32 messages")
    page.get_by_label("Or written").fill("PID-5.1 = ADA")
    page.keyboard.press("Enter")
    count_is(page, "10 of 32 messages")


def test_the_messages_of_a_folder_are_one_feed(page: Page, tmp_path: Path) -> None:
    folder = tmp_path / "day"
    folder.mkdir()
    for number in (2, 3, 10):
        (folder / f"{number}.hl7").write_text(message(number).removesuffix("\r"), newline="")
    (folder / "read me.txt").write_text("no message")
    page.goto("/en/", wait_until="networkidle")
    drop(page, folder)
    page.get_by_role("button", name="Explore all 3 HL7 v2 files as one feed").click()
    expect(page.get_by_role("heading", level=1, name="HL7 v2 feed explorer")).to_be_visible()
    count_is(page, "3 messages")
    expect(rows(page, "Messages")).to_contain_text(["TEST-2", "TEST-3", "TEST-10"])
    expect(page.locator(".tool-body:visible").get_by_text("day ·")).to_be_visible()

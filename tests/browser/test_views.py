"""Find, copy, report, problems, and bytes that lead to their row: in both tools, by keyboard too."""

import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.test_accessibility import violations
from tests.browser.test_tools import CT, ORU, choose

RIGHT_TO_LEFT = "\u202e"
LONG = "long " * 4000
HOSTILE = f'<img src=x onerror="alert(1)"><script>alert(2)</script>{RIGHT_TO_LEFT}evil|**bold**'


def open_sample(page: Page, slug: str, language: str = "en", *, broken: bool = False) -> None:
    page.goto(f"/{language}/tools/{slug}/", wait_until="networkidle")
    page.locator(".intake [data-broken]" if broken else ".intake .sample").first.click()
    expect(page.get_by_role("treegrid").get_by_role("row").nth(2)).to_be_visible()


def open_message(page: Page, tmp_path: Path, text: str) -> None:
    file = tmp_path / "message.hl7"
    file.write_bytes(text.encode())
    page.goto("/en/tools/hl7-viewer/", wait_until="networkidle")
    choose(page, file)
    expect(page.get_by_role("treegrid").get_by_role("row").nth(2)).to_be_visible()


def selected(page: Page) -> Locator:
    return page.locator("[aria-selected=true]").filter(visible=True)


def find_box(page: Page) -> Locator:
    return page.get_by_role("search").get_by_role("searchbox")


def found(page: Page) -> Locator:
    return page.get_by_role("search").get_by_role("status")


def marked(page: Page) -> list[str]:
    """The letters that are marked as found, in the order of the page."""
    texts: list[str] = page.evaluate("[...CSS.highlights.get('found') ?? []].map(range => range.toString()).sort()")
    return texts


def copied(page: Page, form: str) -> str:
    page.get_by_role("button", name="Copy").click()
    page.get_by_role("menu", name="Copy").get_by_role("menuitem", name=form, exact=True).click()
    expect(page.get_by_text(f"Copied: {form}")).to_be_visible()
    text: str = page.evaluate("navigator.clipboard.readText()")
    return text


def report(page: Page, form: str) -> str:
    page.get_by_role("button", name="Download report").click()
    with page.expect_download() as download:
        page.get_by_role("menuitem", name=form, exact=True).filter(visible=True).click()
    return Path(download.value.path()).read_text()


def test_enter_goes_from_match_to_match_and_escape_brings_the_rows_back_around_it(page: Page) -> None:
    open_sample(page, "dicom-inspector")
    rows = page.get_by_role("treegrid").get_by_role("row")
    find_box(page).press_sequentially("patient")
    expect(found(page)).to_have_text("5 found")
    expect(rows).to_have_count(6)  # and the head
    for place in (1, 2, 3):
        page.keyboard.press("Enter")
        expect(found(page)).to_have_text(f"{place} of 5")
    third = selected(page).text_content() or ""
    page.keyboard.press("Shift+Enter")
    expect(found(page)).to_have_text("2 of 5")
    page.keyboard.press("Shift+Enter")
    page.keyboard.press("Shift+Enter")
    expect(found(page)).to_have_text("5 of 5")
    for _time in range(3):
        page.keyboard.press("Enter")
    expect(selected(page)).to_have_text(third)
    page.keyboard.press("Escape")
    expect(find_box(page)).to_have_value("")
    expect(found(page)).to_have_text("")
    expect(selected(page)).to_have_text(third)
    assert rows.count() > 10
    assert marked(page) == []


@pytest.mark.parametrize(
    ("words", "sentence"),
    [("0008,1140", "1 found"), ("00081140[1]/", "2 found"), ("SAMPLE^ada", "1 found"), ("nowhere", "Nothing found")],
)
def test_the_inspector_finds_tags_paths_and_values(page: Page, words: str, sentence: str) -> None:
    open_sample(page, "dicom-inspector")
    find_box(page).fill(words)
    expect(found(page)).to_have_text(sentence)


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("pid-3[2]", "4 found"),
        ("Family Name", "1 found"),
        ("TEST-0043", "1 found"),
        ("sample^ada", "1 found"),
        ("& done", "1 found"),
        ("nowhere", "Nothing found"),
    ],
)
def test_the_viewer_finds_paths_names_values_and_raw_text(
    page: Page, tmp_path: Path, words: str, sentence: str
) -> None:
    open_message(page, tmp_path, ORU)
    find_box(page).fill(words)
    expect(found(page)).to_have_text(sentence)


def test_what_is_found_is_marked_where_it_can_be_read_and_nowhere_while_values_are_masked(
    page: Page, tmp_path: Path
) -> None:
    open_message(page, tmp_path, ORU)
    find_box(page).fill("test-004")
    expect(found(page)).to_have_text("2 found")
    assert set(marked(page)) == {"TEST-004"}
    page.keyboard.press("Alt+m")
    expect(page.get_by_role("treegrid")).not_to_contain_text("TEST")
    expect(found(page)).to_have_text("2 found")
    assert marked(page) == []


def test_a_row_that_the_search_hides_is_shown_when_it_is_gone_to(page: Page, tmp_path: Path) -> None:
    open_message(page, tmp_path, ORU)
    find_box(page).fill("hemoglobin")
    expect(found(page)).to_have_text("1 found")
    page.get_by_label("Go to path").fill("PID-5.1")
    page.keyboard.press("Enter")
    expect(selected(page)).to_contain_text("SAMPLE")
    expect(find_box(page)).to_have_value("")


def test_a_long_value_is_cut_between_characters_in_table_and_panel(page: Page, tmp_path: Path) -> None:
    long = "ä" * 2_000
    segments = (
        f"MSH|^~\\&|A|B|C|D|20260101||ORU^R01|1|T|2.5.1||||||UNICODE UTF-8\rNTE|1||x{long}\rOBX|1|ST|A||y{long}|k\r"
    )
    open_message(page, tmp_path, segments)
    table = page.get_by_role("treegrid")
    expect(table.get_by_role("row").filter(has_text="NTE-3").last).to_contain_text("xää")
    page.get_by_label("Go to path").fill("OBX-6")
    page.keyboard.press("Enter")
    expect(selected(page)).to_contain_text("OBX-6")
    expect(page.get_by_label("In its segment")).to_contain_text("ää|k")
    assert "Ã" not in page.locator("body").inner_text()


def test_a_search_in_a_long_message_is_cut_short_by_the_next_letter(page: Page, tmp_path: Path) -> None:
    segments = [f"OBX|{n}|ST|C{n}^Code^L||value {n}" for n in range(20_000)]
    open_message(page, tmp_path, "\r".join([ORU.split("\r")[0], *segments]))
    find_box(page).press_sequentially("value 1999", delay=150)
    expect(found(page)).to_have_text("11 found", timeout=30_000)


def test_the_tree_is_laid_flat_with_a_path_for_each_element_and_the_selected_one_stays(page: Page) -> None:
    open_sample(page, "dicom-inspector")
    rows = page.get_by_role("treegrid").get_by_role("row")
    find_box(page).fill("CodeValue")
    page.keyboard.press("Enter")
    expect(selected(page)).to_contain_text("Code Value")
    page.get_by_role("button", name="Flat table").click()
    table = page.get_by_role("grid", name="Data elements")
    expect(table.get_by_role("columnheader").first).to_have_text("Path")
    expect(selected(page)).to_contain_text(re.compile(r"[0-9A-F]{8}\[1\]/00080100"))
    expect(page.get_by_role("button", name="Unfold all")).to_be_hidden()
    expect(table.get_by_text("Item 1", exact=True)).to_have_count(0)

    find_box(page).fill("00080100")
    expect(found(page)).to_have_text(re.compile(r"of \d+|found"))
    for row in table.get_by_role("row").all()[1:]:
        expect(row).to_contain_text("00080100")
    find_box(page).press("Escape")
    expect(selected(page)).to_contain_text("00080100")
    expect(table.get_by_text("Item 1", exact=True)).to_have_count(0)

    page.get_by_role("button", name="Flat table").click()
    expect(rows.first).to_contain_text("Tag")
    expect(selected(page)).to_contain_text("0008,0100")


def test_every_form_of_an_element_can_be_copied(page: Page) -> None:
    open_sample(page, "dicom-inspector")
    find_box(page).fill("0010,0010")
    expect(found(page)).to_have_text("1 found")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Patient's Name")).to_be_visible()
    assert copied(page, "Value") == "SAMPLE^ADA"
    assert copied(page, "Path") == "00100010"
    assert copied(page, "Row, tab-separated").split("\t")[:4] == ["0010,0010", "PN", "Patient's Name", "SAMPLE^ADA"]
    name = {"vr": "PN", "Value": [{"Alphabetic": "SAMPLE^ADA"}]}
    assert json.loads(copied(page, "JSON")) == {"00100010": name}
    assert "| 0010,0010 | PN | Patient's Name | SAMPLE^ADA |" in copied(page, "Markdown, as shown")
    assert "| 0010,0010 | PN | Patient's Name | •••• |" in copied(page, "Markdown, masked")
    line = "(0010,0010) PN [{}] # 10, 1 PatientName"
    assert " ".join(copied(page, "dcmdump").split()) == line.format("SAMPLE^ADA")
    expect(page.get_by_role("region", name="Selected element")).to_contain_text("Character setISO_IR 100")
    page.keyboard.press("Alt+m")
    assert " ".join(copied(page, "dcmdump").split()) == line.format("••••")
    masked = json.loads(copied(page, "JSON"))
    assert masked == {"00100010": {"vr": "PN", "Value": [{"Alphabetic": "••••"}]}}


def test_every_form_of_a_field_can_be_copied(page: Page, tmp_path: Path) -> None:
    open_message(page, tmp_path, ORU)
    page.get_by_label("Go to path").fill("OBX-14")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="OBX-14")).to_be_visible()
    assert copied(page, "Value") == "& done"
    assert copied(page, "Raw text") == r"\T\ done"
    assert copied(page, "Path") == "OBX-14"
    assert copied(page, "Row, tab-separated").split("\t")[-1] == "& done"
    page.get_by_label("Go to path").fill("PID-5")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="PID-5")).to_be_visible()
    whole = json.loads(copied(page, "JSON"))
    assert [(part["path"], part["value"]) for part in whole["parts"]][:2] == [("PID-5.1", "SAMPLE"), ("PID-5.2", "ADA")]
    assert copied(page, "Markdown, masked").splitlines() == [
        "| Path | Name | Type | Value |",
        "| --- | --- | --- | --- |",
        "| PID-5 | Patient Name | XPN | ••••^••••^^^•••• |",
        "| PID-5.1 | Family Name | FN | •••• |",
        "| PID-5.2 | Given Name | ST | •••• |",
        r"| PID-5.5 | Prefix \(e.g., Dr\) | ST | •••• |",
    ]


def test_the_copy_menu_and_the_table_copy_by_keyboard_alone(page: Page) -> None:
    open_sample(page, "dicom-inspector")
    page.get_by_role("treegrid").focus()
    page.keyboard.press("Home")
    page.keyboard.press("Control+c")
    row = page.evaluate("navigator.clipboard.readText()")
    assert row.startswith("0002,0000\tUL\tFile Meta Information Group Length\t198")
    button = page.get_by_role("button", name="Copy")
    button.focus()
    page.keyboard.press("ArrowDown")
    expect(button).to_have_attribute("aria-expanded", "true")
    expect(page.get_by_role("menuitem", name="Value")).to_be_focused()
    page.keyboard.press("End")
    expect(page.get_by_role("menuitem").filter(visible=True).last).to_be_focused()
    page.keyboard.press("Escape")
    expect(button).to_be_focused()
    expect(button).to_have_attribute("aria-expanded", "false")
    page.keyboard.press("Enter")
    page.keyboard.press("p")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Copied: Path")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == "00020000"
    expect(button).to_be_focused()


def test_a_report_holds_problems_and_rows_in_three_forms(page: Page) -> None:
    open_sample(page, "dicom-inspector", broken=True)
    whole = json.loads(report(page, "JSON"))
    [problem] = whole["problems"]
    assert (problem["path"], problem["found"], problem["expected"], problem["rule"]) == (
        "7FE00010",
        "1,748",
        "2,048",
        "PS3.5 7.1.1",
    )
    assert whole["count"] == len(whole["rows"])
    assert {"tag": "0010,0010", "value": "SAMPLE^ADA"}.items() <= next(
        row for row in whole["rows"] if row["path"] == "00100010"
    ).items()
    assert "| 0010,0010 | PN | Patient's Name | SAMPLE^ADA |" in report(page, "Markdown")
    assert "The file ends early." in report(page, "Text")


def test_a_report_of_a_message_makes_no_markup_of_its_values(page: Page, tmp_path: Path) -> None:
    open_message(page, tmp_path, f"MSH|^~\\&|A|B|C|D|2024||ADT^A01|1|P|2.5.1\rZZZ|{HOSTILE.replace('|', '!')}|{LONG}\r")
    markdown = report(page, "Markdown")
    assert "<" not in markdown
    assert RIGHT_TO_LEFT not in markdown
    assert r"\*\*bold\*\*" in markdown
    rows = json.loads(report(page, "JSON"))["rows"]
    assert any(RIGHT_TO_LEFT in row["value"] for row in rows)


def test_hostile_values_stay_text_wherever_they_are_shown(page: Page, tmp_path: Path) -> None:
    asked: list[str] = []
    page.on("dialog", lambda dialog: asked.append(dialog.message))
    open_message(page, tmp_path, f"MSH|^~\\&|A|B|C|D|2024||ADT^A01|1|P|2.5.1\rPID|1||{HOSTILE}|\a\b\x1b|{LONG}\r")
    for path in ("PID-3", "PID-4", "PID-5", "PID-6"):
        page.get_by_label("Go to path").fill(path)
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", name=path)).to_be_visible()
    find_box(page).fill("<script>")
    expect(found(page)).to_have_text("1 found")
    # The editor puts images without a source around what it draws in place of control characters.
    made = page.locator("article.tool :is(script, [src], [onerror], img:not(.cm-widgetBuffer))")
    assert made.count() == 0
    assert asked == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("slug", ["dicom-inspector", "hl7-viewer"])
def test_no_translator_speller_or_form_filler_reads_where_data_are_shown(page: Page, slug: str) -> None:
    open_sample(page, slug)
    watched = page.evaluate(
        """() => [...document.querySelectorAll(".tool-body *")].filter((element) => element.translate ||
          (element.matches("input[type=search], input:not([type]), textarea")
            && (element.spellcheck || element.autocomplete !== "off")))
          .map((element) => element.outerHTML.slice(0, 80))"""
    )
    assert watched == []


def test_a_byte_leads_to_its_element_by_click_and_by_keys(page: Page) -> None:
    page.goto("/en/tools/dicom-inspector/", wait_until="networkidle")
    choose(page, CT)
    find_box(page).fill("0010,0010")
    expect(found(page)).to_have_text("1 found")
    page.keyboard.press("Enter")
    page.keyboard.press("Escape")
    expect(page.get_by_role("heading", name="Patient's Name")).to_be_visible()
    hex_pane = page.get_by_role("group", name="Bytes")
    header = "".join(hex_pane.locator(".hex-header").all_text_contents())
    assert header.startswith("10001000")
    hex_pane.locator(".hex-value").last.click()
    expect(page.get_by_role("heading", name="Patient's Name")).to_be_visible()
    hex_pane.locator(".hex-value + .hex-other").last.click()
    expect(page.get_by_role("heading", name="Patient ID")).to_be_visible()
    expect(selected(page)).to_contain_text("0010,0020")
    expect(hex_pane).to_be_focused()
    page.keyboard.press("ArrowLeft")
    expect(selected(page)).to_contain_text("0010,0010")
    page.keyboard.press("PageDown")
    expect(selected(page)).not_to_contain_text("0010,0010")
    expect(hex_pane).to_be_focused()
    expect(hex_pane.locator(".hex-cursor")).to_have_count(1)


def test_masked_raw_text_and_table_lead_to_each_other(page: Page, tmp_path: Path) -> None:
    open_message(page, tmp_path, ORU)
    page.keyboard.press("Alt+m")
    area = page.get_by_label("Raw message, values masked")
    page.get_by_label("Go to path").fill("PID-5.2")
    page.keyboard.press("Enter")
    shown = area.evaluate(
        "it => [it.value.slice(0, it.selectionStart), it.value.slice(it.selectionStart, it.selectionEnd)]"
    )
    assert shown[1] == "••••"
    assert shown[0].endswith("||••••^")
    area.focus()
    area.evaluate("it => it.setSelectionRange(it.value.indexOf('OBX|') + 5, it.value.indexOf('OBX|') + 5)")
    page.keyboard.press("Shift")
    expect(selected(page)).to_contain_text("OBX-1")


def test_the_row_picked_before_values_are_masked_is_marked_in_the_masked_text(page: Page, tmp_path: Path) -> None:
    open_message(page, tmp_path, ORU)
    page.get_by_label("Go to path").fill("PID-5.2")
    page.keyboard.press("Enter")
    page.keyboard.press("Alt+m")
    area = page.get_by_label("Raw message, values masked")
    assert area.evaluate("it => it.value.slice(it.selectionStart, it.selectionEnd)") == "••••"


@pytest.mark.parametrize("slug", ["dicom-inspector", "hl7-viewer"])
def test_a_problem_says_what_where_and_by_which_rule_and_leads_there_by_keyboard(page: Page, slug: str) -> None:
    open_sample(page, slug, broken=True)
    problems = page.locator(".problems")
    last = problems.get_by_role("listitem").last
    expect(last).to_contain_text(re.compile(r"[Bb]yte [\d,]+ .*Rule: "))
    jump = last.get_by_role("button").first
    expect(jump).to_have_accessible_name(re.compile("^Go there: .*byte", re.IGNORECASE))
    jump.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("treegrid")).to_be_focused()
    expect(selected(page)).to_have_count(1)


@pytest.mark.parametrize("slug", ["dicom-inspector", "hl7-viewer"])
def test_a_masked_result_with_an_open_menu_and_a_search_has_no_violation(page: Page, slug: str) -> None:
    page.set_viewport_size({"width": 390, "height": 800})
    open_sample(page, slug, "de", broken=True)
    page.keyboard.press("Alt+m")
    find_box(page).fill("a")
    expect(found(page)).to_contain_text("gefunden")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Kopieren").click()
    expect(page.get_by_role("menuitem", name="Wert")).to_be_focused()
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("slug", ["dicom-inspector", "hl7-viewer"])
def test_the_standards_names_are_marked_as_english_on_the_german_page(page: Page, slug: str) -> None:
    open_sample(page, slug, "de", broken=True)
    tree = page.get_by_role("treegrid")
    names = tree.locator("[data-column=name] .grid-text:not(:empty)")
    assert names.count() > 3
    said = names.evaluate_all("all => all.map((one) => [one.textContent, one.closest('[lang]').lang])")
    ours = {text for text, language in said if language == "de"}
    assert {text for text in ours if not text.startswith("Privat: ")} == set()
    assert bool(ours) == (slug == "dicom-inspector")
    assert {language for _text, language in said} - {"de"} == {"en"}
    for column in ("value", "tag", "path"):
        cells = tree.locator(f".grid-row [data-column={column}] .grid-text")
        assert set(cells.evaluate_all("all => all.map((one) => one.closest('[lang]').lang)")) <= {"de"}
    tree.get_by_role("row").nth(3).click()
    detail = page.locator(".inspector-detail, .hl7-detail")
    expect(detail.locator("[lang=en]").first).to_be_visible()
    assert detail.locator("[lang=en]").first.inner_text() in " ".join(names.all_inner_texts())

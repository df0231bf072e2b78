"""The comparison as people use it: two messages, two feeds by a key, what is ignored, the report, the mask."""

from pathlib import Path

from playwright.sync_api import Locator, Page, expect

from tests.browser.witness import Witness

TOOL = "/en/tools/hl7-compare/"


def message(number: int, value: str = "x", time: str = "20261122081500") -> str:
    head = rf"MSH|^~\&|LAB|NORTH|EHR|NORTH|{time}||ORU^R01^ORU_R01|{number}|P|2.5.1"
    return "\r".join([head, f"PID|1||TEST-{number}", f"OBX|1|ST|CODE||{value}", ""])


def differences(page: Page) -> Locator:
    return page.get_by_role("treegrid", name="Differences").get_by_role("row")


def open_file(page: Page, path: Path, content: str) -> None:
    path.write_text(content)
    page.locator(".intake input[type=file]").set_input_files(path)
    expect(page.get_by_text(path.name).first).to_be_visible()


def test_two_messages_are_compared_as_they_are_typed_and_masked_when_asked(page: Page, witness: Witness) -> None:
    page.goto(TOOL, wait_until="networkidle")
    expect(page.locator("html[data-ready]")).to_have_count(1)
    witness.watch_from_now()
    page.get_by_label("Message on the left").fill(message(1, "5.4").replace("\r", "\n"))
    page.get_by_label("Message on the right").fill(message(1, "MARKER", "20261122081600").replace("\r", "\n"))
    expect(page.get_by_text("2 differences")).to_be_visible()
    expect(differences(page).filter(has_text="OBX-5")).to_contain_text("MARKER")
    page.get_by_role("button", name="Ignore MSH-7 (1)").click()
    expect(page.get_by_text("1 difference", exact=True)).to_be_visible()
    expect(differences(page).filter(has_text="MSH-7")).to_have_count(0)
    differences(page).filter(has_text="OBX-5").click()
    expect(page).to_have_url(f"{witness.site.url}{TOOL}#path=OBX-5")
    page.keyboard.press("Alt+m")
    expect(page.get_by_label("Message on the right")).to_have_value("")
    expect(page.get_by_text("MARKER")).to_have_count(0)
    page.get_by_role("button", name="Download report").click()
    with page.expect_download() as download:
        page.get_by_role("menuitem", name="HTML", exact=True).filter(visible=True).click()
    written = Path(download.value.path()).read_text(encoding="utf-8")
    assert "OBX-5" in written
    assert "MARKER" not in written
    page.keyboard.press("Alt+m")
    expect(page.get_by_label("Message on the right")).to_have_value(
        message(1, "MARKER", "20261122081600").replace("\r", "\n")
    )
    witness.nothing_left()


def test_two_feeds_are_matched_by_a_key_and_each_match_says_where_it_differs(page: Page, tmp_path: Path) -> None:
    page.goto(TOOL, wait_until="networkidle")
    left = tmp_path / "left.hl7"
    left.write_text(message(1) + message(2) + message(3))
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="Choose a file").first.click()
    chooser.value.set_files(left)
    expect(page.get_by_text("Only one side is open")).to_be_visible()
    # What a side was given by its own button is the page's too: it can be cleared and forgotten like the rest.
    expect(page.get_by_role("button", name="Clear HL7")).to_be_visible()
    open_file(page, tmp_path / "right.hl7", message(4) + message(2, "y") + message(1))
    matches = page.get_by_role("grid", name="Messages")
    expect(page.get_by_role("checkbox", name="exact 1")).to_be_checked()
    expect(matches.get_by_role("row").filter(has_text="left alone")).to_contain_text("3")
    expect(differences(page).filter(has_text="OBX-5")).to_contain_text("y")
    matches.get_by_role("row").filter(has_text="right alone").click()
    expect(differences(page).filter(has_text="TEST-4")).to_be_visible()
    page.get_by_role("checkbox", name="exact 1").uncheck()
    expect(matches.get_by_role("row").filter(has_text="exact")).to_have_count(0)
    page.get_by_label("Messages belong together by").fill("PID-3.9")
    expect(page.get_by_role("checkbox", name="without key 6")).to_be_checked()

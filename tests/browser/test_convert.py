"""The converter as people use it: what is changed and where, the result, other forms and the ways back."""

import json
import re
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

from tests.browser.witness import Witness

TOOL = "/en/tools/hl7-convert/"
HEAD = r"MSH|^~\&|LAB|NORTH|EHR|NORTH|20261122081500||ORU^R01^ORU_R01|{}|P|2.5.1"


def message(number: int, name: str) -> str:
    return "\n".join([HEAD.format(number), f"PID|1||TEST-{number}||{name}", r"NTE|1||C:\temp", "broke off", ""])


def open_file(page: Page, path: Path, content: bytes) -> None:
    path.write_bytes(content)
    page.locator(".intake input[type=file]").set_input_files(path)


def changes(page: Page) -> Locator:
    return page.get_by_role("treegrid", name="Changes").get_by_role("row")


def saved(page: Page, button: str = "Download result") -> bytes:
    with page.expect_download() as download:
        page.get_by_role("button", name=button).click()
    return Path(download.value.path()).read_bytes()


def test_only_what_is_chosen_is_changed_and_each_change_is_listed_with_its_place(
    page: Page, witness: Witness, tmp_path: Path
) -> None:
    page.goto(TOOL, wait_until="networkidle")
    witness.watch_from_now()
    given = (message(1, "MÜLLER") + message(2, "MARKER")).encode("latin-1")
    open_file(page, tmp_path / "feed.hl7", given)
    expect(page.get_by_text("Nothing is chosen, so nothing is changed.")).to_be_visible()
    page.get_by_label("Line ends").select_option("cr")
    expect(page.get_by_text("8 changes, 1 kind.")).to_be_visible()
    assert saved(page) == given.replace(b"\n", b"\r")
    page.get_by_label("MLLP frames").select_option("mllp")
    expect(page.get_by_text("12 changes, 2 kinds.")).to_be_visible()
    page.get_by_label("Character set").select_option("utf-8")
    expect(page.get_by_text("15 changes, 4 kinds.")).to_be_visible()
    page.get_by_role("button", name="All repairs").click()
    expect(changes(page).filter(has_text="Lone escape character · 2")).to_be_visible()
    expect(changes(page).filter(has_text="<DC>")).to_contain_text("<C3><9C>")
    changes(page).filter(has_text="PID-5").first.click()
    expect(page).to_have_url(f"{witness.site.url}{TOOL}#message=1&path=PID-5")
    expect(page.get_by_role("region", name="Result")).to_contain_text("<0B>MSH")
    framed = "".join(
        f"\x0b{HEAD.format(number)}||||||UNICODE UTF-8\rPID|1||TEST-{number}||{name}\r"
        f"NTE|1||C:\\E\\temp\\.br\\broke off\r\x1c\r"
        for number, name in ((1, "MÜLLER"), (2, "MARKER"))
    )
    assert saved(page).decode() == framed
    page.keyboard.press("Alt+m")
    expect(page.get_by_text("the result can be downloaded and is not shown")).to_be_visible()
    expect(page.get_by_text("MARKER")).to_have_count(0)
    page.keyboard.press("Alt+m")
    open_file(page, tmp_path / "broad.hl7", (HEAD.format(3) + "\rPID|1||||ŐRI\r").encode())
    expect(page.get_by_role("region", name="Result")).to_contain_text("ŐRI")
    page.get_by_label("Character set").select_option("iso-8859-1")
    expect(page.get_by_role("alert")).to_contain_text("Line 2, column 10: the character Ő does not exist in 8859/1")
    witness.nothing_left()


def test_messages_become_json_and_xml_and_both_become_messages_again(page: Page, tmp_path: Path) -> None:
    page.goto(TOOL, wait_until="networkidle")
    given = HEAD.format(1) + '\rPID|1||A&B^C~42||SAMPLE^ADA||""\rNTE|1||Na\\S\\+ <\\.br\\\r'
    open_file(page, tmp_path / "one.hl7", given.encode())
    page.get_by_label("Convert to").select_option("json")
    expect(page.get_by_text("1 message written")).to_be_visible()
    expect(page.get_by_text("The way back gives the same bytes in every segment")).to_be_visible()
    as_json = saved(page)
    assert json.loads(as_json)[0][1][3] == [[["A", "B"], "C"], "42"]
    page.get_by_label("Convert to").select_option("xml")
    expect(page.get_by_role("region", name="Result")).to_contain_text("<ORU_R01")
    as_xml = saved(page)
    page.get_by_label("Convert to").select_option("csv")
    expect(page.get_by_role("region", name="Result")).to_contain_text("1,1,PID-5.2,Patient Name / Given Name,ADA")

    for name, content, words in (("one.json", as_json, "Read as JSON"), ("one.xml", as_xml, "Read as v2.xml")):
        open_file(page, tmp_path / name, content)
        expect(page.get_by_text(f"{words}: 1 message, 3 segments.")).to_be_visible()
        expect(page.get_by_role("treegrid", name="Segments and fields").get_by_text("NTE").first).to_be_visible()
        assert saved(page, "Download file") == given.encode()

    open_file(page, tmp_path / "bad.json", b'[["MSH","|","^~\\\\&"],\n ["PID", 1]]')
    expect(page.get_by_role("alert").filter(has_text="Line 2, column 10")).to_contain_text("There stands: 1]]")
    page.goto(TOOL.replace("/en/", "/de/"), wait_until="networkidle")
    page.locator(".cm-content").fill("<ACK><MSH><MSH.1>|</MSH.1><MSH.2>^~\\&amp;</MSH.2><MSH.3>LAB</MSH.3></MSH></ACK>")
    page.get_by_role("button", name="In HL7 v2 umwandeln").click()
    expect(page.get_by_text("Als v2.xml gelesen: 1 Nachricht, 1 Segment.")).to_be_visible()
    page.get_by_label("Zeilenenden").select_option("crlf")
    expect(page.get_by_text(re.compile("1 Änderung, 1 Art"))).to_be_visible()

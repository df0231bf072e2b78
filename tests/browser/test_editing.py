"""The editor: what is typed becomes a change of bytes, and every step back is exact."""

from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from tests.browser.test_tools import ORU

VIEWER = "/en/tools/hl7-viewer/"
#: Frames, a byte order mark and lines that end in every way: nothing of it may change by an edit elsewhere.
MIXED = (
    b"\xef\xbb\xbf\x0bMSH|^~\\&|A|B|C|D|20260101||ADT^A01|1|T|2.5.1\rPID|1||11\nPV1|1|I\r\n\x1c\r"
    b"\x0bMSH|^~\\&|A|B|C|D|20260101||ADT^A01|2|T|2.5.1\nPID|1||22\nZZZ|end\n\x1c\r\n"
)


def editor(page: Page, name: str = "Raw message") -> Locator:
    return page.get_by_role("textbox", name=name)


def lines(page: Page) -> list[str]:
    return editor(page).locator(".cm-line").all_inner_texts()


def open_bytes(page: Page, content: bytes, name: str = "message.hl7") -> None:
    page.goto(VIEWER, wait_until="networkidle")
    page.locator("input[type=file]").set_input_files({"name": name, "mimeType": "", "buffer": content})
    expect(page.get_by_role("treegrid").get_by_role("row").nth(2)).to_be_visible()


def downloaded(page: Page) -> bytes:
    with page.expect_download() as download:
        page.get_by_role("button", name="Download file").click()
    assert download.value.suggested_filename == "hl7-message.hl7"
    return Path(download.value.path()).read_bytes()


def go_to(page: Page, path: str) -> Locator:
    page.get_by_label("Go to path").fill(path)
    page.keyboard.press("Enter")
    return page.locator("[aria-selected=true]").filter(visible=True)


def test_what_is_typed_is_in_the_table_and_nothing_else_changes(page: Page) -> None:
    open_bytes(page, MIXED)
    assert downloaded(page) == MIXED
    editor(page).click()
    page.keyboard.press("Control+Home")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("End")
    page.keyboard.type("^^^SYN")
    expect(page.locator("[aria-selected=true]").filter(visible=True)).to_contain_text("PID-3.4")
    expect(go_to(page, "PID-3.4")).to_contain_text("SYN")
    expect(page.get_by_text("changed", exact=True)).to_be_visible()
    assert downloaded(page) == MIXED.replace(b"||11\n", b"||11^^^SYN\n")


def test_another_message_of_the_file_is_edited_where_it_stands(page: Page) -> None:
    open_bytes(page, MIXED)
    page.get_by_role("button", name="Next message").click()
    expect(editor(page)).to_contain_text("ZZZ|end")
    editor(page).click()
    page.keyboard.press("Control+End")
    page.keyboard.type("s")
    page.keyboard.press("Enter")
    page.keyboard.type("ZZY|ä")
    expect(page.locator("[aria-selected=true]").filter(visible=True)).to_contain_text("ZZY-1")
    expect(go_to(page, "ZZY-1")).to_contain_text("ä")
    changed = MIXED.replace(b"ZZZ|end\n", "ZZZ|ends\nZZY|ä\n".encode())
    assert downloaded(page) == changed
    page.get_by_role("button", name="Previous message").click()
    expect(editor(page)).to_contain_text("PV1|1|I")
    page.get_by_role("button", name="Undo").click()  # in the other message, which comes back for it
    expect(editor(page)).to_contain_text("ZZZ|end")
    editor(page).click()
    for _step in range(10):  # more than there are: typing slowly makes more steps of it
        page.keyboard.press("Control+z")
    expect(page.get_by_text("changed", exact=True)).to_be_hidden()
    assert downloaded(page) == MIXED


def test_what_surrounds_the_segments_is_put_right_kind_by_kind_and_taken_back(page: Page) -> None:
    messy = MIXED.removeprefix(b"\xef\xbb\xbf").replace(b"PID|1||22", b"3: PID|1||22")
    open_bytes(page, messy)
    problems = page.locator(".problems")
    for what in ("Line numbers", "Lines end in different ways"):
        button = problems.get_by_role("button", name=f"Put right: {what}")
        button.focus()
        page.keyboard.press("Enter")
        expect(button).to_have_count(0)
    mended = messy.replace(b"\r\n", b"\r").replace(b"\n", b"\r").replace(b"3: ", b"")
    assert downloaded(page) == mended
    expect(problems.locator("summary")).to_be_visible()
    problems.locator("summary").click()
    page.keyboard.press("Alt+m")
    problems.get_by_role("button", name="Put right: MLLP frame bytes").click()
    expect(problems).to_be_empty()
    expect(problems).to_be_focused()
    page.keyboard.press("Alt+m")
    frames = (b"\x0b", b"\x1c\r")
    assert downloaded(page) == mended.replace(frames[0], b"").replace(frames[1], b"")
    for _step in range(3):
        page.get_by_role("button", name="Undo").click()
    expect(problems.get_by_role("button", name="Put right: Line numbers")).to_be_visible()
    assert downloaded(page) == messy


def test_fifty_steps_are_taken_back_and_done_again(page: Page) -> None:
    segments = [f"ZZZ|{n}" for n in range(60)]
    open_bytes(page, "\r".join([ORU.split("\r")[0], *segments]).encode())
    editor(page).click()
    page.keyboard.press("Control+Home")
    for _line in range(60):
        page.keyboard.press("ArrowDown")
        page.keyboard.press("End")
        page.keyboard.type("x")
    expect(go_to(page, "ZZZ[60]-1")).to_contain_text("59x")
    editor(page).click()
    for _step in range(55):
        page.keyboard.press("Control+z")
    kept = [*[f"ZZZ|{n}x" for n in range(10)], *[f"ZZZ|{n}" for n in range(10, 60)]]
    assert downloaded(page).decode().split("\r")[1:] == kept
    expect(page.get_by_role("button", name="Undo")).to_have_attribute("aria-disabled", "true")
    expect(page.get_by_text("changed", exact=True)).to_be_visible()
    for _step in range(25):
        page.keyboard.press("Control+y")
    for _step in range(25):
        page.keyboard.press("Control+Shift+z")
    assert downloaded(page).decode().split("\r")[1:] == [f"ZZZ|{n}x" for n in range(60)]


def test_a_word_is_one_step_and_the_keys_work_outside_the_editor_too(page: Page) -> None:
    open_bytes(page, ORU.encode())
    editor(page).click()
    page.keyboard.press("Control+End")
    page.keyboard.type("word")
    expect(editor(page)).to_contain_text("word")
    page.get_by_role("treegrid").focus()
    page.keyboard.press("Control+z")
    expect(editor(page)).not_to_contain_text("wo")
    page.keyboard.press("Control+Shift+z")
    expect(editor(page)).to_contain_text("word")
    page.get_by_label("Go to path").click()
    page.keyboard.type("PID")
    page.keyboard.press("Control+z")  # the field's own
    expect(editor(page)).to_contain_text("word")


def test_caret_and_row_lead_to_each_other(page: Page) -> None:
    open_bytes(page, ORU.encode())
    go_to(page, "PID-3[2].1")
    expect(editor(page).locator(".cm-part")).to_have_text("TEST-0043")
    editor(page).click()
    page.keyboard.press("Control+End")
    expect(page.locator("[aria-selected=true]").filter(visible=True)).to_contain_text("OBX-14")


def test_text_typed_into_nothing_is_a_message_with_carriage_returns(page: Page) -> None:
    page.goto(VIEWER, wait_until="networkidle")
    editor(page).click()
    page.keyboard.type("MSH|^~\\&|A|B|C|D|20260101||ADT^A01|1|T|2.5.1")
    page.keyboard.press("Enter")
    page.keyboard.type("PID|1||ä")
    expect(page.locator("[aria-selected=true]").filter(visible=True)).to_contain_text("PID-3")  # the table has followed
    expect(go_to(page, "PID-3")).to_contain_text("ä")
    assert downloaded(page) == "MSH|^~\\&|A|B|C|D|20260101||ADT^A01|1|T|2.5.1\rPID|1||ä\r".encode()
    editor(page).click()
    page.keyboard.press("Control+a")
    page.keyboard.press("Delete")
    expect(page.get_by_text("No message is open.")).to_be_visible()
    page.keyboard.press("Control+z")
    expect(page.get_by_role("treegrid").get_by_role("row").nth(2)).to_be_visible()


def test_what_is_no_hl7_yet_stays_in_the_editor(page: Page) -> None:
    page.goto(VIEWER, wait_until="networkidle")
    editor(page).click()
    page.keyboard.type("Dear colleagues")
    expect(page.get_by_role("alert")).to_contain_text("This is not HL7 v2")
    expect(editor(page)).to_contain_text("Dear colleagues")
    page.keyboard.press("Control+Home")
    page.keyboard.type("MSH|^~\\&|")
    expect(page.get_by_role("treegrid").get_by_role("row").nth(1)).to_be_visible()


def test_a_character_that_the_character_set_lacks_is_named_and_nothing_is_lost(page: Page) -> None:
    header = "MSH|^~\\&|A|B|C|D|20260101||ADT^A01|1|T|2.5.1||||||8859/1"
    content = f"{header}\rPID|1||\xe4\r".encode("latin-1")
    open_bytes(page, content)
    expect(editor(page)).to_contain_text("PID|1||ä")
    editor(page).click()
    page.keyboard.press("Control+End")
    page.keyboard.insert_text("ö€")
    expect(page.get_by_role("alert")).to_contain_text("“€” is not in the character set")
    assert lines(page)[1] == "PID|1||ä"
    page.keyboard.insert_text("ö")
    expect(go_to(page, "PID-3")).to_contain_text("äö")
    assert downloaded(page) == content.replace(b"\xe4", b"\xe4\xf6")


@pytest.mark.parametrize(
    ("declared", "codec"),
    [("~ISO IR87", "iso2022_jp"), ("GB 18030-2000", "gb18030"), ("BIG-5", "big5"), ("ISO IR14", "shift_jis")],
)
def test_a_message_whose_characters_hide_separators_is_read_and_edited(page: Page, declared: str, codec: str) -> None:
    hidden = {"iso2022_jp": "日本能表", "gb18030": "倈乗価", "big5": "功許蓋", "shift_jis": "表能ソ"}[codec]
    assert set(hidden.encode(codec)) & set(rb"|^~\&")
    message = f"MSH|^~\\&|A|B|C|D|20260101||ADT^A01|1|T|2.5.1||||||{declared}\rPID|1||11||{hidden}^{hidden}||19800101\r"
    open_bytes(page, message.encode(codec))
    expect(page.get_by_role("heading", name="problem")).to_have_count(0)
    expect(go_to(page, "PID-5.2")).to_contain_text(hidden)
    expect(go_to(page, "PID-7")).to_contain_text("19800101")
    editor(page).click()
    page.keyboard.press("Control+End")
    page.keyboard.type("||X")
    page.keyboard.insert_text(hidden[-1])
    expect(page.locator("[aria-selected=true]").filter(visible=True)).to_contain_text("PID-9")
    expect(go_to(page, "PID-9")).to_contain_text(f"X{hidden[-1]}")
    assert downloaded(page).decode(codec) == message.replace("19800101", f"19800101||X{hidden[-1]}")


def test_what_was_cleared_comes_back_with_its_changes_and_its_steps(page: Page) -> None:
    open_bytes(page, MIXED)
    editor(page).click()
    page.keyboard.press("Control+End")
    page.keyboard.type("|x")
    expect(page.get_by_text("changed", exact=True)).to_be_visible()
    page.get_by_role("button", name="Clear HL7 v2 viewer").click()
    expect(page.get_by_text("No message is open.")).to_be_visible()
    expect(editor(page).locator(".cm-placeholder")).to_be_visible()
    page.get_by_role("button", name="Bring it back").click()
    expect(editor(page)).to_contain_text("PV1|1|I|x")
    assert downloaded(page) == MIXED.replace(b"PV1|1|I\r\n", b"PV1|1|I|x\r\n")
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_text("changed", exact=True)).to_be_hidden()
    assert downloaded(page) == MIXED


def test_what_was_changed_is_what_is_sent_on(page: Page) -> None:
    open_bytes(page, ORU.encode())
    editor(page).click()
    page.keyboard.press("Control+End")
    page.keyboard.insert_text("|" + "x" * 2000)
    expect(page.locator(".bench-tab")).to_contain_text("2.2 KB")


def test_a_message_beyond_the_limit_is_read_and_not_edited(page: Page) -> None:
    open_bytes(page, f"{ORU}\rOBX|2|ED|||{'A' * 1_100_000}\rZZZ|1\r".encode())
    expect(page.get_by_text("Messages of up to 1 MB can be edited here")).to_be_visible()
    editor(page).click()
    page.keyboard.type("x")
    expect(page.get_by_text("changed", exact=True)).to_be_hidden()


def test_the_editor_is_left_by_tab_and_its_search_by_escape(page: Page) -> None:
    open_bytes(page, ORU.encode())
    focused = "document.activeElement.localName"
    editor(page).click()
    page.keyboard.press("Tab")
    assert page.evaluate(focused) == "button"
    page.keyboard.press("Shift+Tab")
    assert page.evaluate(focused) == "hot-editor"
    page.keyboard.press("Control+f")
    find = page.get_by_role("textbox", name="Find")
    expect(find).to_be_focused()
    page.keyboard.type("OBX")
    page.keyboard.press("Enter")
    expect(editor(page).locator(".cm-searchMatch-selected")).to_have_text("OBX")
    page.keyboard.press("Escape")
    expect(find).to_have_count(0)
    expect(editor(page)).to_be_focused()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_with_search_and_a_problem_open_no_policy_is_broken(page: Page, theme: str) -> None:
    page.emulate_media(color_scheme="dark" if theme == "dark" else "light")
    page.goto(VIEWER, wait_until="networkidle")
    page.evaluate("addEventListener('securitypolicyviolation', () => { document.body.dataset.broken = 'yes' })")
    page.get_by_role("button", name="A broken message").click()
    expect(page.locator(".cm-lint-marker").first).to_be_visible()
    page.locator(".cm-lint-marker").first.hover()
    expect(page.locator(".cm-tooltip-lint")).to_contain_text("This text belongs to no message")
    editor(page).click()
    page.keyboard.press("Control+f")
    page.keyboard.type("a")
    page.keyboard.press("Escape")
    page.keyboard.press("F8")
    assert page.evaluate("document.body.dataset.broken ?? 'no'") == "no"
    for name, value in (("spellcheck", "false"), ("autocomplete", "off"), ("translate", "no")):
        expect(editor(page)).to_have_attribute(name, value)


def test_on_a_phone_in_german_a_message_is_edited(context: BrowserContext) -> None:
    page = context.new_page()
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto("/de/tools/hl7-viewer/", wait_until="networkidle")
    page.get_by_role("button", name="Aufnahme (ADT^A01)").click()
    expect(page.get_by_role("treegrid").get_by_role("row").nth(2)).to_be_visible()
    editor(page, "Rohtext der Nachricht").click()
    page.keyboard.press("Control+f")
    expect(page.get_by_role("button", name="nächste", exact=True)).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.keyboard.press("Escape")
    page.keyboard.press("Control+End")
    page.keyboard.type("9")
    expect(page.get_by_text("geändert", exact=True)).to_be_visible()
    page.get_by_role("button", name="Rückgängig").click()
    expect(page.get_by_text("geändert", exact=True)).to_be_hidden()

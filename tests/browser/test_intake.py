"""How things come in: dropped, picked or pasted; many at once, packed, damaged; and where they are refused."""

import base64
import gzip
import io
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.test_accessibility import WIDTHS, Theme, violations
from tests.browser.test_marker import CONTENTS
from tests.browser.test_tools import CT, ORU, choose, drop
from tests.browser.witness import Witness
from tests.catalogue import OPENERS
from tools.catalogue import Tool

#: From now on the page reads nothing within two seconds; `reads` counts what it waits for.
SLOW_DISK = """() => {
    const read = Blob.prototype.arrayBuffer;
    globalThis.reads = 0;
    Blob.prototype.arrayBuffer = async function () {
        globalThis.reads++;
        await new Promise((go) => setTimeout(go, 2000));
        return read.call(this).finally(() => globalThis.reads--);
    };
}"""
PLAIN = ["contact/", "privacy/", "your-data/", "nowhere/"]
FILES = 500


def visit(page: Page, path: str) -> None:
    """A locked page, once it takes what is dropped."""
    page.goto(path)
    expect(page.locator("html[data-ready]")).to_have_count(1, timeout=20_000)


def tray(page: Page) -> Locator:
    return page.get_by_role("region", name="Files", exact=True)


def rows(page: Page) -> Locator:
    return tray(page).get_by_role("grid")


def kinds(page: Page) -> Locator:
    """The counts, kind by kind."""
    return tray(page).get_by_role("group", name="What it is")


def open_row(page: Page, name: str) -> None:
    """Finds a name, goes to the row by keyboard and opens it."""
    tray(page).get_by_role("searchbox").fill(name)
    expect(rows(page)).to_have_attribute("aria-rowcount", "2")
    rows(page).focus()
    page.keyboard.press("Home")
    page.keyboard.press("Enter")


def tool(page: Page) -> Locator:
    """What the shown tool itself shows, its intake and the tray left out."""
    return page.locator(".tool-body:visible")


def study(folder: Path) -> Path:
    """A folder as studies come: series by series, mostly images, some messages, and what a system left."""
    image = CT.read_bytes()
    for number in range(FILES):
        place = folder / "study" / f"series{number % 5}"
        place.mkdir(parents=True, exist_ok=True)
        if number % 10 == 7:
            (place / f"ADT{number:03}.hl7").write_text(ORU, newline="")
        elif number % 50 == 3:
            (place / f"IM{number:03}.dcm.gz").write_bytes(gzip.compress(image))
        else:
            (place / f"IM{number:03}.dcm").write_bytes(image)
    (folder / "study" / ".DS_Store").write_bytes(b"\0\0\0\1Bud1")
    return folder / "study"


def packed(**files: bytes) -> bytes:
    """A zip archive; `name__ending` stands for `name.ending`."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name.replace("__", "."), content)
    return target.getvalue()


def encrypted(archive: bytes) -> bytes:
    """The same, its files marked as encrypted: bit 0 of the flags, in local headers and in the directory."""
    changed = bytearray(archive)
    for signature, flags in ((b"PK\3\4", 6), (b"PK\1\2", 8)):
        at = changed.find(signature)
        while at >= 0:
            changed[at + flags] |= 1
            at = changed.find(signature, at + 4)
    return bytes(changed)


@pytest.fixture
def put(tmp_path: Path) -> Callable[[str, bytes], Path]:
    def write(name: str, content: bytes) -> Path:
        (tmp_path / name).write_bytes(content)
        return tmp_path / name

    return write


# Where nothing is opened


@pytest.mark.parametrize("path", PLAIN)
def test_a_plain_page_refuses_a_dropped_file_and_shows_the_way(page: Page, path: str) -> None:
    page.goto(f"/de/{path}")
    before = page.url
    drop(page, CT)
    note = page.get_by_role("alert").filter(has_text="Es wurde nichts geöffnet.")
    expect(note).to_be_in_viewport()
    assert page.url == before
    note.get_by_role("link", name="Zur Startseite").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Hier öffnen. Hier bleibt es.")


def test_a_refused_file_leaves_a_half_written_message_alone(page: Page, tmp_path: Path) -> None:
    page.goto("/en/contact/")
    message = page.get_by_role("textbox", name="Message")
    message.fill("half written")
    drop(page, CT)
    drop(page, tmp_path)  # a folder
    expect(page.get_by_role("alert").filter(has_text="Nothing was opened.")).to_have_count(1)
    expect(message).to_have_value("half written")


# Many at once


def test_a_folder_of_500_files_is_listed_whole_and_walked_through(
    page: Page,
    witness: Witness,
    tmp_path: Path,
) -> None:
    folder = study(tmp_path)
    visit(page, "/en/")
    witness.watch_from_now()
    typed = page.get_by_role("textbox", name="Paste a message")
    typed.fill("typed before")
    drop(page, folder)
    typed.press("End")
    typed.press_sequentially(", and meanwhile")
    expect(rows(page)).to_have_attribute("aria-rowcount", "501")
    for count in ("All 500", "DICOM file 440", "HL7 v2 message 50", "gzip with DICOM file 10"):
        expect(kinds(page).get_by_role("button", name=count, exact=True)).to_be_visible(timeout=20_000)
    expect(tray(page)).to_contain_text("1 file that a system leaves beside others")
    expect(typed).to_have_value("typed before, and meanwhile")

    rows(page).focus()
    page.keyboard.press("End")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("DICOM inspector")
    expect(tool(page).get_by_text("IM499.dcm", exact=True)).to_be_visible()
    expect(tray(page)).to_contain_text("500 of 500")
    previous = tray(page).get_by_role("button", name="Previous file")
    previous.click()
    expect(tool(page).get_by_text("IM494.dcm", exact=True)).to_be_visible()
    expect(tray(page)).to_contain_text("499 of 500")
    page.keyboard.press("ArrowRight")
    expect(tray(page)).to_contain_text("500 of 500")
    expect(previous).to_be_focused()
    witness.nothing_left()
    page.go_back()
    expect(typed).to_have_value("typed before, and meanwhile")
    expect(rows(page)).to_have_attribute("aria-rowcount", "501")


def test_who_goes_back_before_a_file_is_read_finds_the_list_again(page: Page, tmp_path: Path) -> None:
    for name in ("1.dcm", "2.dcm"):
        (tmp_path / name).write_bytes(CT.read_bytes())
    visit(page, "/en/")
    drop(page, tmp_path)
    expect(rows(page)).to_have_attribute("aria-rowcount", "3")
    expect(rows(page)).to_contain_text("CT Image Storage")
    page.evaluate(SLOW_DISK)
    open_row(page, "2.dcm")
    expect(page.get_by_role("heading", level=1)).to_have_text("DICOM inspector")
    page.go_back()
    page.wait_for_function("() => globalThis.reads === 0")
    expect(rows(page)).to_have_attribute("aria-rowcount", "2")
    page.go_forward()
    expect(tool(page).get_by_text("2.dcm", exact=True)).to_be_visible()
    page.go_back()
    expect(rows(page)).to_have_attribute("aria-rowcount", "2")


def test_walking_passes_by_what_the_tool_does_not_open(page: Page, tmp_path: Path) -> None:
    for name, content in (("1.dcm", CT.read_bytes()), ("2.hl7", ORU.encode()), ("3.dcm", CT.read_bytes())):
        (tmp_path / name).write_bytes(content)
    visit(page, "/en/tools/dicom-inspector/")
    drop(page, tmp_path)
    expect(kinds(page)).to_contain_text("DICOM file 2")
    open_row(page, "1.dcm")
    expect(tool(page).get_by_text("1.dcm", exact=True)).to_be_visible()
    tray(page).get_by_role("button", name="Show the list").click()
    tray(page).get_by_role("searchbox").fill("")
    expect(tray(page)).to_contain_text("1 of 3")
    tray(page).get_by_role("button", name="Next file").click()
    expect(tool(page).get_by_text("3.dcm", exact=True)).to_be_visible()
    expect(tray(page)).to_contain_text("3 of 3")


def test_the_list_is_narrowed_by_kind_and_by_name(page: Page, tmp_path: Path) -> None:
    folder = study(tmp_path)
    visit(page, "/de/")
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="Ordner auswählen").click()
    chooser.value.set_files(folder)
    files = page.get_by_role("region", name="Dateien", exact=True)
    expect(files).to_contain_text("500 Dateien")
    files.get_by_role("button", name="HL7-v2-Nachricht 50", exact=True).click(timeout=20_000)
    expect(files.get_by_role("grid")).to_have_attribute("aria-rowcount", "51")
    files.get_by_role("searchbox").fill("series2 ADT0")
    expect(files.get_by_role("grid")).to_have_attribute("aria-rowcount", "11")
    expect(files).to_contain_text("10 von 500")
    files.get_by_role("searchbox").fill("nothing of that name")
    expect(files).to_contain_text("Keine Datei passt.")
    files.get_by_role("button", name="Dateien loslassen").click()
    expect(files).to_be_hidden()


def test_looking_at_thousands_of_files_can_be_stopped(page: Page, tmp_path: Path) -> None:
    for number in range(3_000):
        (tmp_path / f"{number}.hl7").write_text(ORU, newline="")
    visit(page, "/en/")
    drop(page, tmp_path)
    expect(tray(page).get_by_text("Looking at the files: ")).to_be_visible()
    tray(page).get_by_role("button", name="Cancel").click()
    expect(tray(page).get_by_text("of 3,000 files were looked at.")).to_be_visible()
    expect(rows(page)).to_have_attribute("aria-rowcount", "3001")
    open_row(page, "2999.hl7")
    expect(page.get_by_text("ORU^R01^ORU_R01").first).to_be_visible()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_an_open_list_of_files_has_no_violation(page: Page, tmp_path: Path, theme: Theme) -> None:
    for number in range(3):
        (tmp_path / f"{number}.dcm").write_bytes(CT.read_bytes())
    (tmp_path / "letter.txt").write_text("Dear colleagues")
    page.emulate_media(color_scheme=theme)
    for code, width in (("en", WIDTHS["desk"]), ("de", WIDTHS["phone"])):
        page.set_viewport_size({"width": width, "height": 800})
        visit(page, f"/{code}/")
        drop(page, tmp_path)
        grid = page.locator(".tray").get_by_role("grid")
        expect(grid.get_by_role("row").nth(4)).not_to_contain_text("…")
        assert violations(page) == [], (theme, width)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        grid.get_by_role("row").nth(2).dblclick()
        expect(page.get_by_role("treegrid").get_by_role("row").nth(2)).to_be_visible()
        assert violations(page) == [], (theme, width)
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_an_empty_folder_gets_a_sentence(page: Page, tmp_path: Path) -> None:
    visit(page, "/en/")
    drop(page, tmp_path)
    expect(tray(page)).to_contain_text("There are no files in it.")


# Archives, and what else wraps


def test_an_archive_of_images_and_messages_is_listed_and_each_opens_in_its_tool(
    page: Page,
    witness: Witness,
    put: Callable[[str, bytes], Path],
) -> None:
    inner = packed(a__hl7=ORU.encode(), b__txt=b"a note of no kind")
    mac = {"__MACOSX/._image": b"x"}
    file = put("export.zip", packed(image__dcm=CT.read_bytes(), message__hl7=ORU.encode(), more__zip=inner, **mac))
    visit(page, "/en/")
    witness.watch_from_now()
    choose(page, file)
    expect(kinds(page)).to_contain_text("zip archive with HL7 v2 message 1")
    expect(rows(page)).to_have_attribute("aria-rowcount", "4")
    open_row(page, "image.dcm")
    expect(page.get_by_role("heading", level=1)).to_have_text("DICOM inspector")
    expect(tool(page).get_by_text("image.dcm", exact=True)).to_be_visible()
    tray(page).get_by_role("button", name="Show the list").click()
    open_row(page, "message.hl7")
    expect(page.get_by_role("heading", level=1)).to_have_text("HL7 v2 viewer")
    expect(tool(page).get_by_text("ORU^R01^ORU_R01").first).to_be_visible()
    tray(page).get_by_role("button", name="Show the list").click()
    open_row(page, "more.zip")
    expect(rows(page).get_by_role("row").filter(has_text="b.txt")).to_be_visible()
    tray(page).get_by_role("button", name="Back to export.zip").click()
    expect(rows(page)).to_have_attribute("aria-rowcount", "4")
    witness.nothing_left()


@pytest.mark.parametrize("way", ["start page", "tool"])
def test_a_gzipped_message_is_unwrapped_and_the_page_says_so(
    page: Page, put: Callable[[str, bytes], Path], way: str
) -> None:
    file = put("adt.hl7.gz", gzip.compress(ORU.encode()))
    visit(page, "/en/" if way == "start page" else "/en/tools/hl7-viewer/")
    choose(page, file)
    if way == "start page":
        expect(page.get_by_text("gzip with HL7 v2.5.1 ORU^R01")).to_be_visible()
        page.get_by_role("button", name="HL7 v2 viewer", exact=True).click()
    expect(page.get_by_text("Unwrapped: gzip → HL7 v2 message")).to_be_visible()
    expect(tool(page).get_by_text("ORU^R01^ORU_R01").first).to_be_visible()


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_a_message_that_an_editor_saved_in_utf_16_is_read_and_the_page_says_so(
    page: Page, put: Callable[[str, bytes], Path], encoding: str
) -> None:
    file = put("adt.hl7", f"\ufeff{ORU.replace('ADA', 'JÖRG')}".encode(encoding))
    visit(page, "/en/tools/hl7-viewer/")
    choose(page, file)
    expect(page.get_by_text("Unwrapped: UTF-16 → HL7 v2 message")).to_be_visible()
    expect(tool(page).get_by_text("ORU^R01^ORU_R01").first).to_be_visible()
    expect(tool(page).get_by_text("JÖRG").first).to_be_visible()


def test_a_tar_archive_is_listed_and_a_gzip_of_several_members_is_read_to_its_end(
    page: Page, put: Callable[[str, bytes], Path]
) -> None:
    archive = io.BytesIO()
    with tarfile.open(fileobj=archive, mode="w:gz") as target:
        for name, content in (("study/image.dcm", CT.read_bytes()), ("study/message.hl7", ORU.encode())):
            info = tarfile.TarInfo(name)
            info.size = len(content)
            target.addfile(info, io.BytesIO(content))
    visit(page, "/en/tools/hl7-viewer/")
    choose(page, put("study.tgz", archive.getvalue()))
    expect(rows(page)).to_have_attribute("aria-rowcount", "3")
    open_row(page, "message.hl7")
    expect(tool(page).get_by_text("ORU^R01^ORU_R01").first).to_be_visible()

    # As a log that was appended to: browsers themselves end with the first member.
    parts = [gzip.compress(f"{ORU.replace('10042', f'PART{number}')}\r".encode()) for number in range(3)]
    choose(page, put("log.hl7.gz", b"".join(parts)))
    expect(page.get_by_text("Unwrapped: gzip →")).to_be_visible()
    expect(tool(page).get_by_text("PART0").first).to_be_visible()
    page.locator("hot-editor:visible").first.click()
    page.keyboard.press("Control+End")
    expect(tool(page)).to_contain_text("of 3")
    expect(page.get_by_text("damaged")).to_have_count(0)


def test_an_image_in_base64_pasted_on_the_start_page_opens_in_the_inspector(page: Page) -> None:
    visit(page, "/en/")
    start = CT.read_bytes()[:4_000]  # the driver reads a text area's whole text for every question
    page.get_by_role("textbox", name="Paste a message").fill(base64.encodebytes(start).decode())
    expect(page.get_by_text("base64 with DICOM CT Image Storage")).to_be_visible()
    page.get_by_role("button", name="DICOM inspector", exact=True).click()
    expect(page.get_by_text("Unwrapped: base64 → DICOM file")).to_be_visible()
    page.get_by_label("Find tag").fill("patient's name")
    expect(page.get_by_role("row").filter(has_text="0010,0010")).to_contain_text("CompressedSamples^CT1")


def test_what_another_tool_is_made_for_is_offered_there(page: Page, put: Callable[[str, bytes], Path]) -> None:
    visit(page, "/en/tools/dicom-inspector/")
    choose(page, put("adt.hl7.gz", gzip.compress(ORU.encode())))
    page.get_by_role("status").get_by_role("button", name="HL7 v2 viewer").click()
    expect(tool(page).get_by_text("ORU^R01^ORU_R01").first).to_be_visible()


# What is damaged


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("cut.zip", packed(a__dcm=CT.read_bytes(), b__hl7=ORU.encode())[:-100], "its list of files is missing"),
        ("one-of-two.zip", b"PK\3\4" + b"\0" * 20 + b"PK\5\6\1\0\1\0" + b"\0" * 14, "one part of an archive"),
        ("none.zip", packed(), "There are no files in it."),
    ],
)
def test_a_broken_archive_gets_a_sentence(
    page: Page, put: Callable[[str, bytes], Path], name: str, content: bytes, sentence: str
) -> None:
    visit(page, "/en/")
    choose(page, put(name, content))
    expect(page.get_by_text(sentence)).to_be_visible()


def test_what_comes_before_the_damage_is_open(page: Page, put: Callable[[str, bytes], Path]) -> None:
    visit(page, "/en/tools/dicom-inspector/")
    choose(page, put("cut.dcm.gz", gzip.compress(CT.read_bytes())[:-4_000]))
    expect(page.get_by_text("The packed data are damaged or end early.")).to_be_visible()
    page.get_by_label("Find tag").fill("patient's name")
    expect(page.get_by_role("row").filter(has_text="0010,0010")).to_contain_text("CompressedSamples^CT1")


def test_an_encrypted_archive_says_so_file_by_file(page: Page, put: Callable[[str, bytes], Path]) -> None:
    visit(page, "/en/")
    choose(page, put("secret.zip", encrypted(packed(a__dcm=CT.read_bytes(), b__hl7=ORU.encode()))))
    expect(kinds(page).or_(tray(page))).to_contain_text("This file is encrypted in the archive.")
    rows(page).focus()
    page.keyboard.press("Home")
    expect(tray(page).get_by_role("status").filter(has_text="Unpack it with its password")).to_be_visible()


def test_an_archive_of_one_encrypted_file_says_so_in_the_tool(page: Page, put: Callable[[str, bytes], Path]) -> None:
    visit(page, "/en/tools/dicom-inspector/")
    choose(page, put("secret.zip", encrypted(packed(a__dcm=CT.read_bytes()))))
    expect(page.get_by_text("This file is encrypted in the archive.")).to_be_visible()
    expect(page.locator(".bench-tab")).to_have_count(0)


@pytest.mark.parametrize("slug", ["dicom-inspector", "hl7-viewer"])
def test_a_file_that_vanished_after_it_was_listed_gets_a_sentence(page: Page, tmp_path: Path, slug: str) -> None:
    suffix = {"dicom-inspector": "dcm", "hl7-viewer": "hl7"}[slug]
    for number in range(2):
        content = CT.read_bytes() if suffix == "dcm" else ORU.encode()
        (tmp_path / f"{number}.{suffix}").write_bytes(content)
    visit(page, f"/en/tools/{slug}/")
    drop(page, tmp_path)
    expect(tray(page).get_by_role("grid").get_by_role("row").nth(2)).not_to_contain_text("…")
    (tmp_path / f"1.{suffix}").unlink()
    open_row(page, f"1.{suffix}")
    expect(page.get_by_text("could not read").or_(page.get_by_text("could not be read")).first).to_be_visible()


# Every tool, every way


def of(tool: Tool) -> bytes:
    return CONTENTS[tool.slug]("MARKERMARKERMARKER")


def by_drop(page: Page, tool: Tool, file: Path) -> None:
    drop(page, file)


def by_pick(page: Page, tool: Tool, file: Path) -> None:
    choose(page, file)


def by_paste(page: Page, tool: Tool, file: Path) -> None:
    """As text; what is no text comes in base64, as it does in messages and logs."""
    content = of(tool)
    text = content.decode() if content.isascii() else base64.b64encode(content).decode()
    page.evaluate("text => navigator.clipboard.writeText(text)", text)
    page.keyboard.press("Control+v")


def by_palette(page: Page, tool: Tool, file: Path) -> None:
    page.goto("/en/contact/")
    expect(page.get_by_role("button", name="Search")).to_be_visible()  # its script has begun, and hears keys
    page.keyboard.press("Control+k")
    page.keyboard.type(str(tool.title))
    expect(page.get_by_role("combobox", name="Find")).to_have_value(str(tool.title))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(str(tool.title))
    expect(page.locator("html[data-ready]")).to_have_count(1, timeout=20_000)
    drop(page, file)


def by_sample(page: Page, tool: Tool, file: Path) -> None:
    page.locator(".intake .sample").first.click()


WAYS = (by_drop, by_paste, by_pick, by_sample, by_palette)


@pytest.mark.parametrize("tool", OPENERS, ids=lambda tool: tool.slug)
def test_every_tool_is_opened_every_way(page: Page, tool: Tool, tmp_path: Path) -> None:
    file = tmp_path / "opened.bin"
    file.write_bytes(of(tool))
    visit(page, f"/en/tools/{tool.slug}/")
    for way in WAYS:
        way(page, tool, file)
        expect(page.locator(".bench-tab"), way.__name__).to_contain_text(str(tool.title))
        expect(page.get_by_role("treegrid").get_by_role("row").nth(2), way.__name__).to_be_visible()
        expect(page.get_by_role("alert").filter(visible=True, has_text=".")).to_have_count(0)
        page.get_by_role("button", name=f"Clear {tool.title}").click()
        expect(page.locator(".bench-tab"), way.__name__).to_have_count(0)
        page.get_by_role("heading", level=1).focus()


@pytest.mark.parametrize("slug", ["dicom-inspector", "hl7-viewer"])
def test_what_comes_before_the_page_has_everything_is_opened_all_the_same(
    page: Page, tmp_path: Path, slug: str
) -> None:
    page.add_init_script("window.requestIdleCallback = () => 0")  # the browser never has nothing to do
    page.goto(f"/en/tools/{slug}/")
    page.locator(".intake .sample").first.click(timeout=15_000)
    expect(page.get_by_role("treegrid").get_by_role("row").nth(3)).to_be_visible()
    drop(page, study(tmp_path))
    expect(tray(page)).to_contain_text(f"{FILES} files")
    page.get_by_role("heading", level=1).focus()
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Keys")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("html[data-ready]")).to_have_count(0)

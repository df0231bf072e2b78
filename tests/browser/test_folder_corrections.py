"""A folder with wrong patients, put right: every change is looked at, nothing else is touched, and out it goes."""

import csv
import io
import struct
import zipfile
from pathlib import Path

import pydicom
import pytest
from playwright.sync_api import Locator, Page, expect
from pydicom.fileset import FileSet

from tests.browser.test_dicom_folder import TOOL, row, tree, write
from tests.browser.test_tools import drop
from tests.browser.witness import Witness

SERIES = "1.2.826.0.1.1"
#: A folder that is no place of the visitor's, but of the same kind: browsers without a screen cannot pick one.
PICKED = """globalThis.showDirectoryPicker = () => navigator.storage.getDirectory();"""
#: Such a folder on a disk that is full when the third file comes, and that takes none of one name.
FULL = """(() => {
    const handle = FileSystemFileHandle.prototype, folder = FileSystemDirectoryHandle.prototype;
    const {createWritable} = handle, {getFileHandle} = folder;
    handle.createWritable = function () {
        if (globalThis.reason === undefined || this.name !== "IM3.dcm") return createWritable.call(this);
        return new WritableStream({write() { throw new DOMException("in the browser's words", globalThis.reason); }});
    };
    folder.getFileHandle = function (name, options) {
        if (name === "readme.txt") throw new TypeError("Name is not allowed.");
        return getFileHandle.call(this, name, options);
    };
})();"""
#: Such a folder on a disk that takes its time with the third file.
SLOW = """(() => {
    const handle = FileSystemFileHandle.prototype, {createWritable} = handle;
    handle.createWritable = async function () {
        if (this.name !== "IM3.dcm") return createWritable.call(this);
        return new WritableStream({write: () => new Promise(() => undefined)});
    };
})();"""
EMPTY = """async () => {
    const folder = await (await navigator.storage.getDirectory()).getDirectoryHandle("S1");
    await folder.getFileHandle("IM3.dcm", {create: true});
}"""
#: What lies in it, by name.
IN_FOLDER = """async () => {
    const found = {};
    const walk = async (folder, path) => {
        for await (const [name, handle] of folder.entries()) {
            if (handle.kind === "directory") await walk(handle, `${path}${name}/`);
            else found[path + name] = Array.from(new Uint8Array(await (await handle.getFile()).arrayBuffer()));
        }
    };
    await walk(await navigator.storage.getDirectory(), "");
    return found;
}"""


def folder(place: Path) -> Path:
    """Four images of one patient and one of another; one whose character set has no umlaut; a text."""
    for number in range(1, 5):
        write(place / "CD" / "S1" / f"IM{number}.dcm", number, SERIES)
    write(place / "CD" / "S2" / "x.dcm", 1, "1.2.826.0.1.2", PatientID="OTHER", PatientName="Beta^Zoe")
    write(place / "CD" / "S3" / "IM5.dcm", 5, SERIES, SpecificCharacterSet="ISO_IR 6")
    (place / "CD" / "readme.txt").write_text("a text")
    return place / "CD"


def opened(page: Page, place: Path) -> Path:
    page.goto(TOOL, wait_until="networkidle")
    expect(page.locator("html[data-ready]")).to_have_count(1, timeout=60_000)
    there = folder(place)
    drop(page, there)
    expect(page.get_by_text("2 patients · 2 studies · 2 series · 6 instances")).to_be_visible()
    return there


def panel(page: Page) -> Locator:
    return page.get_by_role("region", name="Correct and save")


def add(page: Page, kind: str, **fields: str) -> None:
    form = page.get_by_role("group", name="New correction")
    form.get_by_label("What is to happen").select_option(label=kind)
    for label, text in fields.items():
        if label in {"Tag", "Value", "Value until now"}:
            form.get_by_role("combobox" if label == "Tag" else "textbox", name=label).fill(text)
        else:
            form.get_by_label(label).select_option(label=text)
    form.get_by_role("button", name="Add to the plan").click()


def spliced(file: bytes, element: bytes, value: bytes) -> bytes:
    """The file with another value in an element of explicit little endian, every other byte as it was."""
    at = file.index(element) + len(element)
    length = int.from_bytes(file[at : at + 2], "little")
    return file[:at] + len(value).to_bytes(2, "little") + value + file[at + 2 + length :]


def archive(page: Page) -> dict[str, bytes]:
    with page.expect_download() as download:
        panel(page).get_by_role("button", name="Download as zip").click()
    with zipfile.ZipFile(download.value.path()) as packed:
        assert packed.testzip() is None
        return {name: packed.read(name) for name in packed.namelist()}


def test_a_wrong_patient_is_put_right_and_every_other_byte_stays(page: Page, witness: Witness, tmp_path: Path) -> None:
    place = opened(page, tmp_path)
    witness.watch_from_now()
    row(page, "1CT1").click()
    tree(page).press("Space")
    expect(panel(page)).to_contain_text("5 files are chosen.")
    add(page, "Set the value of an element", Tag="0010,0020", Value="RIGHT-1")
    add(page, "Set the value of an element", Tag="0010,0010", Value="MÜLLER^ADA")
    save = panel(page).get_by_role("button", name="Download as zip")
    expect(save).to_have_attribute("aria-disabled", "true")
    panel(page).get_by_role("button", name="Show every change").click()
    expect(panel(page)).to_contain_text("8 changes in 4 files. 1 file cannot be changed so and stays as it is")
    changes = page.get_by_role("grid", name="Every change")
    expect(changes.get_by_role("row").nth(1)).to_contain_text("(ISO_IR 6) does not have “Ü”")
    expect(changes.get_by_role("row").nth(2)).to_contain_text("0010,0010 Patient's Name")
    page.keyboard.press("Alt+m")
    expect(changes).not_to_contain_text("RIGHT-1")
    expect(panel(page).locator("ol")).not_to_contain_text("RIGHT-1")
    page.keyboard.press("Alt+m")

    corrected = archive(page)
    assert sorted(corrected) == [f"S1/IM{number}.dcm" for number in range(1, 5)]
    for name, after in corrected.items():
        image = pydicom.dcmread(io.BytesIO(after))
        assert (image.PatientID, str(image.PatientName)) == ("RIGHT-1", "MÜLLER^ADA")
        before = (place / name).read_bytes()
        named = spliced(before, b"\x10\x00\x10\x00PN", "MÜLLER^ADA".encode("latin-1"))
        assert after == spliced(named, b"\x10\x00\x20\x00LO", b"RIGHT-1 ")

    panel(page).get_by_role("button", name="Take out correction 2").click()
    expect(save).to_have_attribute("aria-disabled", "true")
    panel(page).get_by_role("button", name="Undo").click()
    expect(panel(page).locator("ol li")).to_have_count(2)
    panel(page).get_by_label("Which files").select_option(label="all files")
    everything = archive(page)
    assert sorted(everything) == sorted(str(one.relative_to(place)) for one in place.rglob("*.*"))
    untouched = ("S2/x.dcm", "S3/IM5.dcm", "readme.txt")
    assert all(everything[name] == (place / name).read_bytes() for name in untouched)
    witness.nothing_left()


def test_files_go_to_another_patient_and_study_with_new_uids_and_into_a_folder(page: Page, tmp_path: Path) -> None:
    page.add_init_script(PICKED)
    place = opened(page, tmp_path)
    row(page, "OTHER").click()
    add(page, "Set the value of an element", Tag="0008,0050", Value="ACC-2")
    tree(page).press("ArrowUp")
    row(page, "1CT1").click()
    add(page, "Move the files into another study", **{"This study": "OTHER · Beta^Zoe › 2004-01-19 · e+1"})
    add(page, "Give new UIDs", **{"New UIDs for": "series and instances"})
    panel(page).get_by_role("button", name="Show every change").click()
    changes = page.get_by_role("grid", name="Every change")
    expect(changes.get_by_role("row").filter(has_text="Accession Number").first).to_contain_text("ACC-2")
    with page.expect_download() as download:
        panel(page).get_by_role("button", name="Download old and new UIDs (CSV)").click()
    uids = dict(csv.reader(io.StringIO(Path(download.value.path()).read_text())))
    assert uids.pop("Old UID") == "New UID"

    panel(page).get_by_role("button", name="Save into a folder").click()
    expect(panel(page).get_by_text("6 files were written into the folder.")).to_be_visible()
    written = {name: bytes(data) for name, data in page.evaluate(IN_FOLDER).items()}
    assert len(written) == 6
    for name, after in written.items():
        image, before = pydicom.dcmread(io.BytesIO(after)), pydicom.dcmread(place / name)
        assert (image.PatientID, image.PatientName, image.AccessionNumber) == ("OTHER", "Beta^Zoe", "ACC-2")
        moved = before.PatientID != "OTHER"
        assert image.SeriesInstanceUID == (uids[before.SeriesInstanceUID] if moved else before.SeriesInstanceUID)
        assert image.SOPInstanceUID == (uids[before.SOPInstanceUID] if moved else before.SOPInstanceUID)
        assert image.file_meta.MediaStorageSOPInstanceUID == image.SOPInstanceUID
        assert image.PixelData == before.PixelData
    assert all(new.startswith("2.25.") and len(new) <= 64 for new in uids.values())

    panel(page).get_by_role("button", name="Save into a folder").click()
    expect(panel(page)).to_contain_text("6 files are in the folder already under the same name")
    panel(page).get_by_role("button", name="Replace what is there").click()
    expect(panel(page).get_by_text("6 files were written into the folder.")).to_be_visible()


def into_folder(page: Page) -> Locator:
    """All files as they are; where it says what came of it."""
    panel(page).get_by_role("button", name="Save into a folder").click()
    return panel(page).get_by_role("region", name="Save").get_by_role("status")


def lying(page: Page) -> dict[str, bytes]:
    return {name: bytes(data) for name, data in page.evaluate(IN_FOLDER).items()}


def test_a_file_that_cannot_be_written_is_named_with_the_reason_and_leaves_nothing_half(
    page: Page, tmp_path: Path
) -> None:
    page.add_init_script(PICKED + FULL)
    place = opened(page, tmp_path)
    written = {name: (place / name).read_bytes() for name in ("S1/IM1.dcm", "S1/IM2.dcm")}
    for reason, said in (
        ("QuotaExceededError", "there is no room left"),
        ("NotAllowedError", "the browser no longer lets this page write there"),
        ("AbortError", "the browser says “in the browser's words”"),
    ):
        page.evaluate("reason => { globalThis.reason = reason; }", reason)
        result = into_folder(page)
        if reason != "QuotaExceededError":
            panel(page).get_by_role("button", name="Replace what is there").click()
        expect(result).to_contain_text(f"Writing ended at S1/IM3.dcm: {said}. 2 files were written before.")
        assert lying(page) == written

    page.evaluate(EMPTY)  # a file of the visitor's own, which is to be replaced and cannot
    page.evaluate("() => { globalThis.reason = 'QuotaExceededError'; }")
    result = into_folder(page)
    panel(page).get_by_role("button", name="Replace what is there").click()
    expect(result).to_contain_text("Writing ended at S1/IM3.dcm")
    assert lying(page) == written | {"S1/IM3.dcm": b""}

    page.evaluate("() => { globalThis.reason = undefined; }")
    result = into_folder(page)
    panel(page).get_by_role("button", name="Replace what is there").click()
    expect(result).to_contain_text("6 files were written into the folder.")
    expect(result).to_contain_text("1 file was not written: the browser takes no file of such a name")
    assert sorted(lying(page)) == sorted(str(one.relative_to(place)) for one in place.rglob("*.dcm"))


def test_writing_into_a_folder_is_cancelled_in_the_middle_and_says_how_far_it_came(page: Page, tmp_path: Path) -> None:
    page.add_init_script(PICKED + SLOW)
    place = opened(page, tmp_path)
    result = into_folder(page)
    expect(panel(page).get_by_text("Writing into the folder: 3 of 7")).to_be_visible()
    panel(page).get_by_role("button", name="Cancel", exact=True).click()
    expect(result).to_have_text("Cancelled. 3 files were written before.")
    there = lying(page)
    assert there.pop("S1/IM3.dcm", b"") == b""
    assert there == {name: (place / name).read_bytes() for name in ("readme.txt", "S1/IM1.dcm", "S1/IM2.dcm")}


def nested(place: Path, value: str, history: str = "WRONG") -> bytes:
    """An image with a wrong Patient ID at the top, in two items of a sequence, and in the record of a past change."""
    write(place, 1, SERIES, PatientID=value)
    image = pydicom.dcmread(place)
    image.ReferencedPatientSequence = [pydicom.Dataset(), pydicom.Dataset()]
    for item, text in zip(image.ReferencedPatientSequence, (value, "WRONG"), strict=True):
        item.PatientID = text
    past = pydicom.Dataset()
    past.PatientID = history
    modified = pydicom.Dataset()
    modified.ModifiedAttributesSequence = [past]
    image.OriginalAttributesSequence = [modified]
    image.save_as(place)
    return place.read_bytes()


def test_a_wrong_value_is_found_in_sequences_and_each_place_can_be_left_as_it_is(page: Page, tmp_path: Path) -> None:
    file = tmp_path / "CD" / "IM1.dcm"
    file.parent.mkdir()
    nested(file, "WRONG")
    page.goto(TOOL, wait_until="networkidle")
    expect(page.locator("html[data-ready]")).to_have_count(1, timeout=60_000)
    drop(page, file.parent)
    row(page, "WRONG").click()
    tree(page).press("Space")
    everywhere = "everywhere the value of the top stands, within sequences too"
    add(page, "Set the value of an element", Where=everywhere, Tag="0010,0020", Value="RIGHT-1")
    expect(panel(page).locator("ol")).to_contain_text("within sequences too, where the value of the top stands")
    panel(page).get_by_role("button", name="Show every change").click()
    expect(panel(page)).to_contain_text("3 changes in 1 file.")
    expect(panel(page)).to_contain_text("1 place lies in an Original Attributes Sequence")
    changes = page.get_by_role("grid", name="Every change")
    expect(changes.get_by_role("row").nth(1)).to_contain_text("0008,1120[1] › 0010,0020 Patient ID")
    past = changes.get_by_role("row").nth(4)
    expect(past).to_contain_text("recorded history · 0400,0561[1] › 0400,0550[1] › 0010,0020 Patient ID")
    expect(past).to_contain_text("☐")
    changes.get_by_role("row").nth(2).click()
    page.keyboard.press("Space")
    expect(panel(page)).to_contain_text("2 changes in 1 file.")
    right = tmp_path / "right.dcm"
    assert archive(page) == {"IM1.dcm": nested(right, "RIGHT-1")}

    past.get_by_text("☐").click()
    expect(panel(page)).to_contain_text("3 changes in 1 file.")
    expect(panel(page)).not_to_contain_text("Original Attributes Sequence")
    assert archive(page) == {"IM1.dcm": nested(right, "RIGHT-1", history="RIGHT-1")}

    panel(page).get_by_role("button", name="Take out correction 1").click()
    certain = "everywhere a certain value stands"
    add(page, "Set the value of an element", Where=certain)
    expect(panel(page).get_by_role("alert")).to_have_text("Type the value that is to be looked for.")
    add(page, "Remove an element", Where=certain, **{"Value until now": "nowhere"})
    panel(page).get_by_role("button", name="Show every change").click()
    expect(panel(page)).to_contain_text("Nothing would change.")


def test_a_dicomdir_of_corrected_files_is_read_by_pydicom_and_has_nothing_wrong(page: Page, tmp_path: Path) -> None:
    opened(page, tmp_path)
    row(page, "OTHER").click()
    tree(page).press("Space")
    add(page, "Give the files to another patient", **{"This patient": "1CT1 · CompressedSamples^CT1"})
    panel(page).get_by_role("button", name="Show every change").click()
    expect(page.get_by_role("grid", name="Every change").get_by_role("row").nth(2)).to_contain_text("0010,0020")
    panel(page).get_by_label("Which files").select_option(label="all files")
    panel(page).get_by_label("with a DICOMDIR").check()
    expect(panel(page)).to_contain_text("all its files get others: PT000001/ST000001/SE000001/IM000001")
    disc = tmp_path / "DISC"
    for name, data in archive(page).items():
        (disc / name).parent.mkdir(parents=True, exist_ok=True)
        (disc / name).write_bytes(data)
    expect(panel(page)).to_contain_text("1 file is not listed in the DICOMDIR")

    listed = FileSet(disc / "DICOMDIR")
    assert len(listed) == 6
    assert listed.find_values("PatientID") == ["1CT1"]
    for instance in listed:
        image = instance.load()
        assert (image.SOPInstanceUID, image.InstanceNumber) == (instance.SOPInstanceUID, instance.InstanceNumber)
        assert image.StudyDate == instance.StudyDate
    listed._stage["t"].cleanup()  # a folder that pydicom makes for changes, and leaves to the collector
    drop(page, disc)
    expect(row(page, "DICOMDIR")).to_contain_text("A directory: it lists 6 files.")
    expect(page.get_by_text("1 patient · 1 study · 2 series · 6 instances")).to_be_visible()
    expect(page.get_by_role("heading", name="problem")).to_have_count(0)


@pytest.mark.sweep
def test_more_than_a_gigabyte_leaves_in_numbered_parts_which_is_said_before(page: Page, tmp_path: Path) -> None:
    pixels = 400 * 1024 * 1024
    for number in range(1, 4):
        file = tmp_path / "CD" / f"IM{number}.dcm"
        write(file, number, SERIES)
        image = pydicom.dcmread(file)
        del image[0x7FE00010:]
        image.save_as(file)
        with file.open("ab") as large:  # takes no room: nothing is written of it
            large.write(struct.pack("<HH2sHI", 0x7FE0, 0x0010, b"OW", 0, pixels))
            large.truncate(large.tell() + pixels)
    page.goto(TOOL, wait_until="networkidle")
    drop(page, tmp_path / "CD")
    expect(page.get_by_text("1 patient · 1 study · 1 series · 3 instances")).to_be_visible()
    panel(page).get_by_role("button", name="Choose all").click()
    add(page, "Set the value of an element", Tag="0010,0020", Value="SYN-NEW")
    panel(page).get_by_role("button", name="Show every change").click()
    expect(panel(page).get_by_text("More than 1 GB: it becomes 2 zip archives")).to_be_visible()
    panel(page).get_by_role("button", name="Download as zip").click()
    expect(panel(page).get_by_text("3 files are in 2 archives.")).to_be_visible(timeout=120_000)

    names: list[str] = []
    for part in panel(page).get_by_role("button", name="Download part").all():
        with page.expect_download(timeout=120_000) as download:
            part.click()
        with zipfile.ZipFile(download.value.path()) as packed:
            assert packed.testzip() is None
            for name in packed.namelist():
                with packed.open(name) as one:
                    head = pydicom.dcmread(one, stop_before_pixels=True)
                assert (head.PatientID, packed.getinfo(name).file_size > pixels) == ("SYN-NEW", True)
            names += packed.namelist()
    assert names == ["IM1.dcm", "IM2.dcm", "IM3.dcm"]

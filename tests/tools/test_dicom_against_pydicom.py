"""Our DICOM parser finds the same tree as pydicom: path, VR, length and bytes of every element of its test files.

The parser runs in Node through `tools/frontend/tests/dicom/outline.mjs`, which writes what it found as JSON.
"""

import hashlib
import json
import subprocess
import warnings
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import pydicom
import pytest
from pydicom.datadict import dictionary_has_tag, dictionary_VR
from pydicom.dataelem import RawDataElement
from pydicom.dataset import Dataset
from pydicom.tag import BaseTag

ROOT = Path(__file__).resolve().parents[2]
DATA = Path(pydicom.__file__).parent / "data"
OUTLINE = ROOT / "tools/frontend/tests/dicom/outline.mjs"
MAGIC_AT = slice(128, 132)

# Files that say nothing to compare with, each for its reason.
OURS_ONLY = {
    "image_dfl.dcm": "deflated: only its meta information is read as yet",
}
# No preamble, and recognised all the same.
WITHOUT_PREAMBLE = {
    "ExplVR_BigEndNoMeta.dcm",
    "ExplVR_LitEndNoMeta.dcm",
    "rtstruct.dcm",
}


class Row(NamedTuple):
    """One element; `digest` is empty where other rows lie in it."""

    path: str
    vr: str
    length: int
    digest: str


def part10_files() -> list[Path]:
    """pydicom's test files that are DICOM: with the magic word, or named above."""
    files = sorted(path for folder in ("test_files", "charset_files") for path in (DATA / folder).rglob("*"))
    return [
        path
        for path in files
        if path.is_file() and (path.read_bytes()[MAGIC_AT] == b"DICM" or path.name in WITHOUT_PREAMBLE)
    ]


@cache
def outlines() -> dict[str, dict[str, Any]]:
    """What our parser finds in all of them, in one run of Node."""
    names = "\n".join(map(str, part10_files()))
    run = subprocess.run(["node", str(OUTLINE)], input=names, capture_output=True, text=True, check=True, timeout=120)
    return {outline["file"]: outline for outline in map(json.loads, run.stdout.splitlines())}


def our_rows(outline: dict[str, Any]) -> list[Row]:
    """Elements alone: items and fragments have no VR and are in the paths of what they hold."""
    return [Row(*row) for row in outline["rows"] if row[1]]


def their_rows(data_set: Dataset, around: str = "") -> Iterator[Row]:
    """pydicom's raw elements, sequences opened; only the VR of implicit elements is looked up."""
    for tag in sorted(data_set.keys()):
        raw: Any = data_set.get_item(tag)  # typed as decoded, and as often as not it is raw
        path = f"{around}{int(tag):08X}"
        vr = raw.VR or looked_up(tag)
        if vr == "SQ" and not (isinstance(raw, RawDataElement) and not raw.value):
            items = data_set[tag].value
            yield Row(path, "SQ", -1, "")
            for number, item in enumerate(items, start=1):
                yield from their_rows(item, f"{path}[{number}]/")
        elif isinstance(raw, RawDataElement):
            value = raw.value or b""
            yield Row(path, vr, len(value), hashlib.sha1(value, usedforsecurity=False).hexdigest())
        else:
            yield Row(path, vr, -1, "")


def looked_up(tag: BaseTag) -> str:
    """The VR of an implicit element; private ones are UN to us, who have no private dictionary yet."""
    if tag.is_private_creator:
        return "LO"
    if tag.is_private:
        return "UN"
    if tag.element == 0:
        return "UL"
    return dictionary_VR(tag) if dictionary_has_tag(tag) else "UN"


def same(ours: Row, theirs: Row) -> bool:
    """Equal where both know; "US or SS" is either. Of what pydicom has decoded it keeps no bytes (length -1)."""
    if ours.path != theirs.path:
        return False
    if theirs.length == -1:
        # pydicom decodes a UN by its dictionary; we show the VR that stands in the file.
        return ours.vr in (theirs.vr, "UN")
    if ours.vr not in theirs.vr.split(" or "):
        return False
    return ours.length == theirs.length and (ours.digest == "" or ours.digest == theirs.digest)


def opened_by_us(path: str, theirs: list[Row]) -> bool:
    """Inside a sequence that pydicom keeps as the bytes of an unknown VR."""
    return any(path.startswith(f"{row.path}[") and row.vr == "UN" for row in theirs)


@pytest.mark.parametrize("path", part10_files(), ids=lambda path: path.name)
def test_the_tree_is_pydicoms(path: Path) -> None:
    outline = outlines()[str(path)]
    assert outline["failure"] is None
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        data_set = pydicom.dcmread(path, force=True)
        theirs = [*their_rows(data_set.file_meta), *their_rows(data_set)]
    if path.name in OURS_ONLY:
        theirs = [row for row in theirs if row.path < "00030000"]
    ours = [row for row in our_rows(outline) if not opened_by_us(row.path, theirs)]
    differences = [(one, other) for one, other in zip(ours, theirs, strict=False) if not same(one, other)]
    assert not differences[:3]
    assert [row.path for row in ours] == [row.path for row in theirs]

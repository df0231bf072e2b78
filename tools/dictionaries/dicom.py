"""The DICOM tables of PS3.6, out of pydicom's own, as compact text for the browser."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from importlib.metadata import version

from pydicom import __dicom_version__ as edition
from pydicom._dicom_dict import DicomDictionary, RepeatersDictionary
from pydicom._private_dict import private_dictionaries
from pydicom._uid_dict import UID_dictionary

# pydicom's mark for items and delimiters, which have no VR (PS3.5 7.5).
NO_VR = "NONE"
# pydicom's names for the rows that PS3.6 leaves blank.
BLANK_NAMES = ("", "Retired-blank")
BLANK_NAME = "(retired, without a name)"
RETIRED = "R"


def generate() -> dict[str, str]:
    """File name to text, one record a line, tab-separated and sorted.

    `dicom-elements.tsv` holds tag, VR, VM, keyword, name and "R" if retired; an `x` in a tag stands for any
    digit (PS3.5 7.6). `dicom-uids.tsv` holds UID, name, type and "R" (PS3.6 Annex A). `dicom-private.tsv` holds
    private creator, tag, VR, VM and name; an `xx` in a tag stands for the block that the creator took (PS3.5 7.8.1).
    """
    return {
        "dicom-elements.tsv": _table("tag VR VM keyword name retired", _elements()),
        "dicom-uids.tsv": _table("UID name type retired", _uids()),
        "dicom-private.tsv": _table("creator tag VR VM name", _private()),
    }


def _elements() -> Iterable[tuple[str, ...]]:
    # pydicom: tag -> (VR, VM, name, retired, keyword)
    tags: Mapping[str, tuple[str, str, str, str, str]] = {
        **{f"{tag:08X}": entry for tag, entry in DicomDictionary.items()},
        **RepeatersDictionary,
    }
    for tag, (vr, vm, name, retired, keyword) in sorted(tags.items()):
        shown = BLANK_NAME if name in BLANK_NAMES else name
        yield tag, "" if vr == NO_VR else vr, vm, keyword, shown, _flag(retired)


def _uids() -> Iterable[tuple[str, ...]]:
    # pydicom: UID -> (name, type, info, retired, keyword)
    for uid, (name, kind, _info, retired, _keyword) in sorted(UID_dictionary.items()):
        yield uid, name.removesuffix(" (Retired)"), kind, _flag(retired)


def _private() -> Iterable[tuple[str, ...]]:
    # pydicom: creator -> tag -> (VR, VM, name, retired)
    for creator, elements in sorted(private_dictionaries.items()):
        for tag, (vr, vm, name, _retired) in sorted(elements.items()):
            # pydicom's own key for a block is "xx"; some tags of one creator have it elsewhere, and say nothing then.
            if tag[4:6] == "xx" or "x" not in tag:
                yield creator, tag.upper().replace("XX", "xx"), vr.replace("_", " or "), vm, name


def _flag(retired: str) -> str:
    return RETIRED if retired else ""


def _table(columns: str, records: Iterable[tuple[str, ...]]) -> str:
    head = (
        f"# DICOM PS3.6 {edition}, from pydicom {version('pydicom')} (MIT licence).\n"
        "# Written by `python -m tools.dictionaries`; do not edit.\n"
        f"# {columns}\n"
    )
    return head + "".join("\t".join(record).rstrip("\t") + "\n" for record in records)

"""What becomes of an attribute when a data set is de-identified (PS3.15 Table E.1-1), as compact text.

dicom-anonymizer has the newest actions of the Basic Profile, without the options. dicom-standard has the options, of
2020. Both are kept side by side, so that what only one of them knows is seen.
"""

from __future__ import annotations

import runpy
from collections.abc import Iterator, Mapping

from tools.dictionaries import dicom_sources as sources

PROFILE = "dicom-profile.tsv"
EDITION = "2026c"
FIELDS = sources.PACKAGES / "dicomanonymizer" / "dicom_anonymization_databases" / f"dicomfields_{EDITION}.py"
#: dicom-anonymizer's lists, by the action that the table of the standard writes.
LISTS = {
    "D": "D_TAGS",
    "Z": "Z_TAGS",
    "X": "X_TAGS",
    "U": "U_TAGS",
    "Z/D": "Z_D_TAGS",
    "X/Z": "X_Z_TAGS",
    "X/D": "X_D_TAGS",
    "X/Z/D": "X_Z_D_TAGS",
    "X/Z/U*": "X_Z_U_STAR_TAGS",
}
#: dicom-standard's columns, by the name of the option in PS3.15 E.3 as DICOM's own codes abbreviate it.
OPTIONS = {
    "safe-private": "rtnSafePrivOpt",
    "uids": "rtnUIDsOpt",
    "device": "rtnDevIdOpt",
    "institution": "rtnInstIdOpt",
    "characteristics": "rtnPatCharsOpt",
    "full-dates": "rtnLongFullDatesOpt",
    "modified-dates": "rtnLongModifDatesOpt",
    "descriptors": "cleanDescOpt",
    "structured-content": "cleanStructContOpt",
    "graphics": "cleanGraphOpt",
}
#: The last row of the table: every attribute of an odd group.
PRIVATE = "private"


def generate() -> dict[str, str]:
    """`dicom-profile.tsv`: tag, action of the newest edition, action of 2020, and the options' actions (`uids:K`).

    An `x` in a tag stands for any digit. An action is empty where the edition does not have the tag.
    """
    newest, older, options = _newest(), _older(), _options()
    rows = (
        "\t".join((tag, newest.get(tag, ""), older.get(tag, ""), options.get(tag, ""))).rstrip("\t")
        for tag in sorted({*newest, *older})
    )
    head = (
        f"# DICOM PS3.15 Table E.1-1 {EDITION}, from dicom-anonymizer {sources.version_of('dicom_anonymizer')} "
        f"(BSD licence), options (edition of 2020) from dicom-standard {sources.version_of('dicom_standard')} "
        "(MIT licence).\n"
        "# Written by `python -m tools.dictionaries`; do not edit.\n"
        f"# tag {EDITION} 2020 options\n"
    )
    return {PROFILE: head + "".join(f"{row}\n" for row in rows)}


def _newest() -> Mapping[str, str]:
    lists = runpy.run_path(str(FIELDS))
    return {_tag(*tag): action for action, name in LISTS.items() for tag in lists[name]}


def _tag(group: int, element: int, group_mask: int = 0xFFFF, element_mask: int = 0xFFFF) -> str:
    """A mask has a zero where any digit may stand: (6000,3000) with FF00 and FFFF is `60xx3000`."""
    digits, masks = f"{group:04X}{element:04X}", f"{group_mask:04X}{element_mask:04X}"
    return "".join(digit if mask == "F" else "x" for digit, mask in zip(digits, masks, strict=True))


def _older() -> Mapping[str, str]:
    return {tag: row["basicProfile"] for tag, row in _rows()}


def _options() -> Mapping[str, str]:
    return {
        tag: " ".join(f"{name}:{row[column]}" for name, column in OPTIONS.items() if column in row)
        for tag, row in _rows()
    }


def _rows() -> Iterator[tuple[str, Mapping[str, str]]]:
    for row in sources.profile():
        digits = row["tag"].strip("()").replace(",", "")
        yield PRIVATE if "ODD" in digits else digits.upper().replace("X", "x"), row

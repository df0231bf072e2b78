"""What Python packages say of DICOM's information object definitions (PS3.3): highdicom's tables and dicom-standard's.

highdicom has the newer ones, with every macro written out where it is included, and neither names, sections nor
conditions. dicom-standard has the sections and names of 2020, and the usage of functional group macros.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

from pydicom._dicom_dict import RepeatersDictionary
from pydicom.datadict import tag_for_keyword

#: `make dictionaries` installs them; nothing else does.
PACKAGES = Path(__file__).parent / "sources" / "python"
HIGHDICOM = PACKAGES / "highdicom" / "_standard"
DICOM_STANDARD = PACKAGES / "standard"

#: dicom-standard's name of an IOD or module where highdicom has another for the same: what the standard renamed.
RENAMED = {
    "computed-radiography-image": "cr-image",
    "multi-frame-grayscale-byte-secondary-capture-image": "multi-frame-grayscale-byte-sc-image",
    "multi-frame-grayscale-word-secondary-capture-image": "multi-frame-grayscale-word-sc-image",
    "multi-frame-single-bit-secondary-capture-image": "multi-frame-single-bit-sc-image",
    "multi-frame-true-color-secondary-capture-image": "multi-frame-true-color-sc-image",
    "nuclear-medicine-image": "nm-image",
    "patient-radiation-dose-sr": "patient-radiation-dose-structured-report",
    "positron-emission-tomography-image": "pet-image",
    "ultrasound-image": "us-image",
    "ultrasound-multi-frame-image": "us-multi-frame-image",
}
#: The page of the standard, and on it the table.
LINK = re.compile(r"/(?:sect|chapter)_([A-Z][\d.]*)\.html#table_([\w.-]+)")

#: Attribute types of PS3.3 Section 5.2; normalized services use others, and their tables none.
TYPES = ("1", "1C", "2", "2C", "3")

#: A tag, and those of the sequences around it, the outermost first.
TagPath = tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Described:
    """What dicom-standard says of an IOD or a module."""

    name: str
    #: "C.7.6.3" or, where the standard has a page for several, the one above: "C.7".
    section: str
    #: "C.7-11a"
    table: str


def installed() -> bool:
    return HIGHDICOM.exists() and DICOM_STANDARD.exists()


def version_of(package: str) -> str:
    """As the package's folder is named: pip writes its version there."""
    [folder] = PACKAGES.glob(f"{package}-*.dist-info")
    return folder.name.removeprefix(f"{package}-").removesuffix(".dist-info")


@cache
def sop_classes() -> Mapping[str, str]:
    """SOP Class UID to IOD."""
    read: Mapping[str, str] = _highdicom("sop_class_iod_map")
    return read


@cache
def modules_of_iods() -> Mapping[str, list[tuple[str, str]]]:
    """IOD to its modules in the standard's order, each with its usage: M, C or U."""
    read = _highdicom("iod_module_map")
    return {iod: [(module["key"], module["usage"]) for module in modules] for iod, modules in read.items()}


@cache
def attributes() -> Mapping[str, Mapping[TagPath, str]]:
    """Module to its attributes, by path, each with its type; those without one are left out."""
    return {
        module: {tuple(map(_tag, [*row["path"], row["keyword"]])): row["type"] for row in rows if row["type"] in TYPES}
        for module, rows in _highdicom("module_attribute_map").items()
    }


@cache
def older_attributes() -> Mapping[str, Mapping[TagPath, str]]:
    """The same of dicom-standard."""
    found: dict[str, dict[TagPath, str]] = {}
    for row in _dicom_standard("module_to_attributes"):
        path = tuple(_as_written(part) for part in row["path"].split(":")[1:])
        if row["type"] in TYPES:
            found.setdefault(row["moduleId"], {})[path] = row["type"]
    return found


@cache
def described(what: Literal["ciods", "modules"]) -> Mapping[str, Described]:
    """IODs or modules by dicom-standard's names for them; some IODs are called as one of their modules is."""
    rows = list(_dicom_standard(what))
    links = {row["id"]: LINK.search(row["linkToStandard"]) for row in rows}
    return {
        row["id"]: Described(name=row["name"], section=link[1] if link else "", table=link[2] if link else "")
        for row in rows
        for link in [links[row["id"]]]
    }


@cache
def functional_groups() -> Mapping[str, Mapping[str, str]]:
    """IOD, by dicom-standard's name, to the sequence of each functional group macro and its usage: M, C or U."""
    sequences: dict[str, set[str]] = {}
    for row in _dicom_standard("macro_to_attributes"):
        sequences.setdefault(row["macroId"], set()).add(_as_written(row["path"].split(":")[1]))
    found: dict[str, dict[str, str]] = {}
    for row in _dicom_standard("ciod_to_fg_macros"):
        for tag in sequences.get(row["macroId"], ()):
            found.setdefault(row["ciodId"], {})[tag] = row["usage"]
    return found


def profile() -> Iterator[Mapping[str, str]]:
    """The rows of PS3.15 Table E.1-1 by dicom-standard."""
    yield from _dicom_standard("confidentiality_profile_attributes")


def _as_written(tag: str) -> str:
    return tag.upper().replace("X", "x")


@cache
def _tag(keyword: str) -> str:
    """An `x` stands for any digit, as in `dicom-elements.tsv`: overlays have groups 6000 to 60FF (PS3.5 7.6)."""
    number = tag_for_keyword(keyword)
    if number is not None:
        return f"{number:08X}"
    repeated = [tag for tag, (_vr, _vm, _name, _retired, known) in RepeatersDictionary.items() if known == keyword]
    if not repeated:
        raise ValueError(f"pydicom has no tag for {keyword}")
    return str(repeated[0])


def _highdicom(name: str) -> Any:
    return json.loads((HIGHDICOM / f"{name}.json").read_text(encoding="utf-8"))


def _dicom_standard(name: str) -> Iterator[Mapping[str, Any]]:
    yield from json.loads((DICOM_STANDARD / f"{name}.json").read_text(encoding="utf-8"))

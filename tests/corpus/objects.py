"""Synthetic DICOM objects out of the tables: what an IOD's mandatory modules ask for, and nothing else.

Values are made up by VR; where one decides about others (Photometric Interpretation, Samples per Pixel …) it is chosen.
Nothing in them is about anybody.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pydicom import Dataset, config
from pydicom.datadict import dictionary_VM, dictionary_VR
from pydicom.dataset import FileDataset, FileMetaDataset
from pydicom.uid import UID, ExplicitVRLittleEndian

from tools.dictionaries.dicom_iods import IODS, ITEMS, MODULES
from tools.dictionaries.tables import DATA

ROOT_UID = "2.25.305828488182831875890203105390285383"
SHARED, PER_FRAME, FRAME_CONTENT = 0x52009229, 0x52009230, 0x00209111
#: Content items have one value, that of their Value Type: a container at the top, and texts within.
VALUE_TYPE = 0x0040A040
VALUES = frozenset({
    0x00081199, 0x0040A120, 0x0040A121, 0x0040A122, 0x0040A123, 0x0040A124, 0x0040A130, 0x0040A168, 0x0040A300,
    0x0040A30A,
    0x004008EA, 0x00700022, 0x00700023, 0x30060024, 0x0040A801,
})  # fmt: skip
#: Sequences nest in each other in the tables; an object does not have to.
DEEPEST = 5

BY_VR: Mapping[str, object] = {
    "AE": "SYNTHETIC", "AS": "040Y", "AT": 0x00100020, "CS": "SYNTHETIC", "DA": "20200229", "DS": "1",
    "DT": "20200229101530", "FD": 1.0, "FL": 1.0, "IS": "1", "LO": "Synthetic", "LT": "Synthetic", "OB": b"\0\0",
    "OD": b"\0" * 8, "OF": b"\0" * 4, "OL": b"\0" * 4, "OV": b"\0" * 8, "OW": b"\0\0", "PN": "SYNTHETIC^ADA",
    "SH": "SYN", "SL": 1, "SS": 1, "ST": "Synthetic", "SV": 1, "TM": "101530", "UC": "Synthetic",
    "UI": f"{ROOT_UID}.1", "UL": 1, "UN": b"\0\0", "UR": "urn:synthetic", "US": 1, "UT": "Synthetic", "UV": 1,
}  # fmt: skip

#: Attributes on which others depend.
CHOSEN: Mapping[int, object] = {
    0x00080005: "ISO_IR 100", 0x00080008: ["ORIGINAL", "PRIMARY", "AXIAL", "NONE"], 0x00080018: f"{ROOT_UID}.2",
    0x00080068: "FOR PRESENTATION",
    0x0020000D: f"{ROOT_UID}.3", 0x0020000E: f"{ROOT_UID}.4", 0x00280002: 1, 0x00280004: "MONOCHROME2", 0x00280008: "1",
    0x00280009: 0x00181063, 0x00280010: 1, 0x00280011: 1, 0x00280100: 16, 0x00280101: 16, 0x00280102: 15, 0x00280103: 0,
    0x7FE00010: b"\0\0", 0x00280301: "NO", 0x00282110: "00", 0x0040A040: "TEXT", 0x0040A491: "COMPLETE",
    0x0040A493: "UNVERIFIED", 0x00080060: "OT", 0x00200037: [1, 0, 0, 0, 1, 0], 0x00100040: "O",
}  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Attribute:
    tag: int
    type: str
    items: Mapping[int, Attribute]


@dataclass(frozen=True, kw_only=True)
class Iod:
    slug: str
    sop_class: str
    modules: Mapping[str, Mapping[int, Attribute]]
    mandatory: tuple[str, ...]
    #: Functional groups that every object has.
    groups: frozenset[int]


def _records(name: str) -> Iterator[list[str]]:
    for line in Path(DATA / name).read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            yield [*line.split("\t"), *[""] * 8]


@cache
def _items() -> Mapping[str, Mapping[int, Attribute]]:
    found: dict[str, Mapping[int, Attribute]] = {}
    for number, attributes, *_ in _records(ITEMS):
        found[number] = _attributes(attributes, found)
    return found


def _attributes(text: str, items: Mapping[str, Mapping[int, Attribute]]) -> Mapping[int, Attribute]:
    found = {}
    for word in text.split():
        tag, _, rest = word.partition(":")
        kind, _, number = rest.partition(">")
        if "x" not in tag:
            within = items[number] if number else {}
            found[int(tag, 16)] = Attribute(tag=int(tag, 16), type=kind, items=within)
    return found


@cache
def iods() -> tuple[Iod, ...]:
    """One for each IOD that has a SOP class."""
    modules = {slug: _attributes(text, _items()) for slug, _section, _table, _name, text, *_ in _records(MODULES)}
    found = []
    for slug, _section, _table, _name, classes, named, groups, *_ in _records(IODS):
        used = [module.rpartition(":") for module in named.split()]
        if classes:
            found.append(
                Iod(
                    slug=slug,
                    sop_class=classes.split()[0],
                    modules={module: modules[module] for module, _colon, _usage in used},
                    mandatory=tuple(module for module, _colon, usage in used if usage == "M"),
                    groups=frozenset(int(group[:8], 16) for group in groups.split() if group.endswith(":M")),
                )
            )
    return tuple(found)


def required(attributes: Mapping[int, Attribute]) -> list[Attribute]:
    return [attribute for attribute in attributes.values() if attribute.type in {"1", "2"}]


def smallest_object(iod: Iod) -> FileDataset:
    """All of type 1 and 2 in mandatory modules, and within them. Functional groups stand among the shared ones."""
    data = Dataset()
    for module in iod.mandatory:
        fill(data, iod.modules[module], 0)
    if SHARED in data:
        _sort_groups(data, iod)
    data.SOPClassUID = UID(iod.sop_class)
    return as_file(data)


def fill(data: Dataset, attributes: Mapping[int, Attribute], depth: int) -> None:
    others = VALUES | {0x0040A050 if depth else 0x0040A160} if VALUE_TYPE in attributes else frozenset()
    for attribute in required(attributes):
        if attribute.tag not in data and attribute.tag not in others:
            add(data, attribute, depth)
    if VALUE_TYPE in attributes and depth == 0:
        data.ValueType = "CONTAINER"


def add(data: Dataset, attribute: Attribute, depth: int) -> None:
    """An attribute with a value; a sequence with one item of what its own definition asks for."""
    tag = attribute.tag
    vr = dictionary_VR(tag).split(" or ")[0]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        if vr == "SQ":
            item = Dataset()
            if attribute.items and depth < DEEPEST:
                fill(item, attribute.items, depth + 1)
            # An item without anything in it is one; type 1 asks for no more where all within is conditional.
            data.add_new(tag, "SQ", [item] if len(item) or attribute.type.startswith("1") else [])
        else:
            data.add_new(tag, vr, CHOSEN.get(tag, _value(tag, vr)))


def _value(tag: int, vr: str) -> object:
    least = dictionary_VM(tag).split("-")[0]
    value = BY_VR[vr]
    return [value] * int(least) if least.isdigit() and int(least) > 1 else value


def _sort_groups(data: Dataset, iod: Iod) -> None:
    """Only groups that the IOD asks for; Frame Content belongs to the frames (PS3.3 C.7.6.16.2.2)."""
    if not data[SHARED].value:
        data[SHARED].value = [Dataset()]
    [shared] = data[SHARED].value
    for tag in list(shared.keys()):
        if int(tag) not in iod.groups:
            del shared[tag]
    frame = Dataset()
    if FRAME_CONTENT in shared:
        frame[FRAME_CONTENT] = shared[FRAME_CONTENT]
        del shared[FRAME_CONTENT]
    data.add_new(PER_FRAME, "SQ", [frame])


def as_file(data: Dataset) -> FileDataset:
    meta = FileMetaDataset()
    meta.MediaStorageSOPClassUID = data.SOPClassUID
    meta.MediaStorageSOPInstanceUID = UID(data.get("SOPInstanceUID", f"{ROOT_UID}.2"))
    meta.TransferSyntaxUID = ExplicitVRLittleEndian
    meta.ImplementationClassUID = UID(f"{ROOT_UID}.0")
    return FileDataset("", data, file_meta=meta, preamble=b"\0" * 128)


def write(data: FileDataset, path: Path) -> None:
    with warnings.catch_warnings(), config.disable_value_validation():
        warnings.simplefilter("ignore")
        data.save_as(path, enforce_file_format=True)

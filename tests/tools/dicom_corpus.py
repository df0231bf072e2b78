"""Our parser beside pydicom: what the command line says of a file, and what pydicom says of every element in it."""

import json
import struct
import subprocess
import warnings
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import pydicom
from pydicom.dataelem import RawDataElement
from pydicom.dataset import Dataset
from pydicom.multival import MultiValue

ROOT = Path(__file__).resolve().parents[2]
COMMAND = ROOT / "tools/frontend/dist-node/dicom.js"
DEFLATED = "1.2.840.10008.1.2.1.99"
BINARY = {"OB", "OD", "OF", "OL", "OV", "OW", "UN"}
NOT_RAW = None


class Element(NamedTuple):
    """One element as pydicom has it; `vr` may name several for implicit VR, `raw` is None where it keeps no bytes."""

    path: str
    vr: str
    raw: bytes | None
    value: Any


def ours(files: Sequence[Path], *options: str) -> dict[Path, dict[str, Any]]:
    """What the command line says of all files, in one run."""
    command = ["node", str(COMMAND), *options, *map(str, files)]
    run = subprocess.run(command, capture_output=True, text=True, check=False, timeout=300, encoding="utf-8")
    assert run.returncode in {0, 1}, run.stderr
    return {Path(said["path"]): said for said in map(json.loads, run.stdout.split("\n")[:-1])}


def theirs(path: Path) -> list[Element]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        data_set = pydicom.dcmread(path, force=True)
        return [*_elements(data_set.file_meta), *_elements(data_set)]


def _elements(data_set: Dataset, around: str = "") -> Iterator[Element]:
    for tag in sorted(data_set.keys()):
        raw: Any = data_set.get_item(tag)  # typed as decoded, and as often as not it is raw
        is_raw = isinstance(raw, RawDataElement)
        path = f"{around}{int(tag):08X}"
        element = data_set[tag]
        yield Element(path, element.VR, (raw.value or b"") if is_raw else NOT_RAW, element.value)
        if element.VR == "SQ":
            for number, item in enumerate(element.value or [], start=1):
                yield from _elements(item, f"{path}[{number}]/")


def tree_differences(said: dict[str, Any], other: Sequence[Element]) -> list[str]:
    """Paths and VRs that are not the same; "US or SS" is either."""
    own = {element["path"]: element["vr"] for element in said["elements"]}
    their = {element.path: element.vr for element in other}
    apart = [f"only {who}: {path}" for path, who in _only(own, their)]
    apart += [
        f"{path}: {own[path]} is {vr} to pydicom"
        for path, vr in their.items()
        if path in own and own[path] not in vr.split(" or ")
    ]
    return apart


def _only(own: dict[str, str], their: dict[str, str]) -> Iterator[tuple[str, str]]:
    yield from ((path, "ours") for path in own if path not in their)
    yield from ((path, "theirs") for path in their if path not in own)


def value_differences(said: dict[str, Any], other: Sequence[Element], content: bytes) -> list[str]:
    """Values that are not the same, whatever their VR: text and numbers as decoded, all others byte by byte."""
    own = {element["path"]: element for element in said["elements"]}
    apart = []
    for element in other:
        mine = own.get(element.path)
        if mine is None or element.vr == "SQ" or mine["vr"] == "SQ":
            continue
        if element.raw is not None and mine["length"] != 0xFFFFFFFF:
            start = mine["valueOffset"]
            if content[start : start + mine["length"]] != element.raw:
                apart.append(f"{element.path}: other bytes")
        if mine["vr"] not in BINARY and mine["vr"] in element.vr.split(" or "):
            one, two = _comparable(mine["value"], mine["vr"]), _comparable(element.value, mine["vr"])
            if one != two:
                apart.append(f"{element.path} {mine['vr']}: {one!r} is {two!r} to pydicom")
    return apart


def _comparable(value: Any, vr: str) -> list[str]:
    """A list of values as text, without padding; numbers rounded as the file has them."""
    if value is None or value == "":
        return []
    if isinstance(value, str) and vr not in {"LT", "ST", "UR", "UT"}:
        value = value.split("\\")
    values = list(value) if isinstance(value, list | MultiValue) else [value]
    return [_one(one, vr) for one in values]


def _one(value: Any, vr: str) -> str:
    if vr == "AT":
        return value if isinstance(value, str) else f"{int(value):08X}"
    if vr in {"FL", "FD"}:
        return str(struct.unpack("<f", struct.pack("<f", float(value)))[0] + 0.0 if vr == "FL" else float(value) + 0.0)
    if value is None:
        return ""
    if vr == "PN":
        return str(value).rstrip("=").strip(" \0")  # pydicom leaves empty groups at the end out
    original = getattr(value, "original_string", None) if vr in {"DS", "IS"} else None
    return str(value if original is None else original).strip(" \0")


def expanded(path: Path) -> bytes:
    """The file, its data set inflated where it is deflated: what the command line's offsets count in."""
    content = path.read_bytes()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        said = pydicom.dcmread(path, force=True, stop_before_pixels=True)
    if getattr(said.file_meta, "TransferSyntaxUID", "") != DEFLATED:
        return content
    start = 132 + 12 + said.file_meta.FileMetaInformationGroupLength
    return content[:start] + zlib.decompress(content[start:], -zlib.MAX_WBITS)

"""The committed dictionaries, read once in each process; `tools/frontend/src/dictionary/` reads them in the browser.

Keys are written as their addresses have them: "00100020" or "60xx3000" for a data element, a UID with its dots,
"PID-3" for a field, "CX.5" for a component.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

DATA = Path(__file__).parent / "data"
VERSIONS = ("2.1", "2.2", "2.3", "2.3.1", "2.4", "2.5", "2.5.1", "2.6", "2.7", "2.8", "2.8.1", "2.8.2")
RETIRED = "R"
REQUIRED = "R"
WITHDRAWN = "0"
#: The type of a field whose type another field names: no type of its own.
VARIES = "varies"


@dataclass(frozen=True, kw_only=True)
class Element:
    """A row of PS3.6, sections 6 to 9. An `x` in the tag stands for any digit (PS3.5 7.6)."""

    tag: str
    vr: str
    vm: str
    keyword: str
    name: str
    retired: bool

    @property
    def written(self) -> str:
        """`(0010,0020)`, as the standard writes it."""
        return f"({self.tag[:4]},{self.tag[4:]})"


@dataclass(frozen=True, kw_only=True)
class Uid:
    """A row of PS3.6 Annex A."""

    uid: str
    name: str
    kind: str
    retired: bool


@dataclass(frozen=True, kw_only=True)
class Part:
    """A field of a segment or a component of a data type, as one version has it."""

    name: str
    type: str
    required: bool
    #: "" once, "*" without limit, "0" withdrawn, else how often.
    repeats: str
    #: "0203", "" for none.
    table: str


@dataclass(frozen=True, kw_only=True)
class Run:
    """Versions one after another in which a part is the same."""

    first: str
    last: str
    part: Part

    @property
    def versions(self) -> str:
        return self.first if self.first == self.last else f"{self.first} – {self.last}"


def edition(name: str) -> str:
    """What a file was made from, as its first line says: "DICOM PS3.6 2024c, from pydicom …"."""
    with (DATA / name).open(encoding="utf-8") as lines:
        return next(lines).removeprefix("#").strip()


def hl7_edition() -> str:
    """The same of all HL7 versions together: "HL7 v2.1 – v2.8.2, from hl7apy …"."""
    newest = VERSIONS[-1]
    return edition(f"hl7-{newest}.tsv").replace(f"HL7 v{newest}", f"HL7 v{VERSIONS[0]} – v{newest}", 1)


def _records(name: str, columns: int) -> Iterator[list[str]]:
    for line in (DATA / name).read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            record = line.split("\t")
            yield record + [""] * (columns - len(record))


@cache
def elements() -> Mapping[str, Element]:
    return {
        tag: Element(tag=tag, vr=vr, vm=vm, keyword=keyword, name=name, retired=retired == RETIRED)
        for tag, vr, vm, keyword, name, retired in _records("dicom-elements.tsv", 6)
    }


@cache
def uids() -> Mapping[str, Uid]:
    return {
        uid: Uid(uid=uid, name=name, kind=kind, retired=retired == RETIRED)
        for uid, name, kind, retired in _records("dicom-uids.tsv", 4)
    }


@cache
def _version(number: str) -> tuple[Mapping[str, str], Mapping[str, Part]]:
    """Segment titles, and parts by key."""
    titles: dict[str, str] = {}
    parts: dict[str, Part] = {}
    for key, name, kind, *rest in _records(f"hl7-{number}.tsv", 6):
        if "-" in key:
            parts[key] = Part(name=name, type=kind, required=rest[0] == REQUIRED, repeats=rest[1], table=rest[2])
        elif "." in key:
            parts[key] = Part(name=name, type=kind, required=False, repeats="", table=rest[0])
        else:
            titles[key] = name
    return titles, parts


def parts_of(number: str) -> Mapping[str, Part]:
    """Every field and component of a version, by key."""
    return _version(number)[1]


@cache
def segments() -> Mapping[str, str]:
    """Segment ID to title, of every version."""
    found = {segment: title for number in VERSIONS for segment, title in _version(number)[0].items()}
    return dict(sorted(found.items()))


def versions_of(segment: str) -> list[str]:
    return [number for number in VERSIONS if segment in _version(number)[0]]


@cache
def _history() -> Mapping[str, list[Run]]:
    """Each part's runs, the oldest first."""
    found: dict[str, list[Run]] = {}
    for place, number in enumerate(VERSIONS):
        for key, part in _version(number)[1].items():
            runs = found.setdefault(key, [])
            if runs and runs[-1].part == part and runs[-1].last == VERSIONS[place - 1]:
                runs[-1] = Run(first=runs[-1].first, last=number, part=part)
            else:
                runs.append(Run(first=number, last=number, part=part))
    return found


@cache
def _by_owner() -> Mapping[str, list[tuple[int, str]]]:
    """Segment with its dash, or data type with its dot, to the position and key of each of its parts, in order."""
    found: dict[str, list[tuple[int, str]]] = {}
    for key in _history():
        owner, position = sort_key(key)
        found.setdefault(owner, []).append((position, key))
    return {owner: sorted(places) for owner, places in found.items()}


def fields_of(segment: str) -> list[tuple[str, list[Run]]]:
    """The key of each field, and its runs."""
    return [(key, _history()[key]) for _position, key in _by_owner().get(f"{segment}-", [])]


def components_of(kind: str) -> list[tuple[str, list[Run]]]:
    """The key of each component of a data type, and its runs. None for a type without components."""
    return [(key, _history()[key]) for _position, key in _by_owner().get(f"{kind}.", [])]


@cache
def _used() -> tuple[Mapping[str, list[tuple[str, str]]], Mapping[str, list[tuple[str, str]]]]:
    """Data type, and table, to the key and newest name of each part that uses it."""
    types: dict[str, list[tuple[str, str]]] = {}
    tables: dict[str, list[tuple[str, str]]] = {}
    for key, runs in sorted(_history().items(), key=lambda item: sort_key(item[0])):
        name = runs[-1].part.name
        for kind in sorted({run.part.type for run in runs} - {"", VARIES}):
            types.setdefault(kind, []).append((key, name))
        for table in sorted({run.part.table for run in runs} - {""}):
            tables.setdefault(table, []).append((key, name))
    return types, tables


def sort_key(key: str) -> tuple[str, int]:
    """`PID-3` → ("PID-", 3), `CX.5` → ("CX.", 5)."""
    split = max(key.rfind("-"), key.rfind(".")) + 1
    return key[:split], int(key[split:])


@cache
def types() -> Mapping[str, list[tuple[str, str]]]:
    """Every data type, and where it is used."""
    own = {key.partition(".")[0] for key in _history() if "." in key}
    used = _used()[0]
    return {kind: used.get(kind, []) for kind in sorted({*used, *own})}


@cache
def tables() -> Mapping[str, list[tuple[str, str]]]:
    """Every table's number, and where it is used."""
    return dict(sorted(_used()[1].items()))

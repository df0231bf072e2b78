"""The committed dictionaries, read once in each process; `tools/frontend/src/dictionary/` reads them in the browser.

Keys are written as their addresses have them: "00100020" or "60xx3000" for a data element, a UID with its dots,
"PID-3" for a field, "CX.5" for a component.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path

from tools.dictionaries.versions import VERSIONS

DATA = Path(__file__).parent / "data"
RETIRED = "R"
REQUIRED = "R"
WITHDRAWN = "0"
#: The type of a field whose type another field names: no type of its own.
VARIES = "varies"
#: What a UID names, as PS3.6 Annex A has it.
SOP_CLASS = "SOP Class"


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

    @property
    def group(self) -> str:
        return self.tag[:4]


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

    @property
    def times(self) -> str:
        """How often a field may occur: `1`, `0..1`, `1..*`; WITHDRAWN for not at all."""
        if self.repeats == WITHDRAWN:
            return WITHDRAWN
        least, most = int(self.required), self.repeats or "1"
        return most if str(least) == most else f"{least}..{most}"


@cache
def profile() -> Mapping[str, str]:
    """Of the tags that PS3.15 Table E.1-1 lists, what its Basic Profile does to each: `X/Z`."""
    return {tag: newest or older for tag, newest, older, _options in records("dicom-profile.tsv", 4)}


def edition(name: str) -> str:
    """What a file was made from, as its first line says: "DICOM PS3.6 2024c, from pydicom …"."""
    with (DATA / name).open(encoding="utf-8") as lines:
        return next(lines).removeprefix("#").strip()


def hl7_edition() -> str:
    """The same of all HL7 versions together: "HL7 v2.1 – v2.8.2, from hl7apy …"."""
    newest = VERSIONS[-1]
    return edition(f"hl7-{newest}.tsv").replace(f"HL7 v{newest}", f"HL7 v{VERSIONS[0]} – v{newest}", 1)


def records(name: str, columns: int) -> Iterator[list[str]]:
    for line in (DATA / name).read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            record = line.split("\t")
            yield record + [""] * (columns - len(record))


@cache
def elements() -> Mapping[str, Element]:
    return {
        tag: Element(tag=tag, vr=vr, vm=vm, keyword=keyword, name=name, retired=retired == RETIRED)
        for tag, vr, vm, keyword, name, retired in records("dicom-elements.tsv", 6)
    }


@cache
def uids() -> Mapping[str, Uid]:
    return {
        uid: Uid(uid=uid, name=name, kind=kind, retired=retired == RETIRED)
        for uid, name, kind, retired in records("dicom-uids.tsv", 4)
    }


@cache
def _version(number: str) -> tuple[Mapping[str, str], Mapping[str, Part]]:
    """Segment titles, and parts by key."""
    titles: dict[str, str] = {}
    parts: dict[str, Part] = {}
    for key, name, kind, *rest in records(f"hl7-{number}.tsv", 6):
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


#: Version to what it has: a field, a component.
ByVersion = Mapping[str, Part]


@cache
def _history() -> Mapping[str, ByVersion]:
    """Each part, in every version that has it, the oldest first."""
    found: dict[str, dict[str, Part]] = {}
    for number in VERSIONS:
        for key, part in _version(number)[1].items():
            found.setdefault(key, {})[number] = part
    return found


def newest(history: ByVersion) -> Part:
    return history[max(history, key=VERSIONS.index)]


@cache
def _by_owner() -> Mapping[str, list[tuple[int, str]]]:
    """Segment with its dash, or data type with its dot, to the position and key of each of its parts, in order."""
    found: dict[str, list[tuple[int, str]]] = {}
    for key in _history():
        owner, position = sort_key(key)
        found.setdefault(owner, []).append((position, key))
    return {owner: sorted(places) for owner, places in found.items()}


def fields_of(segment: str) -> list[tuple[str, ByVersion]]:
    """The key of each field, and what each version makes of it."""
    return [(key, _history()[key]) for _position, key in _by_owner().get(f"{segment}-", [])]


def components_of(kind: str) -> list[tuple[str, ByVersion]]:
    """The same of a data type. Nothing for a type without components."""
    return [(key, _history()[key]) for _position, key in _by_owner().get(f"{kind}.", [])]


@dataclass(frozen=True, kw_only=True)
class Use:
    """A field or component that has a data type or a table."""

    key: str
    #: The newest.
    name: str
    #: Those in which it has it.
    versions: tuple[str, ...]


@cache
def _used() -> tuple[Mapping[str, list[Use]], Mapping[str, list[Use]]]:
    """Data type, and table, to what uses it."""
    types: dict[str, list[Use]] = {}
    tables: dict[str, list[Use]] = {}
    for key, history in sorted(_history().items(), key=lambda item: sort_key(item[0])):
        for kind in sorted({part.type for part in history.values()} - {"", VARIES}):
            types.setdefault(kind, []).append(_use(key, history, partial(_has_type, kind)))
        for table in sorted({part.table for part in history.values()} - {""}):
            tables.setdefault(table, []).append(_use(key, history, partial(_has_table, table)))
    return types, tables


def _has_type(kind: str, part: Part) -> bool:
    return part.type == kind


def _has_table(table: str, part: Part) -> bool:
    return part.table == table


def _use(key: str, history: ByVersion, fits: Callable[[Part], bool]) -> Use:
    versions = tuple(number for number, part in history.items() if fits(part))
    return Use(key=key, name=newest(history).name, versions=versions)


def sort_key(key: str) -> tuple[str, int]:
    """`PID-3` → ("PID-", 3), `CX.5` → ("CX.", 5)."""
    split = max(key.rfind("-"), key.rfind(".")) + 1
    return key[:split], int(key[split:])


@cache
def types() -> Mapping[str, list[Use]]:
    """Every data type, and where it is used."""
    own = {key.partition(".")[0] for key in _history() if "." in key}
    used = _used()[0]
    return {kind: used.get(kind, []) for kind in sorted({*used, *own})}


@cache
def tables() -> Mapping[str, list[Use]]:
    """Every table's number, and where it is used."""
    used = _used()[1]
    return {number: used.get(number, []) for number in sorted(used.keys() | _codes().keys())}


@cache
def _codes() -> Mapping[str, Mapping[str, str]]:
    """Table to its codes and their meanings; under "" its title."""
    found: dict[str, dict[str, str]] = {}
    for number, code, meaning in records("hl7-tables.tsv", 3):
        found.setdefault(number, {})[code] = meaning
    return found


def table_name(number: str) -> str:
    """Its title, or the name of the first part that has it; "" where neither is known."""
    title = _codes().get(number, {}).get("", "")
    used = tables()[number]
    # Half of the source's titles are in capitals: `MARITAL STATUS`.
    return (title.title() if title.isupper() else title) or (used[0].name if used else "")


def codes_of(number: str) -> Mapping[str, str]:
    """A table's codes, of all versions together, with their meanings; empty where no source lists any."""
    return {code: meaning for code, meaning in _codes().get(number, {}).items() if code}

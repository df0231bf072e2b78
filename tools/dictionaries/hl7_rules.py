"""What a validator of HL7 v2.1 to v2.8.2 needs besides names and types, as compact text, one file a version.

Message structures come from hl7apy, as do the segments' fields (`hl7.py`). Lengths, conditional use and the use of
components come from hl7-dictionary, which ends with v2.7.1: of later versions they are not known, and nothing is said.
From v2.7 on the standard itself gives few lengths. Which structure an event has comes from table 0354 and, where that
is silent, from hl7-dictionary's own list of events.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from importlib import import_module
from importlib.metadata import version
from typing import Any

from tools.dictionaries.hl7 import _segments
from tools.dictionaries.hl7_sources import HL7_DICTIONARY, hl7_dictionary, package_version
from tools.dictionaries.versions import VERSIONS

#: v2.1 and v2.2 have one structure for each event; equal ones are told once.
BEFORE_STRUCTURES = ("2.1", "2.2")
CARDINALITY: Mapping[tuple[int, int], str] = {(1, 1): "", (0, 1): "?", (0, -1): "*", (1, -1): "+"}
#: hl7apy's segment that may be any.
ANY, ANY_SHORT = "ANYHL7SEGMENT", "ANY"
#: Where hl7apy asks for every segment of a choice, or for a comment that nobody has to send: so it stands in
#: hl7-dictionary, which has these right.
CORRECTED: Mapping[str, tuple[str, str]] = {
    "2.1": ("OBR ORO RX1", "CHOICE<OBR ORO RX1>"),
    "2.2": ("OBX* NTE+)", "OBX* NTE*)"),
}
#: hl7-dictionary's numbers.
OPTIONALITY = {1: "", 2: "R", 3: "C", 4: "B"}
MESSAGE_STRUCTURES = "354"
#: v2.8 and later are not in hl7-dictionary; the events of 2.7.1 went on.
NEWEST_WITH_EVENTS = "2.7.1"
#: The third component of MSH-9 is not checked against these: a structure's own name, any event.
EVENT = re.compile(r"\b[A-Z][A-Z0-9]{2}\b")


def generate() -> dict[str, str]:
    """File name to text, one record a line, tab-separated and sorted.

    `@ORU_R01` a structure, `ADT^A04` the structure of an event, `PID-3` and `CX.4` what is known of a field or
    component: length, use ("R" required, "C" conditional, "B" for older versions only), "?" where the sources name
    different tables. In structures `?` `*` `+` stand behind what may be left out or repeated; a group is
    `NAME(members)`, a choice `NAME<members>`; ANY is any segment.
    """
    return {f"hl7-rules-{number}.tsv": _rules(number) for number in VERSIONS}


def _rules(number: str) -> str:
    head = (
        f"# HL7 v{number}: structures from hl7apy {version('hl7apy')} (MIT licence, Copyright (c) 2012-2018, CRS4),"
        f" lengths and use from hl7-dictionary {package_version(HL7_DICTIONARY)} (MIT licence, Fernando Serrano).\n"
        "# Written by `python -m tools.dictionaries`; do not edit.\n"
        "# @structure grammar | code^event structure | segment-field length use table | type.component length use\n"
    )
    structures = _structures(number)
    told = {name: grammar for name, grammar in structures.items() if _canonical(number, name, structures) == name}
    records = [
        *((f"@{name}", grammar) for name, grammar in told.items()),
        *_events(number, structures),
        *_parts(number),
    ]
    return head + "".join("\t".join(record).rstrip("\t") + "\n" for record in sorted(records))


def _structures(number: str) -> Mapping[str, str]:
    messages = import_module(f"hl7apy.v{number.replace('.', '_')}").MESSAGES
    wrong, right = CORRECTED.get(number, (" ", " "))
    return {name: _members(name, content).replace(wrong, right) for name, (_, content) in sorted(messages.items())}


def _members(structure: str, content: Iterable[Any]) -> str:
    return " ".join(_member(structure, *member) for member in content)


def _member(structure: str, name: str, reference: Any, cardinality: tuple[int, int], kind: str) -> str:
    """hl7apy: (name, (kind, members), (least, most), "SEG" or "GRP")."""
    least, most = cardinality
    times = CARDINALITY[least, most]
    if kind != "GRP":
        return (ANY_SHORT if name == ANY else name) + times
    short = name[len(structure) + 1 :] if name.upper().startswith(f"{structure.upper()}_") else name
    opening, closing = "<>" if reference[0] == "choice" else "()"
    return f"{short}{times}{opening}{_members(structure, reference[1])}{closing}"


def _canonical(number: str, name: str, structures: Mapping[str, str]) -> str:
    """The structure under which this one is told: itself, but in versions without structures the first equal one."""
    if number not in BEFORE_STRUCTURES:
        return name
    code = name.partition("_")[0]
    return next(one for one, text in structures.items() if one.partition("_")[0] == code and text == structures[name])


def _events(number: str, structures: Mapping[str, str]) -> Iterable[tuple[str, str]]:
    """`ADT^A04` and the structure `ADT_A01`; an event that has the structure of its own name is left out."""
    for name in structures:
        canonical = _canonical(number, name, structures)
        if canonical != name and "_" in name:
            yield name.replace("_", "^"), canonical
    definitions = hl7_dictionary()["definitions"]
    messages = definitions.get(number, definitions[NEWEST_WITH_EVENTS])["messages"]
    for name in sorted(messages):
        code, _, event = name.partition("_")
        if event and name not in structures and (found := _structure_of(code, event, messages[name], structures)):
            yield f"{code}^{event}", found


def _structure_of(code: str, event: str, message: Any, structures: Mapping[str, str]) -> str | None:
    own = [name for name in structures if name.partition("_")[0] == code]
    flat = _flat(message["segments"]["segments"])
    same = [name for name in own if re.findall(r"\b(?:[A-Z][A-Z0-9]{2}|ANY)\b(?![?*+]?[(<])", structures[name]) == flat]
    listed = [name for name in own if event in EVENT.findall(_table_0354().get(name, ""))]
    return next(iter([name for name in same if name in listed] or listed or same or own[:0]), None)


def _table_0354() -> Mapping[str, str]:
    values: Mapping[str, str] = hl7_dictionary()["tables"][MESSAGE_STRUCTURES]["values"]
    return values


def _flat(members: Iterable[Any]) -> list[str]:
    found: list[str] = []
    for member in members:
        inner = member.get("children") or member.get("segments")
        found += _flat(inner) if inner else [member["name"]]
    return found


def _parts(number: str) -> Iterable[tuple[str, ...]]:
    definitions = hl7_dictionary()["definitions"].get(number)
    if definitions is None:
        return
    tables = import_module(f"hl7apy.v{number.replace('.', '_')}")
    known = {key: (kind, table) for key, _, kind, _, _, table in (r for r in _segments(tables.SEGMENTS) if len(r) > 2)}
    for owner, separator, parts in (
        *((name, "-", segment["fields"]) for name, segment in definitions["segments"].items()),
        *((name, ".", kind["subfields"]) for name, kind in definitions["fields"].items()),
    ):
        for position, part in enumerate(parts, start=1):
            key = f"{owner}{separator}{position}"
            if separator == "-" and key not in known:
                continue
            length = str(part.get("len") or "")
            use = OPTIONALITY.get(part.get("opt") or 1, "")
            doubtful = "?" if separator == "-" and _differ(known[key][1], part.get("table")) else ""
            if length or use or doubtful:
                yield key, length, use, doubtful


def _differ(table: str, other: int | None) -> bool:
    return bool(table) and other is not None and int(other) != int(table)

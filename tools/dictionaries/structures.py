"""Message structures of HL7 v2 and the events that have them, version by version, out of the committed tables.

`tools/frontend/src/hl7/rules.ts` reads the same files in the browser:

    @ADT_A01    MSH SFT* EVN PID … PROCEDURE*(PR1 ROL*) …
    ADT^A04     ADT_A01
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from enum import Enum
from functools import cache

from tools.dictionaries import tables
from tools.dictionaries.versions import VERSIONS


class Kind(Enum):
    """What stands in a structure. A choice is a group of which one member comes."""

    SEGMENT = "segment"
    GROUP = "group"
    CHOICE = "choice"


#: The grammar's sign behind a member to how often it comes.
TIMES = {"": "1", "?": "0..1", "*": "0..*", "+": "1..*"}
#: Stands for any segment.
ANY = "ANY"
#: The table of events, and what one looks like: `A01`, but none of its patterns, such as `Znn`.
EVENTS = "0003"
EVENT = re.compile(r"[A-Z][A-Z0-9]{2}")
TOKEN = re.compile(r"(?P<name>[A-Za-z0-9_]+)(?P<times>[?*+]?)(?P<opens>[(<]?)|[)>]")
OPENED = {"": Kind.SEGMENT, "(": Kind.GROUP, "<": Kind.CHOICE}


@dataclass(frozen=True, kw_only=True)
class Member:
    """A segment, group or choice of one version's structure."""

    kind: Kind
    name: str
    times: str
    members: list["Member"] = field(default_factory=list)


@dataclass(frozen=True, kw_only=True)
class Node:
    """The same member in all versions that have it."""

    kind: Kind
    name: str
    #: Version to how often it comes.
    times: dict[str, str] = field(default_factory=dict)
    members: list["Node"] = field(default_factory=list)


@dataclass(frozen=True, kw_only=True)
class Line:
    """A node with its depth, and the names of the groups it lies in."""

    depth: int
    node: Node
    path: str

    @property
    def segment(self) -> str:
        """The segment to lead to; "" for a group, for any segment, and for one of v2.1 that no source describes."""
        name = self.node.name
        return name if self.node.kind is Kind.SEGMENT and name in tables.segments() else ""


def parsed(grammar: str) -> list[Member]:
    """`PID PD1? VISIT?(PV1 PV2?)` as a tree."""
    top: list[Member] = []
    open_lists = [top]
    for token in TOKEN.finditer(grammar):
        if token["name"] is None:
            open_lists.pop()
            continue
        member = Member(kind=OPENED[token["opens"]], name=token["name"], times=TIMES[token["times"]])
        open_lists[-1].append(member)
        if token["opens"]:
            open_lists.append(member.members)
    return top


@cache
def _rules(number: str) -> tuple[Mapping[str, str], Mapping[str, str]]:
    """Structure to grammar, and `ADT^A04` to structure."""
    grammars: dict[str, str] = {}
    events: dict[str, str] = {}
    for key, text, *_rest in tables.records(f"hl7-rules-{number}.tsv", 4):
        if key.startswith("@"):
            grammars[key[1:]] = text
        elif "^" in key:
            events[key] = text
    return grammars, events


@cache
def structures() -> Mapping[str, list[str]]:
    """Structure to the versions that have it."""
    names = sorted({name for number in VERSIONS for name in _rules(number)[0]})
    return {name: [number for number in VERSIONS if name in _rules(number)[0]] for name in names}


def grammar(structure: str, number: str) -> str:
    """As one version has it; KeyError where it has none."""
    return _rules(number)[0][structure]


def lines_of(structure: str) -> list[Line]:
    """Its members in all versions together, each where the versions that have it have it."""
    top: list[Node] = []
    for number in structures()[structure]:
        _merge(top, parsed(grammar(structure, number)), number)
    return list(_flat(top, 0, ""))


def _merge(nodes: list[Node], members: list[Member], number: str) -> None:
    """Adds a version's members to what is known of older ones; the order of each is kept."""
    old = [(node.kind, node.name) for node in nodes]
    new = [(member.kind, member.name) for member in members]
    merged: list[Node] = []
    for what, old_from, old_to, new_from, new_to in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        merged += nodes[old_from:old_to]
        added = [Node(kind=kind, name=name) for kind, name in new[new_from:new_to]] if what != "equal" else []
        merged += added
        for node, member in zip(added or nodes[old_from:old_to], members[new_from:new_to], strict=False):
            node.times[number] = member.times
            _merge(node.members, member.members, number)
    nodes[:] = merged


def _flat(nodes: list[Node], depth: int, path: str) -> Iterator[Line]:
    for node in nodes:
        yield Line(depth=depth, node=node, path=path)
        yield from _flat(node.members, depth + 1, f"{path}{node.name}.")


#: Event to message code to version to structure: `A04` → `ADT` → `2.5.1` → `ADT_A01`.
Messages = Mapping[str, Mapping[str, Mapping[str, str]]]


@cache
def messages() -> Messages:
    found: dict[str, dict[str, dict[str, str]]] = {}
    for number in VERSIONS:
        grammars, events = _rules(number)
        own = {name.replace("_", "^", 1): name for name in grammars if "_" in name}
        for message, structure in sorted((own | dict(events)).items()):
            code, _caret, event = message.partition("^")
            if EVENT.fullmatch(event):
                found.setdefault(event, {}).setdefault(code, {})[number] = structure
    return {event: dict(sorted(found[event].items())) for event in sorted(found)}


@cache
def events() -> Mapping[str, str]:
    """Every event, and what table 0003 calls it; "" where the table does not have it."""
    codes = tables.codes_of(EVENTS)
    known = {code: meaning for code, meaning in codes.items() if EVENT.fullmatch(code)}
    return {event: known.get(event, "") for event in sorted(known.keys() | messages().keys())}


@cache
def users() -> Mapping[str, Mapping[str, list[str]]]:
    """Structure to message (`ADT^A04`) to the versions in which the message has it."""
    found: dict[str, dict[str, list[str]]] = {}
    for event, codes in messages().items():
        for code, versions in codes.items():
            for number, structure in versions.items():
                found.setdefault(structure, {}).setdefault(f"{code}^{event}", []).append(number)
    return found

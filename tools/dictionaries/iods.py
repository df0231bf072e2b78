"""Information object definitions, their modules and attributes (PS3.3), out of the committed tables.

`tools/frontend/src/dicom/validate/tables.ts` reads the same files in the browser. What the items of a sequence hold is
written once there and referred to by number, and a higher number refers to lower ones only: there is no circle.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from tools.dictionaries import tables

#: PS3.3 A.1.3: how an IOD uses a module.
MANDATORY, USER_OPTION, CONDITIONAL = "M", "U", "C"


@dataclass(frozen=True, kw_only=True)
class Attribute:
    """One attribute of a module or of an item, with its type (PS3.5 7.4: 1, 1C, 2, 2C or 3)."""

    tag: str
    type: str
    #: The number of what the items of this sequence hold; "" for none.
    items: str

    @property
    def element(self) -> tables.Element:
        return tables.elements()[self.tag]


@dataclass(frozen=True, kw_only=True)
class Module:
    key: str
    #: Section and table of PS3.3; "" where the source that has them is too old for the module.
    section: str
    table: str
    name: str
    attributes: tuple[Attribute, ...]


@dataclass(frozen=True, kw_only=True)
class Use:
    """A module of an IOD, or the macro behind a sequence of its functional groups."""

    key: str
    #: MANDATORY, USER_OPTION or CONDITIONAL.
    usage: str


@dataclass(frozen=True, kw_only=True)
class Iod:
    key: str
    section: str
    table: str
    name: str
    sop_classes: tuple[str, ...]
    #: In the standard's order.
    modules: tuple[Use, ...]
    #: Tags of the sequences of Shared and Per-Frame Functional Groups.
    functional_groups: tuple[Use, ...]


@dataclass(frozen=True, kw_only=True)
class Row:
    """A line of a module's table. Its place is the address behind `#`."""

    depth: int
    attribute: Attribute
    place: str
    #: The place of the sequence above whose items hold the same, where these are not told again; "" otherwise.
    as_in: str

    @property
    def arrows(self) -> str:
        """`>>`, as the standard marks what lies within items."""
        return ">" * self.depth


@cache
def iods() -> Mapping[str, Iod]:
    return {
        key: Iod(
            key=key,
            section=section,
            table=table,
            name=name,
            sop_classes=tuple(classes.split()),
            modules=_uses(modules),
            functional_groups=_uses(groups),
        )
        for key, section, table, name, classes, modules, groups in tables.records("dicom-iods.tsv", 7)
    }


def _uses(text: str) -> tuple[Use, ...]:
    parted = (use.rpartition(":") for use in text.split())
    return tuple(Use(key=key, usage=usage) for key, _colon, usage in parted)


@cache
def modules() -> Mapping[str, Module]:
    return {
        key: Module(key=key, section=section, table=table, name=name, attributes=_attributes(attributes))
        for key, section, table, name, attributes in tables.records("dicom-modules.tsv", 5)
    }


@cache
def _items() -> Mapping[str, tuple[Attribute, ...]]:
    return {number: _attributes(attributes) for number, attributes in tables.records("dicom-items.tsv", 2)}


def _attributes(text: str) -> tuple[Attribute, ...]:
    """`00080050:2 00081140:1C>12`."""
    found = []
    for word in text.split():
        tag, _colon, rest = word.partition(":")
        kind, _arrow, items = rest.partition(">")
        found.append(Attribute(tag=tag, type=kind, items=items))
    return tuple(found)


def rows_of(module: Module) -> list[Row]:
    """A module's attributes with those of its items. What two sequences hold alike is told once, then referred to."""
    places: dict[str, int] = {}
    told: dict[str, str] = {}

    def walk(attributes: tuple[Attribute, ...], depth: int) -> Iterator[Row]:
        for attribute in attributes:
            count = places[attribute.tag] = places.get(attribute.tag, 0) + 1
            place = attribute.tag if count == 1 else f"{attribute.tag}-{count}"
            yield Row(depth=depth, attribute=attribute, place=place, as_in=told.get(attribute.items, ""))
            if attribute.items and attribute.items not in told:
                told[attribute.items] = place
                yield from walk(_items()[attribute.items], depth + 1)

    return list(walk(module.attributes, 0))


@cache
def users() -> Mapping[str, list[Use]]:
    """Module to the IODs that use it, by their names."""
    found: dict[str, list[Use]] = {}
    for iod in sorted(iods().values(), key=lambda one: one.name.lower()):
        for use in iod.modules:
            found.setdefault(use.key, []).append(Use(key=iod.key, usage=use.usage))
    return found


@cache
def of_sop_class() -> Mapping[str, Iod]:
    """SOP Class UID to its IOD."""
    return {uid: iod for iod in iods().values() for uid in iod.sop_classes}


@dataclass(frozen=True, kw_only=True)
class Within:
    """An attribute in the items of a sequence, wherever modules have the two so."""

    sequence: str
    #: Without repetition: "1, 1C".
    types: tuple[str, ...]
    modules: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Places:
    """Where modules have an attribute: at the top by module and type, and within sequences."""

    top: tuple[tuple[str, str], ...]
    within: tuple[Within, ...]


@cache
def places() -> Mapping[str, Places]:
    """Tag to its places. The walk over all modules takes half a second, once in each process."""
    top: dict[str, list[tuple[str, str]]] = {}
    within: dict[str, dict[str, dict[tuple[str, str], None]]] = {}
    for module in sorted(modules().values(), key=lambda one: one.name.lower()):
        for attribute in module.attributes:
            top.setdefault(attribute.tag, []).append((module.key, attribute.type))
        for sequence, attribute in _pairs(module.attributes, set()):
            held = within.setdefault(attribute.tag, {}).setdefault(sequence, {})
            held[module.key, attribute.type] = None
    return {
        tag: Places(
            top=tuple(top.get(tag, ())),
            within=tuple(_within(sequence, list(held)) for sequence, held in sorted(within.get(tag, {}).items())),
        )
        for tag in top.keys() | within.keys()
    }


def _pairs(attributes: tuple[Attribute, ...], seen: set[tuple[str, str]]) -> Iterator[tuple[str, Attribute]]:
    """Each sequence with each attribute of its items, at any depth, once."""
    for sequence in attributes:
        if not sequence.items or (sequence.tag, sequence.items) in seen:
            continue
        seen.add((sequence.tag, sequence.items))
        inner = _items()[sequence.items]
        yield from ((sequence.tag, attribute) for attribute in inner)
        yield from _pairs(inner, seen)


def _within(sequence: str, held: list[tuple[str, str]]) -> Within:
    return Within(
        sequence=sequence,
        types=tuple(sorted({kind for _module, kind in held})),
        modules=tuple(dict.fromkeys(module for module, _kind in held)),
    )

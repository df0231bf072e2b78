"""Our message structures are hl7apy's: the same groups around the same segments, in every version.

Messages are made at random, from a fixed seed, by walking hl7apy's own structures; what is required is there, what is
optional sometimes. The command line gives each as XML, whose elements are the groups; hl7apy finds its groups itself.
hl7apy looks at no order while it searches: where a group that repeats begins with an optional segment, it puts the next
one's first segment at the end of the last. A tree of its that its own structure does not allow is no oracle, and left
out of the comparison.
"""

import json
import os
import random
import subprocess
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any, NamedTuple

from hl7apy.consts import VALIDATION_LEVEL
from hl7apy.parser import parse_message

from tools.dictionaries.versions import VERSIONS

ROOT = Path(__file__).resolve().parents[2]
CLI = ROOT / "tools" / "frontend" / "dist-node" / "hl7.js"
#: Of each version; HL7_STRUCTURES asks for more.
EACH = int(os.environ.get("HL7_STRUCTURES", "12"))
AGREED = 0.99
NAMESPACE = "{urn:hl7-org:v2xml}"
#: hl7apy's segment that may be any.
ANY = "ANYHL7SEGMENT"
#: A group's name, or a segment's: nested as the message is.
Tree = list[tuple[str, "Tree"]]


class Made(NamedTuple):
    version: str
    structure: str
    text: str


def tables(version: str) -> Any:
    return import_module(f"hl7apy.v{version.replace('.', '_')}")


def walk(chance: random.Random, members: Any) -> Iterator[str]:
    """Segment IDs of one message of this structure."""
    for name, reference, (least, most), kind in members:
        times = chance.choice((least, least, 1)) if most == 1 else max(least, chance.choice((0, 0, 1, 2)))
        for _time in range(times):
            if kind != "GRP":
                yield name
            elif reference[0] == "choice":
                yield from walk(chance, [chance.choice(reference[1])])
            else:
                yield from walk(chance, reference[1])


def is_complete(members: Any) -> bool:
    """Some of hl7apy's structures name segments that it does not hold, and it cannot read their messages.

    Those of 2.1 that name ORO ask for every segment of a choice: `tools/dictionaries/hl7_rules.py` says what is right.
    """
    return all(
        name not in {ANY, "ORO"}
        and len(reference or ()) > 1
        and reference[1]
        and (kind != "GRP" or is_complete(reference[1]))
        for name, reference, _times, kind in members
    )


@cache
def made() -> tuple[Made, ...]:
    chance = random.Random(2_811)
    found: list[Made] = []
    for version in VERSIONS:
        messages = tables(version).MESSAGES
        names = [name for name in sorted(messages) if "_" in name and is_complete(messages[name][1])]
        while (number := sum(one.version == version for one in found)) < EACH:
            name = chance.choice(names)
            _msh, *rest = walk(chance, messages[name][1])
            header = rf"MSH|^~\&|SAMPLE|SYN|HIS|SYN|20240501||{name.replace('_', '^')}^{name}|{number}|T|{version}"
            found.append(Made(version, name, "\r".join([header, *(f"{part}|1" for part in rest), ""])))
    return tuple(found)


@cache
def ours(folder: Path) -> tuple[Tree, ...]:
    path = folder / "made.hl7"
    path.write_bytes("".join(one.text for one in made()).encode())
    run = subprocess.run(["node", CLI, "--xml", path], capture_output=True, text=True, check=True, timeout=120)
    return tuple(xml_tree(ElementTree.fromstring(line)) for line in run.stdout.splitlines())  # noqa: S314  (it is our own)


def xml_tree(element: ElementTree.Element) -> Tree:
    names = ((child, child.tag.removeprefix(NAMESPACE)) for child in element)
    return [(name.rpartition(".")[2], xml_tree(child) if "." in name else []) for child, name in names]


def theirs(one: Made) -> Tree | None:
    """None where hl7apy cannot read the message: a few records of its oldest tables are broken."""
    choices = {name for name, (kind, _) in tables(one.version).GROUPS.items() if kind == "choice"}
    prefix = f"{one.structure}_"

    def tree(element: Any) -> Iterator[tuple[str, Tree]]:
        for child in element.children:
            if child.classname == "Segment":
                yield child.name, []
            elif child.name in choices:
                yield from tree(child)
            else:
                yield child.name.removeprefix(prefix), list(tree(child))

    try:
        return list(tree(parse_message(one.text, validation_level=VALIDATION_LEVEL.TOLERANT, find_groups=True)))
    except TypeError:
        return None


def fits(tree: Tree, members: Any, prefix: str) -> bool:
    """Whether a tree is one that hl7apy's structure allows: its members in their order, as often as they may be."""
    return _consumed(tree, members, prefix) == len(tree)


def _consumed(tree: Tree, members: Any, prefix: str) -> int:
    """How many children the members take from the front, -1 where one of them is missing."""
    at = 0
    for name, reference, (least, most), kind in members:
        times = 0
        while times != most and (taken := _one(tree[at:], name, reference, kind, prefix)):
            at += taken
            times += 1
        if times < least and not can_be_empty(reference, kind):
            return -1
    return at


def can_be_empty(reference: Any, kind: str) -> bool:
    """A group in which everything is optional may be absent, required or not."""
    if kind != "GRP":
        return False
    absent = (least == 0 or can_be_empty(inner, its_kind) for _, inner, (least, _), its_kind in reference[1])
    return any(absent) if reference[0] == "choice" else all(absent)


def _one(tree: Tree, name: str, reference: Any, kind: str, prefix: str) -> int:
    if not tree:
        return 0
    if kind != "GRP":
        return int(tree[0] == (name, []))
    if reference[0] == "choice":
        return next(
            (taken for option in reference[1] if (taken := _one(tree, option[0], option[1], option[3], prefix))), 0
        )
    inner = tree[0][1]
    return int(tree[0][0] == name.removeprefix(prefix) and bool(inner) and fits(inner, reference[1], prefix))


def is_allowed(one: Made, tree: Tree | None) -> bool:
    return tree is not None and fits(tree, tables(one.version).MESSAGES[one.structure][1], f"{one.structure}_")


def test_groups_are_the_ones_hl7apy_finds(tmp_path: Path) -> None:
    pairs = [(one, tree, theirs(one)) for one, tree in zip(made(), ours(tmp_path), strict=True)]
    oracle = [pair for pair in pairs if is_allowed(pair[0], pair[2])]
    differ = [one for one, our, their in oracle if our != their]
    assert len(oracle) > 0.9 * len(pairs), "hl7apy places too few of them by its own structure"
    shown = "\n".join(f"{one.version} {one.structure}: {one.text.split()}" for one in differ[:5])
    assert len(differ) <= (1 - AGREED) * len(oracle), f"{len(differ)} of {len(oracle)} differ\n{shown}"


def test_messages_made_by_the_structure_fit_it(tmp_path: Path) -> None:
    """Whatever is optional, however groups nest: what the structure allows is never called wrong."""
    path = tmp_path / "made.hl7"
    path.write_bytes("".join(one.text for one in made()).encode())
    run = subprocess.run(["node", CLI, "--validate", path], capture_output=True, text=True, check=True, timeout=120)
    for one, line in zip(made(), run.stdout.splitlines(), strict=True):
        found = json.loads(line)["findings"]
        wrong = [finding for finding in found if finding["rule"].startswith(("segment-", "group-", "structure-"))]
        assert not wrong, (one.version, one.structure, one.text.split("\r"), wrong)

"""Our HL7 parser finds the same values as python-hl7, in messages made at random from a fixed seed.

The parser runs in Node through `tools/frontend/tests/hl7/outline.mjs`. Compared are the raw text of every part that
splits no further, and its text with escape sequences decoded. No segment of these messages ends with a blank:
python-hl7 drops it, we do not.
"""

import json
import random
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import hl7
import pytest

ROOT = Path(__file__).resolve().parents[2]
OUTLINE = ROOT / "tools/frontend/tests/hl7/outline.mjs"
HEADER = r"MSH|^~\&|LAB|SYN|HIS|SYN|20240501||ORU^R01^ORU_R01|{number}|T|2.5.1||||||UNICODE UTF-8"
MESSAGES = 60
PIECES = ("SAMPLE", "Ädä", "1.2", "", "", '""', "a b", r"\F\x", r"p\S\q", r"\T\\R\z", r"C\E\D", "0", "€5")


class Leaf(NamedTuple):
    """A part that splits no further; `segment` counts from 1, as every number does."""

    segment: int
    field: int
    repetition: int
    component: int
    subcomponent: int
    raw: str
    text: str


def random_message(chance: random.Random, number: int) -> str:
    """A message of up to eight segments; fields nest down to sub-components."""

    def joined(separator: str, most: int, part: Any) -> str:
        return separator.join(part() for _ in range(chance.choice((1, 1, 1, most))))

    def subcomponent() -> str:
        return chance.choice(PIECES)

    def component() -> str:
        return joined("&", 3, subcomponent)

    def repetition() -> str:
        return joined("^", 5, component)

    def field() -> str:
        return joined("~", 3, repetition)

    names = chance.choices(("PID", "OBX", "NTE", "ZSY"), k=chance.randint(1, 8))
    segments = ["|".join([name, *(field() for _ in range(chance.randint(1, 12)))]) for name in names]
    return "\r".join([HEADER.format(number=number), *segments, ""])


@cache
def messages() -> tuple[str, ...]:
    chance = random.Random(251)  # the same messages every time
    return tuple(random_message(chance, number) for number in range(MESSAGES))


@cache
def our_leaves() -> tuple[list[Leaf], ...]:
    """What our parser finds in all of them, in one run of Node."""
    lines = "\n".join(map(json.dumps, messages()))
    run = subprocess.run(["node", str(OUTLINE)], input=lines, capture_output=True, text=True, check=True, timeout=120)
    return tuple([Leaf(int(segment), *rest) for segment, *rest in json.loads(line)] for line in run.stdout.splitlines())


def their_leaves(message: str) -> Iterator[Leaf]:
    """python-hl7's containers, which begin at 0 with the segment's name and hold plain text where nothing splits."""
    parsed = hl7.parse(message)
    for number, segment in enumerate(parsed, start=1):
        for field in range(1, len(segment)):
            for repetition, component, subcomponent, raw in parts_of(segment[field]):
                defines = number == 1 and field <= 2
                text = raw if defines else parsed.unescape(raw)
                yield Leaf(number, field, repetition, component, subcomponent, raw, text)


def parts_of(field: hl7.Field) -> Iterator[tuple[int, int, int, str]]:
    for repetition, components in enumerate(field, start=1):
        for component, subcomponents in enumerate(inside(components), start=1):
            for subcomponent, raw in enumerate(inside(subcomponents), start=1):
                yield repetition, component, subcomponent, str(raw)


def inside(part: Any) -> list[Any]:
    return list(part) if isinstance(part, hl7.Container) else [part]


def test_every_value_is_the_one_python_hl7_finds() -> None:
    for message, ours in zip(messages(), our_leaves(), strict=True):
        assert sorted(ours) == sorted(their_leaves(message)), message


def test_the_messages_reach_every_level() -> None:
    leaves = [leaf for found in our_leaves() for leaf in found]
    assert max(leaf.repetition for leaf in leaves) > 1
    assert max(leaf.component for leaf in leaves) > 1
    assert max(leaf.subcomponent for leaf in leaves) > 1
    assert any(leaf.raw != leaf.text for leaf in leaves)


@pytest.mark.parametrize("value", [r"\F\ \S\ \T\ \R\ \E\\", r"\X41\\X7C\\"])
def test_an_escape_sequence_reads_as_python_hl7_reads_it(value: str) -> None:
    text = HEADER.format(number=1) + f"\rOBX|1|TX|{value[:-1]}\r"
    run = subprocess.run(
        ["node", str(OUTLINE)], input=json.dumps(text), capture_output=True, text=True, check=True, timeout=60
    )
    *_, ours = json.loads(run.stdout)[-1]
    assert ours == hl7.parse(text).unescape(value[:-1])

"""The HL7 versions side by side: what is the same from one to the next, and what changed."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import pairwise
from typing import Generic, TypeVar

VERSIONS = ("2.1", "2.2", "2.3", "2.3.1", "2.4", "2.5", "2.5.1", "2.6", "2.7", "2.8", "2.8.1", "2.8.2")

T = TypeVar("T")


@dataclass(frozen=True, kw_only=True)
class Span(Generic[T]):
    """Versions one after another that have the same; `value` is None where they have nothing."""

    versions: tuple[str, ...]
    value: T | None

    @property
    def words(self) -> str:
        """`2.3`, or `2.3 – 2.8.2`."""
        first, last = self.versions[0], self.versions[-1]
        return first if first == last else f"{first} – {last}"


def spans(history: Mapping[str, T], versions: Sequence[str]) -> list[Span[T]]:
    """Covers each of `versions` once, in their order."""
    found: list[Span[T]] = []
    for number in versions:
        value = history.get(number)
        if found and found[-1].value == value:
            found[-1] = Span(versions=(*found[-1].versions, number), value=value)
        else:
            found.append(Span(versions=(number,), value=value))
    return found


def stretches(versions: Iterable[str]) -> str:
    """`2.1, 2.3 – 2.8.2`."""
    having = dict.fromkeys(versions, True)
    return ", ".join(span.words for span in spans(having, VERSIONS) if span.value)


class What(Enum):
    NEW = "new"
    GONE = "gone"
    CHANGED = "changed"


@dataclass(frozen=True, kw_only=True)
class Aspect:
    """What of a thing changed, as `aspects` calls it, with "" for nothing."""

    name: str
    old: str
    new: str


@dataclass(frozen=True, kw_only=True)
class Change:
    key: str
    what: What
    aspects: tuple[Aspect, ...]


#: The sides of a value, each as a word: {"type": "CX", "table": ""}.
Sides = Mapping[str, str]


def changes(
    histories: Iterable[tuple[str, Mapping[str, T]]], versions: Sequence[str], sides: Callable[[T], Sides]
) -> list[tuple[str, list[Change]]]:
    """Version to what it changed of the one before it, the newest first; versions that changed nothing are left out."""
    told = list(histories)
    found = []
    for older, newer in pairwise(versions):
        compared = (_change(key, history.get(older), history.get(newer), sides) for key, history in told)
        found.append((newer, [change for change in compared if change]))
    return [(number, made) for number, made in reversed(found) if made]


def _change(key: str, old: T | None, new: T | None, sides: Callable[[T], Sides]) -> Change | None:
    if old == new:
        return None
    before = sides(old) if old is not None else {}
    after = sides(new) if new is not None else {}
    aspects = tuple(
        Aspect(name=name, old=before.get(name, ""), new=after.get(name, ""))
        for name in {**before, **after}
        if before.get(name, "") != after.get(name, "")
    )
    if not aspects:
        return None
    what = What.NEW if old is None else What.GONE if new is None else What.CHANGED
    return Change(key=key, what=what, aspects=aspects)

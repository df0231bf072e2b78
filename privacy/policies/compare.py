"""What changed between two published texts: passage by passage, and word by word within a passage.

Works on HTML that we made ourselves; what it returns is text, to be escaped by a template.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import Enum
from html.parser import HTMLParser
from itertools import groupby, zip_longest

#: What is one passage; cells of a table row are one passage together.
PASSAGES = frozenset({"h2", "h3", "p", "li", "tr"})
WORD = re.compile(r"\S+\s*")
#: Two passages with less in common than this are shown as one removed and one added.
ALIKE = 0.4


class Kind(Enum):
    SAME = "same"
    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True)
class Piece:
    kind: Kind
    text: str


Passage = tuple[Piece, ...]


@dataclass(frozen=True)
class Run:
    """Passages that follow each other, all changed or all unchanged."""

    changed: bool
    passages: tuple[Passage, ...]


def compare(older: str, newer: str) -> tuple[Run, ...]:
    """The runs from the older HTML to the newer."""
    compared = list(_compared(passages(older), passages(newer)))
    grouped = groupby(compared, key=_is_changed)
    return tuple(Run(changed, tuple(run)) for changed, run in grouped)


def _is_changed(passage: Passage) -> bool:
    return any(piece.kind is not Kind.SAME for piece in passage)


def _compared(older: Sequence[str], newer: Sequence[str]) -> Iterator[Passage]:
    for what, a, b, c, d in SequenceMatcher(None, older, newer, autojunk=False).get_opcodes():
        if what == "equal":
            yield from ((Piece(Kind.SAME, text),) for text in newer[c:d])
        else:
            for before, after in zip_longest(older[a:b], newer[c:d]):
                yield from _pair(before, after)


def _pair(before: str | None, after: str | None) -> Iterator[Passage]:
    if before is not None and after is not None:
        words = WORD.findall(before), WORD.findall(after)
        matcher = SequenceMatcher(None, *words, autojunk=False)
        if matcher.ratio() >= ALIKE:
            yield tuple(_pieces(matcher, *words))
            return
    if before is not None:
        yield (Piece(Kind.REMOVED, before),)
    if after is not None:
        yield (Piece(Kind.ADDED, after),)


def _pieces(matcher: "SequenceMatcher[str]", before: Sequence[str], after: Sequence[str]) -> Iterator[Piece]:
    for what, a, b, c, d in matcher.get_opcodes():
        removed, added = "".join(before[a:b]), "".join(after[c:d])
        if what == "equal":
            yield Piece(Kind.SAME, added)
            continue
        if removed:
            yield Piece(Kind.REMOVED, removed)
        if added:
            yield Piece(Kind.ADDED, added)


def passages(html: str) -> list[str]:
    """The text of each passage, in order, white space as a browser shows it."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.finished()


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._done: list[str] = []
        self._open: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if tag in PASSAGES:
            self._finish()
        elif tag in {"td", "th"} and self._open:
            self._open.append(" · ")

    def handle_endtag(self, tag: str) -> None:
        if tag in PASSAGES:
            self._finish()

    def handle_data(self, data: str) -> None:
        self._open.append(data)

    def finished(self) -> list[str]:
        self._finish()
        return self._done

    def _finish(self) -> None:
        text = " ".join("".join(self._open).split())
        self._open = []
        if text:
            self._done.append(text)

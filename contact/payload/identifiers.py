"""Numbers one after another that may name people or studies: worth a warning, no more."""

import re
from collections.abc import Iterator

from contact.payload.found import Found, Kind, Reason
from contact.payload.reading import runs

#: A UID with an instance's arcs, a number as patients and visits have; not a date, a version or a code of few digits.
_IDENTIFIER = re.compile(r"(?<![\w.])(?:\d{1,9}(?:\.\d{1,39}){6,30}|[A-Z]{0,4}-?\d{6,12})(?![\w.]*\d)")
_ENOUGH = 3
_GAP = 40  # characters from the end of one to the next: they stand in a list


def find(text: str) -> Iterator[Found]:
    hits = list(_IDENTIFIER.finditer(text))
    for some in runs([match.span() for match in hits], gap=_GAP):
        run = hits[some]
        if len({match.group() for match in run}) >= _ENOUGH:
            yield Found(Kind.IDENTIFIERS, run[0].start(), run[-1].end(), Reason.NUMBERS)

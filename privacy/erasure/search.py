"""One pass over bytes for thousands of needles: the automaton of Aho and Corasick (1975)."""

from collections.abc import Iterable

from ahocorasick_rs import BytesAhoCorasick, Implementation

from privacy.erasure.encodings import needles, plain
from privacy.erasure.values import Value

#: Up to so many bytes of needles a whole table of transitions is worth its memory, some 500 bytes for each of them: it
#: halves the time.
LARGEST_TABLE = 200_000


class Search:
    """Finds values in bytes, in whatever form they stand there. Numbers of values, as given, stand for them."""

    def __init__(self, values: Iterable[Value]) -> None:
        self._values: dict[bytes, set[int]] = {}
        for number, value in enumerate(values):
            for needle in needles(value.text):
                self._values.setdefault(needle, set()).add(number)
        self._needles = list(self._values)
        #: In bytes: what ends one chunk and begins the next is seen whole if so much of the first is kept.
        self.longest = max(map(len, self._needles), default=0)
        size = sum(map(len, self._needles))
        kind = Implementation.DFA if size <= LARGEST_TABLE else Implementation.ContiguousNFA
        self._automaton = BytesAhoCorasick(self._needles, implementation=kind)

    def found_in(self, data: bytes) -> frozenset[int]:
        return self.found_in_plain(plain(data))

    def found_in_plain(self, data: bytes) -> frozenset[int]:
        """The same, of what was made plain already."""
        hits = self._automaton.find_matches_as_indexes(data, overlapping=True)
        return frozenset(number for which, _, _ in hits for number in self._values[self._needles[which]])

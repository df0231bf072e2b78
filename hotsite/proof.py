"""What `make prove-lock` measured: a committed file, which the page "How we keep your data here" shows.

    {
      "lock": "3f9a…",                      the lock that was measured: `fingerprint()` of that day
      "date": "2026-11-25",                 UTC
      "browser": "Chromium 156.0.8078.108",
      "ways": [
        {"vector": "fetch", "then": "", "place": "page",
         "http": ["left", "blocked", "blocked", "blocked"], "https": ["left", …]},
        …
      ]
    }

Each way was tried in every run of `RUNS`, in that order, over each of `SCHEMES`. Nothing is said twice in it: what
arrived nowhere even without a policy is found here, and so are all sums. A file that is not exactly of this form, or
that belongs to another lock, is no proof.
"""

import hashlib
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles import finders
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from hotsite.ground import forget, headers

SCHEMES = ("http", "https")

#: What a run is called in the file and in the tests, and on the page.
RUNS: Mapping[str, str | Promise] = {
    "no policy": _("Without any policy"),
    "CSP only": _("Policy alone"),
    "allowlist only": _("List alone"),
    "both": _("Both, as this site is"),
}
CONTROL, BOTH = 0, 3

PLACES: Mapping[str, str | Promise] = {
    "page": _("page"),
    "fresh frame": _("fresh frame"),
    "worker": _("worker"),
    "shared worker": _("shared worker"),
    "service worker": _("service worker"),
    "plain tab": _("contact page in another tab"),
    "opener": _("contact page that opened this one"),
}

#: What the visitor does after the attempt.
STEPS: Mapping[str, str | Promise] = {
    "": "",
    "then the visitor reloads": _("then the visitor reloads"),
    "then the visitor goes back and forward": _("then the visitor goes back and forward"),
    "clicked by the visitor": _("clicked by the visitor"),
    "clicked with Ctrl": _("clicked with Ctrl"),
    "clicked with the middle button": _("clicked with the middle button"),
    "clicked with Alt": _("clicked with Alt"),
    "then the browser asks whether it can be installed": _("then the browser asks whether it can be installed"),
    "then the visitor follows a link to a tool": _("then the visitor follows a link to a tool"),
    "then the visitor follows a link to the contact page": _("then the visitor follows a link to the contact page"),
}


class Result(Enum):
    """Who heard of an attempt. The last is never in the file: it follows from the control run."""

    LEFT = "left"
    OWN_SERVER = "own server"
    BLOCKED = "blocked"
    UNPROVEN = "unproven"

    @property
    def label(self) -> str | Promise:
        return _LABELS[self]


_LABELS: Mapping[Result, str | Promise] = {
    Result.LEFT: _("foreign server"),
    Result.OWN_SERVER: _("our server"),
    Result.BLOCKED: _("nobody"),
    Result.UNPROVEN: _("not proven"),
}


@dataclass(frozen=True)
class Way:
    """One way out, from one place, and who heard of it: by scheme, in the order of RUNS."""

    vector: str
    then: str
    place: str
    measured: Mapping[str, tuple[Result, ...]]

    @property
    def name(self) -> tuple[str, str]:
        return f"{self.vector}, {self.then}" if self.then else self.vector, self.place

    @property
    def shown_place(self) -> str | Promise:
        return PLACES[self.place]

    @property
    def shown_step(self) -> str | Promise:
        return STEPS[self.then]

    @property
    def unproven(self) -> bool:
        """Whether nobody ever heard of it, over any scheme: then it is unknown whether anything held it back."""
        return all(self.result(scheme, run) is Result.UNPROVEN for scheme in SCHEMES for run in range(len(RUNS)))

    def result(self, scheme: str, run: int) -> Result:
        """A way that was seen to arrive is no longer unproven, whatever the control said."""
        found = self.measured[scheme]
        if found[run] is Result.BLOCKED and found[CONTROL] is Result.BLOCKED:
            return Result.UNPROVEN
        return found[run]

    def cells(self) -> list[list[tuple[str, Result]]]:
        """For each run: one result, or one for each scheme where they differ, with the scheme's name."""
        return [self._cell([self.result(scheme, run) for scheme in SCHEMES]) for run in range(len(RUNS))]

    @staticmethod
    def _cell(results: Sequence[Result]) -> list[tuple[str, Result]]:
        return [("", results[0])] if len(set(results)) == 1 else list(zip(SCHEMES, results, strict=True))


@dataclass(frozen=True)
class Sums:
    """How many ways led where, in one run over one scheme."""

    run: str | Promise
    left: int
    own_server: int
    nobody: int


@dataclass(frozen=True)
class Proof:
    date: date
    browser: str
    ways: tuple[Way, ...]

    @property
    def runs(self) -> Iterable[str | Promise]:
        return RUNS.values()

    @property
    def sums(self) -> list[tuple[str, list[Sums]]]:
        return [(scheme, [self._sums(scheme, run) for run in range(len(RUNS))]) for scheme in SCHEMES]

    @property
    def arrived(self) -> int:
        """How many were heard of without a policy."""
        return sum(any(way.measured[scheme][CONTROL] is not Result.BLOCKED for scheme in SCHEMES) for way in self.ways)

    @property
    def left(self) -> list[Way]:
        """What a foreign server heard of from the site as it is."""
        return self._with(Result.LEFT)

    @property
    def own_server(self) -> list[Way]:
        """What our own server, and nobody else, heard of from the site as it is."""
        return [way for way in self._with(Result.OWN_SERVER) if way not in self.left]

    @property
    def unproven(self) -> list[Way]:
        return [way for way in self.ways if way.unproven]

    def _with(self, result: Result) -> list[Way]:
        return [way for way in self.ways if any(way.measured[scheme][BOTH] is result for scheme in SCHEMES)]

    def _sums(self, scheme: str, run: int) -> Sums:
        found = [way.measured[scheme][run] for way in self.ways]
        return Sums(
            tuple(RUNS.values())[run],
            found.count(Result.LEFT),
            found.count(Result.OWN_SERVER),
            found.count(Result.BLOCKED),
        )


def proof() -> Proof | None:
    """What was last measured of this very lock; None if that is nothing, or cannot be read."""
    try:
        found = read(settings.LOCK_PROOF)
    except (OSError, ValueError):
        return None
    return found if found.ways else None


def read(file: Path) -> Proof:
    """Raises OSError, or ValueError with what is wrong: its form, or that it belongs to another lock."""
    try:
        found = json.loads(file.read_text(encoding="utf-8"))
        if found["lock"] != fingerprint():
            raise ValueError("it was measured of another lock")
        return Proof(
            date=date.fromisoformat(found["date"]),
            browser=_text(found["browser"]),
            ways=tuple(_way(row) for row in found["ways"]),
        )
    except (KeyError, TypeError, AttributeError, RecursionError) as error:
        raise ValueError(f"it is not of the form that make prove-lock writes: {error!r}") from None


def _way(row: Any) -> Way:
    if row["place"] not in PLACES or row["then"] not in STEPS:
        raise ValueError(f"unknown place or step: {row['place']!r}, {row['then']!r}")
    return Way(_text(row["vector"]), row["then"], row["place"], {scheme: _results(row[scheme]) for scheme in SCHEMES})


def _results(names: Any) -> tuple[Result, ...]:
    results = tuple(Result(name) for name in names)
    if len(results) != len(RUNS) or Result.UNPROVEN in results:
        raise ValueError(f"not one result for each run: {names!r}")
    return results


def _text(found: Any) -> str:
    if not isinstance(found, str):
        raise TypeError(f"no text: {found!r}")
    return found


@cache
def fingerprint() -> str:
    """Names the lock: its headers without their addresses, the guard, the service worker and what the site forgets.

    A new page or a new build changes none of it. What does change it has to be measured again.
    """
    rows = {kind.value: {name: _shape(text) for name, text in row.items()} for kind, row in headers.table().items()}
    first = finders.find("first.js")
    digest = hashlib.sha256(json.dumps(rows, sort_keys=True).encode())
    for program in (first, Path(__file__).with_name("service_worker.js"), forget.__file__):
        digest.update(Path(str(program)).read_bytes())
    return digest.hexdigest()[:16]


def _shape(header: str) -> str:
    """Of each address only how it ends (`?` closes it), and of many alike one."""
    return re.sub(r'("\S")( \1)+', r"\1", re.sub(r'"[^"]*([^"])"', r'"\1"', header))

"""Pastes that have to be stopped: each seed in each disguise, between the words that people write around it."""

import random
from collections.abc import Iterator
from dataclasses import dataclass

from contact.messages.models import LONGEST_MESSAGE
from contact.payload import Kind
from tests.contact.payload import disguises, seeds

BEFORE = (
    "Hello, the viewer does not show this message as I expect it:\n\n",
    "Guten Tag, hier die Daten, bei denen es nicht geht:\n",
    "Please have a look at the following. ",
    "",
    "It worked yesterday (version 2.5.1), today I get an error in line 3. This is it:\n",
    "Unsere Schnittstelle liefert folgendes, und das Werkzeug zeigt PID-5 falsch an.\n\n",
)
AFTER = (
    "\n\nThank you!\nAda Sample",
    "\nMit freundlichen Grüßen",
    "",
    "\n\nWhat is wrong with it? We use Firefox on Windows.",
)


@dataclass(frozen=True)
class Paste:
    name: str
    kinds: frozenset[Kind]
    text: str
    #: Where the payload stands in the text.
    start: int
    end: int


def pastes() -> Iterator[Paste]:
    """Every combination, always the same."""
    for number, (name, kinds, payload) in enumerate(_payloads()):
        before, after = BEFORE[number % len(BEFORE)], AFTER[number // 2 % len(AFTER)]
        payload = payload[: LONGEST_MESSAGE - len(before) - len(after)]
        yield Paste(name, kinds, before + payload + after, len(before), len(before) + len(payload))


def sample(size: int) -> list[Paste]:
    """So many of them, drawn once and for all."""
    return random.Random(20261125).sample(list(pastes()), size)


_HL7, _DICOM, _DOCUMENT = frozenset({Kind.HL7}), frozenset({Kind.DICOM}), frozenset({Kind.CDA, Kind.FHIR, Kind.HL7})
_TEXTS = (
    *((seed, _HL7, disguises.FRAMES) for seed in seeds.HL7),
    *((seed, _DICOM, ()) for seed in seeds.DICOM_TEXT),
    *((seed, _DOCUMENT, ()) for seed in seeds.DOCUMENTS),
)


def _payloads() -> Iterator[tuple[str, frozenset[Kind], str]]:
    for seed, kinds, more in _TEXTS:
        for disguise in (*disguises.TEXT, *more):
            yield f"{seed.__name__} {disguise.__name__}", kinds, disguise(seed(_chance(seed, disguise)))
    for seed, kinds, _more in _TEXTS:
        for encode in disguises.BYTES:
            yield f"{seed.__name__} {encode.__name__}", kinds, encode(seed(_chance(seed, encode)).encode())
        yield f"{seed.__name__} utf-16", kinds, disguises.base64_line(disguises.wide(seed(_chance(seed))))
    for binary in seeds.DICOM_BYTES:
        for encode in disguises.BYTES:
            yield f"{binary.__name__} {encode.__name__}", _DICOM, encode(binary(_chance(binary, encode)))


def _chance(*named: object) -> random.Random:
    return random.Random(" ".join(getattr(one, "__name__", "") for one in named))

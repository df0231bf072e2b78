"""What is signed, byte for byte: the same from a row that is being written and from one read back years later."""

import json
import re
from collections.abc import Mapping
from datetime import UTC, date, datetime

from hotsite.ground.evidence.models import EvidenceCheckpoint, EvidenceEvent

#: The purposes that keys are derived for.
EVENT = "event"
HEAD = "head"
CHECKPOINT = "checkpoint"

Fact = str | int | date
#: Short codes of ours, ISO dates and keyed hashes fit; an address or a sentence does not.
_CODE = re.compile(r"[a-z0-9][a-z0-9_.:+-]{0,63}|")


def plain(facts: Mapping[str, Fact]) -> dict[str, str | int]:
    """Facts as JSON keeps them. ValueError for a text that is no code: evidence holds no value and no free text."""
    return {code(name): _plain(value) for name, value in facts.items()}


def _plain(value: Fact) -> str | int:
    if isinstance(value, datetime):
        raise ValueError("evidence has its own time; a fact is a date")
    if isinstance(value, int):
        return value
    return value.isoformat() if isinstance(value, date) else code(value)


def code(text: str) -> str:
    """`text` itself. ValueError, which does not repeat it, if it is no code."""
    if not _CODE.fullmatch(text):
        raise ValueError("evidence holds codes, numbers and dates; this text is none of them")
    return text


def content(event: EvidenceEvent, before: str) -> str:
    """What an event's code is made over; `before` is the code of the event before it, "" for the first."""
    return _packed(before, event.number, _time(event.at), event.kind, event.about, event.by, event.facts)


def head_content(number: int, mac: str, at: datetime) -> str:
    return _packed(number, mac, _time(at))


def checkpoint_content(checkpoint: EvidenceCheckpoint) -> str:
    return _packed(checkpoint.number, checkpoint.mac, _time(checkpoint.at))


def _time(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def _packed(*parts: object) -> str:
    """Unambiguous: no two lists of parts are packed alike."""
    return json.dumps(parts, sort_keys=True, separators=(",", ":"), ensure_ascii=True)

"""Signed heads in a folder outside the database: one line each, a file a month, appended and flushed to disk.

Best kept where who can write the database cannot write: another disk, another machine, a mount that only appends.
"""

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from hotsite.ground.disk import append_line
from hotsite.ground.evidence import chain, keyed


@dataclass(frozen=True, kw_only=True)
class Head:
    number: int
    mac: str
    #: ISO 8601, in UTC.
    at: str
    key: str
    signature: str

    @property
    def moment(self) -> datetime:
        return datetime.fromisoformat(self.at)


class Unreadable(Exception):
    """A line that is no head of ours; the text says where."""


def signed(number: int, mac: str, now: datetime) -> Head:
    key, signature = keyed.sign(chain.HEAD, chain.head_content(number, mac, now))
    at = now.astimezone(UTC).isoformat(timespec="microseconds")
    return Head(number=number, mac=mac, at=at, key=key, signature=signature)


def append(folder: Path, head: Head) -> Path:
    """On disk when it returns."""
    file = folder / f"heads-{head.at[:7]}.jsonl"
    append_line(file, json.dumps(asdict(head)))
    return file


def read(folder: Path) -> Iterator[Head | Unreadable]:
    """Every head, the oldest first; what is none, as an `Unreadable` that says where."""
    for file in sorted(folder.glob("heads-*.jsonl")):
        for number, line in enumerate(file.read_bytes().splitlines(), start=1):
            yield _parsed(line) or Unreadable(f"{file.name}, line {number}")


def last(folder: Path) -> Head | None:
    """The newest head, signed or not: for those who ask only whether heads are written."""
    for file in sorted(folder.glob("heads-*.jsonl"), reverse=True):
        for line in reversed(file.read_bytes().splitlines()):
            if head := _parsed(line):
                return head
    return None


def _parsed(line: bytes) -> Head | None:
    try:
        head = Head(**json.loads(line))
        whole = isinstance(head.number, int) and all(
            isinstance(text, str) for text in (head.mac, head.key, head.signature)
        )
        return head if whole and head.moment.tzinfo else None
    except (ValueError, TypeError):
        return None

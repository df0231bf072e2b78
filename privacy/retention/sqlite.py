"""What a purge leaves in the files of SQLite: nothing, and this looks.

`secure_delete` overwrites a deleted row in its page. The page as it was may still stand in the write-ahead log, until
a checkpoint has moved all of it into the database and cut the log to nothing.

PostgreSQL has no such switch: docs/retention.md says what its pages and its log may still hold, and for how long.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.db import connection
from django.db.models import CharField, Model, TextField

from privacy.declarations import Declaration
from privacy.retention import rows
from privacy.retention.rules import Rule

#: Of so many rows of each rule, values of so many characters: shorter ones stand elsewhere by chance.
ROWS, LONG = 100, 12
CHUNK = 1 << 20  # bytes read at a time


def empty_log() -> str:
    """Moves the log into the database and cuts it to nothing: "emptied"; "in use" if a reader kept it from that."""
    if connection.vendor != "sqlite":
        return ""
    if connection.in_atomic_block:
        return "in use"
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        busy = cursor.fetchone()[0]
    return "in use" if busy else "emptied"


def files() -> list[Path]:
    """The database and whatever SQLite keeps beside it; none where it is in memory."""
    name = str(connection.settings_dict["NAME"])
    every = [Path(name + end) for end in ("", "-wal", "-journal", "-shm")]
    return [file for file in every if file.is_file()]


@dataclass(frozen=True)
class Trace:
    """A value that a purge is about to delete."""

    model: type[Model]
    field: str
    value: str


def traces(every: Iterable[Rule], now: datetime) -> list[Trace]:
    """Words and references of some rows of each rule that are free to go. Kept in memory, and nowhere else."""
    return [trace for rule in every if isinstance(rule.said, Declaration) for trace in _traces(rule, rule.said, now)]


def _traces(rule: Rule, said: Declaration, now: datetime) -> Iterator[Trace]:
    names = [field.name for field in said.model._meta.concrete_fields if field.name in said.personal_fields]
    texts = [name for name in names if isinstance(said.model._meta.get_field(name), TextField | CharField)]
    for row in rows.free(rule, rule.cut_off(now)).values(*texts)[:ROWS] if texts else ():
        for name, value in row.items():
            if value and len(value) >= LONG:
                yield Trace(said.model, name, value)


def left(looked_for: Iterable[Trace]) -> list[Trace]:
    """Which of them stand in the files, although no row of their table has them any more."""
    every = list(looked_for)
    found = still_there({one.value for one in every})
    return [one for one in every if one.value in found and not _lives(one)]


def _lives(one: Trace) -> bool:
    return rows.every(one.model).filter(**{one.field: one.value}).exists()


def still_there(values: Collection[str]) -> set[str]:
    """Which of the values stand in the bytes of those files."""
    wanted = {value.encode(): value for value in values if value}
    longest = max(map(len, wanted), default=0)
    found: set[str] = set()
    for file in files():
        with file.open("rb") as handle:
            tail = b""
            while read := handle.read(CHUNK):
                window = tail + read
                found |= {value for coded, value in wanted.items() if value not in found and coded in window}
                tail = window[-longest:]
    return found

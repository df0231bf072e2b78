"""The erasure ledger: what was erased, by keyed hash, kept apart from the database and longer than any backup.

An entry is a row, written in the transaction of the erasure, and a signed line in a folder outside, a file a month
(`ERASURE_LEDGER_DIR`). A database that came back from a backup lacks rows for the newest lines: those erasures are
undone, and `missing` names them, however the backup was brought back. `replay` erases again and writes the rows.
"""

import json
import secrets
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.db import transaction

from hotsite.ground.disk import append_line
from hotsite.ground.evidence import keyed
from hotsite.ground.evidence.keyed import KeyedHash, keyed_hash, keyed_hashes
from privacy.erasure.models import LedgerEntry
from privacy.erasure.plan import Plan

PURPOSE = "erased"
#: The ledger outlives the oldest backup by this: a restore takes its time, and so does noticing that one was needed.
MARGIN = timedelta(days=60)
#: What a crash left out is written by a task each hour.
EXPORT_WITHIN = timedelta(hours=2)


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One line."""

    #: 128 random bits in hexadecimal digits: a number would be given twice after a restore.
    entry: str
    #: ISO 8601, in UTC.
    at: str
    #: The keyed hash of the address.
    about: str
    #: The digest of the plan that was carried out.
    plan: str
    counts: dict[str, int]
    key: str
    signature: str

    @property
    def moment(self) -> datetime:
        return datetime.fromisoformat(self.at)


class Unreadable(Exception):
    """A line that is no entry of ours, or not as we signed it; the text says where.

    One that a crash has torn is none of these: it stands there again, whole, as the row is still there.
    """


def about(email: str) -> KeyedHash:
    return keyed_hash(PURPOSE, email.lower())


def about_any(email: str) -> tuple[KeyedHash, ...]:
    """Under today's secret and each before it."""
    return keyed_hashes(PURPOSE, email.lower())


def record(done: Plan, now: datetime) -> LedgerEntry:
    """To be called in the transaction of the erasure. The line follows when it is committed; see `export`."""
    row = LedgerEntry(
        entry=secrets.token_hex(16), at=now, about=about(done.email), plan=done.digest, counts=done.counts
    )
    row.key, row.signature = keyed.sign(PURPOSE, _content(_as_line(row)))
    row.save(force_insert=True)
    transaction.on_commit(export)
    return row


def export() -> int:
    """Writes the lines that rows have and the folder lacks; their number. What a crash left out comes with the next."""
    written = {line.entry for line in read() if isinstance(line, Entry)}
    rows = [row for row in LedgerEntry.objects.order_by("pk").iterator() if row.entry not in written]
    for row in rows:
        line = _as_line(row)
        append_line(folder() / f"erased-{line.at[:7]}.jsonl", json.dumps(asdict(line)))
    return len(rows)


def missing(now: datetime) -> list[Entry]:
    """Erasures that this database does not know, the oldest first: it came back from a backup made before them.

    What is about to leave the ledger is left out: row and line do not go in the same moment.
    """
    begin = _youngest_to_go(now)
    lines = {line.entry: line for line in read() if isinstance(line, Entry) and line.moment >= begin}
    known = set(LedgerEntry.objects.filter(at__gte=begin).values_list("entry", flat=True)) if lines else set()
    return [line for entry, line in lines.items() if entry not in known]


def _youngest_to_go(now: datetime) -> datetime:
    return now - keep_for() + timedelta(days=1)


def unreadable() -> list[str]:
    """Lines that cannot be heeded: their entries might be missing, and nobody would know."""
    return [str(line) for line in read() if isinstance(line, Unreadable)]


def behind(now: datetime) -> int:
    """Erasures that are not noted outside, hours after they were done."""
    written = {line.entry for line in read() if isinstance(line, Entry)}
    rows = LedgerEntry.objects.filter(at__lt=now - EXPORT_WITHIN, at__gte=_youngest_to_go(now))
    return len(set(rows.values_list("entry", flat=True)) - written)


def adopt(line: Entry) -> None:
    """The row of an erasure that was done again."""
    LedgerEntry.objects.create(
        entry=line.entry, at=line.moment, about=line.about, plan=line.plan, counts=line.counts, key=line.key,
        signature=line.signature,
    )  # fmt: skip


def read() -> Iterator[Entry | Unreadable]:
    """Every line, the oldest first."""
    for file in sorted(folder().glob("erased-*.jsonl")):
        stat = file.stat()
        yield from _lines(file, stat.st_size, stat.st_mtime_ns)


def purge(before: datetime) -> int:
    """Removes the files whose month was over before the moment given; the number removed."""
    old = _of_months_before(before)
    for file in old:
        file.unlink(missing_ok=True)
    return len(old)


def due(before: datetime) -> int:
    """How many files `purge` would remove."""
    return len(_of_months_before(before))


def _of_months_before(before: datetime) -> list[Path]:
    month = before.astimezone(UTC).strftime("%Y-%m")
    return [file for file in folder().glob("erased-*.jsonl") if file.stem.removeprefix("erased-") < month]


def folder() -> Path:
    return Path(settings.ERASURE_LEDGER_DIR)


def keep_for() -> timedelta:
    return timedelta(days=settings.BACKUP_KEEP_DAYS) + MARGIN


@lru_cache(maxsize=64)
def _lines(file: Path, _size: int, _changed: int) -> tuple[Entry | Unreadable, ...]:
    """A file that did not change is read once: balancers ask every few seconds."""
    lines = enumerate(file.read_bytes().splitlines(), start=1)
    return tuple(_parsed(line) or Unreadable(f"{file.name}, line {at}") for at, line in lines if not _is_torn(line))


def _is_torn(line: bytes) -> bool:
    try:
        json.loads(line)
    except ValueError:
        return True
    return False


def _parsed(line: bytes) -> Entry | None:
    try:
        found = Entry(**json.loads(line))
        is_ours = keyed.is_signed(PURPOSE, _content(found), key=found.key, signature=found.signature)
        return found if is_ours and found.moment.tzinfo else None
    except (ValueError, TypeError, LookupError):
        return None


def _as_line(row: LedgerEntry) -> Entry:
    return Entry(
        entry=row.entry, at=row.at.astimezone(UTC).isoformat(timespec="microseconds"), about=row.about, plan=row.plan,
        counts=row.counts, key=row.key, signature=row.signature,
    )  # fmt: skip


def _content(line: Entry) -> str:
    said = [line.entry, line.at, line.about, line.plan, line.counts]
    return json.dumps(said, sort_keys=True, separators=(",", ":"), ensure_ascii=True)

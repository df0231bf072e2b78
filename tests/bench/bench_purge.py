"""Letting go of half of 1,000,000 contact messages, 1,000 of them held, beside one raw DELETE."""

import os
import threading
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from unittest.mock import patch

from tests.bench.databases import on_both
from tests.bench.table import Bound, Limit, beside, head, line

ROWS, FEW, HELD = 1_000_000, 100_000, 1_000
HALF = Limit(value=0.5, bound=Bound.AT_LEAST)  # of the rows a second of one raw DELETE
USUAL = Limit(value=100)  # milliseconds: the 99th of 100 transactions
LONGEST = Limit(value=250)  # milliseconds
FLAT = Limit(value=20)  # MB more for ten times the rows
NOW = datetime(2026, 11, 25, 10, tzinfo=UTC)

_COLUMNS = (
    "reference, state, topic, name, email, message, language, browser, device, channel, thread_digest, created_at,"
    " last_activity_at"
)
_VALUES = (
    "'M-' || n, 'open', 'idea', '', {email}, 'A plainly synthetic message of some length.', 'en', '', '', 'form', '',"
    " {at}, {at}"
)
_EMAIL = "CASE WHEN n % {every} = 1 AND n % 2 = 1 THEN 'held@example.invalid' ELSE 'p' || n || '@example.invalid' END"
#: Of two rows one is over: by 400 days and a few seconds more, so that many share no date.
_AT = {
    "postgresql": "timestamptz '{now}' - (CASE WHEN n % 2 = 1 THEN 400 ELSE 30 END) * interval '1 day'"
    " - (n / 10) * interval '1 second'",
    "sqlite": "datetime('{now}', '-' || (CASE WHEN n % 2 = 1 THEN 400 ELSE 30 END) || ' days',"
    " '-' || (n / 10) || ' seconds')",
}
_NUMBERS = {
    "postgresql": "SELECT generate_series(1, {rows}) AS n",
    "sqlite": "WITH RECURSIVE s(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM s WHERE n < {rows}) SELECT n FROM s",
}


def fill(rows: int) -> None:
    from django.db import connection

    vendor = connection.vendor
    values = _VALUES.format(
        email=_EMAIL.format(every=rows // HELD), at=_AT[vendor].format(now=NOW.strftime("%Y-%m-%d %H:%M:%S"))
    )
    numbers = _NUMBERS[vendor].format(rows=rows)
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM contact_contactmessage")
        sql = f"INSERT INTO contact_contactmessage ({_COLUMNS}) SELECT {values} FROM ({numbers}) numbers"  # noqa: S608  (our own words)
        cursor.execute(sql)
        cursor.execute("VACUUM ANALYZE contact_contactmessage" if vendor == "postgresql" else "ANALYZE")


def raw_delete() -> float:
    """Rows a second of one statement."""
    from contact.messages.models import ContactMessage

    old = ContactMessage.objects.filter(last_activity_at__lt=NOW - timedelta(days=365))
    started = time.perf_counter()
    gone = old._raw_delete(using="default")
    return gone / (time.perf_counter() - started)


class Timed:
    """Stands for `django.db.transaction`, and notes how long each transaction was open, its commit included."""

    def __init__(self) -> None:
        self.took: list[float] = []

    def atomic(self) -> AbstractContextManager[None]:
        return self._atomic()

    @contextmanager
    def _atomic(self) -> Iterator[None]:
        from django.db import transaction

        started = time.perf_counter()
        with transaction.atomic():
            yield
        self.took.append((time.perf_counter() - started) * 1000)


class Memory(threading.Thread):
    """The most memory that this process had, looked at every few milliseconds."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.most = 0
        self.done = threading.Event()

    def run(self) -> None:
        page = os.sysconf("SC_PAGE_SIZE")
        while not self.done.wait(0.005):
            self.most = max(self.most, int(Path("/proc/self/statm").read_text().split()[1]) * page)

    def stop(self) -> float:
        """MB."""
        self.done.set()
        self.join()
        return self.most / 1e6


def purge(slot: str) -> dict[str, Any]:
    from privacy.retention import engine, slices
    from privacy.retention.models import PurgeRun

    timed, memory = Timed(), Memory()
    memory.start()
    started = time.perf_counter()
    with patch.object(slices, "transaction", timed):
        engine.run(slot, lambda: NOW, only=lambda rule: rule.name == "contact.ContactMessage")
    whole = time.perf_counter() - started
    found = PurgeRun.objects.get(slot=slot).lines.get()
    assert (found.left, found.held_after) == (0, HELD), (found.left, found.held_after)
    return {"gone": found.gone, "whole": whole, "took": sorted(timed.took), "memory": memory.stop()}


def hold() -> None:
    from hotsite.models import StaffAccount
    from privacy.retention import covered, holds
    from privacy.retention.models import LegalHold, Reason

    if not LegalHold.objects.exists():
        by = StaffAccount.objects.create(username="first").pk
        holds.place(
            email="held@example.invalid", reason=Reason.CLAIM, reference="1", review_on=NOW.date(), by=by, now=NOW
        )
    covered.refresh(NOW)


def measure(_folder: Path) -> None:
    head()
    fill(FEW)
    hold()
    few = purge("by hand few")
    fill(ROWS)
    peers = raw_delete()
    fill(ROWS)
    many = purge("by hand many")
    took = many["took"]
    rate = many["gone"] / (sum(took) / 1000)
    beside("rows a second, in slices", rate, "/s", peer="one raw DELETE", peers=peers)
    line("share of the raw DELETE", rate / peers, "", limit=HALF, digits=2)
    line("rows a second of the whole run", many["gone"] / many["whole"], "/s")
    line("transactions", len(took), "")
    line("99th of 100 transactions", took[len(took) * 99 // 100], "ms", limit=USUAL, digits=1)
    line("longest transaction", took[-1], "ms", limit=LONGEST, digits=1)
    line("more memory for ten times the rows", many["memory"] - few["memory"], "MB", limit=FLAT, digits=1)


if __name__ == "__main__":
    on_both("tests.bench.bench_purge", measure, PURGE_CAP=str(ROWS))

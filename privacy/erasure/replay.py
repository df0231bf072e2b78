"""After a restore: what the ledger says was erased, and the restored database does not know of, is erased again.

It deletes, so first what can go wrong here:

- Something goes that was never erased: only entries are taken that this database lacks, so it is older than each of
  those erasures, and so is every row in it. A person who came back since has an entry that the database knows.
- Something stays: the ledger holds hashes, so every address in a declared table is hashed and compared, under today's
  secret and each before it. Where a secret is lost, that cannot be done: `NotComparable`, before anything goes.
- It is killed in between: each person is one transaction, with the rows of the ledger; a second run does the rest.
- A legal hold was placed since: it is heeded, as in every erasure.
- It says that it erased, and something is left: the values go to a scan (`found` of `Replayed`), as after any erasure.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import EmailField

from privacy.declarations import Registry, registry
from privacy.erasure import ledger, scan
from privacy.erasure.executing import Erased, erase
from privacy.erasure.ledger import Entry
from privacy.erasure.models import Scan
from privacy.erasure.plan import plan

#: Under what its scan is kept: no case has it.
ABOUT = 0


class NotComparable(Exception):
    """The ledger cannot be read whole; the text names the lines. Nothing was erased."""


@dataclass(frozen=True)
class Replayed:
    """How many entries were missing, and of how many people rows were found."""

    entries: int
    people: int
    rows: int
    scan: Scan | None


def replay(since: datetime, now: datetime, *, of: Registry = registry) -> Replayed:
    """Erases again what was erased since a moment; looks for it everywhere. `NotComparable`."""
    if broken := ledger.unreadable():
        raise NotComparable(", ".join(broken))
    entries = [line for line in ledger.missing(now) if line.moment >= since]
    wanted = {line.about for line in entries}
    people = sorted({email for email in _addresses(of) if wanted.intersection(ledger.about_any(email))})
    done = [_again(email, entries, now, of) for email in people]
    for line in ledger.missing(now):
        if line.moment >= since:  # of whom nothing came back
            ledger.adopt(line)
    return Replayed(len(entries), len(done), sum(_rows(one) for one in done), _looked_for(done, now, of))


def _again(email: str, entries: list[Entry], now: datetime, of: Registry) -> Erased:
    """One person: the rows go and the entries come in one transaction."""
    hashes = ledger.about_any(email)
    with transaction.atomic():
        done = erase(plan(email, now=now, of=of), now=now, of=of)
        for line in entries:
            if line.about in hashes:
                ledger.adopt(line)
    return done


def _addresses(of: Registry) -> Iterator[str]:
    """Every address in a declared table, in lower case."""
    for declaration in of.declarations():
        for column in declaration.model._meta.concrete_fields:
            if isinstance(column, EmailField):
                rows = declaration.model._default_manager.order_by().exclude(**{column.name: ""})
                found = rows.values_list(column.name, flat=True).distinct().iterator(chunk_size=2000)
                yield from (email.lower() for email in found if email)


def _rows(done: Erased) -> int:
    return done.counts["deleted"] + done.counts["blanked"]


def _looked_for(done: list[Erased], now: datetime, of: Registry) -> Scan | None:
    """At once and to its end, as whoever restores waits for it."""
    last = None
    for one in done:
        with transaction.atomic():
            last = scan.start(one, about=ABOUT, then="", now=now, of=of)
    if last is None:
        return None
    while scan.run_slice(last.pk, now, of=of):
        pass
    scan.forget(ABOUT)
    last.refresh_from_db()
    return last

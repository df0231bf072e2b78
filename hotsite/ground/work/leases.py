"""How a worker takes a row, and how it lets go of it.

Each step is one conditional update: the database decides between two workers, on SQLite and on PostgreSQL alike, and
no transaction stays open while the work is done.
"""

from datetime import datetime, timedelta
from typing import TypeVar

from django.db.models import F, Q, QuerySet

from hotsite.ground.work.models import Leased, State

Row = TypeVar("Row", bound=Leased)

LEASE = timedelta(seconds=60)  # longer than a mail server's time-out, so a slow worker is not doubled
MOST_ATTEMPTS = 16
FIRST_PAUSE = timedelta(seconds=30)
LONGEST_PAUSE = timedelta(hours=6)


def due(rows: "QuerySet[Row]", now: datetime) -> "QuerySet[Row]":
    """What may be claimed at `now`: waiting, due, not under somebody's lease, not tried too often."""
    return _free(rows, now).filter(due_at__lte=now, attempts__lt=MOST_ATTEMPTS)


def give_up_exhausted(rows: "QuerySet[Row]", now: datetime) -> int:
    """Gives up what killed every worker that held it, and so never came to `give_back`; the number given up."""
    exhausted = _free(rows, now).filter(attempts__gte=MOST_ATTEMPTS)
    return exhausted.update(state=State.GIVEN_UP, leased_until=None, ended_at=now)


def _free(rows: "QuerySet[Row]", now: datetime) -> "QuerySet[Row]":
    return rows.filter(Q(leased_until__isnull=True) | Q(leased_until__lte=now), state=State.WAITING)


def claim(rows: "QuerySet[Row]", pk: int, now: datetime, lease: timedelta = LEASE) -> Row | None:
    """The row, now under our lease; None if it is done, not due, or somebody else's."""
    claimed = due(rows, now).filter(pk=pk).update(leased_until=now + lease, attempts=F("attempts") + 1)
    return rows.get(pk=pk) if claimed else None


def finish(row: Leased, now: datetime, **blanked: object) -> bool:
    """Marks `row` done, with further fields to set; False if the lease was lost to another worker."""
    return _settle(row, state=State.DONE, leased_until=None, ended_at=now, fault="", **blanked)


def give_back(row: Leased, now: datetime, error: Exception) -> bool:
    """Puts `row` back for a later attempt, or gives it up after the last one; False if the lease was lost."""
    fault = type(error).__name__[:100]
    if row.attempts >= MOST_ATTEMPTS:
        return _settle(row, state=State.GIVEN_UP, leased_until=None, ended_at=now, fault=fault)
    return _settle(row, leased_until=None, due_at=now + pause_after(row.attempts), fault=fault)


def pause_after(attempts: int) -> timedelta:
    """30 s, 1 min, 2 min … 6 h: sixteen attempts reach over a day and a half."""
    doublings = 1 << (attempts - 1)
    return min(FIRST_PAUSE * doublings, LONGEST_PAUSE)


def _settle(row: Leased, **values: object) -> bool:
    held = type(row)._default_manager.filter(pk=row.pk, state=State.WAITING, attempts=row.attempts)
    return bool(held.update(**values))

"""Erasing one person's rows and files, by a plan that somebody has read and approved.

It deletes, so first what can go wrong here:

- Rows go that nobody saw: a plan has a digest over every row that will be deleted or blanked, with what stands in it,
  and over the names of the files. `erase` makes the plan anew under lock, and does nothing at all if the digest is
  another: `PlanChanged`.
- Rows go that must stay: what a legal obligation keeps is kept with that ground (GDPR Art. 17(3)(b)) until its own
  time is over, what a legal hold covers until it is lifted, and accounts of staff end with the employment. What is
  kept is part of the plan, and shown. Holds are looked up anew, for rows that came since they were placed.
- Half of it goes: one transaction for the rows. A person has hundreds of rows here, not millions, so no slices are
  needed. Files go when it is committed, as nothing brings a file back; where a crash comes between, the scan finds
  them, the case stays open, and a new plan names them.
- A row is reported as erased and is still there: each table's own `erase` is called with exactly the planned keys, and
  where one of them is left, or was not blanked, everything is rolled back: `NotErased`. An `erase` that lies is found
  by the scan, which looks for what the rows said.
- A backup brings it back: the erasure is in the ledger, in the same transaction.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from django.db import transaction

from privacy.declarations import Declaration, Registry, delete_rows, registry
from privacy.erasure import ledger
from privacy.erasure.plan import FileLine, Line, Plan, plan
from privacy.erasure.values import Value, values_of


class PlanChanged(Exception):
    """There are other rows than the plan knows; `plan` is as it would be now. Nothing was erased."""

    def __init__(self, now: Plan) -> None:
        self.plan = now
        super().__init__("the rows are not those of the plan")


class NotErased(Exception):
    """A table's own way to erase left rows behind. Nothing was erased."""


@dataclass(frozen=True)
class Erased:
    """What was done, and what has to be found nowhere from now on."""

    email: str
    counts: dict[str, int]
    values: tuple[Value, ...]
    #: By table: the keys of the rows that were deleted or blanked, as text.
    keys: Mapping[str, tuple[str, ...]]


def erase(approved: Plan, *, now: datetime, of: Registry = registry) -> Erased:
    """Does exactly what the plan says, or nothing. `PlanChanged`, `NotErased`."""
    with transaction.atomic():
        fresh = plan(approved.email, now=now, of=of, lock=True)
        if fresh.digest != approved.digest:
            raise PlanChanged(fresh)
        values = values_of(fresh)
        keys: dict[str, tuple[str, ...]] = {}
        for declaration, lines in _by_table(fresh):
            keys[declaration.model._meta.db_table] = tuple(str(line.row.pk) for line in lines)
            _erase(declaration, [line.row.pk for line in lines])
        transaction.on_commit(lambda: _remove(fresh.files))
        ledger.record(fresh, now)
    return Erased(fresh.email, fresh.counts, values, keys)


def _by_table(found: Plan) -> list[tuple[Declaration, list[Line]]]:
    tables = groupby(found.going, key=lambda line: line.declaration)
    return [(declaration, list(lines)) for declaration, lines in tables]


def _erase(declaration: Declaration, keys: list[Any]) -> None:
    """What is deleted may have gone already, by cascade, with a row before it: that none is left is what must be."""
    rows = declaration.model._default_manager.filter(pk__in=keys)
    erased = declaration.erase(rows)
    left = rows.count() if declaration.erase is delete_rows else len(keys) - erased
    if left > 0:
        raise NotErased(declaration.model._meta.label)


def _remove(files: tuple[FileLine, ...]) -> None:
    for line in files:
        line.path.unlink(missing_ok=True)

"""Erasing one person's rows, by a plan that somebody has read and approved.

It deletes, so first what can go wrong here:

- Rows go that nobody saw: a plan has a digest over every row that will be deleted or blanked, with what stands in it.
  `erase` makes the plan anew under lock, and does nothing at all if the digest is another: `PlanChanged`.
- Rows go that must stay: what a legal obligation keeps is kept with that ground (GDPR Art. 17(3)(b)) until its own
  time is over, and accounts of staff end with the employment. What is kept is part of the plan, and shown.
- Half of it goes: one transaction. A person has hundreds of rows here, not millions, so no slices are needed.
- A row is reported as erased and is still there: each table's own `erase` is called with exactly the planned keys, and
  where one of them is left, or was not blanked, everything is rolled back: `NotErased`.

Which rows, and whether one is deleted or blanked, the declarations say.
"""

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from itertools import groupby
from typing import Any

from django.db import connection, transaction
from django.db.models import Model, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from hotsite.ground.evidence.keyed import KeyedHash, keyed_hash
from privacy import subjects
from privacy.declarations import Declaration, LegalBasis, Registry, Whose, delete_rows, registry


class Fate(Enum):
    DELETE = "deleted"
    BLANK = "blanked"
    KEEP = "kept"


FATES: Mapping[Fate, Promise] = {
    Fate.DELETE: _("is deleted"),
    Fate.BLANK: _("stays, with what is personal blanked"),
    Fate.KEEP: _("is kept"),
}
OBLIGATION = _("a legal obligation to keep them (Art. 17(3)(b))")
EMPLOYMENT = _("an account of staff, which ends with the employment")


@dataclass(frozen=True)
class Line:
    """What becomes of one row."""

    declaration: Declaration
    row: Model
    fate: Fate
    #: Why it is kept; "" for what is not.
    ground: Promise | str = ""


@dataclass(frozen=True)
class Plan:
    """Every row that an address leads to, in a stable order."""

    email: str
    lines: tuple[Line, ...]
    #: Over the address and what will be deleted or blanked, as it stands: of what is kept, much is still being written.
    digest: KeyedHash

    @property
    def counts(self) -> dict[str, int]:
        """By fate: `{"deleted": 3, "blanked": 0, "kept": 7}`."""
        found = Counter(line.fate for line in self.lines)
        return {fate.value: found[fate] for fate in Fate}


class PlanChanged(Exception):
    """There are other rows than the plan knows; `plan` is as it would be now. Nothing was erased."""

    def __init__(self, now: Plan) -> None:
        self.plan = now
        super().__init__("the rows are not those of the plan")


class NotErased(Exception):
    """A table's own way to erase left rows behind. Nothing was erased."""


def plan(email: str, *, of: Registry = registry, lock: bool = False) -> Plan:
    """What erasing would do to each row of a person. `lock`: nobody changes them until the transaction ends."""
    lines = tuple(
        Line(declaration, row, *_fate(declaration))
        for declaration, rows in subjects.every(email, of=of)
        for row in (_locked(rows) if lock and _fate(declaration)[0] is not Fate.KEEP else rows)
    )
    return Plan(email, lines, _digest(email, lines))


def erase(approved: Plan, *, of: Registry = registry) -> dict[str, int]:
    """Does exactly what the plan says, or nothing; the counts by fate. `PlanChanged`, `NotErased`."""
    with transaction.atomic():
        fresh = plan(approved.email, of=of, lock=True)
        if fresh.digest != approved.digest:
            raise PlanChanged(fresh)
        todo = (line for line in fresh.lines if line.fate is not Fate.KEEP)
        for declaration, lines in groupby(todo, key=lambda line: line.declaration):
            _erase(declaration, [line.row.pk for line in lines])
    return fresh.counts


def _erase(declaration: Declaration, keys: list[Any]) -> None:
    """What is deleted may have gone already, by cascade, with a row before it: that none is left is what must be."""
    rows = declaration.model._default_manager.filter(pk__in=keys)
    erased = declaration.erase(rows)
    left = rows.count() if declaration.erase is delete_rows else len(keys) - erased
    if left > 0:
        raise NotErased(declaration.model._meta.label)


def _fate(declaration: Declaration) -> tuple[Fate, Promise | str]:
    if declaration.whose is Whose.STAFF:
        return Fate.KEEP, EMPLOYMENT
    if declaration.legal_basis is LegalBasis.LEGAL_OBLIGATION:
        return Fate.KEEP, OBLIGATION
    return (Fate.DELETE if declaration.erase is delete_rows else Fate.BLANK), ""


def _locked(rows: "QuerySet[Any]") -> "QuerySet[Any]":
    return rows.select_for_update(of=("self",)) if connection.features.has_select_for_update_of else rows


def _digest(email: str, lines: tuple[Line, ...]) -> KeyedHash:
    """Keyed, as a hash of an address alone could be guessed."""
    said = [
        [line.declaration.model._meta.label, line.fate.value, _content(line.row)]
        for line in lines
        if line.fate is not Fate.KEEP
    ]
    return keyed_hash("erasure plan", json.dumps([email.lower(), said], ensure_ascii=True))


def _content(row: Model) -> list[str]:
    return [str(getattr(row, field.attname)) for field in row._meta.concrete_fields]

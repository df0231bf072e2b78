"""What erasing would do to each row and file of one person. It changes nothing; `executing` does.

Which rows, and whether one is deleted or blanked, the declarations say.
"""

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from pathlib import Path
from typing import Any

from django.db import connection
from django.db.models import Model, QuerySet
from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from hotsite.ground.evidence.keyed import KeyedHash, keyed_hash
from privacy import subjects
from privacy.declarations import Declaration, LegalBasis, Registry, Store, Whose, delete_rows, registry
from privacy.retention import covered, holds
from privacy.retention.models import CoveredRow, LegalHold, Reason


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
class FileLine:
    """A file that goes."""

    store: Store
    path: Path


@dataclass(frozen=True)
class Plan:
    """Every row and file that an address leads to, in a stable order."""

    email: str
    lines: tuple[Line, ...]
    files: tuple[FileLine, ...]
    #: Over the address and what will be deleted or blanked, as it stands: of what is kept, much is still being written.
    digest: KeyedHash

    @property
    def counts(self) -> dict[str, int]:
        """By fate: `{"deleted": 3, "blanked": 0, "kept": 7, "files": 1}`."""
        found = Counter(line.fate for line in self.lines)
        return {**{fate.value: found[fate] for fate in Fate}, "files": len(self.files)}

    @property
    def kept(self) -> tuple[Line, ...]:
        return tuple(line for line in self.lines if line.fate is Fate.KEEP)

    @property
    def going(self) -> tuple[Line, ...]:
        """What is deleted or blanked."""
        return tuple(line for line in self.lines if line.fate is not Fate.KEEP)


def plan(email: str, *, now: datetime, of: Registry = registry, lock: bool = False) -> Plan:
    """What erasing would do to each row of a person. `lock`: nobody changes them until the transaction ends.

    A legal hold keeps what it covers, and whatever that hangs on; a pause of the purge does not.
    """
    if holds.in_force().exists():
        covered.refresh(now, of=of)
    lines = tuple(
        line
        for declaration, rows in subjects.every(email, of=of)
        for line in _lines(declaration, _locked(rows) if lock and _fate(declaration)[0] is not Fate.KEEP else rows, now)
    )
    lines = _with_what_held_rows_hang_on(lines)
    files = tuple(
        FileLine(store, path)
        for store in of.stores.values()
        if store.files_of
        for path in sorted(store.files_of(email))
    )
    return Plan(email, lines, files, _digest(email, lines, files))


def _lines(declaration: Declaration, rows: "QuerySet[Any]", now: datetime) -> list[Line]:
    fate, ground = _fate(declaration)
    found = [Line(declaration, row, fate, ground) for row in rows]
    if fate is Fate.KEEP or not found:
        return found
    held = _held(declaration, [str(line.row.pk) for line in found], now)
    return [
        Line(declaration, line.row, Fate.KEEP, _hold(held[key])) if (key := str(line.row.pk)) in held else line
        for line in found
    ]


def _held(declaration: Declaration, keys: list[str], now: datetime) -> dict[str, LegalHold]:
    covering = CoveredRow.objects.filter(table=declaration.model._meta.label, key__in=keys, hold__lifted_at__gt=now)
    return {row.key: row.hold for row in covering.select_related("hold") if row.hold}


def _hold(hold: LegalHold) -> Promise:
    return format_lazy(
        _("a legal hold, for {reason}: until it is lifted; looked at again on {day}"),
        reason=Reason(hold.reason).label,
        day=hold.review_on.isoformat(),
    )


def _with_what_held_rows_hang_on(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """A row that is deleted takes with it by cascade what hangs on it: so it stays with what is held there."""
    kept = {
        (field.related_model, getattr(line.row, field.attname)): line.ground
        for line in lines
        if line.fate is Fate.KEEP
        for field in covered.parents(line.declaration.model)
    }
    more = tuple(
        Line(line.declaration, line.row, Fate.KEEP, ground)
        if line.fate is Fate.DELETE and (ground := kept.get((line.declaration.model, line.row.pk)))
        else line
        for line in lines
    )
    return lines if more == lines else _with_what_held_rows_hang_on(more)


def _fate(declaration: Declaration) -> tuple[Fate, Promise | str]:
    if declaration.whose is Whose.STAFF:
        return Fate.KEEP, EMPLOYMENT
    if declaration.legal_basis is LegalBasis.LEGAL_OBLIGATION:
        return Fate.KEEP, OBLIGATION
    return (Fate.DELETE if declaration.erase is delete_rows else Fate.BLANK), ""


def _locked(rows: "QuerySet[Any]") -> "QuerySet[Any]":
    return rows.select_for_update(of=("self",)) if connection.features.has_select_for_update_of else rows


def _digest(email: str, lines: tuple[Line, ...], files: tuple[FileLine, ...]) -> KeyedHash:
    """Keyed, as a hash of an address alone could be guessed."""
    said = [
        [line.declaration.model._meta.label, line.fate.value, _content(line.row)]
        for line in lines
        if line.fate is not Fate.KEEP
    ]
    names = [[line.store.name, str(line.path)] for line in files]
    return keyed_hash("erasure plan", json.dumps([email.lower(), said, names], ensure_ascii=True))


def _content(row: Model) -> list[str]:
    return [str(getattr(row, field.attname)) for field in row._meta.concrete_fields]

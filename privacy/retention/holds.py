"""Legal holds: what has to stay beyond its time, or although a person asks for its erasure.

A hold is in force from the moment that it is placed: to keep is the safe side. A second person approves it, and
nothing lifts it but a person whom another has asked to; the day of its review makes it show up, and never ends it.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from typing import Any

from django.core.exceptions import FieldError, ValidationError
from django.db import transaction
from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from hotsite.ground.evidence.chain import Fact
from hotsite.ground.evidence.keyed import keyed_hash
from hotsite.ground.evidence.services import record
from hotsite.ground.four_eyes import may_approve
from hotsite.ground.not_yet import NOT_YET
from privacy.declarations import Declaration, Registry, registry
from privacy.retention import covered
from privacy.retention.models import CoveredRow, LegalHold, Reason

#: What a filter may ask of a column.
LOOKUPS = frozenset({"exact", "lt", "lte", "gt", "gte", "in"})


class NotPlaced(ValueError):
    """A hold that would cover nothing it could name; the text says why, in the language that is active."""


class NotAllowed(Exception):
    """Who wants to approve or lift may not; the text says why, in the language that is active."""


def place(
    *,
    email: str = "",
    table: str = "",
    where: dict[str, Any] | None = None,
    reason: Reason,
    reference: str,
    review_on: date,
    by: int,
    now: datetime,
    of: Registry = registry,
) -> LegalHold:
    """Holds one person's rows in every declared table, or the rows of one table that `where` finds. In force at once.

    `where`: columns of that table and what they have to be, as `{"created_at__lt": "2026-01-01T00:00:00Z"}`; empty for
    every row. `NotPlaced` for a scope that is neither, or that the table does not know.
    """
    check(email=email, table=table, where=where or {}, of=of)
    with transaction.atomic():
        hold = LegalHold.objects.create(
            subject=covered.person(email) if email else "",
            sealed=covered.seal(email) if email else "",
            table=table,
            filter=where or {},
            reason=reason,
            reference=reference,
            review_on=review_on,
            placed_by_id=by,
            placed_at=now,
        )
        _note("placed", hold, by, now, review_on=review_on)
    covered.cover(hold, now, of=of)
    return hold


def approve(hold: LegalHold, *, by: int, now: datetime) -> None:
    """By a second person. `NotAllowed` for who placed it."""
    with _locked(hold) as it:
        if it.approved_at or not may_approve(by, asked_by=it.placed_by_id, asked_at=it.placed_at, now=now):
            raise NotAllowed(_("A second person has to approve it; where one works alone, the same after 24 hours."))
        it.approved_at, it.approved_by_id = now, by
        it.save()
        _note("approved", it, by, now)


def review(hold: LegalHold, *, until: date, by: int, now: datetime) -> None:
    """Somebody looked, and it has to go on; it is looked at again on the day given."""
    with _locked(hold) as it:
        if until <= now.date():
            raise NotAllowed(_("The next review has to be on a day to come."))
        it.review_on, it.lift_asked_at, it.lift_asked_by_id = until, None, None
        it.save()
        _note("reviewed", it, by, now, review_on=until)


def ask_to_lift(hold: LegalHold, *, by: int, now: datetime) -> None:
    """The first of two people. It stays in force."""
    with _locked(hold) as it:
        it.lift_asked_at, it.lift_asked_by_id = now, by
        it.save()
        _note("lift_asked", it, by, now)


def lift(hold: LegalHold, *, by: int, now: datetime) -> None:
    """The second of two. From now on its rows go when their time is over. `NotAllowed` for who asked, or unasked."""
    with _locked(hold) as it:
        asked = it.lift_asked_at is not None
        if not (asked and may_approve(by, asked_by=it.lift_asked_by_id, asked_at=it.lift_asked_at, now=now)):
            raise NotAllowed(_("One person asks to lift it, and another lifts it."))
        it.lifted_at, it.lifted_by_id, it.sealed = now, by, ""
        it.save()
        _note("lifted", it, by, now)
    CoveredRow.objects.filter(hold=hold).delete()


def in_force() -> "QuerySet[LegalHold]":
    return LegalHold.objects.filter(lifted_at=NOT_YET)


def on(email: str) -> bool:
    """Whether a person's rows are under a hold."""
    return in_force().filter(subject__in=covered.hashes(email)).exists()


def held(declaration: Declaration, now: datetime) -> Q:
    """A condition on the rows of a declared table: a legal hold covers them. Ask `covered.refresh` first."""
    return Q(covered.is_covered(declaration, hold__lifted_at__gt=now))


def covers(hold: LegalHold) -> list[tuple[str, int]]:
    """By table, how many rows it covers, as they were found last."""
    found = CoveredRow.objects.filter(hold=hold).order_by("table").values_list("table")
    return list(found.annotate(number=Count("pk")))


def check(*, email: str, table: str, where: dict[str, Any], of: Registry = registry) -> None:
    """`NotPlaced` for what `place` would not place."""
    if bool(email) == bool(table):
        raise NotPlaced(_("A hold covers a person or a table: name one of the two."))
    if table:
        _check_filter(table, where, of)


def _check_filter(table: str, where: dict[str, Any], of: Registry) -> None:
    declaration = next((one for one in of.declarations() if one.model._meta.label == table), None)
    if declaration is None or declaration.model is CoveredRow:
        raise NotPlaced(_("%(table)s is no table with personal data.") % {"table": table})
    columns = {field.name for field in declaration.model._meta.concrete_fields}
    for name in where:
        column, _sep, lookup = name.partition("__")
        if column not in columns or (lookup or "exact") not in LOOKUPS:
            raise NotPlaced(_("%(table)s cannot be filtered by “%(name)s”.") % {"table": table, "name": name})
    try:
        declaration.model._default_manager.filter(**where).exists()
    except (FieldError, TypeError, ValueError, ValidationError):
        raise NotPlaced(_("A value of the filter does not fit its column.")) from None


@contextmanager
def _locked(hold: LegalHold) -> Iterator[LegalHold]:
    """The hold as it stands, for us alone. `NotAllowed` once it is lifted."""
    with transaction.atomic():
        it = LegalHold.objects.select_for_update().get(pk=hold.pk)
        if not it.is_in_force:
            raise NotAllowed(_("This hold was lifted."))
        yield it


def _note(what: str, hold: LegalHold, by: int, now: datetime, **facts: Fact) -> None:
    record(
        f"hold.{what}",
        about=keyed_hash("hold", str(hold.pk)),
        by=keyed_hash("staff", str(by)),
        facts={"reason": hold.reason, **facts},
        now=now,
    )

"""The rows of a rule that are over, and which of them are free to go, as conditions that every query here shares.

All but one: the verification (`verify`) asks in words of its own.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Exists, Model, OuterRef, Q, QuerySet

from privacy.declarations import Declaration
from privacy.retention.covered import is_covered
from privacy.retention.models import CoveredRow
from privacy.retention.rules import Dependent, Hanging, Rule


def every(model: type[Model]) -> "QuerySet[Any]":
    """All rows: a manager may leave some out, and a purge may not."""
    return QuerySet(model)


@dataclass(frozen=True)
class Row:
    """A place in the order of a rule's rows: by date, and of one date by key."""

    at: datetime
    key: Any


def due(rule: Rule, cut_off: datetime, *, up_to: Row | None = None) -> "QuerySet[Any]":
    """What began before the cut-off; of what is blanked and not deleted, what is not blank yet.

    `up_to`: only as far as this row, which is due itself. Its date then stands in the place of the cut-off: SQLite uses
    one upper bound of an index, the first that it meets, and would read on to the cut-off with each slice.
    """
    said = _declaration(rule)
    date = said.counted_from
    if up_to is None:
        found = every(said.model).filter(**{f"{date}__lt": cut_off})
    else:
        last = Q(**{f"{date}__lt": up_to.at}) | Q(pk__lte=up_to.key)
        found = every(said.model).filter(last, **{f"{date}__lte": up_to.at})
    return found.exclude(**said.when_over.values) if said.when_over else found


def is_held(rule: Rule) -> Exists:
    return is_covered(_declaration(rule))


def waits(rule: Rule) -> Q | None:
    """Other rows hang on it that stay for now; None where none can."""
    if _declaration(rule).when_over:
        return None
    if _declaration(rule).purge:  # it goes as a whole, or not at all
        return Q(Exists(CoveredRow.objects.filter(table=rule.name)))
    conditions = list(_stays(rule))
    if not conditions:
        return None
    condition = Q(conditions[0])
    for one in conditions[1:]:
        condition |= Q(one)
    return condition


def free(rule: Rule, cut_off: datetime, *, up_to: Row | None = None) -> "QuerySet[Any]":
    """What goes: due, not held, nothing hanging on it that stays."""
    found = due(rule, cut_off, up_to=up_to).filter(~is_held(rule))
    waiting = waits(rule)
    return found if waiting is None else found.filter(~waiting)


def hanging(dependent: Dependent, rows: "QuerySet[Any]") -> "QuerySet[Any]":
    return every(dependent.model).filter(**{f"{dependent.field.name}__in": rows.values("pk")})


def _stays(rule: Rule) -> Iterator[Exists]:
    for one in rule.dependents:
        on_it = every(one.model).filter(**{one.field.name: OuterRef("pk")})
        if one.hanging is Hanging.FIRST:
            yield Exists(on_it)
        elif one.hanging is Hanging.ALONG and one.declaration:
            yield Exists(on_it.filter(is_covered(one.declaration)))


def _declaration(rule: Rule) -> Declaration:
    if not isinstance(rule.said, Declaration):
        raise TypeError(f"{rule.name} is no table")
    return rule.said

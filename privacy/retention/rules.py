"""The rules of the purge, made from what was declared; and what hangs on what.

A rule says of one table or store: how long, counted from which date, what then. Nobody writes rules: a table that is
declared has one, and a table that is not declared stops the site's start.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from functools import cached_property
from typing import Any

from django.db.models import CASCADE, PROTECT, RESTRICT, SET_NULL, ForeignKey, Model
from django.utils import timezone
from django.utils.text import capfirst

from privacy.declarations import Declaration, EndedBy, Registry, Store, Text, registry
from privacy.periods import Period, cut_off

#: What is kept for so few days is looked at each hour, everything else each day.
SHORT_LIVED = 7


class Hanging(Enum):
    """What becomes of a row when the row that it points at goes."""

    FIRST = "has gone before, or the other stays"
    ALONG = "goes with it"
    FREED = "stays, and points at nothing"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Dependent:
    """Rows that hang on those of a rule, by one foreign key."""

    model: type[Model]
    field: "ForeignKey[Any, Any]"
    hanging: Hanging
    #: None where the table holds nothing about people.
    declaration: Declaration | None


@dataclass(frozen=True, eq=False)
class Rule:
    said: Declaration | Store
    of: Registry

    @property
    def name(self) -> str:
        return self.said.model._meta.label if isinstance(self.said, Declaration) else f"store: {self.said.name}"

    @property
    def title(self) -> str:
        said = self.said
        return capfirst(str(said.model._meta.verbose_name_plural if isinstance(said, Declaration) else said.title))

    @property
    def period(self) -> Period:
        return self.said.keep_for

    @property
    def owner(self) -> Text:
        return self.said.owner

    @property
    def law(self) -> str:
        return self.said.law

    @property
    def is_short_lived(self) -> bool:
        return 0 < self.period.days <= SHORT_LIVED

    @property
    def is_run(self) -> bool:
        """False for a store that ends by itself, that a person ends, or that is not in use."""
        if isinstance(self.said, Store):
            return self.said.ended_by is EndedBy.PURGE and self.said.locate() is not None
        return True

    def cut_off(self, now: datetime) -> datetime:
        return cut_off(self.period, now, timezone.get_default_timezone())

    @cached_property
    def dependents(self) -> tuple[Dependent, ...]:
        if isinstance(self.said, Store):
            return ()
        return tuple(_dependents(self.said.model, self.of))


def rules(of: Registry = registry) -> list[Rule]:
    """Every rule, what hangs on others before them, stores last."""
    left = {declaration.model: Rule(declaration, of) for declaration in of.declarations()}
    ordered: list[Rule] = []
    while left:
        free = [rule for rule in left.values() if not any(one.model in left for one in _firsts(rule))]
        for rule in free or list(left.values()):  # rows that hang on each other: none of them has to go first
            ordered.append(rule)
            del left[rule.said.model]  # type: ignore[union-attr]  # declarations alone are in it
    return [*ordered, *(Rule(store, of) for store in of.stores.values())]


def _firsts(rule: Rule) -> Iterator[Dependent]:
    assert isinstance(rule.said, Declaration)  # noqa: S101  (for the type checker: files have no rows)
    return (one for one in rule.dependents if one.hanging is Hanging.FIRST and one.model is not rule.said.model)


def _dependents(model: type[Model], of: Registry) -> Iterator[Dependent]:
    for field in pointing_at(model):
        spoken = of.tables.get(field.model)
        declaration = spoken if isinstance(spoken, Declaration) else None
        yield Dependent(field.model, field, _hanging(field, declaration), declaration)


def pointing_at(model: type[Model]) -> "Iterator[ForeignKey[Any, Any]]":
    """Every foreign key to a model, those without a name for the way back included."""
    for relation in model._meta.get_fields(include_hidden=True):
        if relation.auto_created and not relation.concrete and (relation.one_to_many or relation.one_to_one):
            field: Any = relation.field  # type: ignore[union-attr]  # a reverse relation has one
            yield field


def _hanging(field: "ForeignKey[Any, Any]", declaration: Declaration | None) -> Hanging:
    on_delete = field.remote_field.on_delete
    if on_delete is SET_NULL:
        return Hanging.FREED
    if on_delete in {PROTECT, RESTRICT}:
        return Hanging.FIRST
    if on_delete is CASCADE:
        along = declaration is None or declaration.goes_with == field.name
        return Hanging.ALONG if along else Hanging.FIRST
    return Hanging.UNKNOWN

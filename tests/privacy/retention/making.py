"""Rows of any model, filled in as its columns need it: for tests that go over every declaration."""

import uuid
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import Any

from django.db import models

from hotsite.ground.evidence.models import EvidenceEvent
from hotsite.ground.evidence.services import record
from hotsite.models import StaffAccount
from privacy.declarations import Declaration, registry
from privacy.retention import engine
from privacy.retention.models import CoveredRow, LegalHold, PurgeLine, PurgeRun
from privacy.retention.rules import Rule, rules

NOW = datetime(2026, 11, 25, 10, tzinfo=UTC)

#: What a constraint wants, and no type of a column says.
_NEEDED: dict[type[models.Model], Callable[[], dict[str, Any]]] = {
    LegalHold: lambda: {"table": "contact.ContactMessage"},
    CoveredRow: lambda: {"hold": make(LegalHold)},
    PurgeRun: lambda: {"in_gap": True},  # or else the breaker would take it for the last one, long ago
}


def declared(model: type[models.Model]) -> Declaration:
    found = registry.tables[model]
    assert isinstance(found, Declaration)
    return found


def rule_of(model: type[models.Model]) -> Rule:
    return next(rule for rule in rules() if rule.name == model._meta.label)


_NUMBERS = count(1000)


def make(model: type[models.Model], **values: Any) -> Any:
    """A row. Columns that may be empty are; others get something of their type, different each time."""
    if model is EvidenceEvent:
        return record("test", now=values.get("at", NOW))
    values = _NEEDED.get(model, dict)() | values
    for field in model._meta.concrete_fields:
        if field.name not in values and not isinstance(field, models.AutoField | models.BigAutoField):
            value = _value(field)
            values |= {} if value is None else {field.name: value}
    return model._default_manager.create(**values)


def _value(field: "models.Field[Any, Any]") -> Any:
    if field.has_default() or field.null:
        return None
    if isinstance(field, models.ForeignKey):
        return make(field.related_model)
    if isinstance(field, models.CharField | models.TextField):
        word = uuid.uuid4().hex
        return "" if field.blank and not field.unique else word[: field.max_length or 32]
    return next(_NUMBERS) if field.unique else _OF_TYPE[type(field)]


_OF_TYPE: dict[type, Any] = {
    models.DateTimeField: NOW,
    models.DateField: date(2026, 11, 25),
    models.BooleanField: False,
    models.JSONField: {},
    models.PositiveSmallIntegerField: 1,
    models.PositiveIntegerField: 1,
    models.PositiveBigIntegerField: 1,
    models.BigIntegerField: 1,
}


def dated(model: type[models.Model], at: datetime, **values: Any) -> Any:
    """A row whose time to keep began then."""
    clock = declared(model).counted_from
    row = make(model, **{clock: at}, **values)
    if getattr(row, clock) != at:  # a third party's model sets it when it is saved
        model._base_manager.filter(pk=row.pk).update(**{clock: at})
    return row


def there(model: type[models.Model], made: "list[Any]") -> "list[Any]":
    """Which of the rows made are still there."""
    keys = set(model._base_manager.filter(pk__in=[row.pk for row in made]).values_list("pk", flat=True))
    return [row for row in made if row.pk in keys]


def purged(model: type[models.Model], now: datetime) -> PurgeLine:
    """Runs the one rule; what its line says."""
    name = model._meta.label
    slot = f"by hand {uuid.uuid4().hex}"
    assert engine.run(slot, lambda: now, only=lambda rule: rule.name == name) is engine.Outcome.DONE
    return PurgeRun.objects.get(slot=slot).lines.get()


def person(name: str = "first") -> int:
    return StaffAccount.objects.get_or_create(username=name, defaults={"last_active_at": NOW + timedelta(days=9999)})[
        0
    ].pk

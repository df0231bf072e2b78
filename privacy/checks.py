"""System checks, level Error: every installed model and field has said what it holds about people.

Django runs them before `migrate`, `runserver` and tests, and `make check` runs them by name: a table that nobody
declared cannot be served.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from django.apps import AppConfig, apps
from django.core.checks import CheckMessage, Error, register
from django.core.exceptions import FieldError
from django.db.models import CharField, DateTimeField, Field, Model, TextField
from django.db.models.signals import post_delete, pre_delete

from privacy.declarations import (
    Blocked,
    Correctable,
    Declaration,
    LeftOut,
    LegalBasis,
    NoDeclaration,
    NotPersonal,
    Registry,
    registry,
)
from privacy.policies import operator
from privacy.retention.rules import Dependent, Hanging, Rule, pointing_at

HINT = "Speak in the app's personal_data.py: declare(…) or declare_none(…, because=…)."


@register("privacy")
def everything_has_spoken(app_configs: Sequence[AppConfig] | None = None, **_: Any) -> list[CheckMessage]:
    return list(find_silence(list(apps.get_models(include_auto_created=True)), registry))


@register("privacy", deploy=True)
def the_operator_is_named(app_configs: Sequence[AppConfig] | None = None, **_: Any) -> list[CheckMessage]:
    """GDPR Art. 13(1)(a): on a site in use, the policy names who is responsible."""
    hint = "The policies have to name it; see the table in the README for an example."
    return [
        Error(f"{name} still says {operator.NOT_SAID}.", hint=hint, id="privacy.E020")
        for name in operator.not_configured()
    ]


def find_silence(models: list[type[Model]], said: Registry) -> Iterator[CheckMessage]:
    """What is missing, doubled or contradictory in `said` about `models`."""
    for twice in said.said_twice:
        name = twice if isinstance(twice, str) else twice._meta.label
        yield Error(f"{name} is declared twice.", id="privacy.E002")
    for model in models:
        spoken = said.tables.get(model)
        if spoken is None:
            yield Error(f"{model._meta.label} has not said what it holds about people.", hint=HINT, id="privacy.E001")
        elif isinstance(spoken, NoDeclaration):
            if not spoken.because:
                yield Error(f"{model._meta.label} gives no reason for holding nothing.", id="privacy.E008")
        else:
            yield from _fields(spoken)
            yield from _clock(spoken)
            yield from _reasons(spoken)
            yield from _purge(Rule(spoken, said))
            yield from _abilities(spoken)


def _columns(model: type[Model]) -> "dict[str, Field[Any, Any]]":
    own = [*model._meta.concrete_fields, *model._meta.many_to_many]
    return {column.name: column for column in own}


def _fields(spoken: Declaration) -> Iterator[CheckMessage]:
    label = spoken.model._meta.label
    columns = _columns(spoken.model)
    for name in columns:
        if name not in spoken.fields:
            yield Error(f"{label}.{name} has not said what it holds about people.", hint=HINT, id="privacy.E003")
    for name, meaning in spoken.fields.items():
        if name not in columns:
            yield Error(f"{label}.{name} is declared, but there is no such field.", id="privacy.E004")
        if isinstance(meaning, NotPersonal) and not meaning.because:
            yield Error(f"{label}.{name} gives no reason for not being personal.", id="privacy.E008")


def _clock(spoken: Declaration) -> Iterator[CheckMessage]:
    label = f"{spoken.model._meta.label}.{spoken.counted_from}"
    column = _columns(spoken.model).get(spoken.counted_from)
    if not isinstance(column, DateTimeField):
        yield Error(f"{label} is what the time to keep counts from, but is no date and time.", id="privacy.E005")
        return
    if column.null:
        yield Error(f"{label} may be null: such a row would be kept for ever.", id="privacy.E006")
    if not spoken.indexed_by and not _is_indexed(spoken.model, column):
        yield Error(f"{label} has no index: the purge would read the whole table.", id="privacy.E007")


def _is_indexed(model: type[Model], column: "Field[Any, Any]") -> bool:
    leading = [index.fields[0].removeprefix("-") for index in model._meta.indexes if index.fields]
    return column.unique or getattr(column, "db_index", False) or column.name in leading


def _reasons(spoken: Declaration) -> Iterator[CheckMessage]:
    label = spoken.model._meta.label
    subject = spoken.subject
    if subject.by is None and not (subject.because and subject.found_by):
        yield Error(f"{label} finds no person's rows and says neither why nor what does.", id="privacy.E009")
    if spoken.legal_basis is LegalBasis.LEGITIMATE_INTEREST and not spoken.balancing_note:
        yield Error(f"{label} rests on a legitimate interest without a balancing note.", id="privacy.E010")
    for ability in ("rectify", "restrict"):
        said = getattr(spoken, ability)
        if isinstance(said, LeftOut) and not said.because:
            yield Error(f"{label} leaves out {ability} without a reason.", id="privacy.E008")


def _purge(rule: Rule) -> Iterator[CheckMessage]:
    """What would make the purge of a table do something else than its declaration says."""
    spoken = rule.said
    if not isinstance(spoken, Declaration) or spoken.when_over:
        return
    purged = [spoken.model, *(one.model for one in rule.dependents if one.hanging is Hanging.ALONG)]
    for model in purged:
        if not spoken.purge and any(signal.has_listeners(model) for signal in (pre_delete, post_delete)):
            hint = "The purge deletes ranges and sends no signals. Do what the receiver does in the purge's own way."
            yield Error(f"{model._meta.label} has a delete signal, and is purged.", hint=hint, id="privacy.E030")
    for one in rule.dependents:
        yield from _hanging(rule, one)


def _hanging(rule: Rule, one: Dependent) -> Iterator[CheckMessage]:
    name = f"{one.model._meta.label}.{one.field.name}"
    if one.hanging is Hanging.UNKNOWN:
        hint = "The purge knows CASCADE, SET_NULL, PROTECT and RESTRICT."
        yield Error(f"{name}: what becomes of it when {rule.name} goes?", hint=hint, id="privacy.E032")
    if one.hanging is Hanging.FIRST and one.declaration and one.declaration.keep_for.length > rule.period.length:
        hint = "Keep the other as long, or say goes_with, if it may go before its time."
        yield Error(f"{name} has to live longer than {rule.name}, on which it hangs.", hint=hint, id="privacy.E031")
    if one.hanging is Hanging.ALONG and any(pointing_at(one.model)):
        hint = "Declare it, so that it has a rule of its own."
        yield Error(f"{name} goes with {rule.name}, and other rows hang on it.", hint=hint, id="privacy.E033")


def _abilities(spoken: Declaration) -> Iterator[CheckMessage]:
    """What is said to be corrected, or to block a use, is there: else a right would fail on the day it is asked for."""
    label = spoken.model._meta.label
    if isinstance(spoken.rectify, Correctable):
        columns = _columns(spoken.model)
        for name in spoken.rectify.fields:
            if not isinstance(columns.get(name), CharField | TextField) or name not in spoken.personal_fields:
                yield Error(f"{label}.{name} can be corrected, but is no text about a person.", id="privacy.E011")
    if isinstance(spoken.restrict, Blocked):
        try:
            spoken.model._default_manager.filter(**{spoken.restrict.column: ""})
        except FieldError:
            column = spoken.restrict.column
            yield Error(f"{label} is restricted by {column}, but there is no such column.", id="privacy.E012")

"""Every installed model and field has said what it holds about people."""

from dataclasses import replace
from typing import Any

import pytest
from django.apps import apps
from django.core.checks import run_checks
from django.db import connection

from contact.messages.models import ContactMessage
from hotsite.ground.work.models import Tick
from privacy.checks import find_silence
from privacy.declarations import (
    Blocked,
    Declaration,
    LeftOut,
    LegalBasis,
    NoDeclaration,
    NotPersonal,
    Registry,
    Store,
    correctable,
    days,
    registry,
)

SPOKEN = registry.tables[ContactMessage]
assert isinstance(SPOKEN, Declaration)
CONTACT: Declaration = SPOKEN


def complaints(said: Declaration | NoDeclaration | None) -> list[str]:
    tables = {} if said is None else {said.model: said}
    model = ContactMessage if said is None else said.model
    return [message.msg for message in find_silence([model], Registry(tables=dict(tables)))]


@pytest.mark.promise("P5.1")
def test_this_site_has_spoken() -> None:
    assert run_checks(tags=["privacy"]) == []


def test_every_installed_model_is_looked_at_third_parties_included() -> None:
    labels = {model._meta.label for model in registry.tables}
    assert labels == {model._meta.label for model in apps.get_models(include_auto_created=True)}


def test_a_silent_model_is_named() -> None:
    assert complaints(None) == ["contact.ContactMessage has not said what it holds about people."]


def test_a_silent_field_is_named() -> None:
    fields = {name: said for name, said in CONTACT.fields.items() if name != "topic"}
    assert complaints(replace(CONTACT, fields=fields)) == [
        "contact.ContactMessage.topic has not said what it holds about people."
    ]


def test_a_field_that_is_gone_is_named() -> None:
    fields = {**CONTACT.fields, "telephone": NotPersonal("gone")}
    assert complaints(replace(CONTACT, fields=fields)) == [
        "contact.ContactMessage.telephone is declared, but there is no such field."
    ]


@pytest.mark.parametrize(
    ("column", "complaint"),
    [
        ("email", "is what the time to keep counts from, but is no date and time."),
        ("nowhere", "is what the time to keep counts from, but is no date and time."),
        ("created_at", "has no index: the purge would read the whole table."),
    ],
)
def test_a_clock_that_cannot_be_counted_from_is_named(column: str, complaint: str) -> None:
    assert complaints(replace(CONTACT, counted_from=column)) == [f"contact.ContactMessage.{column} {complaint}"]


def test_a_clock_that_may_be_null_is_named() -> None:
    outbox = next(said for said in registry.declarations() if said.model._meta.label == "ground.OutboxMail")
    assert "ground.OutboxMail.ended_at may be null: such a row would be kept for ever." in complaints(
        replace(outbox, counted_from="ended_at")
    )


def test_reasons_left_out_are_named() -> None:
    mute = replace(
        CONTACT,
        balancing_note="",
        legal_basis=LegalBasis.LEGITIMATE_INTEREST,
        subject=replace(CONTACT.subject, by=None),
        rectify=LeftOut(""),
        fields={**CONTACT.fields, "id": NotPersonal("")},
    )
    assert len(complaints(mute)) == 4
    assert complaints(NoDeclaration(model=Tick, because="")) == ["ground.Tick gives no reason for holding nothing."]


@pytest.mark.parametrize(
    ("ability", "complaint"),
    [
        ({"rectify": correctable("state", "thread_digest", "created_at", "nowhere")}, "created_at can be corrected"),
        ({"rectify": correctable("nowhere")}, "nowhere can be corrected, but is no text about a person."),
        ({"restrict": Blocked("nowhere")}, "is restricted by nowhere, but there is no such column."),
        ({"restrict": Blocked("email__nowhere")}, "is restricted by email__nowhere, but there is no such column."),
    ],
)
def test_an_ability_over_a_column_that_is_not_there_is_named(ability: dict[str, Any], complaint: str) -> None:
    assert complaint in " ".join(complaints(replace(CONTACT, **ability)))


def test_saying_it_twice_is_a_contradiction() -> None:
    said = Registry()
    for _time in range(2):
        said.add(CONTACT)
        said.add_store(
            Store(name="a folder", title="", purpose="", locate=lambda: None, purge=lambda _: 0, keep_for=days(1))
        )
    assert [message.id for message in find_silence([], said)] == ["privacy.E002", "privacy.E002"]


@pytest.mark.django_db
def test_an_index_that_a_migration_of_ours_makes_is_in_the_database() -> None:
    for said in registry.declarations():
        if said.indexed_by:
            with connection.cursor() as cursor:
                constraints = connection.introspection.get_constraints(cursor, said.model._meta.db_table)
            assert constraints[said.indexed_by]["columns"] == [said.counted_from]


@pytest.mark.parametrize("said", list(registry.declarations()), ids=lambda said: said.model._meta.label)
def test_a_declaration_names_at_least_one_personal_field(said: Declaration) -> None:
    assert said.personal_fields

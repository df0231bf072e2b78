"""Correcting what is wrong about a person (GDPR Art. 16): one column of one row at a time, as its declaration allows.

What can go wrong here:

- Another row is changed than the one that was seen, or one that somebody changed since: the change that was shown has
  a digest over row, column, old and new value; `correct` looks again under lock, and does nothing if it is another.
- A row of somebody else is changed: it is looked for among the rows that the person's address leads to, and only there.
- What stood there before lives on in a log: `Correction` holds keyed hashes, which prove what was changed and tell
  nobody what it was.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.db.models import Field, Model
from django.utils.translation import gettext as _

from hotsite.ground.evidence.keyed import KeyedHash, keyed_hash
from privacy import subjects
from privacy.declarations import Blocked, Correctable, Declaration, Registry, registry

#: Of one table, the newest: a page lists them all, to choose from.
MOST_ROWS = 100


@dataclass(frozen=True)
class Place:
    """A column of a row that can be corrected."""

    declaration: Declaration
    row: Model
    field: "Field[Any, Any]"

    @property
    def key(self) -> str:
        """As forms name it: `contact.contactmessage:17:email`."""
        return f"{self.declaration.model._meta.label_lower}:{self.row.pk}:{self.field.name}"

    @property
    def value(self) -> str:
        return str(getattr(self.row, self.field.name))

    @property
    def is_restricted(self) -> bool:
        """Then nobody reads it without a reason."""
        said = self.declaration.restrict
        found: Any = self.row
        for name in said.column.split("__") if isinstance(said, Blocked) else ():
            found = getattr(found, name)
        return bool(isinstance(said, Blocked) and found)


@dataclass(frozen=True)
class Change:
    """What `correct` would do."""

    place: Place
    value: str

    @property
    def digest(self) -> KeyedHash:
        """Keyed, as what stands in a column could be guessed."""
        return keyed_hash("rectification", json.dumps([self.place.key, self.place.value, self.value]))


@dataclass(frozen=True)
class Correction:
    """What was done, without a value: for the timeline and the evidence."""

    table: str
    row: int
    field: str
    before: KeyedHash
    after: KeyedHash


class Changed(Exception):
    """What stands in the column, or what shall stand there, is not what was shown. Nothing was corrected."""


def places(email: str, *, of: Registry = registry) -> list[Place]:
    """All that can be corrected of a person; of each table the newest MOST_ROWS rows."""
    return [
        Place(declaration, row, declaration.model._meta.get_field(name))  # type: ignore[arg-type]  # a checked column
        for declaration, rows in subjects.every(email, of=of)
        if isinstance(declaration.rectify, Correctable)
        for row in rows.order_by("-pk")[:MOST_ROWS]
        for name in declaration.rectify.fields
    ]


def change(email: str, key: str, value: str, *, of: Registry = registry) -> Change:
    """What would be corrected. ValidationError if there is no such place, or the value cannot stand there."""
    return Change(place := _place(email, key, of=of), _clean(place, value))


def correct(email: str, key: str, value: str, *, shown: str, of: Registry = registry) -> Correction:
    """Corrects what was shown, in one transaction; `shown` is that change's digest. `Changed`, ValidationError."""
    with transaction.atomic():
        place = _place(email, key, of=of, lock=True)
        found = Change(place, _clean(place, value))
        if found.digest != shown:
            raise Changed
        before = _hash(place.key, place.value)
        assert isinstance(place.declaration.rectify, Correctable)  # noqa: S101  (`_place` looks for no other)
        place.declaration.rectify.set(place.row, **{place.field.name: found.value})
    table = place.declaration.model._meta.label_lower
    return Correction(table, place.row.pk, place.field.name, before, _hash(place.key, found.value))


def _place(email: str, key: str, *, of: Registry, lock: bool = False) -> Place:
    table, _colon, rest = key.partition(":")
    row, _colon, name = rest.partition(":")
    for place in _of_table(email, table, row, lock=lock, of=of):
        if place.field.name == name:
            return place
    raise ValidationError(_("This cannot be corrected, or is there no more."))


def _of_table(email: str, table: str, row: str, *, lock: bool, of: Registry) -> Iterator[Place]:
    for declaration, rows in subjects.every(email, of=of):
        said = declaration.rectify
        if declaration.model._meta.label_lower != table or not isinstance(said, Correctable) or not row.isdecimal():
            continue
        same = rows.filter(pk=row)
        if lock and connection.features.has_select_for_update_of:
            same = same.select_for_update(of=("self",))
        for found in same:
            for name in said.fields:
                yield Place(declaration, found, declaration.model._meta.get_field(name))  # type: ignore[arg-type]  # a checked column


def _clean(place: Place, value: str) -> str:
    """As the column can hold it. What is said of a wrong value repeats none of it."""
    form_field = place.field.formfield()
    assert form_field is not None  # noqa: S101  (a column of text has one)
    clean = str(form_field.clean(value))
    if clean == place.value:
        raise ValidationError(_("This is what stands there already."))
    return clean


def _hash(key: str, value: str) -> KeyedHash:
    """Of two places with the same value, nobody sees that it is the same."""
    return keyed_hash("corrected value", json.dumps([key, value]))

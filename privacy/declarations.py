"""The slab: what personal data the site holds, said once, by the app that holds it.

Each app has a `personal_data.py`, found as `admin.py` is. The readers (export, erasure, retention, policy tables, the
record of processing) are built on this; a system check names every installed model and field that has not spoken.

    declare(Model, subject=…, fields={…}, purpose=…, …)     a table with personal data
    declare_none(Model, because=…)                           a table without
    declare_store(name, locate=…, purge=…, keep_for=…)       whatever is no table: folders, logs, broker, cache
"""

import math
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum
from pathlib import Path
from typing import Any

from django.db.models import Model, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

# Whoever declares says how long: from here, with the rest.
from privacy.periods import Period as Period
from privacy.periods import days as days
from privacy.periods import kept_for as kept_for
from privacy.periods import months as months

Text = str | Promise
ModelClass = type[Model]


class Category(Enum):
    """What a field says about a person, in the words of the record of processing (GDPR Art. 30(1)(c))."""

    IDENTITY = "identity"
    CONTACT = "contact details"
    CONTENT = "what the person wrote"
    OURS = "what we wrote to the person"
    CHOICE = "a choice the person made"
    TECHNICAL = "technical information"
    PSEUDONYM = "a pseudonym"
    HISTORY = "what was done, and when"


class Whose(Enum):
    """Categories of data subjects (GDPR Art. 30(1)(c))."""

    VISITORS = "visitors"
    STAFF = "staff"
    BOTH = "visitors and staff"


class LegalBasis(Enum):
    """GDPR Art. 6(1), by letter."""

    CONSENT = "6(1)(a)"
    CONTRACT = "6(1)(b)"
    LEGAL_OBLIGATION = "6(1)(c)"
    LEGITIMATE_INTEREST = "6(1)(f)"


@dataclass(frozen=True)
class NotPersonal:
    """A field that says nothing about a person, and why."""

    because: str


@dataclass(frozen=True)
class LeftOut:
    """An ability that a declaration lacks, and why that is right."""

    because: Text


@dataclass(frozen=True, kw_only=True)
class Correctable:
    """What of a row can be wrong about a person (GDPR Art. 16): columns that hold text. See `correctable`."""

    fields: tuple[str, ...]
    #: Sets columns of one row, by name; ValidationError for a value that the row cannot hold.
    set: Callable[..., None]


@dataclass(frozen=True)
class Blocked:
    """Where a restriction of a row stands (GDPR Art. 18): a column with the reference of the request, "" for none.

    A path (`"message__restricted_under"`) where a row is restricted together with another. Whatever lists, searches,
    hands out or answers rows takes them from `privacy.restriction.free`.
    """

    column: str


@dataclass(frozen=True, kw_only=True)
class Subject:
    """How one person's rows are found."""

    #: A path to the person's e-mail address (`"email"`, `"user__email"`), or a function from address to rows.
    by: "str | Callable[[str], QuerySet[Any]] | None"
    #: Where `by` is None: why, and what finds the rows instead (a receipt id, a person's hand).
    because: str = ""
    found_by: str = ""


Rows = "QuerySet[Any]"
Erase = Callable[["QuerySet[Any]"], int]


@dataclass(frozen=True, kw_only=True)
class Declaration:
    """One table with personal data. See `declare`."""

    model: ModelClass
    whose: Whose
    subject: Subject
    fields: Mapping[str, Category | NotPersonal]
    purpose: Text
    legal_basis: LegalBasis
    balancing_note: Text
    recipients: Text
    keep_for: Period
    counted_from: str
    #: What becomes of a row when its time is over: it goes, or it stays with columns blanked.
    when_over: "Blank | None"
    #: The foreign key of the row with which it goes, whatever its own date says.
    goes_with: str
    #: What removes the table's old rows, where a range of rows cannot simply be deleted: from the moment before which
    #: they began, and the time; the number removed. Safe to be killed, and to be run again.
    purge: "Callable[[datetime, datetime], int] | None"
    #: Who answers for the rule.
    owner: Text
    #: Where the law says that it has an end, or how long.
    law: str
    #: The index on `counted_from` that a migration of ours makes, where the table is somebody else's.
    indexed_by: str
    export: Callable[[Any], Mapping[str, object]]
    erase: Erase
    rectify: Correctable | LeftOut
    restrict: Blocked | LeftOut

    @property
    def personal_fields(self) -> tuple[str, ...]:
        return tuple(name for name, said in self.fields.items() if isinstance(said, Category))


@dataclass(frozen=True)
class Blank:
    """Erases by overwriting columns where the row itself must stay."""

    values: Mapping[str, object]

    def __call__(self, rows: "QuerySet[Any]") -> int:
        return rows.update(**self.values)


STORAGE_LIMITATION = "GDPR Art. 5(1)(e)"
PRIVACY_OFFICER = _("the privacy officer")
ADMINISTRATOR = _("the administrator")


@dataclass(frozen=True, kw_only=True)
class NoDeclaration:
    """One table without personal data, and why."""

    model: ModelClass
    because: str


class EndedBy(Enum):
    """What ends the time to keep in a store."""

    PURGE = "the purge"
    ITSELF = "the store itself"
    OPERATOR = "a person, or a program of the operator"


@dataclass(frozen=True, kw_only=True)
class Store:
    """Somewhere personal data lie that is no table."""

    name: str
    title: Text
    purpose: Text
    locate: Callable[[], Path | None]
    #: Removes what is older than the moment given; the number of items removed.
    purge: Callable[[datetime], int]
    keep_for: Period
    #: The files of one person, by e-mail address: an erasure removes them with the rows. None where none is anybody's.
    files_of: "Callable[[str], Iterable[Path]] | None" = None
    #: What lies in it, where it is no folder: pieces by name.
    contents: "Callable[[], Iterable[tuple[str, bytes]]] | None" = None
    #: Why nobody can look into it; "" where one can.
    sealed: Text = ""
    #: Counts what `purge` would remove, and shares nothing with it; None for the old files of `locate`.
    counts: "Callable[[datetime], int] | None" = None
    ended_by: EndedBy = EndedBy.PURGE
    #: Whether one cannot be told from another's in it, so that under any legal hold all of it waits.
    waits_for_holds: bool = False
    owner: Text = ADMINISTRATOR
    law: str = STORAGE_LIMITATION

    def due(self, before: datetime) -> int:
        """How many items are older than the moment given."""
        return self.counts(before) if self.counts else old_files(self.locate(), before)


@dataclass
class Registry:
    """All that was said. Saying it twice is kept as a contradiction, for the system check to name."""

    tables: dict[ModelClass, Declaration | NoDeclaration] = field(default_factory=dict)
    stores: dict[str, Store] = field(default_factory=dict)
    said_twice: list[ModelClass | str] = field(default_factory=list)

    def add(self, said: Declaration | NoDeclaration) -> None:
        if said.model in self.tables:
            self.said_twice.append(said.model)
        self.tables[said.model] = said

    def add_store(self, store: Store) -> None:
        if store.name in self.stores:
            self.said_twice.append(store.name)
        self.stores[store.name] = store

    def declarations(self) -> Iterator[Declaration]:
        return (said for said in self.tables.values() if isinstance(said, Declaration))


registry = Registry()


def declare(
    model: ModelClass,
    *,
    subject: "str | Callable[[str], QuerySet[Any]] | None",
    fields: Mapping[str, Category | NotPersonal],
    purpose: Text,
    legal_basis: LegalBasis,
    recipients: Text,
    keep_for: Period,
    counted_from: str,
    erase: Erase,
    export: "Callable[[Any], Mapping[str, object]] | None" = None,
    rectify: Correctable | LeftOut,
    restrict: Blocked | LeftOut,
    balancing_note: Text = "",
    when_over: Blank | None = None,
    goes_with: str = "",
    purge: "Callable[[datetime, datetime], int] | None" = None,
    owner: Text = PRIVACY_OFFICER,
    law: str = STORAGE_LIMITATION,
    indexed_by: str = "",
    because: str = "",
    found_by: str = "",
    whose: Whose = Whose.VISITORS,
    into: Registry = registry,
) -> None:
    """Says what a table holds about people, and about which.

    `fields` names every column: a `Category`, or `NotPersonal` with its reason. `counted_from` is a date column that
    is never null and is indexed; the row is kept for `keep_for` after it. `erase` takes the rows to erase and returns
    how many it erased. `export` turns one row into what the person receives; without it, the personal fields as they
    stand. A `LEGITIMATE_INTEREST` needs its `balancing_note`. A `subject` of None needs `because` and `found_by`.
    """
    personal = tuple(name for name, said in fields.items() if isinstance(said, Category))
    into.add(
        Declaration(
            model=model,
            whose=whose,
            subject=Subject(by=subject, because=because, found_by=found_by),
            fields=dict(fields),
            purpose=purpose,
            legal_basis=legal_basis,
            balancing_note=balancing_note,
            recipients=recipients,
            keep_for=keep_for,
            counted_from=counted_from,
            when_over=when_over,
            goes_with=goes_with,
            purge=purge,
            owner=owner,
            law=law,
            indexed_by=indexed_by,
            export=export or _fields_as_they_stand(personal),
            erase=erase,
            rectify=rectify,
            restrict=restrict,
        )
    )


def declare_none(model: ModelClass, *, because: str, into: Registry = registry) -> None:
    """Says that a table holds nothing about people, and why."""
    into.add(NoDeclaration(model=model, because=because))


def declare_store(
    name: str,
    *,
    title: Text,
    purpose: Text,
    locate: Callable[[], Path | None],
    purge: Callable[[datetime], int],
    keep_for: Period,
    counts: "Callable[[datetime], int] | None" = None,
    ended_by: EndedBy = EndedBy.PURGE,
    waits_for_holds: bool = False,
    owner: Text = ADMINISTRATOR,
    law: str = STORAGE_LIMITATION,
    files_of: "Callable[[str], Iterable[Path]] | None" = None,
    contents: "Callable[[], Iterable[tuple[str, bytes]]] | None" = None,
    sealed: Text = "",
    into: Registry = registry,
) -> None:
    """Says that personal data lie somewhere that is no table. `locate` gives the folder or file, None if unused.

    `counts` counts what `purge` would remove; without it, the files in that folder that were last changed before.
    `files_of`, `contents` and `sealed` are for the erasure and its scan: see `Store`.
    """
    into.add_store(
        Store(
            name=name,
            title=title,
            purpose=purpose,
            locate=locate,
            purge=purge,
            keep_for=keep_for,
            counts=counts,
            ended_by=ended_by,
            waits_for_holds=waits_for_holds,
            owner=owner,
            law=law,
            files_of=files_of,
            contents=contents,
            sealed=sealed,
        )
    )


def _fields_as_they_stand(names: Iterable[str]) -> Callable[[Any], Mapping[str, object]]:
    return lambda row: {name: getattr(row, name) for name in names}


def delete_rows(rows: "QuerySet[Any]") -> int:
    """Erases by deleting."""
    return rows.delete()[0]


def blank_fields(**blanks: object) -> Blank:
    """Erases by overwriting columns where the row itself must stay."""
    return Blank(blanks)


def correctable(*fields: str) -> Correctable:
    """Rectifies by setting columns of one row."""
    return Correctable(fields=fields, set=set_fields)


def set_fields(row: Model, **values: object) -> None:
    for name, value in values.items():
        setattr(row, name, value)
    # The other columns are not looked at: what is odd in one of them stands in nobody's way to have this one corrected.
    row.clean_fields(exclude={field.name for field in row._meta.fields} - set(values))
    row.save(update_fields=list(values))


def purge_files(folder: Path, before: datetime, *, pattern: str = "*") -> int:
    """Removes files last changed before the moment given; the number removed."""
    if not folder.is_dir():
        return 0
    old = [file for file in folder.rglob(pattern) if file.is_file() and file.stat().st_mtime < before.timestamp()]
    for file in old:
        file.unlink(missing_ok=True)
    return len(old)


def old_files(folder: Path | None, before: datetime) -> int:
    """How many files of a folder were last changed before the moment given."""
    if folder is None or not folder.is_dir():
        return 0
    moment = before.timestamp()
    return sum(1 for inside, _folders, files in os.walk(folder) for name in files if _changed(inside, name) < moment)


def _changed(folder: str, name: str) -> float:
    try:
        return Path(folder, name).stat().st_mtime
    except FileNotFoundError:  # somebody removed it meanwhile
        return math.inf

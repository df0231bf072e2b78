"""Which rows a hold or a pause covers, by key.

A table cannot be asked in SQL for the rows of a keyed hash, and one declaration finds a person by a column, another by
a function over three tables. So the keys are resolved into `CoveredRow`, by the same `subjects.rows` that access and
erasure use, and the purge leaves out what stands there by one anti-join that is the same for every table.

Why that misses nobody:

- A hold or a pause is resolved when it begins, and again in the plan of every run, so rows that came since are found.
  What comes later than the plan is younger than its cut-off.
- New keys are written before old ones are removed: at no moment is a covered row free.
- Rows that hang on a covered row by cascade are covered with it. A row on which a covered one hangs is not deleted
  either: the purge deletes no row that others hang on.
- A seal that cannot be opened (a lost secret) stops the run: `SealBroken`. No hold lapses silently.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from cryptography.fernet import InvalidToken
from django.db import connection, transaction
from django.db.models import CASCADE, CharField, Exists, ForeignKey, OuterRef, Q, QuerySet
from django.db.models.functions import Cast

from hotsite.ground import sealing
from hotsite.ground.evidence.keyed import KeyedHash, keyed_hash, keyed_hashes
from privacy import subjects
from privacy.declarations import Declaration, Registry, registry
from privacy.retention.models import CoveredRow, LegalHold, PurgePause

PURPOSE = "person under a hold"
CHUNK = 1000  # keys written in one transaction

Stop = LegalHold | PurgePause


class SealBroken(Exception):
    """The address of a hold or pause cannot be read: is a secret missing in OLD_SECRET_KEYS? Nothing may be purged."""


def person(email: str) -> KeyedHash:
    return keyed_hash(PURPOSE, email.strip().lower())


def hashes(email: str) -> tuple[KeyedHash, ...]:
    """Whatever stands of this person bears one of these."""
    return keyed_hashes(PURPOSE, email.strip().lower())


def seal(email: str) -> str:
    return sealing.box(PURPOSE).encrypt(email.strip().encode()).decode("ascii")


def refresh(now: datetime, *, only: Iterable[Declaration] | None = None, of: Registry = registry) -> None:
    """Resolves every hold in force and every pause anew, for `only` these tables or for all."""
    declarations = list(of.declarations() if only is None else only)
    PurgePause.objects.filter(ends_at__lte=now).exclude(sealed="").update(sealed="")
    CoveredRow.objects.filter(pause__ends_at__lte=now).delete()
    stops: list[Stop] = [*LegalHold.objects.filter(lifted_at__gt=now), *PurgePause.objects.filter(ends_at__gt=now)]
    for stop in stops:
        cover(stop, now, only=declarations, of=of)


def cover(stop: Stop, now: datetime, *, only: Iterable[Declaration] | None = None, of: Registry = registry) -> int:
    """Writes down the keys of what one hold or pause covers; how many."""
    link = "hold" if isinstance(stop, LegalHold) else "pause"
    number = 0
    for declaration in of.declarations() if only is None else only:
        table = declaration.model._meta.label
        for keys in _chunks(_rows(stop, declaration, of)):
            rows = [CoveredRow(**{link: stop}, table=table, key=str(key), found_at=now) for key in keys]
            with transaction.atomic():
                CoveredRow.objects.bulk_create(
                    rows, update_conflicts=True, update_fields=["found_at"], unique_fields=[link, "table", "key"]
                )
            number += len(rows)
        CoveredRow.objects.filter(**{link: stop}, table=table, found_at__lt=now).delete()
    return number


def tell_planner() -> None:
    """PostgreSQL counts anew what is covered. By itself it does so minutes later, and until then it may take thousands
    of new rows for three and compare each with every row of a slice: seconds for a transaction, not milliseconds.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"ANALYZE {connection.ops.quote_name(CoveredRow._meta.db_table)}")


def is_covered(declaration: Declaration, **by: object) -> Exists:
    """A condition on rows of the declared model: something covers them. `by`: what, as a filter on `CoveredRow`."""
    key = Cast(OuterRef("pk"), CharField(max_length=CoveredRow._meta.get_field("key").max_length))
    return Exists(CoveredRow.objects.filter(table=declaration.model._meta.label, key=key, **by))


def _chunks(rows: "QuerySet[Any]") -> Iterator[list[Any]]:
    """Keys in order, a chunk in memory at a time; between two chunks no cursor is open."""
    ordered = rows.order_by("pk").values_list("pk", flat=True)
    keys = list(ordered[:CHUNK])
    while keys:
        yield keys
        keys = list(ordered.filter(pk__gt=keys[-1])[:CHUNK])


def _rows(stop: Stop, declaration: Declaration, of: Registry) -> "QuerySet[Any]":
    """What it covers in one table: its own rows, and those that hang by cascade on what it covers in another."""
    model = declaration.model
    if model is CoveredRow:  # it would cover what it writes down of itself, and so on
        return model._default_manager.none()
    condition = Q(pk__in=_own(stop, declaration).order_by().values("pk"))
    for field in parents(model):
        parent = of.tables.get(field.related_model)
        if isinstance(parent, Declaration) and field.related_model is not model:
            condition |= Q(**{f"{field.name}__in": _rows(stop, parent, of).order_by().values("pk")})
    return model._default_manager.filter(condition)


def parents(model: Any) -> "list[ForeignKey[Any, Any]]":
    """The foreign keys by which a row of this model goes when another does."""
    return [
        field
        for field in model._meta.concrete_fields
        if isinstance(field, ForeignKey) and field.remote_field.on_delete is CASCADE
    ]


def _own(stop: Stop, declaration: Declaration) -> "QuerySet[Any]":
    none: QuerySet[Any] = declaration.model._default_manager.none()
    if isinstance(stop, LegalHold) and stop.table:
        mine = stop.table == declaration.model._meta.label
        return declaration.model._default_manager.filter(**stop.filter) if mine else none
    found = subjects.rows(declaration, _unseal(stop))
    return none if found is None else found


def _unseal(stop: Stop) -> str:
    try:
        return sealing.box(PURPOSE).decrypt(stop.sealed).decode()
    except InvalidToken:
        raise SealBroken(f"{type(stop).__name__} {stop.pk}") from None

"""Restricting one person's rows (GDPR Art. 18): kept, and used no more until the restriction is lifted.

A restricted row bears the reference of the request it is restricted under, in the column that its declaration names.
Whatever lists, searches, hands out or answers rows takes them from `free`; what a person themselves receives, what is
corrected, what is erased at their wish, does not.
"""

from collections.abc import Iterator
from typing import Any, TypeVar

from django.db import transaction
from django.db.models import Model, QuerySet

from privacy import subjects
from privacy.declarations import Blocked, Declaration, Registry, registry

Row = TypeVar("Row", bound=Model)


def free(rows: "QuerySet[Row]", *, of: Registry = registry) -> "QuerySet[Row]":
    """Without those that are restricted. A model that knows no restriction keeps all of them."""
    declared = of.tables.get(rows.model)
    if isinstance(declared, Declaration) and isinstance(declared.restrict, Blocked):
        return rows.filter(**{declared.restrict.column: ""})
    return rows


def can_freeze(email: str, *, of: Registry = registry) -> "list[tuple[Declaration, QuerySet[Any]]]":
    """The tables in which something of a person would be restricted, each with the rows."""
    found = ((declaration, rows) for declaration, rows in subjects.every(email, of=of) if _column(declaration))
    return [(declaration, rows) for declaration, rows in found if rows.exists()]


def freeze(email: str, under: str, *, of: Registry = registry) -> int:
    """Restricts all rows of a person; the number. A row that was restricted before is so under this request now."""
    number = 0
    with transaction.atomic():
        for declaration, rows in can_freeze(email, of=of):
            number += rows.count()
            if not _is_path(column := _column(declaration)):
                rows.order_by().update(**{column: under})
    return number


def frozen(under: str, *, of: Registry = registry) -> "list[tuple[Declaration, QuerySet[Any]]]":
    """What is restricted under a request: each table that holds any of it, with the rows."""
    found = ((declaration, _under(declaration, under)) for declaration in _restrictable(of))
    return [(declaration, rows) for declaration, rows in found if rows.exists()]


def lift(under: str, *, to: str = "", of: Registry = registry) -> int:
    """Ends what is restricted under a request; the number of rows. `to`: another request that still restricts them."""
    number = 0
    with transaction.atomic():
        found = [(declaration, list(rows.values_list("pk", flat=True))) for declaration, rows in frozen(under, of=of)]
        for declaration, keys in found:
            number += len(keys)
            if not _is_path(column := _column(declaration)):
                declaration.model._default_manager.filter(pk__in=keys).update(**{column: to})
    return number


def _restrictable(of: Registry) -> Iterator[Declaration]:
    return (declaration for declaration in of.declarations() if _column(declaration))


def _under(declaration: Declaration, under: str) -> "QuerySet[Any]":
    rows = declaration.model._default_manager.filter(**{_column(declaration): under})
    return rows.order_by("pk") if under else rows.none()


def _column(declaration: Declaration) -> str:
    return declaration.restrict.column if isinstance(declaration.restrict, Blocked) else ""


def _is_path(column: str) -> bool:
    """Of a row that is restricted together with another: that other row holds it."""
    return "__" in column

"""One person's rows: found by what each table declares of its subjects, and by nothing else."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, QuerySet, Value
from django.db.models.functions import Lower

from privacy.declarations import Declaration, Registry, registry


@dataclass(frozen=True)
class Held:
    """What one table holds about a person."""

    declaration: Declaration
    #: None where an address does not lead to the rows: the declaration says what does (`subject.found_by`).
    number: int | None


def rows(declaration: Declaration, email: str) -> "QuerySet[Any] | None":
    """The rows of one person in a stable order, whatever the case of the address; None where it leads to none."""
    by = declaration.subject.by
    if by is None:
        return None
    if not email or "\0" in email:
        return declaration.model._default_manager.none()
    if callable(by):
        return by(email).order_by("pk")
    return declaration.model._default_manager.alias(whose=Lower(by)).filter(whose=email.lower()).order_by("pk")


def every(email: str, *, of: Registry = registry) -> "Iterator[tuple[Declaration, QuerySet[Any]]]":
    """Each declared table that an address leads into, with the person's rows in it."""
    for declaration in of.declarations():
        found = rows(declaration, email)
        if found is not None:
            yield declaration, found


def held(email: str, *, of: Registry = registry) -> list[Held]:
    """How many rows of a person each declared table holds: one query, however many tables."""
    declarations = list(of.declarations())
    counts = [
        found.order_by().annotate(nth_table=Value(place)).values("nth_table").annotate(number=Count("pk"))
        for place, one in enumerate(declarations)
        if (found := rows(one, email)) is not None and not found.query.is_empty()
    ]
    numbers: dict[int, int] = {}
    if counts:
        numbers = {row["nth_table"]: row["number"] for row in counts[0].union(*counts[1:], all=True)}
    return [
        Held(one, None if one.subject.by is None else numbers.get(place, 0)) for place, one in enumerate(declarations)
    ]

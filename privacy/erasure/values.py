"""What the rows that are about to be erased say of a person: each value has to be found nowhere afterwards.

Not taken are values that say nothing by themselves: dates, numbers, choices from a list, words of one or two letters;
and what a row is called that stays, with its words blanked.
Of a long text four pieces are taken, as a copy may be cut off or broken into lines. How letters begin and end, many
people write alike: only the pieces between tell by themselves whose words they are.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from itertools import groupby
from typing import Any

from django.db.models import Field, JSONField, Model

from privacy.declarations import Category, Declaration
from privacy.erasure.plan import Fate, Line, Plan

SHORTEST = 3  # characters; shorter ones stand everywhere
TELLING_FROM = 8  # characters
LONGEST_WHOLE = 96  # characters
PIECE = 24  # characters


class Weight(Enum):
    """What it means that a value is found somewhere."""

    ADDRESS = "address"
    #: Long enough to stand there by no accident.
    TELLING = "telling"
    #: Short, or said by others as well, or a number of ours: a person has to judge.
    WEAK = "weak"


@dataclass(frozen=True)
class Value:
    text: str
    weight: Weight


#: What a person is known by, or wrote. Whatever else is personal says little by itself: the name of a browser, or a
#: letter of ours, most of whose words stand in letters to others too.
_TELLS = frozenset({Category.IDENTITY, Category.CONTACT, Category.CONTENT})


def values_of(found: Plan) -> tuple[Value, ...]:
    """Each value once, with its greatest weight; the weightiest first, as a scan looks for MOST_VALUES."""
    weights: dict[str, Weight] = {found.email: Weight.ADDRESS} if found.email else {}
    for declaration, lines in groupby(found.going, key=lambda line: line.declaration):
        for text, weight in _of_table(declaration, list(lines)):
            weights[text] = min(weight, weights.get(text, weight), key=list(Weight).index)
    values = (Value(text, weight) for text, weight in weights.items())
    return tuple(sorted(values, key=lambda value: list(Weight).index(value.weight)))


def _of_table(declaration: Declaration, lines: list[Line]) -> Iterator[tuple[str, Weight]]:
    for name in declaration.personal_fields:
        column = declaration.model._meta.get_field(name)
        if not isinstance(column, Field) or not _says_something(column, declaration.fields[name], lines[0].fate):
            continue
        texts = {text for line in lines for text in _texts(line.row, column) if len(text) >= SHORTEST}
        common = _said_by_others(declaration, column, texts, [line.row.pk for line in lines])
        for text in texts:
            yield from _pieces(text, _weight(declaration.fields[name], text, is_common=text in common))


def _says_something(column: "Field[Any, Any]", category: object, fate: Fate) -> bool:
    stays = fate is Fate.BLANK and category is Category.PSEUDONYM
    return not (column.choices or column.is_relation or stays)


def _weight(category: object, text: str, *, is_common: bool) -> Weight:
    if category is Category.CONTACT and "@" in text:
        return Weight.ADDRESS
    tells = category in _TELLS and len(text) >= TELLING_FROM and not is_common
    return Weight.TELLING if tells else Weight.WEAK


def _pieces(text: str, weight: Weight) -> Iterator[tuple[str, Weight]]:
    if len(text) <= LONGEST_WHOLE:
        yield text, weight
        return
    for at in (len(text) // 3, len(text) * 2 // 3):
        yield text[at : at + PIECE], weight
    yield text[:PIECE], Weight.WEAK
    yield text[-PIECE:], Weight.WEAK


def _texts(row: Model, column: "Field[Any, Any]") -> Iterator[str]:
    yield from _strings(getattr(row, column.attname))


def _strings(value: object) -> Iterator[str]:
    """The texts within a value: of JSON, its leaves; of bytes, what can be read."""
    if isinstance(value, str):
        yield value.strip()
    elif isinstance(value, dict):
        for leaf in value.values():
            yield from _strings(leaf)
    elif isinstance(value, list | tuple):
        for leaf in value:
            yield from _strings(leaf)
    elif isinstance(value, bytes | memoryview):
        yield bytes(value).decode(errors="ignore")


def _said_by_others(
    declaration: Declaration, column: "Field[Any, Any]", texts: set[str], keys: list[Any]
) -> frozenset[str]:
    """Which of the texts stand in rows of others as well: two people of one name are two people."""
    if isinstance(column, JSONField) or not texts:
        return frozenset()
    others = declaration.model._default_manager.exclude(pk__in=keys).filter(**{f"{column.name}__in": texts})
    return frozenset(str(text) for text in others.values_list(column.name, flat=True).distinct())

"""Whether what is over is gone, asked in words that the purge does not share.

The purge's conditions are built by `rows`; if they were wrong there, a count built from the same would be wrong in the
same way. So this is SQL written out: over, less held, less waiting for what hangs on it, is left; and left has to be 0.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection
from django.db.models import Model

from privacy.declarations import Blank, Declaration
from privacy.retention.rules import Hanging, Rule


@dataclass(frozen=True)
class Verified:
    total: int
    over: int
    held: int
    waiting: int

    @property
    def left(self) -> int:
        return self.over - self.held - self.waiting


@dataclass(frozen=True)
class Sql:
    """A condition on the row `t`, and its values."""

    text: str
    values: tuple[Any, ...] = ()

    def __and__(self, other: "Sql") -> "Sql":
        return Sql(f"({self.text}) AND ({other.text})", (*self.values, *other.values))

    def __invert__(self) -> "Sql":
        return Sql(f"NOT ({self.text})", self.values)


def verify(rule: Rule, cut_off: datetime) -> Verified:
    """One statement, and so one moment."""
    said = rule.said
    if not isinstance(said, Declaration):
        raise TypeError(f"{rule.name} is no table")
    over, held = _over(said, cut_off), _covered(said.model, "t")
    counted = [Sql("1 = 1"), over, over & held, over & ~held & _waiting(rule)]
    table = _name(said.model._meta.db_table)
    sums = [f"(SELECT COUNT(*) FROM {table} t WHERE {one.text})" for one in counted]  # noqa: S608  (names of ours)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(sums)}", [value for one in counted for value in one.values])
        return Verified(*cursor.fetchone())


def _over(said: Declaration, cut_off: datetime) -> Sql:
    date = said.model._meta.get_field(said.counted_from).column  # type: ignore[union-attr]  # it has a column
    over = Sql(f"t.{_name(date)} < %s", (connection.ops.adapt_datetimefield_value(cut_off),))
    return over & ~_blank(said.model, said.when_over) if said.when_over else over


def _blank(model: type[Model], when_over: Blank) -> Sql:
    conditions, values = [], []
    for name, value in when_over.values.items():
        column = _name(model._meta.get_field(name).column)  # type: ignore[union-attr]  # it has a column
        conditions.append(f"t.{column} IS NULL" if value is None else f"(t.{column} IS NOT NULL AND t.{column} = %s)")
        values += [] if value is None else [value]
    return Sql(" AND ".join(conditions), tuple(values))


def _covered(model: type[Model], alias: str) -> Sql:
    key = _name(model._meta.pk.column)
    written_down = f'c."table" = %s AND c.key = CAST({alias}.{key} AS VARCHAR(64))'
    return Sql(
        f"EXISTS (SELECT 1 FROM privacy_coveredrow c WHERE {written_down})",  # noqa: S608  (names of ours)
        (model._meta.label,),
    )


def _waiting(rule: Rule) -> Sql:
    conditions = list(_hanging(rule))
    text = " OR ".join(one.text for one in conditions) or "1 = 0"
    return Sql(text, tuple(value for one in conditions for value in one.values))


def _hanging(rule: Rule) -> Iterator[Sql]:
    said = rule.said
    if not isinstance(said, Declaration) or said.when_over:
        return
    if said.purge:
        yield Sql('EXISTS (SELECT 1 FROM privacy_coveredrow WHERE "table" = %s)', (said.model._meta.label,))
    key = _name(said.model._meta.pk.column)
    for one in rule.dependents:
        covered = _covered(one.model, "d")
        table, column = _name(one.model._meta.db_table), _name(one.field.column)
        on_it = f"SELECT 1 FROM {table} d WHERE d.{column} = t.{key}"  # noqa: S608  (names of ours)
        if one.hanging is Hanging.FIRST:
            yield Sql(f"EXISTS ({on_it})")
        elif one.hanging is Hanging.ALONG and one.declaration:
            yield Sql(f"EXISTS ({on_it} AND {covered.text})", covered.values)


def _name(name: Any) -> str:
    return connection.ops.quote_name(str(name))

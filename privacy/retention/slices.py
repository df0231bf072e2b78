"""Deleting what is over, slice by slice. It deletes, so first what can go wrong here:

- It holds a table for long: a slice is a range along the indexed date, in a transaction of its own, of so many rows as
  went in a tenth of a second before. Where it ends is looked up without a lock.
- It is killed: how far it is and how many went stand in the line, written in the slice's own transaction. Whoever
  goes on begins behind the last slice that was committed; nothing is counted twice, nothing is left out.
- Two run: the lease is kept in the same transaction, and its loss undoes the slice.
- A row goes that should stay: the date, holds, pauses and what hangs on a row are conditions of the DELETE itself, not
  of a list made before. Who writes to a row meanwhile moves its date out of the range, and the database looks again.
- Something hangs on a row and is forgotten: what stays lets the row stay too; what is nobody's goes in the same
  transaction; and a foreign key that was overlooked makes the database refuse, and the slice is undone.
- Memory: no row is fetched, only the date and key at which a slice ends.
"""

import time
from collections.abc import Callable
from datetime import datetime
from typing import Any

import structlog
from django.db import connection, transaction
from django.db.models import Q, QuerySet

from privacy.declarations import Declaration
from privacy.retention import lease, rows
from privacy.retention.models import PurgeLine
from privacy.retention.rows import Row
from privacy.retention.rules import Hanging, Rule

log = structlog.get_logger("privacy.retention")

#: Rows of a slice, at most and at least. SQLite has one writer: others shall not wait long.
MOST = {"postgresql": 5000, "sqlite": 1000}
LEAST = 250
#: Milliseconds that a slice may take, and what is aimed at, so that few take longer.
TIME = 100
AIM = 70

Clock = Callable[[], datetime]


def work_off(rule: Rule, line: PurgeLine, *, token: int, clock: Clock) -> None:
    """Deletes, or blanks, what is free to go, from where the line says that it is. `LeaseLost`."""
    assert isinstance(rule.said, Declaration)  # noqa: S101  (for the type checker: files have no rows)
    size = most = MOST.get(connection.vendor, LEAST)
    while True:
        end = _end(rule, line, size)
        slice_ = _after_cursor(rule, line, rows.free(rule, line.cut_off, up_to=end))  # asked of nobody yet: no lock
        started = time.perf_counter()
        with transaction.atomic():
            lease.keep(token, clock())
            gone = _let_go(rule, slice_)
            log.debug("purge step", step="in slice", rule=rule.name)
            _note(line, end, gone, started)
        log.debug("purge step", step="slice", rule=rule.name)
        if end is None:
            return
        size = _next_size(size, most, (time.perf_counter() - started) * 1000)


def _next_size(size: int, most: int, took: float) -> int:
    """By how long the last one took, and never more than half or twice of it."""
    change = min(2.0, max(0.5, AIM / max(took, 1.0)))
    return min(most, max(LEAST, round(size * change)))


def _end(rule: Rule, line: PurgeLine, size: int) -> Row | None:
    """Where a slice of so many rows ends; None where fewer are left."""
    date = rule.said.counted_from  # type: ignore[union-attr]  # a declaration: files have no rows
    ordered = _after_cursor(rule, line, rows.due(rule, line.cut_off)).order_by(date, "pk").values_list(date, "pk")
    last = list(ordered[size - 1 : size])
    return Row(*last[0]) if last else None


def _after_cursor(rule: Rule, line: PurgeLine, found: "QuerySet[Any]") -> "QuerySet[Any]":
    """Also by date alone, which is what the index can use."""
    if line.cursor_at is None:
        return found
    date = rule.said.counted_from  # type: ignore[union-attr]  # a declaration: files have no rows
    key = rule.said.model._meta.pk.to_python(line.cursor_key)  # type: ignore[union-attr]  # a declaration: files have no rows
    return found.filter(Q(**{f"{date}__gt": line.cursor_at}) | Q(pk__gt=key), **{f"{date}__gte": line.cursor_at})


def _let_go(rule: Rule, found: "QuerySet[Any]") -> int:
    said = rule.said
    assert isinstance(said, Declaration)  # noqa: S101  (for the type checker: files have no rows)
    if said.when_over:
        return said.when_over(found)
    for one in rule.dependents:
        if one.hanging is Hanging.FREED:
            rows.hanging(one, found).update(**{one.field.name: None})
        elif one.hanging is Hanging.ALONG:
            _delete(rows.hanging(one, found))
    return _delete(found)


def _delete(found: "QuerySet[Any]") -> int:
    """One statement, without fetching rows: no signals are sent, which is why a check forbids them on such models."""
    return found._raw_delete(using=found.db)


def _note(line: PurgeLine, end: Row | None, gone: int, started: float) -> None:
    took = round((time.perf_counter() - started) * 1000)
    line.gone, line.slices, line.spent_ms = line.gone + gone, line.slices + 1, line.spent_ms + took
    line.longest_ms = max(line.longest_ms, took)
    if end is not None:
        line.cursor_at, line.cursor_key = end.at, str(end.key)
    line.save(update_fields=["gone", "slices", "spent_ms", "longest_ms", "cursor_at", "cursor_key"])

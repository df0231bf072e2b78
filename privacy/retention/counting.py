"""What every rule holds, counted for all of them at one moment: one statement, and so one snapshot, on any database."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Q, QuerySet, Value

from privacy.declarations import Store
from privacy.retention import holds, rows
from privacy.retention.rules import Rule


@dataclass(frozen=True)
class Counted:
    """Rows of one rule."""

    total: int = 0
    #: Over at the cut-off, whatever keeps them.
    due: int = 0
    #: Of those: under a hold or a pause.
    held: int = 0
    #: Of those, not held: with other rows hanging on them that stay.
    waiting: int = 0

    @property
    def free(self) -> int:
        return self.due - self.held - self.waiting


def count(cut_offs: Mapping[Rule, datetime], *, totals: bool = True) -> dict[Rule, Counted]:
    """For each rule at its cut-off. Stores are files and are counted one after the other.

    `totals`: also all rows there are, for which a database may have to read the whole table.
    """
    tables = [rule for rule in cut_offs if not isinstance(rule.said, Store)]
    parts = [part for place, rule in enumerate(tables) for part in _parts(place, rule, cut_offs[rule], totals=totals)]
    found: dict[int, dict[str, int]] = defaultdict(dict)
    if parts:
        for row in parts[0].union(*parts[1:], all=True):
            found[row["nth_rule"]][row["part"]] = row["number"]
    counted = {rule: Counted(**found[place]) for place, rule in enumerate(tables)}
    return counted | {rule: _in_store(rule.said, at) for rule, at in cut_offs.items() if isinstance(rule.said, Store)}


def _parts(place: int, rule: Rule, cut_off: datetime, *, totals: bool) -> "Sequence[QuerySet[Any, dict[str, Any]]]":
    due, held, waiting = rows.due(rule, cut_off), rows.is_held(rule), rows.waits(rule)
    counted = {"due": due, "held": due.filter(held)}
    if totals:
        counted["total"] = rows.every(rule.said.model)  # type: ignore[union-attr]  # no store comes here
    if waiting is not None:
        counted["waiting"] = due.filter(~held & Q(waiting))
    return [
        found.order_by()
        .annotate(nth_rule=Value(place), part=Value(name))
        .values("nth_rule", "part")
        .annotate(number=Count("pk"))
        for name, found in counted.items()
    ]


def _in_store(store: Store, cut_off: datetime) -> Counted:
    due = store.due(cut_off)
    held = due if store.waits_for_holds and holds.in_force().exists() else 0
    return Counted(total=due, due=due, held=held)

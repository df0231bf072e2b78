"""Where a value of an erased person may stand: rows and files that the plan keeps, and rows that came since."""

from datetime import datetime
from functools import cached_property
from pathlib import Path

from privacy.declarations import Registry
from privacy.erasure import tables
from privacy.erasure.findings import Kind
from privacy.erasure.models import Scan, ScanValues
from privacy.erasure.plan import Fate, plan

#: What is looked for, and where it was found: names of files bear references.
_ITS_OWN = frozenset({Scan._meta.db_table, ScanValues._meta.db_table})


class Known:
    """Asked about what was found, and so seldom; the plan is made anew when the first question comes."""

    def __init__(self, wanted: ScanValues, now: datetime, of: Registry) -> None:
        self._wanted, self._now, self._of = wanted, now, of

    def row(self, table: tables.Table, row: tables.Row) -> Kind | None:
        """None for what should not be there. A row that was to be erased never should, whatever it says now."""
        if table.name in _ITS_OWN:
            return Kind.LIST
        if table.name == tables.STATISTICS:
            return Kind.KEPT if any(name == row.key[1] for name, _ in self._rows) else None
        if row.identity in self._wanted.keys_erased.get(table.name, ()):
            return None
        return self._rows.get((table.name, row.identity))

    def file(self, name: str) -> Kind | None:
        return Kind.KEPT if Path(name).name.startswith(tuple(self._wanted.own_files)) else None

    @cached_property
    def _rows(self) -> dict[tuple[str, str], Kind]:
        """By table and primary key."""
        return {
            (line.declaration.model._meta.db_table, str(line.row.pk)): (
                Kind.KEPT if line.fate is Fate.KEEP else Kind.SINCE
            )
            for line in plan(self._wanted.email, now=self._now, of=self._of).lines
        }

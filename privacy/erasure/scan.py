"""The canary scan: what an erasure took away is looked for everywhere, and has to be found nowhere.

It goes through every table and every declared store, a slice at a time: a slice is a job, short enough to hold no lock
for long; where it got and what it found are saved in one transaction, so a killed worker's slice is done again, once.

Nothing that was looked for leaves the row it is kept in: what was found is said by place, column and number. That row
goes when the case is closed (`forget`).
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property, lru_cache

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from hotsite.ground.work.services import enqueue
from privacy.declarations import Registry, registry
from privacy.erasure import stores, tables
from privacy.erasure.encodings import plain
from privacy.erasure.executing import Erased
from privacy.erasure.findings import Kind, added, kind_of
from privacy.erasure.known import Known
from privacy.erasure.models import Scan, ScanState, ScanValues
from privacy.erasure.search import Search
from privacy.erasure.values import Value, Weight

SCAN = "privacy.scan"
#: Of a slice: a third of a second on a slow machine. On SQLite nobody can write meanwhile.
SLICE = 16 << 20  # bytes
ROW = 100  # bytes that a row costs at least
#: Where a file is read on, so much is read again: no value is longer, however it is folded.
OVERLAP = 64 << 10  # bytes
#: Of the weightiest values. Of how many more there were, the row says.
MOST_VALUES = 5000

TABLE, STORE = "table", "store"
Hits = Counter[tuple[str, str, Kind]]

#: What no scan of ours can see.
NOT_COVERED = (
    _("Pages of PostgreSQL's files that are free but not yet written over, and its write-ahead log: disk encryption."),
    _("Replicas of the database, until they have caught up."),
    _("What is encrypted or packed within a column, and the memory of running processes."),
    _("Dates, numbers and choices from a list: they say nothing by themselves."),
)


def start(
    done: Erased, *, about: int, then: str, own_files: Sequence[str] = (), now: datetime, of: Registry = registry
) -> Scan:
    """Begins the search for what was erased, to be called in the transaction of the erasure.

    `about`: the number of what asks; a job of kind `then` with that number is made when it ends. What an earlier
    scan of the same looked for is looked for again. `own_files`: how names of files begin that belong to the case.
    """
    before = ScanValues.objects.filter(scan__about=about).order_by("-pk").first()
    values = {value.text: value for value in (*_values(before), *done.values)}
    keys: dict[str, list[str]] = {**(before.keys_erased if before else {})}
    for table, erased in done.keys.items():
        keys[table] = sorted({*keys.get(table, ()), *erased})
    _forget_values(about)
    scan = _begin(about, then, values_number=len(values), now=now, of=of)
    ScanValues.objects.create(
        scan=scan,
        email=done.email,
        values_said=[[value.text, value.weight.value] for value in values.values()],
        keys_erased=keys,
        own_files=list(own_files),
    )
    return scan


def again(about: int, now: datetime, *, of: Registry = registry) -> Scan:
    """Looks for the same once more. LookupError if what was looked for is gone."""
    values = ScanValues.objects.select_related("scan").filter(scan__about=about).order_by("-pk").first()
    if values is None:
        raise LookupError("nothing is kept that could be looked for")
    last = values.scan
    scan = _begin(about, last.then, values_number=last.values_number, now=now, of=of)
    values.delete()
    values.scan = scan
    values.save(force_insert=True)
    return scan


def latest(about: int) -> Scan | None:
    return Scan.objects.filter(about=about).order_by("-pk").first()


def forget(about: int) -> None:
    """The case is closed: what was looked for goes, and names of files. A scan that still runs ends soon."""
    _forget_values(about)
    for found in Scan.objects.filter(about=about):
        names = {store.name for store in registry.stores.values()}
        found.found = [one | {"column": ""} if one["place"] in names else one for one in found.found]
        found.save(update_fields=["found"])


def _forget_values(about: int) -> None:
    ScanValues.objects.filter(scan__about=about).delete()


def _begin(about: int, then: str, *, values_number: int, now: datetime, of: Registry) -> Scan:
    scan = Scan.objects.create(
        about=about, then=then, started_at=now, to_do=list(_places(of)), values_number=values_number
    )
    enqueue(SCAN, subject=scan.pk, now=now)
    return scan


def _places(of: Registry) -> Iterator[list[str]]:
    yield from ([TABLE, table.name] for table in tables.tables())
    yield from ([STORE, store.name] for store in stores.stores(of))


@transaction.atomic
def run_slice(pk: int, now: datetime, *, of: Registry = registry, most: int = SLICE) -> bool:
    """Goes on for one slice; whether something is left to do."""
    scan = Scan.objects.select_for_update().filter(pk=pk, state=ScanState.RUNNING).first()
    if scan is None:
        return False
    wanted = ScanValues.objects.filter(pk=pk).first()
    if wanted is None:
        _end(scan, ScanState.STOPPED, now)
        return False
    if not scan.looked_into and scan.after is None:
        tables.forget_samples(sorted(wanted.keys_erased))
    _Slice(scan, wanted, now, of, most).run()
    if scan.to_do:
        scan.save()
        return True
    _end(scan, ScanState.DONE, now)
    return False


def _end(scan: Scan, state: ScanState, now: datetime) -> None:
    _search_for.cache_clear()
    scan.state, scan.ended_at, scan.after = state, now, None
    scan.save()
    if scan.then:
        enqueue(scan.then, subject=scan.about, now=now)


@dataclass
class _Slice:
    """One slice as it is done."""

    scan: Scan
    wanted: ScanValues
    now: datetime
    of: Registry
    #: Bytes that may still be read.
    left: int
    hits: Hits = field(default_factory=Counter)

    def __post_init__(self) -> None:
        self.values = _values(self.wanted)
        self.search = _search_for(self.scan.pk)
        self.known = Known(self.wanted, self.now, self.of)

    def run(self) -> None:
        while self.scan.to_do and self.left > 0:
            kind, name = self.scan.to_do[0]
            is_done = self._table(name) if kind == TABLE else self._store(name)
            if is_done:
                self.scan.to_do, self.scan.after = self.scan.to_do[1:], None
            if not self.scan.to_do:
                self.scan.to_do = self._came_since()
        self.scan.found = added(self.scan, self.hits)

    def _came_since(self) -> list[list[str]]:
        """Tables and stores that were made while it ran."""
        seen = {one["place"] for one in self.scan.looked_into}
        return [[kind, name] for kind, name in _places(self.of) if name not in seen]

    def _read(self, place: str, *, rows: int, size: int) -> None:
        self.left -= max(size, rows * ROW, 1)
        for one in self.scan.looked_into:
            if one["place"] == place:
                one["rows"] += rows
                one["bytes"] += size
                return
        self.scan.looked_into = [*self.scan.looked_into, {"place": place, "rows": rows, "bytes": size}]

    # --- tables

    @cached_property
    def _tables(self) -> dict[str, tables.Table]:
        return {table.name: table for table in tables.tables()}

    def _table(self, name: str) -> bool:
        """Whether its end was reached."""
        self._read(name, rows=0, size=0)
        table = self._tables.get(name)
        if table is None:  # it was dropped in the meantime
            return True
        found = tables.batches(table, self.scan.after)
        for batch in found:
            data = tables.joined(table, batch)
            self._read(name, rows=len(batch), size=len(data))
            self.scan.after = tables.key(table, batch[-1])
            if self.search.found_in(data):
                for raw in batch:
                    self._row(table, tables.row(table, raw))
            if self.left <= 0:
                found.close()  # type: ignore[attr-defined]  # a generator
                return False
        return True

    def _row(self, table: tables.Table, row: tables.Row) -> None:
        for column, cell in zip(table.columns, row.cells, strict=True):
            if cell and (numbers := self.search.found_in(cell)):
                kind = self.known.row(table, row) or kind_of(self.values[number].weight for number in numbers)
                name = column.name if table.name != tables.STATISTICS else f"{row.key[1]}.{row.key[2]}"
                self.hits[table.name, name, kind] += 1

    # --- stores

    def _store(self, name: str) -> bool:
        self._read(name, rows=0, size=0)
        store = self.of.stores.get(name)
        if store is None:
            return True
        begin, at = self.scan.after or ("", 0)
        for piece in stores.pieces(store, begin):
            if self.left <= 0:
                self.scan.after = [piece.name, 0]
                return False
            reached = self._piece(name, piece, at if piece.name == begin else 0)
            if reached is not None:
                self.scan.after = [piece.name, reached]
                return False
        return True

    def _piece(self, store: str, piece: stores.Piece, at: int) -> int | None:
        """Reads a file from a position on; where to go on, or None at its end."""
        reached, size = at, 0
        found = set() if at else set(self.search.found_in(piece.name.encode(errors="surrogateescape")))
        tail = b""
        try:
            for chunk in piece.read(at):
                text = tail + plain(chunk)
                found |= self.search.found_in_plain(text)
                tail = text[-self.search.longest :]
                size += len(chunk)
                reached += len(chunk)
                if piece.is_plain and self.left <= size and reached - OVERLAP > at:
                    self._note(store, piece, found, size, is_first=not at)
                    return reached - OVERLAP
        except stores.NotRead:
            self.hits[store, piece.name, Kind.NOT_READ] += 1
        self._note(store, piece, found, size, is_first=not at)
        return None

    def _note(self, store: str, piece: stores.Piece, found: set[int], size: int, *, is_first: bool) -> None:
        self._read(store, rows=int(is_first), size=size)
        if found:
            kind = self.known.file(piece.name) or kind_of(self.values[number].weight for number in found)
            self.hits[store, piece.name, kind] += 1


def _values(wanted: ScanValues | None) -> tuple[Value, ...]:
    return tuple(Value(text, Weight(weight)) for text, weight in wanted.values_said) if wanted else ()


@lru_cache(maxsize=1)
def _search_for(pk: int) -> Search:
    """Made once for all slices that one worker does."""
    return Search(_values(ScanValues.objects.get(pk=pk))[:MOST_VALUES])

"""Every table of the database, row by row, as the database itself lists them: also what Django does not know.

All columns that can hold a text or bytes are read, whatever they are called. On SQLite any column can. On PostgreSQL
the planner's statistics are read as well: they hold samples of values that may be gone from the table.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import connection

FETCH = 250  # rows at a time
Key = list[Any]
#: A row as it comes: its key, what it is known by, its cells.
Raw = tuple[Any, ...]


@dataclass(frozen=True)
class Column:
    name: str
    #: In SQL, what gives its bytes or its text.
    read: str


@dataclass(frozen=True)
class Table:
    """A table, and how one gets through it: along a key that no row changes while it is read."""

    name: str
    #: In SQL.
    quoted: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    #: In SQL, the one column of the primary key; "" where there is none, or more than one.
    identity: str


@dataclass(frozen=True)
class Row:
    key: Key
    #: The primary key as text; "" where a row has none of one column.
    identity: str
    cells: tuple[bytes | None, ...]


def tables() -> list[Table]:
    """In a stable order."""
    found = _of_sqlite() if connection.vendor == "sqlite" else _of_postgresql()
    return sorted(found, key=lambda table: table.name)


def batches(table: Table, after: Key | None) -> Iterator[list[Raw]]:
    """The rows behind a key, in its order, as they come. Within a transaction; close the iterator to end it early."""
    if not table.columns:
        return
    key = ", ".join(f"it.{column}" for column in table.key)  # what is read may bear the same name
    read = ", ".join([table.identity or "''", *(column.read for column in table.columns)])
    places = ", ".join(["%s"] * len(table.key))
    where = f" WHERE ({key}) > ({places})" if after is not None else ""
    # Names come from the database's own catalogue, and are quoted.
    sql = f"SELECT {key}, {read} FROM {table.quoted} AS it{where} ORDER BY {key}"  # noqa: S608  (names of tables and columns, from the models)
    with connection.chunked_cursor() as cursor:
        cursor.execute(sql, after or [])
        while found := cursor.fetchmany(FETCH):
            yield found


def joined(table: Table, batch: list[Raw]) -> bytes:
    """All cells of all rows, one behind the other: next to none hold anything, and so they are looked at together."""
    first = len(table.key) + 1
    cells = [cell for row in batch for cell in row[first:] if cell]
    texts = "\0\0\0".join([cell for cell in cells if type(cell) is str])
    others = b"\0\0\0".join([cell for cell in cells if type(cell) is not str])
    return b"\0\0\0".join((texts.encode(errors="surrogatepass"), others))


def row(table: Table, raw: Raw) -> Row:
    """One of them, to be looked at cell by cell."""
    width = len(table.key)
    return Row(key(table, raw), str(raw[width]), tuple(_bytes(cell) for cell in raw[width + 1 :]))


def key(table: Table, raw: Raw) -> Key:
    return [_plain(part) for part in raw[: len(table.key)]]


def forget_samples(names: list[str]) -> None:
    """Has PostgreSQL draw its samples of these tables anew: they would hold values of rows that are gone."""
    if connection.vendor != "postgresql" or not names:
        return
    with connection.cursor() as cursor:
        for name in names:
            cursor.execute(f"ANALYZE {connection.ops.quote_name(name)}")


def _plain(part: Any) -> Any:
    return part if isinstance(part, int | str | float) else str(part)


def _bytes(cell: Any) -> bytes | None:
    if cell is None:
        return None
    return cell.encode(errors="surrogatepass") if isinstance(cell, str) else bytes(cell)


# --- SQLite ------------------------------------------------------------------------------------------------------


def _of_sqlite() -> Iterator[Table]:
    """A virtual table keeps its content in tables of its own, which are listed too."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, wr FROM pragma_table_list WHERE schema = 'main' AND type IN ('table', 'shadow')")
        for name, has_no_rowid in cursor.fetchall():
            if name in {"sqlite_schema", "sqlite_master"}:
                continue
            cursor.execute("SELECT name, pk FROM pragma_table_xinfo(%s)", [name])
            yield _sqlite_table(name, cursor.fetchall(), has_no_rowid=bool(has_no_rowid))


def _sqlite_table(name: str, said: list[tuple[str, int]], *, has_no_rowid: bool) -> Table:
    # As bytes: a text that is no valid UTF-8 could not be read as one.
    columns = tuple(Column(column, f"CAST({_name(column)} AS BLOB)") for column, _ in said)
    primary = tuple(_name(column) for column, place in sorted(said, key=lambda one: one[1]) if place)
    key = primary if has_no_rowid else ("_rowid_",)
    return Table(name, _name(name), columns, key, identity=primary[0] if len(primary) == 1 else "")


def _name(name: str) -> str:
    """Quoted. A per cent sign would be taken for a parameter."""
    return '"' + name.replace('"', '""').replace("%", "%%") + '"'


# --- PostgreSQL --------------------------------------------------------------------------------------------------

#: Types whose values are numbers, moments or the like. All others are read as text: also those an extension brought.
_NO_TEXT = (
    "int2", "int4", "int8", "float4", "float8", "numeric", "money", "bool", "date", "time", "timetz", "timestamp",
    "timestamptz", "interval", "oid", "xid", "cid", "tid",
)  # fmt: skip

_RELATIONS = """
    SELECT c.oid, n.nspname, c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE c.relkind IN ('r', 'm') AND n.nspname NOT IN ('pg_catalog', 'information_schema')
    AND n.nspname NOT LIKE 'pg\\_toast%' AND n.nspname NOT LIKE 'pg\\_temp%'
"""
_ATTRIBUTES = """
    SELECT a.attname, t.typname, coalesce(array_position(i.indkey::int2[], a.attnum), -1)
    FROM pg_attribute a JOIN pg_type t ON t.oid = a.atttypid
    LEFT JOIN pg_index i ON i.indrelid = a.attrelid AND i.indisprimary
    WHERE a.attrelid = %s AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attnum
"""
STATISTICS = "pg_stats"


def _of_postgresql() -> Iterator[Table]:
    with connection.cursor() as cursor:
        cursor.execute(_RELATIONS)
        for oid, schema, name in cursor.fetchall():
            cursor.execute(_ATTRIBUTES, [oid])
            yield _postgresql_table(schema, name, cursor.fetchall())
    samples = ("most_common_vals", "histogram_bounds", "most_common_elems")
    columns = tuple(Column(name, f"{name}::text") for name in samples)
    yield Table(STATISTICS, "pg_catalog.pg_stats", columns, ("schemaname", "tablename", "attname", "inherited"), "")


def _postgresql_table(schema: str, name: str, said: list[tuple[str, str, int]]) -> Table:
    columns = tuple(
        Column(column, _name(column) if kind == "bytea" else f"{_name(column)}::text")
        for column, kind, _ in said
        if kind not in _NO_TEXT
    )
    primary = [(_name(column), kind) for column, kind, place in sorted(said, key=lambda one: one[2]) if place >= 0]
    names = tuple(column for column, _ in primary)
    key = names if names and all(kind != "bytea" for _, kind in primary) else ("ctid",)
    shown = name if schema == "public" else f"{schema}.{name}"
    identity = names[0] if len(names) == 1 else ""
    return Table(shown, f"{_name(schema)}.{_name(name)}", columns, key, identity)

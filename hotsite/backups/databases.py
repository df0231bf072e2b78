"""How a database is copied while it is in use, and brought back."""

import os
import shutil
import sqlite3
import subprocess
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import IO, Any

from django.conf import settings
from django.db import connection, connections
from psycopg.conninfo import make_conninfo

from hotsite.backups.sealed import Refused

CHUNK = 1 << 20  # bytes
#: Pages that SQLite copies at a time; between two, others may write, and what they write is copied as well.
PAGES = 2000


class NotCopied(Exception):
    """The database could not be copied; the text says why."""


def dump() -> Iterator[bytes]:
    """The database as it is at one moment, in a form that `load` takes. `NotCopied`."""
    return _dump_sqlite() if connection.vendor == "sqlite" else _dump_postgresql()


def load(copy: Iterable[bytes]) -> None:
    """Puts a copy in the database's place: all of it, or nothing. `Refused`."""
    if connection.vendor == "sqlite":
        _load_sqlite(copy)
    else:
        _load_postgresql(copy)


# --- SQLite: its own way to copy a database in use, the write-ahead log included (sqlite.org/backup.html)


def _dump_sqlite() -> Iterator[bytes]:
    connection.ensure_connection()
    with _scratch() as file:
        with closing(sqlite3.connect(file)) as into:
            connection.connection.backup(into, pages=PAGES)
        with file.open("rb") as handle:
            yield from iter(lambda: handle.read(CHUNK), b"")


def _load_sqlite(chunks: Iterable[bytes]) -> None:
    with _scratch() as file:
        with file.open("wb") as handle:
            handle.writelines(chunks)
        with closing(sqlite3.connect(file)) as copy:
            _check(copy)
            connection.ensure_connection()
            copy.backup(connection.connection)
    with connection.cursor() as cursor:
        # What stood in the log before would otherwise lie there for a while.
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _check(copy: sqlite3.Connection) -> None:
    try:
        (answer,) = copy.execute("PRAGMA quick_check(1)").fetchone()
    except sqlite3.DatabaseError as error:
        answer = str(error)
    if answer != "ok":
        raise Refused(f"What this backup holds is no whole database: {answer}.")


@contextmanager
def _scratch() -> Iterator[Path]:
    """A file beside the database, readable by its owner only, and gone afterwards."""
    with tempfile.TemporaryDirectory(prefix=".backup-", dir=settings.DATA_DIR) as folder:
        yield Path(folder) / "copy.sqlite3"


# --- PostgreSQL: its own programs


def _dump_postgresql() -> Iterator[bytes]:
    command = [_program("pg_dump"), "--format=custom", "--no-owner", "--no-privileges", f"--dbname={_address()}"]
    with _running(command, stdout=subprocess.PIPE) as process:
        yield from iter(lambda: _out(process).read(CHUNK), b"")
        _must_succeed(process, "pg_dump", NotCopied)


def _load_postgresql(chunks: Iterable[bytes]) -> None:
    connections.close_all()
    options = ["--clean", "--if-exists", "--no-owner", "--no-privileges", "--single-transaction", "--exit-on-error"]
    with _running([_program("pg_restore"), *options, f"--dbname={_address()}"], stdin=subprocess.PIPE) as process:
        into = process.stdin
        if into is None:
            raise AssertionError("it was asked for")
        with suppress(BrokenPipeError):  # it has stopped, and says why
            for chunk in chunks:
                into.write(chunk)
            into.close()
        _must_succeed(process, "pg_restore", Refused)


@contextmanager
def _running(command: list[str], **pipes: int) -> "Iterator[subprocess.Popen[bytes]]":
    """What it says goes to a file: a pipe that nobody reads would fill and stop it."""
    password = str(connection.settings_dict.get("PASSWORD") or "")
    environment = os.environ | ({"PGPASSWORD": password} if password else {})
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen(command, stderr=said, env=environment, **pipes)  # type: ignore[call-overload]  # noqa: S603  (our own words)
        process.said = said
        try:
            yield process
        finally:
            for pipe in (process.stdin, process.stdout):
                with suppress(BrokenPipeError):  # it has stopped without reading to the end
                    if pipe:
                        pipe.close()
            if process.poll() is None:
                process.kill()
            process.wait()


def _must_succeed(process: Any, name: str, otherwise: type[Exception]) -> None:
    if process.wait():
        process.said.seek(0)
        last = process.said.read().decode(errors="replace").strip().splitlines()[-1:]
        raise otherwise(f"{name} stopped: {''.join(last) or process.returncode}.")


def _out(process: "subprocess.Popen[bytes]") -> IO[bytes]:
    if process.stdout is None:
        raise AssertionError("it was asked for")
    return process.stdout


def _program(name: str) -> str:
    """Debian keeps the newest in a folder for each release."""
    found = shutil.which(name)
    releases = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), key=lambda path: float(path.parts[-3]))
    if not found and not releases:
        raise NotCopied(f"{name} is missing; as root: apt install postgresql-client.")
    return str(releases[-1]) if releases else str(found)


def _address() -> str:
    """As the programs take it, without the password, which every process could read there."""
    said = connection.settings_dict
    parts = {"dbname": said["NAME"], "host": said["HOST"], "port": said["PORT"], "user": said["USER"]}
    options = {name: value for name, value in said["OPTIONS"].items() if name.startswith("ssl")}
    return make_conninfo(**{name: str(value) for name, value in (parts | options).items() if value})

"""Makes backups, brings them back, removes old ones.

It deletes and overwrites, so first what can go wrong here:

- A backup that is none: it is written under another name and gets its own when all of it is on the disk.
- A restore from a file that is damaged, cut off or of another key: all of it is read and checked before the database is
  touched, and PostgreSQL takes it in one transaction.
- A restore by mistake: what was there is backed up first.
- A restore brings back what was erased since: the ledger knows, `/readyz` says no, `replay_erasures` erases again.
- The key is lost with the machine: it lies outside the repository; whoever makes the first backup is told to copy it.
- Old backups stay: `make backup` removes what is older than BACKUP_KEEP_DAYS, and so does the daily purge. A restore
  removes none: it may be the one that is restored.
"""

import os
import re
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import BinaryIO

from django.conf import settings
from django.db import connection

from hotsite.backups import databases
from hotsite.backups.sealed import KEY_BYTES, Head, Refused, key_id, read_head, seal, unseal
from privacy.erasure import ledger

#: To the microsecond: the copy that a restore makes first must never take the place of what is restored.
_STAMP = "%Y%m%dT%H%M%S.%fZ"
_NAME = re.compile(r"backup-(\d{8}T\d{6}\.\d{6}Z)\.sealed")


@dataclass(frozen=True)
class Made:
    file: Path
    #: Whether the key was made just now, and has to be copied elsewhere.
    is_new_key: bool


@dataclass(frozen=True)
class Restored:
    head: Head
    #: Where what was there before is now; or why it could not be copied.
    before: Made | databases.NotCopied


def folder() -> Path:
    return Path(settings.BACKUP_DIR)


def make(now: datetime) -> Made:
    """A backup of the database as it is. `Refused` if the key cannot be used, `databases.NotCopied`."""
    is_new_key = not key_file().exists()
    key = read_or_make_key()
    ledger.export()
    head = Head(made_at=now.astimezone(UTC).isoformat(), database=connection.vendor, key=key_id(key))
    folder().mkdir(parents=True, exist_ok=True, mode=0o700)
    file = folder() / f"backup-{now.astimezone(UTC).strftime(_STAMP)}.sealed"
    _write(file, seal(head, key, databases.dump()))
    return Made(file, is_new_key)


def restore(file: Path, now: datetime) -> Restored:
    """Puts a backup in the database's place, and one of what was there beside it. `Refused`: nothing was touched."""
    key = read_key()
    with _opened(file) as handle:
        head, _said = read_head(handle)
    if head.database != connection.vendor:
        raise Refused(f"This backup is of {head.database}; this site runs on {connection.vendor}.")

    def copy() -> Iterator[bytes]:
        with _opened(file) as handle:
            yield from unseal(handle, key)

    for _chunk in copy():  # is it whole? Before anything else is done
        pass
    before = _keep(now)
    databases.load(copy())
    return Restored(head, before)


def _keep(now: datetime) -> Made | databases.NotCopied:
    """Of a database that is broken no copy can be made: that is no reason not to restore one."""
    try:
        return make(now)
    except databases.NotCopied as error:
        return error


def remove_old(now: datetime) -> int:
    """The number removed."""
    return purge(now - timedelta(days=settings.BACKUP_KEEP_DAYS))


def purge(before: datetime) -> int:
    """Removes backups made before a moment; the number removed."""
    old = _made_before(before)
    for file in old:
        file.unlink(missing_ok=True)
    return len(old)


def due(before: datetime) -> int:
    """How many `purge` would remove."""
    return len(_made_before(before))


def _made_before(before: datetime) -> list[Path]:
    return [file for file in folder().glob("backup-*.sealed") if (made := made_at(file)) and made < before]


def made_at(file: Path) -> datetime | None:
    """As its name says: a copy has another date on the disk."""
    found = _NAME.fullmatch(file.name)
    return datetime.strptime(found[1], _STAMP).replace(tzinfo=UTC) if found else None


def key_file() -> Path:
    return Path(settings.BACKUP_KEY_FILE)


def read_or_make_key() -> bytes:
    file = key_file()
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        _write(file, iter((secrets.token_hex(KEY_BYTES).encode() + b"\n",)))
    return read_key()


def read_key() -> bytes:
    """`Refused` for one that is missing, too open or no key."""
    file = key_file()
    try:
        if file.stat().st_mode & 0o077:
            raise Refused(f"Others than its owner can read BACKUP_KEY_FILE={str(file)!r}: chmod 600 it.")
        key = bytes.fromhex(file.read_text(encoding="ascii").strip())
    except OSError as error:
        raise Refused(f"BACKUP_KEY_FILE={str(file)!r} cannot be read: {error.strerror}.") from None
    except ValueError:
        key = b""
    if len(key) != KEY_BYTES:
        raise Refused(f"BACKUP_KEY_FILE={str(file)!r} holds no key: {2 * KEY_BYTES} hexadecimal digits.")
    return key


def _opened(file: Path) -> BinaryIO:
    try:
        return file.open("rb")
    except OSError as error:
        raise Refused(f"{file} cannot be read: {error.strerror}.") from None


def _write(file: Path, pieces: Iterator[bytes]) -> None:
    """Whole or not at all, and for its owner only."""
    draft = file.with_name(f"{file.name}.part")
    draft.unlink(missing_ok=True)
    try:
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as handle:
            handle.writelines(pieces)
            handle.flush()
            os.fsync(handle.fileno())
        draft.replace(file)
    finally:
        draft.unlink(missing_ok=True)

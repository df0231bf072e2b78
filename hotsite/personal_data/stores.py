"""What is no table: folders, the broker, memory, logs, backups."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from redis import Redis

from hotsite.backups import services as backups
from hotsite.personal_data.work import references_of
from privacy.declarations import (
    EndedBy,
    days,
    declare_store,
    kept_for,
    purge_files,
)

REDIS_SECONDS = 5.0


def _broker_folder() -> Path | None:
    return None if settings.REDIS_URL else Path(settings.BROKER_DIR)


def _mail_folder() -> Path | None:
    return None if settings.EMAIL_BACKEND.endswith("smtp.EmailBackend") else Path(settings.MAIL_DIR)


def _mail_files_of(email: str) -> Iterator[Path]:
    """A mail's file is called by the reference of what it is about."""
    folder = _mail_folder()
    if folder is not None and email and "\0" not in email:
        for reference in references_of(email):
            yield from folder.glob(f"{reference}-*.eml")


def redis_contents() -> Iterator[tuple[str, bytes]]:
    """Every key of the broker with what it holds."""
    with Redis.from_url(settings.REDIS_URL, socket_timeout=REDIS_SECONDS) as broker:
        for key in broker.scan_iter(count=500):
            yield key.decode(errors="replace"), b"\0".join((key, *_redis_values(broker, key)))


def _redis_values(broker: "Redis", key: bytes) -> list[bytes]:
    """What a key holds, of whatever kind. DUMP gives all kinds alike, but may pack them: so it is the last way."""
    found: Any
    match broker.type(key):
        case b"string":
            found = [broker.get(key) or b""]
        case b"list":
            found = broker.lrange(key, 0, -1)
        case b"hash":
            found = [part for pair in broker.hgetall(key).items() for part in pair]
        case b"set":
            found = broker.smembers(key)
        case b"zset":
            found = broker.zrange(key, 0, -1)
        case _:
            found = [broker.dump(key) or b""]
    return list(found)


def _purge_broker(before: datetime) -> int:
    folder = _broker_folder()
    return purge_files(folder, before) if folder else 0


def _purge_mail(before: datetime) -> int:
    folder = _mail_folder()
    return purge_files(folder, before) if folder else 0


declare_store(
    "broker folder",
    title=_("Wake-up calls, in a folder"),
    purpose=_("Wake-up calls between the site's own processes: numbers of rows, no address"),
    locate=_broker_folder,
    purge=_purge_broker,
    keep_for=days(1),
)
declare_store(
    "backups",
    title=_("Backups of the database, encrypted"),
    purpose=_("To go on after a disk or a person failed"),
    locate=backups.folder,
    purge=backups.purge,
    counts=backups.due,
    keep_for=days(settings.BACKUP_KEEP_DAYS),
    sealed=_("Backups, which are encrypted: they lapse, and what was erased is erased again after a restore."),
)
declare_store(
    "mail folder",
    title=_("Outgoing mail, in a folder"),
    purpose=_("Outgoing mail where no mail server is configured"),
    locate=_mail_folder,
    purge=_purge_mail,
    keep_for=kept_for("mail"),
    waits_for_holds=True,
    files_of=_mail_files_of,
)


def _nothing(_before: datetime) -> int:
    return 0


declare_store(
    "redis",
    title=_("Wake-up calls, in Redis"),
    purpose=_("Wake-up calls between the site's own processes: numbers of rows, no address"),
    locate=lambda: None,
    purge=_nothing,
    keep_for=days(1),
    ended_by=EndedBy.ITSELF,  # a call expires after two minutes
    contents=redis_contents if settings.REDIS_URL else None,
)
declare_store(
    "limits",
    title=_("Counts of how often a place sent a form"),
    purpose=_("To slow down machines that fill in forms: hashes in memory, with a salt that is made anew each day"),
    locate=lambda: None,
    purge=_nothing,
    keep_for=days(1),
    ended_by=EndedBy.ITSELF,
)
declare_store(
    "cache",
    title=_("Cache"),
    purpose=_("Parts of pages, in the memory of a process; nothing of a person is put there"),
    locate=lambda: None,
    purge=_nothing,
    keep_for=days(1),
    ended_by=EndedBy.ITSELF,
)
declare_store(
    "logs",
    title=_("Logs of the site and of the web server before it"),
    purpose=_("To find faults: time, kind of page, outcome and duration; no address, no query, nothing typed"),
    locate=lambda: None,
    purge=_nothing,
    keep_for=kept_for("logs"),
    ended_by=EndedBy.OPERATOR,  # deploy/logrotate.conf
)

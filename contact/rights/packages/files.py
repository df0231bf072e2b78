"""The folder in which packages wait: whole files, readable by their owner only, under names that say nothing.

A file gets its name when all of it is on disk. What a killed worker leaves is a `.part`, or a file that no row names:
nobody is given either, and `left_over` finds both.
"""

import hashlib
import os
import re
import secrets
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from django.conf import settings

from hotsite.ground.disk import flush_folder

#: Nothing else in the folder is ours, and nothing else is ever removed.
_OURS = re.compile(r"[0-9a-f]{32}\.zip(\.part)?")


@dataclass(frozen=True)
class Written:
    name: str
    #: Of the whole file, in hexadecimal.
    sha256: str
    #: In bytes.
    size: int


def folder() -> Path:
    return Path(settings.PACKAGES_DIR)


def write(fill: Callable[[BinaryIO], object]) -> Written:
    """A new file, on disk when it returns; nothing, if `fill` raises. OSError where the folder cannot be used."""
    place = folder()
    place.mkdir(parents=True, exist_ok=True, mode=0o700)
    name = f"{secrets.token_hex(16)}.zip"
    draft = place / f"{name}.part"
    try:
        with os.fdopen(os.open(draft, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600), "w+b") as file:
            fill(file)
            file.flush()
            os.fsync(file.fileno())
            file.seek(0)
            digest = hashlib.file_digest(file, "sha256").hexdigest()
            size = os.fstat(file.fileno()).st_size
        draft.rename(place / name)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise
    flush_folder(place)
    return Written(name, digest, size)


def read(name: str) -> BinaryIO:
    """FileNotFoundError for what is not there."""
    if not _OURS.fullmatch(name):
        raise FileNotFoundError(name)
    return (folder() / name).open("rb")


def remove(name: str) -> None:
    if _OURS.fullmatch(name):
        (folder() / name).unlink(missing_ok=True)


def left_over(named: Collection[str], before: datetime) -> list[str]:
    """Files of ours that no row names and that nobody has written to since."""
    place = folder()
    found = [path for path in place.iterdir() if _OURS.fullmatch(path.name)] if place.is_dir() else []
    return sorted(path.name for path in found if path.name not in named and _written(path) < before.timestamp())


def _written(path: Path) -> float:
    """Infinitely late, if somebody removed it just now."""
    try:
        return path.stat().st_mtime
    except FileNotFoundError:
        return float("inf")

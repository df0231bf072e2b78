"""Which release this is: what was measured for another one proves nothing about this one."""

import tomllib
from collections.abc import Iterator
from functools import cache
from hashlib import sha256
from pathlib import Path

from django.conf import settings

#: What the site consists of. `measured` holds what was found out about a release, and is no part of it.
FOLDERS = ("contact", "hotsite", "privacy", "tools")
LEFT_OUT = frozenset({"__pycache__", "node_modules", "dist", "measured", "tests", "bench"})
MADE = frozenset({".mo", ".pyc"})
SHOWN = 12  # hexadecimal digits


@cache
def release() -> str:
    """The version, and the beginning of a digest over every source file: `0.1.0+0123456789ab`."""
    version = tomllib.loads((settings.BASE_DIR / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    whole = sha256()
    for file in sorted(_sources(settings.BASE_DIR)):
        name = file.relative_to(settings.BASE_DIR).as_posix()
        whole.update(f"{name}\0{sha256(file.read_bytes()).hexdigest()}\n".encode())
    return f"{version}+{whole.hexdigest()[:SHOWN]}"


def _sources(root: Path) -> Iterator[Path]:
    for folder in FOLDERS:
        yield from _below(root / folder)


def _below(folder: Path) -> Iterator[Path]:
    for entry in folder.iterdir():
        if entry.name in LEFT_OUT or entry.suffix in MADE or entry.name.startswith("."):
            continue
        if entry.is_dir():
            yield from _below(entry)
        else:
            yield entry

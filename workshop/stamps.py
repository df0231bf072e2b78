"""Says whether work is already done, by a hash over everything it was made from.

A stamp is written last and removed first: work that was interrupted, by Ctrl-C or by a power cut, has none.
"""

import contextlib
import fcntl
import hashlib
import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from workshop.places import STATE
from workshop.steps import say


def digest(files: Iterable[Path] = (), *, base: Path, also: Iterable[str] = ()) -> str:
    """One hash over names (relative to `base`) and contents of files, and over further facts in `also`."""
    whole = hashlib.sha256()
    for fact in also:
        whole.update(f"{fact}\0".encode())
    for file in sorted(files):
        whole.update(f"{file.relative_to(base)}\0".encode())
        whole.update(hashlib.sha256(file.read_bytes()).digest())
    return whole.hexdigest()


def files_under(folder: Path, *, without: frozenset[str] = frozenset()) -> list[Path]:
    """Every file in `folder`, entering no folder named in `without` and no hidden one."""
    found: list[Path] = []
    for parent, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if name not in without and not name.startswith(".")]
        found += [Path(parent, name) for name in names]
    return found


def read(stamp: Path) -> str:
    try:
        return stamp.read_text(encoding="ascii").strip()
    except (OSError, ValueError):
        return ""


@contextlib.contextmanager
def stamping(stamp: Path, value: str) -> Iterator[None]:
    """Removes the stamp, lets the work happen, and writes the stamp only if it succeeded."""
    stamp.unlink(missing_ok=True)
    yield
    stamp.parent.mkdir(parents=True, exist_ok=True)
    draft = stamp.with_name(f"{stamp.name}.{os.getpid()}")
    draft.write_text(value, encoding="ascii")
    draft.replace(stamp)


@contextlib.contextmanager
def alone() -> Iterator[None]:
    """Two `make` in the same checkout set up one after the other, not into each other."""
    STATE.mkdir(parents=True, exist_ok=True)
    with (STATE / "lock").open("w") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say("Another make is setting up in this folder: waiting for it …")
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield

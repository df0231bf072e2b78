"""Debian packages, where the workshop may install them: as root, on a machine that has apt."""

import contextlib
import os
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path

from workshop.steps import run

POLICY = Path("/usr/sbin/policy-rc.d")


def may_install() -> bool:
    return os.geteuid() == 0 and shutil.which("apt-get") is not None


def install(title: str, packages: Sequence[str]) -> None:
    """Installs packages without their recommendations and without starting any service of theirs."""
    env = dict(os.environ) | {"DEBIAN_FRONTEND": "noninteractive"}
    run("Debian package lists", ["apt-get", "-q", "update"], env=env, slug="apt-update")
    command = ["apt-get", "-q", "install", "-y", "--no-install-recommends", *packages]
    with _starting_nothing():
        run(f"{title} from Debian", command, env=env, slug=f"apt-{packages[0]}")


@contextlib.contextmanager
def _starting_nothing() -> Iterator[None]:
    """Debian asks policy-rc.d whether a package may start its service: for this installation it may not (101)."""
    if POLICY.exists():
        yield
        return
    POLICY.write_text("#!/bin/sh\nexit 101\n", encoding="ascii")
    try:
        POLICY.chmod(0o755)
        yield
    finally:
        POLICY.unlink(missing_ok=True)

"""The virtual environment: made once, filled from lock files whose hashes pip checks."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from workshop.places import DEV_LOCK, ROOT, RUNTIME_LOCK, VENV, in_venv
from workshop.stamps import digest, read, stamping
from workshop.steps import run

STAMP = VENV / "workshop-stamp"
#: A new Python of another feature release needs its own builds of the packages.
PYTHON = f"{sys.implementation.name}-{sys.version_info.major}.{sys.version_info.minor}"


def for_running() -> None:
    """What the site needs. The tests' environment will do as well: its lock holds the same versions and more."""
    if read(STAMP) not in {_digest(RUNTIME_LOCK), _digest(DEV_LOCK)} or not _works():
        _fill(RUNTIME_LOCK)


def for_development() -> None:
    """What tests, checks and generators need."""
    if read(STAMP) != _digest(DEV_LOCK) or not _works():
        _fill(DEV_LOCK)


def install(title: str, lock: Path) -> None:
    """Installs exactly what `lock` names; pip refuses whatever has another hash."""
    run(title, [in_venv("python"), "-m", "pip", *_PIP, "-r", lock])


def unpack(title: str, lock: Path, folder: Path) -> None:
    """Puts the packages that `lock` names into a folder of their own, without those they would need to run."""
    shutil.rmtree(folder, ignore_errors=True)
    run(title, [in_venv("python"), "-m", "pip", *_PIP, "--no-deps", "--target", folder, "-r", lock])


_PIP = ("install", "--require-hashes", "--no-input", "--disable-pip-version-check", "--progress-bar=off")


def _digest(lock: Path) -> str:
    # The runtime lock is part of the answer: were the two ever apart, `make run` would not take the tests' stamp.
    return digest({lock, RUNTIME_LOCK}, base=ROOT, also=[PYTHON])


def _fill(lock: Path) -> None:
    with stamping(STAMP, _digest(lock)):
        if not _works():
            shutil.rmtree(VENV, ignore_errors=True)
            run("Virtual environment", [sys.executable, "-m", "venv", VENV])
        install(f"Python packages from {lock.name}", lock)


def _works() -> bool:
    """Whether the environment runs, and with the Python that is asked for: one copied from elsewhere does not."""
    question = "import sys; print(sys.prefix, sys.implementation.name, *sys.version_info[:2])"
    try:
        answer = subprocess.run([in_venv("python"), "-c", question], capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return False
    prefix, name, major, minor = answer.stdout.rsplit(maxsplit=3)
    return os.path.realpath(prefix) == str(VENV) and f"{name}-{major}.{minor}" == PYTHON

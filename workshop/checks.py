"""`make check`: everything that can be said without running the tests, one line each."""

import subprocess
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from workshop import example, node
from workshop.places import FRONTEND, ROOT, in_venv
from workshop.steps import Command, say

PYTHON_SOURCES = (".",)
#: The types take as long as all the rest: on two cores they cost no time of their own.
AT_ONCE = 2
TYPED = ("hotsite", "privacy", "contact", "tools", "workshop", "tests")


@dataclass(frozen=True)
class Check:
    name: str
    command: Command
    cwd: Path = ROOT
    #: What the command runs in; None for this process's environment.
    env: dict[str, str] | None = field(default=None, repr=False)


@dataclass(frozen=True)
class Done:
    """What came of a check."""

    check: Check
    status: int
    said: str
    seconds: float


def template_folders() -> list[Path]:
    """Every folder of Django templates."""
    folders = (
        folder for app in ("hotsite", "privacy", "contact", "tools") for folder in (ROOT / app).rglob("templates")
    )
    return sorted(f for f in folders if f.is_dir() and "node_modules" not in f.parts and any(f.rglob("*.*")))


def run() -> int:
    """Runs every check, whatever the others say; returns 0 if all are content."""
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="hot-check-") as folder, ThreadPoolExecutor(AT_ONCE) as pool:
        failed = [done.check.name for done in pool.map(_done, _checks(Path(folder))) if not _passes(done)]
    seconds = time.monotonic() - began
    say(f"check: {'all is well' if not failed else 'failed: ' + ', '.join(failed)} ({seconds:.0f} s)")
    return 1 if failed else 0


def _checks(folder: Path) -> list[Check]:
    manage = (in_venv("python"), ROOT / "manage.py")
    npm_env = node.ready()
    templates = template_folders()
    return [
        Check("python format", (in_venv("ruff"), "format", "--check", "--quiet", *PYTHON_SOURCES)),
        Check("python lint", (in_venv("ruff"), "check", "--quiet", *PYTHON_SOURCES)),
        Check("python types", (in_venv("mypy"), "--strict", *TYPED)),
        Check("floors", (in_venv("lint-imports"),)),
        Check("template format", (in_venv("djlint"), "--check", *templates)),
        Check("template lint", (in_venv("djlint"), "--lint", *templates)),
        Check("front end", (node.npm(npm_env), "run", "--silent", "check"), FRONTEND, npm_env),
        Check("declarations", (*manage, "check", "--fail-level", "ERROR")),
        Check("migrations", (*manage, "makemigrations", "--check", "--dry-run")),
        Check("translations", (*manage, "messages", "--check")),
        Check(
            "deployment",
            (*manage, "check", "--deploy", "--fail-level", "WARNING"),
            ROOT,
            example.environment(folder),
        ),
    ]


def _done(check: Check) -> Done:
    began = time.monotonic()
    done = subprocess.run(
        [str(part) for part in check.command],
        cwd=check.cwd,
        env=check.env,
        check=False,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
    )
    return Done(check, done.returncode, done.stdout, time.monotonic() - began)


def _passes(done: Done) -> bool:
    """Says what came of it."""
    fine = done.status == 0
    say(f"{done.check.name:<16} {'ok' if fine else 'FAILED':<6} {done.seconds:5.1f} s")
    if not fine:
        say(done.said.rstrip() or f"(it said nothing; status {done.status})")
    return fine

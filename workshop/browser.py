"""A Chromium for the browser tests: a found one, else Debian's, else Playwright's own.

Debian has its engine without windows as a package of its own: the same pages, scripts and network, in a third of the
processor time. Whoever asks what a browser with all its services sends, as the proof of the lock does, asks `find`.
"""

import contextlib
import os
import shutil
import signal
import subprocess
import time
from pathlib import Path

from workshop import apt
from workshop.places import LOGS, in_venv, shown
from workshop.problems import Problem
from workshop.steps import say, warn

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
WITHOUT_WINDOWS = "chromium-headless-shell"
#: Playwright tries its mirrors again and again: as long as this without a byte more, and there will be none.
GIVE_UP_AFTER = 20  # seconds

ADVICE = "as root: apt install chromium; or set CHROMIUM to the path of a Chromium or Chrome"


def find() -> str | None:
    """CHROMIUM, or the first of the known names on PATH."""
    named = os.environ.get("CHROMIUM")
    if named:
        found = shutil.which(named)
        if not found:
            raise Problem(f"CHROMIUM={named} is not a program that can be run. Example: CHROMIUM=/usr/bin/chromium")
        return found
    return next((found for name in NAMES if (found := shutil.which(name))), None)


def find_for_tests() -> str | None:
    """CHROMIUM, or the engine without windows, or whatever browser there is."""
    return find() if os.environ.get("CHROMIUM") else shutil.which(WITHOUT_WINDOWS) or find()


def find_or_install() -> str | None:
    """The path of a browser for the tests, or None where none can be had."""
    if os.environ.get("CHROMIUM"):
        return find()
    if not (find() and shutil.which(WITHOUT_WINDOWS)) and apt.may_install():
        try:
            apt.install("Chromium", ["chromium", WITHOUT_WINDOWS])
        except Problem as problem:
            warn(str(problem))
    return find_for_tests() or _playwrights_own()


def _playwrights_own() -> str | None:
    question = (
        "from playwright.sync_api import sync_playwright as p\nwith p() as it: print(it.chromium.executable_path)"
    )
    answer = subprocess.run([in_venv("python"), "-c", question], capture_output=True, check=False, text=True)
    path = answer.stdout.strip()
    if not path:
        return None
    if not Path(path).exists():
        _download()
    return path if Path(path).exists() else None


def _download() -> None:
    """Lets Playwright download its Chromium, as long as something arrives."""
    log = LOGS / "playwright.log"
    log.parent.mkdir(parents=True, exist_ok=True)
    say(f"Chromium from Playwright … (output in {shown(log)})")
    with log.open("wb") as output:
        process = subprocess.Popen(
            [in_venv("python"), "-m", "playwright", "install", "chromium"],
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,  # it starts a program of its own: both are stopped together
        )
        try:
            status = _wait_while_it_grows(process, log)
        finally:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()
    say("Chromium from Playwright: " + ("could not be had" if status else "done"))


def _wait_while_it_grows(process: "subprocess.Popen[bytes]", log: Path) -> int:
    """Errors are no sign of life: only lines of the progress bar (`|■■■    |  10% of 170 MiB`) count."""
    seen, last = 0, time.monotonic()
    while time.monotonic() - last < GIVE_UP_AFTER:
        with contextlib.suppress(subprocess.TimeoutExpired):
            return process.wait(timeout=0.5)
        now = log.read_bytes().count(b"% of ")
        if now > seen:
            seen, last = now, time.monotonic()
    return 1

"""Runs a long command: its output to a log file, short lines with the elapsed seconds to the screen."""

import contextlib
import os
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from workshop.places import LOGS, ROOT, shown
from workshop.problems import FULL_DISK, Problem, sentence_for

#: Often enough to show life, seldom enough to read.
REPORT_EVERY = 15  # seconds
#: Of an unknown failure, the end is what matters.
TAIL = 25  # lines

Command = Sequence[str | Path]


def say(text: str) -> None:
    print(text, flush=True)


def warn(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def run(
    title: str, command: Command, *, cwd: Path = ROOT, env: Mapping[str, str] | None = None, slug: str = ""
) -> float:
    """Runs `command` and returns the seconds it took; raises Problem with one sentence if it fails.

    title: what the screen says; slug: the log file's name, made from the title if not given.
    """
    log = LOGS / f"{slug or title.lower().replace(' ', '-')}.log"
    log.parent.mkdir(parents=True, exist_ok=True)
    say(f"{title} … (output in {shown(log)})")
    began = time.monotonic()
    with log.open("wb") as output:
        status = _wait(title, _start(command, output.fileno(), cwd, env), began)
    took = time.monotonic() - began
    # npm warns of a full disk, leaves half the files out and says it succeeded.
    if status or sentence_for(log.read_text(encoding="utf-8", errors="replace")) == FULL_DISK:
        raise Problem(_explain(title, command, status, log))
    say(f"{title}: done in {took:.0f} s")
    return took


def _start(command: Command, output: int, cwd: Path, env: Mapping[str, str] | None) -> "subprocess.Popen[bytes]":
    try:
        return subprocess.Popen(
            [str(part) for part in command],
            cwd=cwd,
            env=dict(os.environ if env is None else env) | {"NO_COLOR": "1"},  # logs are read as text
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    except FileNotFoundError as error:
        raise Problem(f"{command[0]} is missing: run `make clean`, then the same command again.") from error


def _wait(title: str, process: "subprocess.Popen[bytes]", began: float) -> int:
    try:
        while True:
            with contextlib.suppress(subprocess.TimeoutExpired):
                return process.wait(timeout=REPORT_EVERY)
            say(f"{title}: {time.monotonic() - began:.0f} s …")
    except BaseException:  # Ctrl-C and SIGTERM too: nothing goes on installing after the workshop is gone
        process.terminate()
        process.wait()
        raise


def _explain(title: str, command: Command, status: int, log: Path) -> str:
    text = log.read_text(encoding="utf-8", errors="replace")
    known = sentence_for(text)
    if known:
        return f"{title} failed. {known} (Everything it said: {shown(log)})"
    tail = "\n".join("    " + line for line in text.splitlines()[-TAIL:])
    line = " ".join(str(part) for part in command)
    return f"{tail}\n{title} failed with status {status}: {line}\nEverything it said: {shown(log)}"

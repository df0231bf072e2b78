"""One throw-away server process: started, asked, stopped, killed, never orphaned."""

import contextlib
import os
import pwd
import shutil
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypedDict

from workshop.problems import Problem

#: Far more than PostgreSQL or Redis needs on a busy machine.
START_WITHIN = 60  # seconds
STOP_WITHIN = 20  # seconds


class Server:
    """One server that can be stopped, started and killed; it keeps its port and its data in between."""

    def __init__(
        self,
        name: str,
        command: list[str],
        *,
        port: int,
        folder: Path,
        polite: signal.Signals,
        answers: Callable[[], bool],
    ) -> None:
        self.name = name
        self.port = port
        self._command = command
        self._folder = folder
        self._polite = polite
        self._answers = answers
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def running(self) -> bool:
        return self._process is not None and self._process.poll() is None

    @property
    def pid(self) -> int:
        """The server's process id, or 0 when it is stopped."""
        return self._process.pid if self._process and self.running else 0

    def start(self) -> None:
        """Starts the server and waits until it answers; raises Problem if it does not."""
        if self.running:
            return
        log = (self._folder / f"{self.name}.log").open("ab")
        with log:
            self._process = subprocess.Popen(
                [*_tied_to_this_process(self._polite), *self._command],
                cwd=self._folder,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,  # Ctrl-C is ours to pass on, in our order
                **as_user(),
            )
        self._wait_until_it_answers()

    def stop(self) -> None:
        """Stops it politely, after a while firmly, and waits until it is gone."""
        if self._process is None:
            return
        self._signal(self._polite)
        try:
            self._process.wait(timeout=STOP_WITHIN)
        except subprocess.TimeoutExpired:
            self.kill()

    def kill(self) -> None:
        """Power cut: kill -9 for the server and all its processes."""
        if self._process is not None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()

    def _signal(self, sign: signal.Signals) -> None:
        if self._process is not None and self.running:
            self._process.send_signal(sign)

    def _wait_until_it_answers(self) -> None:
        deadline = time.monotonic() + START_WITHIN
        while not self._answers():
            if not self.running or time.monotonic() > deadline:
                self.kill()
                said = (self._folder / f"{self.name}.log").read_text(errors="replace")[-2000:]
                raise Problem(f"{said}\n{self.name} did not start.")
            time.sleep(0.05)


def other_user() -> pwd.struct_passwd | None:
    """PostgreSQL refuses to run as root: Debian's package brings a user, and there is always nobody."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        with contextlib.suppress(KeyError):
            return pwd.getpwnam(name)
    raise Problem("PostgreSQL does not run as root, and there is no other user to run it.")


class AsUser(TypedDict, total=False):
    """The arguments of Popen that choose a user; none of them for one's own."""

    user: int
    group: int
    extra_groups: list[int]


def as_user() -> AsUser:
    user = other_user()
    return AsUser(user=user.pw_uid, group=user.pw_gid, extra_groups=[]) if user else AsUser()


def _tied_to_this_process(sign: signal.Signals) -> list[str]:
    """A prefix for a command: the kernel sends it `sign` when this process dies, even by kill -9 (util-linux)."""
    setpriv = shutil.which("setpriv")
    return [setpriv, "--pdeathsig", sign.name.removeprefix("SIG")] if setpriv else []

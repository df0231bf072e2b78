"""Several programs as one process tree: started together, kept running, stopped together, nothing left behind.

An embedded site is one command in one terminal, yet it is a web server, a worker and a clock. What can go wrong:

- One of them dies. It is started again, at once the first time, after growing pauses if it dies again and again.
- Ctrl-C or SIGTERM. They are stopped in the order given, each with time to finish what it holds; a second signal
  does not wait. Each has its own session, so Ctrl-C in the terminal reaches this process only.
- This process is killed (kill -9, out of memory). The kernel then sends each child SIGTERM: see `tied_to_this_process`.
- A child leaves grandchildren. They share its process group, which is killed once the child is gone, and waited for.
"""

import contextlib
import ctypes
import os
import select
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType

PR_SET_PDEATHSIG = 1  # prctl(2), linux/prctl.h
PR_SET_CHILD_SUBREAPER = 36
#: A program that ran this long had started well: the next pause is short again.
SETTLED_AFTER = 60.0  # seconds
LONGEST_PAUSE = 60.0  # seconds
#: How often the loop looks when no signal wakes it; while starting up, when it asks whether the site answers.
LOOK_EVERY = 5.0  # seconds
ASK_EVERY = 0.1  # seconds
#: A site that does not answer by then never will: its web server starts worker after worker that cannot.
ANSWERS_WITHIN = 120.0  # seconds
#: How long a killed program's children may take to be gone before nobody waits for them any more.
GONE_WITHIN = 2.0  # seconds

STOP_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)

_libc = ctypes.CDLL(None, use_errno=True) if sys.platform == "linux" else None


def tied_to_this_process(sign: signal.Signals = signal.SIGTERM) -> Callable[[], None]:
    """For Popen's preexec_fn: the kernel sends the child `sign` when this process dies, even by kill -9.

    Only Linux has it (prctl(2), PR_SET_PDEATHSIG); elsewhere a kill -9 of this process leaves the child running.
    """
    parent = os.getpid()

    def tie() -> None:
        if _libc is not None:
            _libc.prctl(PR_SET_PDEATHSIG, int(sign), 0, 0, 0)
            if os.getppid() != parent:  # it died between fork and prctl
                os._exit(1)

    return tie


def adopt_orphans() -> None:
    """Children of this process's children become its own when their parent dies, so that it can wait for their end.

    Only Linux has it (prctl(2), PR_SET_CHILD_SUBREAPER); elsewhere nobody waits for them.
    """
    if _libc is not None:
        _libc.prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


@dataclass(frozen=True, kw_only=True)
class Program:
    name: str
    command: tuple[str, ...]
    #: Seconds it has to finish what it holds, once it was asked to stop.
    grace: float = 10.0


@dataclass(kw_only=True)
class Child:
    """A program and, while it runs, its process."""

    program: Program
    cwd: Path
    process: "subprocess.Popen[bytes] | None" = None
    started_at: float = 0.0
    start_again_at: float = 0.0
    deaths: int = 0

    def start(self) -> None:
        self.started_at = time.monotonic()
        self.process = subprocess.Popen(  # noqa: S603  (our own programs, named in code)
            self.program.command,
            cwd=self.cwd,
            stdin=subprocess.DEVNULL,
            start_new_session=True,
            # This process has one thread, and before exec the child touches nothing that could be locked.
            preexec_fn=tied_to_this_process(),
        )

    def ended(self) -> int | None:
        """The exit status (negative: the signal) once it has ended, with its whole process group; else None."""
        if self.process is None:
            return None
        # Looked at without taking it off the kernel's list: until then nobody else can be given this group's number.
        if os.waitid(os.P_PID, self.process.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is None:
            return None
        return self._end_group(self.process)

    def ask_to_stop(self) -> None:
        if self.process is not None:
            self.process.send_signal(signal.SIGTERM)

    def kill(self) -> None:
        if self.process is not None:
            self._end_group(self.process)
            self.process = None

    def plan_restart(self) -> float:
        """Decides when to start again; returns the pause in seconds."""
        now = time.monotonic()
        self.process = None
        self.deaths = 1 if now - self.started_at >= SETTLED_AFTER else self.deaths + 1
        pause = min(2.0 ** (self.deaths - 1), LONGEST_PAUSE)
        self.start_again_at = now + pause
        return pause

    def _end_group(self, process: "subprocess.Popen[bytes]") -> int:
        """Kills the program and its children; returns its exit status once they are gone, or GONE_WITHIN is over.

        A kill is a request too: the kernel first takes a process's memory down, and it is there until then.
        """
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        status = process.wait()
        deadline = time.monotonic() + GONE_WITHIN
        with contextlib.suppress(ChildProcessError):  # none left in the group, or none of them came to us
            while time.monotonic() < deadline:
                if os.waitpid(-process.pid, os.WNOHANG)[0] == 0:
                    time.sleep(0.01)
        return status


@dataclass(kw_only=True)
class Supervisor:
    """Runs programs until a stop signal; the first of them is the one people wait for.

    programs: in the order in which they are started and stopped.
    answers: whether the first one does its work yet; when it does, `ready` is called, once.
    """

    programs: Sequence[Program]
    cwd: Path
    say: Callable[[str], None]
    answers: Callable[[], bool]
    ready: Callable[[], None]
    answers_within: float = ANSWERS_WITHIN
    is_ready: bool = False
    _signals: int = 0
    _gave_up: bool = False
    _children: list[Child] = field(default_factory=list)

    def run(self) -> int:
        """Returns the exit status: 0 after a stop signal, 1 if the first program never came to work."""
        adopt_orphans()
        self._children = [Child(program=program, cwd=self.cwd) for program in self.programs]
        with self._bell() as bell:
            try:
                for child in self._children:
                    child.start()
                while not self._signals and not self._gave_up:
                    self._look_after_children()
                    self._look_whether_ready()
                    self._sleep(bell, LOOK_EVERY if self.is_ready else ASK_EVERY)
            finally:
                self._stop_children(bell)
        return 1 if self._gave_up else 0

    def _look_after_children(self) -> None:
        for child in self._children:
            status = child.ended()
            if status is not None:
                self._mourn(child, status)
            elif child.process is None and time.monotonic() >= child.start_again_at:
                child.start()

    def _mourn(self, child: Child, status: int) -> None:
        how = f"signal {-status}" if status < 0 else f"exit status {status}"
        if child is self._children[0] and not self.is_ready:
            child.process = None
            self._give_up(f"could not start ({how})")
            return
        pause = child.plan_restart()
        self.say(f"The {child.program.name} stopped ({how}); it is started again in {pause:.0f} s.")

    def _look_whether_ready(self) -> None:
        if self.is_ready or self._gave_up:
            return
        if self.answers():
            self.is_ready = True
            self.ready()
        elif time.monotonic() > self._children[0].started_at + self.answers_within:
            self._give_up(f"did not answer within {self.answers_within:.0f} s")

    def _give_up(self, why: str) -> None:
        self._gave_up = True
        self.say(f"The {self._children[0].program.name} {why}: everything is stopped.")

    def _sleep(self, bell: int, longest: float) -> None:
        """Sleeps until a signal, the next planned start, or `longest` seconds."""
        planned = [child.start_again_at - time.monotonic() for child in self._children if child.process is None]
        _wait_for_bell(bell, max(0.0, min([longest, *planned])))

    def _stop_children(self, bell: int) -> None:
        """One after the other, each within its grace; at a further signal without waiting."""
        before = self._signals
        for child in self._children:
            child.ask_to_stop()
            deadline = time.monotonic() + child.program.grace
            while child.process and child.ended() is None:
                if self._signals > before or time.monotonic() > deadline:
                    break
                _wait_for_bell(bell, 0.2)
            child.kill()

    @contextlib.contextmanager
    def _bell(self) -> Iterator[int]:
        """A file descriptor that becomes readable at every signal, so that the loop sleeps and misses none."""
        reading, writing = os.pipe()
        os.set_blocking(reading, False)
        os.set_blocking(writing, False)
        before = {sign: signal.signal(sign, self._on_stop) for sign in STOP_SIGNALS}
        before[signal.SIGCHLD] = signal.signal(signal.SIGCHLD, lambda *_: None)
        fd_before = signal.set_wakeup_fd(writing, warn_on_full_buffer=False)
        try:
            yield reading
        finally:
            signal.set_wakeup_fd(fd_before)
            for sign, handler in before.items():
                signal.signal(sign, handler)
            os.close(reading)
            os.close(writing)

    def _on_stop(self, _: int, __: FrameType | None) -> None:
        self._signals += 1


def _wait_for_bell(bell: int, seconds: float) -> None:
    select.select([bell], [], [], seconds)
    with contextlib.suppress(BlockingIOError):
        os.read(bell, 4096)

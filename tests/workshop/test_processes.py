"""The supervisor of `manage.py serve`, with small programs instead of the site's."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from workshop.places import ROOT

#: Two programs that write their process ids into files; the second starts a child of its own, as web servers do.
PARENT = """
import os, sys
from pathlib import Path
sys.path.insert(0, {root!r})
import importlib.util
spec = importlib.util.spec_from_file_location("processes", {module!r})
processes = importlib.util.module_from_spec(spec)
sys.modules["processes"] = processes
spec.loader.exec_module(processes)
say = lambda text: print(text, flush=True)
first = processes.Program(name="web server", command=("sh", "-c", {first!r}))
second = processes.Program(name="worker", command=("sh", "-c", {second!r}), grace=1)
sys.exit(processes.Supervisor(
    programs=(first, second), cwd=Path({folder!r}), say=say, answers_within=2,
    answers=lambda: Path({folder!r}, "answers").exists(), ready=lambda: say("ready")).run())
"""

SLEEPS = "echo $$ >> first; exec sleep 60"
SLEEPS_WITH_A_CHILD = "sleep 60 & echo $! >> grandchild; echo $$ >> second; wait"


class Site:
    """A supervisor in a process of its own."""

    def __init__(self, folder: Path, first: str, second: str) -> None:
        self.folder = folder
        module = str(ROOT / "hotsite" / "processes.py")
        code = PARENT.format(root=str(ROOT), module=module, folder=str(folder), first=first, second=second)
        self.process = subprocess.Popen([sys.executable, "-c", code], cwd=folder, stdout=subprocess.PIPE, text=True)

    def pids(self, name: str) -> list[int]:
        file = self.folder / name
        return [int(line) for line in file.read_text().split()] if file.exists() else []

    def all_pids(self) -> list[int]:
        return [pid for name in ("first", "second", "grandchild") for pid in self.pids(name)]

    def end(self, sign: signal.Signals) -> tuple[int, list[str]]:
        """Sends the signal; returns the exit status and everything said."""
        self.process.send_signal(sign)
        said, _ = self.process.communicate(timeout=20)
        return self.process.returncode, said.splitlines()


def eventually(true: Callable[[], object], within: float = 10) -> bool:
    deadline = time.monotonic() + within
    while time.monotonic() < deadline:
        if true():
            return True
        time.sleep(0.02)
    return False


def alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Callable[..., Site]]:
    started: list[Site] = []

    def start(first: str = SLEEPS, second: str = SLEEPS_WITH_A_CHILD, *, answers: bool = True) -> Site:
        if answers:
            (tmp_path / "answers").touch()
        started.append(Site(tmp_path, first, second))
        return started[-1]

    yield start
    for one in started:
        one.process.kill()
        one.process.communicate()
        for pid in filter(alive, one.all_pids()):
            os.kill(pid, signal.SIGKILL)


@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_stop_signal_ends_everything_and_leaves_nothing(site: Callable[..., Site], sign: signal.Signals) -> None:
    running = site()
    assert eventually(lambda: len(running.all_pids()) == 3)
    status, said = running.end(sign)
    assert (status, said) == (0, ["ready"])
    assert not [pid for pid in running.all_pids() if alive(pid)]


def test_a_grandchild_that_takes_long_to_die_is_waited_for(site: Callable[..., Site]) -> None:
    fills = "held = b'1' * 400_000_000; import time; open('grandchild', 'w').write(str(__import__('os').getpid()))"
    running = site(second=f'{sys.executable} -c "{fills}; time.sleep(60)" >/dev/null 2>&1 & echo $$ >> second; wait')
    assert eventually(lambda: len(running.all_pids()) == 3)
    running.end(signal.SIGTERM)
    assert not [pid for pid in running.all_pids() if alive(pid)]


def test_a_killed_child_is_started_again_and_its_children_are_gone(site: Callable[..., Site]) -> None:
    running = site()
    assert eventually(lambda: running.pids("second"))
    os.kill(running.pids("second")[0], signal.SIGKILL)
    assert eventually(lambda: len(running.pids("second")) == 2)
    assert not alive(running.pids("grandchild")[0])
    _, said = running.end(signal.SIGTERM)
    assert said == ["ready", "The worker stopped (signal 9); it is started again in 1 s."]


def test_pauses_grow_for_a_program_that_dies_again_and_again(site: Callable[..., Site]) -> None:
    running = site(second="echo $$ >> second; exit 7")
    assert eventually(lambda: len(running.pids("second")) == 3)
    _, said = running.end(signal.SIGTERM)
    deaths = [line for line in said if line.startswith("The worker stopped (exit status 7)")]
    assert [death.rsplit("in ", 1)[1] for death in deaths[:2]] == ["1 s.", "2 s."]


def test_a_supervisor_that_is_killed_leaves_no_orphan(site: Callable[..., Site]) -> None:
    running = site(second="echo $$ >> second; exec sleep 60")
    assert eventually(lambda: len(running.all_pids()) == 2)
    running.end(signal.SIGKILL)
    assert eventually(lambda: not [pid for pid in running.all_pids() if alive(pid)])


def test_a_program_that_will_not_stop_is_killed_after_its_grace(site: Callable[..., Site]) -> None:
    running = site(second="trap '' TERM; echo $$ >> second; while :; do sleep 0.1; done")
    assert eventually(lambda: running.pids("second"))
    began = time.monotonic()
    status, _ = running.end(signal.SIGTERM)
    assert status == 0
    assert 0.9 < time.monotonic() - began < 8
    assert not alive(running.pids("second")[0])


def test_a_second_signal_does_not_wait(site: Callable[..., Site]) -> None:
    running = site(first="trap '' TERM; echo $$ >> first; while :; do sleep 0.1; done")
    assert eventually(lambda: len(running.all_pids()) == 3)
    running.process.send_signal(signal.SIGINT)
    time.sleep(0.3)
    began = time.monotonic()
    running.end(signal.SIGINT)
    assert time.monotonic() - began < 5
    assert not [pid for pid in running.all_pids() if alive(pid)]


def test_a_web_server_that_cannot_start_ends_everything_with_a_sentence(site: Callable[..., Site]) -> None:
    running = site(first="sleep 0.3; exit 3", answers=False)
    said, _ = running.process.communicate(timeout=20)
    assert running.process.returncode == 1
    assert said.splitlines() == ["The web server could not start (exit status 3): everything is stopped."]
    assert not [pid for pid in running.all_pids() if alive(pid)]


def test_a_web_server_that_never_answers_ends_everything_with_a_sentence(site: Callable[..., Site]) -> None:
    running = site(answers=False)
    said, _ = running.process.communicate(timeout=20)
    assert running.process.returncode == 1
    assert said.splitlines() == ["The web server did not answer within 2 s: everything is stopped."]

"""kill -9 the purge at each of its steps, and ten times by chance: what went is what the evidence says.

On SQLite and on PostgreSQL. PostgreSQL is stopped in mid-run as well, and Redis, which no run asks for anything.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.site import ROOT
from tests.stack.purging import FRESH, HELD, KILLS, OVER, STEPS
from workshop.server import Server
from workshop.services import Services

AT_THE_END = {
    "fresh": FRESH, "held": HELD, "over": 0, "gone": OVER, "left": 0, "reported": OVER, "evidence": [OVER],
    "vouched": "YES",
}  # fmt: skip


@pytest.fixture
def environment(stack: dict[str, str], tmp_path: Path) -> dict[str, str]:
    """Of a site with an empty database of its own kind."""
    own = {"DATA_DIR": str(tmp_path), "SECRET_KEY_FILE": str(tmp_path / "secret-key")}
    made = os.environ | own | stack
    command = [sys.executable, "manage.py", "migrate", "--verbosity", "0"]
    subprocess.run(command, env=made, cwd=ROOT, check=True, capture_output=True)
    return made


def start(environment: dict[str, str], command: str) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-m", "tests.stack.purging", command],
        env=environment, cwd=ROOT, text=True,
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip


def run(environment: dict[str, str], command: str) -> list[object]:
    with start(environment, command) as process:
        said, errors = process.communicate(timeout=240)
    assert process.returncode == 0, errors
    return [json.loads(line) for line in said.splitlines()]


def test_whenever_it_is_killed_what_went_is_what_the_evidence_says(environment: dict[str, str]) -> None:
    *named, by_chance = run(environment, "drill")
    assert named == [{"at": step, "kills": 1} | AT_THE_END for step, _number in STEPS]
    assert isinstance(by_chance, dict)
    assert KILLS // 2 <= by_chance.pop("kills") <= KILLS
    assert by_chance == {"at": "by chance"} | AT_THE_END


@pytest.mark.parametrize("stack", ["scaled"], indirect=True)
@pytest.mark.parametrize("name", ["postgres", "redis"])
def test_a_server_that_stops_in_mid_run_loses_nothing(
    environment: dict[str, str], services: Services, name: str
) -> None:
    server: Server = getattr(services, name)
    run(environment, "fill")
    with start(environment, "ask") as process:
        assert process.stdout
        assert process.stdin
        assert process.stdout.readline() == "in mid-run\n"
        server.stop()
        process.stdin.write("go on\n")
        process.stdin.close()
        process.wait(timeout=60)
    server.start()
    assert (process.returncode == 0) is (name == "redis")
    if name == "postgres":
        run(environment, "resume")
    assert run(environment, "count") == [AT_THE_END]


@pytest.mark.parametrize("stack", ["embedded"], indirect=True)
def test_nothing_of_what_went_is_in_the_bytes_of_sqlite(environment: dict[str, str], tmp_path: Path) -> None:
    """Neither in the database nor in its log."""
    run(environment, "fill")
    assert is_there(tmp_path, b"Synthetic words 500-7")
    done = manage(environment, "purge", "--scan", "--rule", "contact.ContactMessage")
    assert (done.returncode, " 0 found." in done.stderr) == (0, True), done.stderr
    assert not is_there(tmp_path, b"Synthetic words 500-")
    assert is_there(tmp_path, b"Synthetic words 600-7")
    wrong = manage(environment, "purge", "--rule", "contact.Nothing")
    assert wrong.returncode == 1
    assert "No rule is called contact.Nothing. There are: admin.LogEntry, " in wrong.stderr


def manage(environment: dict[str, str], *arguments: str) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "manage.py", *arguments]
    return subprocess.run(command, env=environment, cwd=ROOT, text=True, capture_output=True, check=False)


def is_there(folder: Path, value: bytes) -> bool:
    return any(value in file.read_bytes() for file in folder.glob("db.sqlite3*"))

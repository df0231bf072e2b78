import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from redis import Redis

from workshop import services
from workshop.places import ROOT
from workshop.problems import Problem
from workshop.services import Services

pytestmark = pytest.mark.stack

#: Whoever runs the tests in the background of a shell has interrupts ignored, and children inherit that.
PARENT = """
import signal, time
from workshop.services import Services
signal.signal(signal.SIGINT, signal.default_int_handler)
with Services() as services:
    print(services.folder, services.postgres.pid, services.redis.pid, flush=True)
    time.sleep(60)
"""


@pytest.fixture(scope="module")
def running() -> Iterator[Services]:
    with Services() as both:
        yield both


def rows(database_url: str) -> int:
    import psycopg

    with psycopg.connect(database_url) as connection:
        row = connection.execute("select count(*) from pg_database where datname = 'site'").fetchone()
    return row[0] if row else 0


def test_both_answer_at_their_addresses(running: Services) -> None:
    assert rows(running.database_url) == 1
    with Redis.from_url(running.redis_url) as redis:
        assert redis.ping()


def test_redis_stopped_and_started_keeps_its_port_and_what_it_held(running: Services) -> None:
    with Redis.from_url(running.redis_url) as redis:
        redis.set("kept", "1")
    running.redis.stop()
    with socket.socket() as probe:
        assert probe.connect_ex(("127.0.0.1", running.redis.port)) != 0
    running.redis.start()
    with Redis.from_url(running.redis_url) as redis:
        assert redis.get("kept") == b"1"


def test_postgresql_comes_back_after_a_kill(running: Services) -> None:
    running.postgres.kill()
    assert not running.postgres.running
    running.postgres.start()
    assert rows(running.database_url) == 1


def gone(*pids: int) -> bool:
    """Whether none of the processes is there after a moment."""
    deadline = time.monotonic() + 15
    while time.monotonic() < deadline:
        if not any(Path(f"/proc/{pid}").exists() for pid in pids):
            return True
        time.sleep(0.05)
    return False


def started_by_a_parent() -> tuple["subprocess.Popen[str]", Path, int, int]:
    parent = subprocess.Popen([sys.executable, "-c", PARENT], cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert parent.stdout is not None
    folder, postgres, redis = parent.stdout.readline().split()
    return parent, Path(folder), int(postgres), int(redis)


@pytest.mark.parametrize("sign", [signal.SIGTERM, signal.SIGINT])
def test_a_parent_that_is_stopped_leaves_neither_process_nor_folder(sign: signal.Signals) -> None:
    parent, folder, postgres, redis = started_by_a_parent()
    with parent:
        parent.send_signal(sign)
        parent.wait(timeout=30)
    assert gone(postgres, redis)
    assert not folder.exists()


def test_a_parent_that_is_killed_leaves_no_process() -> None:
    parent, folder, postgres, redis = started_by_a_parent()
    with parent:
        os.kill(parent.pid, signal.SIGKILL)
    assert gone(postgres, redis)
    subprocess.run(["rm", "-rf", str(folder)], check=True)


def test_without_the_programs_the_sentence_names_the_command(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(services, "find", lambda: None)
    with pytest.raises(Problem, match="apt install postgresql redis-server"):
        Services()

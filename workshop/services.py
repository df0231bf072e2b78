"""Throw-away PostgreSQL and Redis: free ports, a temporary folder, gone without a trace afterwards.

with Services() as services:
    os.environ["DATABASE_URL"] = services.database_url
    services.redis.stop()        # what does the site do now?
    services.redis.start()       # same port, same data
"""

import atexit
import contextlib
import functools
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import FrameType
from typing import Self

from workshop import apt
from workshop.addresses import free_port
from workshop.problems import Problem
from workshop.server import Server, as_user, other_user
from workshop.steps import warn

ADVICE = "as root: apt install postgresql redis-server"
LOOPBACK = "127.0.0.1"
DATABASE = "site"


@dataclass(frozen=True)
class Programs:
    """Where the two servers' programs lie."""

    postgres: Path  # the folder that holds initdb, postgres and createdb
    redis: Path


def find() -> Programs | None:
    """The installed programs, or None if one is missing."""
    postgres, redis = _postgres_folder(), shutil.which("redis-server")
    return Programs(postgres, Path(redis)) if postgres and redis else None


def find_or_install() -> Programs | None:
    """The programs, installed from Debian if need be; None where they cannot be had."""
    found = find()
    if found or not apt.may_install():
        return found
    clusters_before = _clusters()
    try:
        apt.install("PostgreSQL and Redis", ["postgresql", "redis-server"])
    except Problem as problem:
        warn(str(problem))
        return None
    _forget_system_services(_clusters() - clusters_before)
    return find()


def _postgres_folder() -> Path | None:
    """Debian keeps initdb off PATH, in a folder for each release: the newest one."""
    debian = Path("/usr/lib/postgresql").glob("*/bin/initdb")
    newest = sorted(debian, key=lambda initdb: float(initdb.parts[-3]))
    if newest:
        return newest[-1].parent
    initdb = shutil.which("initdb")
    return Path(initdb).resolve().parent if initdb else None


def _clusters() -> set[Path]:
    return set(Path("/etc/postgresql").glob("*/*"))


def _forget_system_services(made: set[Path]) -> None:
    """Installing must leave no server that starts with the machine: nobody asked for one."""
    for cluster in made:
        subprocess.run(
            ["pg_dropcluster", "--stop", cluster.parent.name, cluster.name], capture_output=True, check=False
        )
    if Path("/run/systemd/system").exists():
        subprocess.run(
            ["systemctl", "disable", "--now", "redis-server", "postgresql"], capture_output=True, check=False
        )


class Services:
    """A PostgreSQL and a Redis for as long as the `with` block lasts; may also be used as `start()` and `close()`."""

    postgres: Server
    redis: Server

    def __init__(self, programs: Programs | None = None) -> None:
        found = programs or find()
        if found is None:
            raise Problem(f"PostgreSQL and Redis are missing; {ADVICE}")
        self._programs = found
        self._folder: Path | None = None
        self._clean_up = contextlib.ExitStack()

    def start(self) -> Self:
        try:
            self._make_folder()
            self.postgres = self._prepare_postgres()
            self.redis = self._prepare_redis()
            for server in (self.postgres, self.redis):
                self._clean_up.callback(server.stop)
                server.start()
            self._create(DATABASE)
        except BaseException:
            self.close()
            raise
        return self

    def close(self) -> None:
        """Stops both and removes the folder; safe to call twice."""
        self._clean_up.close()

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def database_url(self) -> str:
        return self._url(DATABASE)

    def new_database(self) -> str:
        """The address of another database of the same server, which is empty."""
        name = f"{DATABASE}_{secrets.token_hex(8)}"
        self._create(name)
        return self._url(name)

    @property
    def redis_url(self) -> str:
        return f"redis://{LOOPBACK}:{self.redis.port}/0"

    @property
    def folder(self) -> Path:
        if self._folder is None:
            raise Problem("The services are not started.")
        return self._folder

    def _make_folder(self) -> None:
        # Not in var/: root's home is closed to the user that PostgreSQL runs as.
        self._folder = Path(tempfile.mkdtemp(prefix="hot-services-"))
        self._clean_up.callback(shutil.rmtree, self._folder, ignore_errors=True)
        atexit.register(self.close)
        self._clean_up.callback(atexit.unregister, self.close)
        self._clean_up.callback(_on_sigterm(self.close))
        if user := other_user():
            os.chown(self._folder, user.pw_uid, user.pw_gid)

    def _prepare_postgres(self) -> Server:
        data = self.folder / "postgres"
        options = ["--username=postgres", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync"]
        _quietly([self._programs.postgres / "initdb", f"--pgdata={data}", *options])
        port = free_port()
        settings = {
            "listen_addresses": LOOPBACK,
            "unix_socket_directories": "",
            "fsync": "off",
            "synchronous_commit": "off",
            "full_page_writes": "off",
            "max_connections": "60",
        }
        flags = [flag for name, value in settings.items() for flag in ("-c", f"{name}={value}")]
        command = [str(self._programs.postgres / "postgres"), "-D", str(data), "-p", str(port), *flags]
        # SIGINT is PostgreSQL's "fast shutdown": SIGTERM would wait for every client to leave.
        ask = [str(self._programs.postgres / "pg_isready"), "-q", "-h", LOOPBACK, "-p", str(port)]
        answers = functools.partial(_succeeds, ask)
        return Server("postgres", command, port=port, folder=self.folder, polite=signal.SIGINT, answers=answers)

    def _prepare_redis(self) -> Server:
        port = free_port()
        command = [str(self._programs.redis), "--port", str(port), "--bind", LOOPBACK, "--daemonize", "no"]
        # What it holds survives a stop (dump.rdb is written on SIGTERM), so that a restart can be tested.
        command += ["--dir", str(self.folder), "--save", "3600 1", "--appendonly", "no"]
        answers = functools.partial(_says_pong, port)
        return Server("redis", command, port=port, folder=self.folder, polite=signal.SIGTERM, answers=answers)

    def _url(self, database: str) -> str:
        return f"postgresql://postgres@{LOOPBACK}:{self.postgres.port}/{database}"

    def _create(self, database: str) -> None:
        _quietly([self._programs.postgres / "createdb", *self._postgres_address(), database])

    def _postgres_address(self) -> list[str]:
        return ["-h", LOOPBACK, "-p", str(self.postgres.port), "-U", "postgres"]


def _quietly(command: list[str | Path]) -> None:
    done = subprocess.run(
        [str(part) for part in command],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
        text=True,
        cwd="/",
        **as_user(),
    )
    if done.returncode:
        raise Problem(f"{done.stdout}{done.stderr}\n{command[0]} failed.")


def _succeeds(command: list[str]) -> bool:
    return subprocess.run(command, check=False, capture_output=True).returncode == 0


def _says_pong(port: int) -> bool:
    """Whether Redis answers; while it still reads its data it says -LOADING."""
    try:
        with socket.create_connection((LOOPBACK, port), timeout=1) as probe:
            probe.sendall(b"PING\r\n")
            return probe.recv(16).startswith(b"+PONG")
    except OSError:
        return False


def _on_sigterm(close: Callable[[], None]) -> Callable[[], None]:
    """Cleans up before SIGTERM ends this process as it would have; returns what undoes that."""
    if threading.current_thread() is not threading.main_thread():
        return lambda: None
    if signal.getsignal(signal.SIGTERM) is not signal.SIG_DFL:
        return lambda: None  # someone else turns it into an orderly end, and that runs our clean-up

    def ended(_: int, __: FrameType | None) -> None:
        close()
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        os.kill(os.getpid(), signal.SIGTERM)

    def undo() -> None:
        signal.signal(signal.SIGTERM, signal.SIG_DFL)

    signal.signal(signal.SIGTERM, ended)
    return undo


def show_until_interrupted() -> None:
    """`make services`: both addresses on the screen, both servers gone after Ctrl-C."""
    with Services() as services:
        print(f"DATABASE_URL={services.database_url}")
        print(f"REDIS_URL={services.redis_url}")
        print("PostgreSQL and Redis run until Ctrl-C.", flush=True)
        with contextlib.suppress(KeyboardInterrupt):
            while services.postgres.running and services.redis.running:
                time.sleep(0.5)
            print("One of them has stopped.", file=sys.stderr)

"""What stands behind each `make` target: a few lines that say what happens in which order."""

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

from workshop import addresses, environment, frontend, node
from workshop.places import (
    DICTIONARY_SOURCES,
    DIST,
    DIST_NODE,
    FRONTEND,
    LOGS,
    NODE_MODULES,
    ROOT,
    STATE,
    VENV,
    in_venv,
)
from workshop.problems import Problem
from workshop.stamps import alone
from workshop.steps import Command, say
from workshop.steps import run as run_step

MANAGE = ROOT / "manage.py"

# Each task imports its own module when it is called: `make run` should not wait for what only `make check` reads.


def run() -> None:
    """Becomes the site: the last step replaces this process, so Ctrl-C reaches `serve` and nothing else."""
    addresses.check()
    _set_up_for_running()
    addresses.check()
    _call("Preparing the database", [in_venv("python"), MANAGE, "migrate", "--verbosity", "0"])
    _call("Filling in what the site needs", [in_venv("python"), MANAGE, "seed", "--verbosity", "0"])
    os.chdir(ROOT)
    os.execv(in_venv("python"), [str(in_venv("python")), str(MANAGE), "serve"])  # noqa: S606  (no shell is the point)


def test() -> int:
    from workshop import testing

    return testing.run()


def check() -> int:
    from workshop import checks

    _set_up_for_development()
    return checks.run()


def format_everything() -> None:
    _set_up_for_development()
    from workshop.checks import PYTHON_SOURCES, template_folders

    _call("Python", [in_venv("ruff"), "format", *PYTHON_SOURCES])
    _call("Python", [in_venv("ruff"), "check", "--fix", *PYTHON_SOURCES])
    # djlint says with status 1 that it changed something.
    _call("Templates", [in_venv("djlint"), "--reformat", "--quiet", *template_folders()], fine=(0, 1))
    env = node.ready()
    _call("Front end", [node.npm(env), "run", "--silent", "format"], cwd=FRONTEND, env=env)


def prove_lock() -> int:
    """Apart from `make test`: hundreds of ways out, each in four runs, take minutes."""
    _set_up_for_development()
    return subprocess.run(
        [in_venv("python"), "-m", "pytest", "-m", "lock", "tests/lock"], cwd=ROOT, check=False
    ).returncode


def prove() -> int:
    """Breaks a copy of the tree once for each promise of the privacy policy; each break has to turn a test red."""
    _set_up_for_development()
    return subprocess.run([in_venv("python"), "-m", "tests.breaks"], cwd=ROOT, check=False).returncode


def bench() -> int:
    from workshop import benches

    _set_up_for_development()
    return benches.run()


def corpus() -> int:
    """Apart from `make test`: minutes, and programs of tens of megabytes."""
    from workshop import corpora

    _set_up_for_development()
    return corpora.run()


def fuzz() -> int:
    """The forms of the rights queue with 20,000 inputs (FUZZ); `make test` sends a few hundred."""
    _set_up_for_development()
    command: Command = [
        in_venv("python"),
        "-m",
        "pytest",
        "-qs",
        "--show-capture=no",
        "tests/contact/rights/test_fuzz.py",
    ]
    env = os.environ | {"FUZZ": os.environ.get("FUZZ", "20000")}
    # The site's own log would bury the figures.
    return subprocess.run(command, cwd=ROOT, env=env, stderr=subprocess.DEVNULL, check=False).returncode


def sweep() -> int:
    """The combinations that `make test` leaves out: it runs each right, language and way, and not all with all."""
    _set_up_for_development()
    return subprocess.run([in_venv("python"), "-m", "pytest", "-m", "sweep"], cwd=ROOT, check=False).returncode


def services() -> None:
    from workshop import services

    if services.find_or_install() is None:
        raise Problem(f"PostgreSQL and Redis are missing; {services.ADVICE}")
    services.show_until_interrupted()


def dictionaries() -> None:
    _set_up_for_development()
    env = node.ready()
    run_step("Sources of the dictionaries", [node.npm(env), "ci", "--ignore-scripts"], cwd=DICTIONARY_SOURCES, env=env)
    lock = DICTIONARY_SOURCES / "requirements.txt"
    environment.unpack("Tables of the dictionaries", lock, DICTIONARY_SOURCES / "python")
    _call("Dictionaries", [in_venv("python"), "-m", "tools.dictionaries"])


def messages() -> None:
    _set_up_for_development()
    _manage("messages")


def demo() -> None:
    _set_up_for_running()
    _manage("migrate", "--verbosity", "0")
    _manage("demo")


def backup() -> None:
    _set_up_for_running()
    _manage("migrate", "--verbosity", "0")
    _manage("backup")


def restore() -> None:
    """What is restored may be older than the code: its tables are brought up to date."""
    file = os.environ.get("FILE", "")
    if not file:
        raise Problem("Say which backup: make restore FILE=var/backups/backup-….sealed")
    _set_up_for_running()
    _manage("migrate", "--verbosity", "0")
    _manage("restore", file)
    _manage("migrate", "--verbosity", "0")


def staff() -> None:
    _set_up_for_running()
    _manage("migrate", "--verbosity", "0")
    _manage("staff")


def build() -> None:
    with alone():
        environment.for_running()
        frontend.build()
    say("The front end is built.")


def lock() -> None:
    from workshop import locks

    locks.remake()


def clean() -> None:
    """Removes only what the workshop made: var/ also holds the embedded site's data."""
    for folder in (VENV, NODE_MODULES, DIST, DIST_NODE, LOGS, STATE):
        shutil.rmtree(folder, ignore_errors=True)
    for name in (".mypy_cache", ".ruff_cache", ".pytest_cache", ".import_linter_cache", ".hypothesis"):
        shutil.rmtree(ROOT / name, ignore_errors=True)
    say("Clean. The site's data in var/ are untouched.")


def _set_up_for_running() -> None:
    with alone():
        environment.for_running()
        frontend.build()


def _set_up_for_development() -> None:
    with alone():
        environment.for_development()
        frontend.build()


def _manage(*arguments: str) -> None:
    _call(f"manage.py {arguments[0]}", [in_venv("python"), MANAGE, *arguments])


def _call(
    title: str,
    command: Command,
    *,
    cwd: Path = ROOT,
    env: dict[str, str] | None = None,
    fine: tuple[int, ...] = (0,),
) -> None:
    """Runs a short command on the screen, with the keyboard: it speaks for itself when it fails."""
    done = subprocess.run([str(part) for part in command], cwd=cwd, env=env, check=False)
    if done.returncode not in fine:
        raise Problem(f"{title}: stopped with status {done.returncode}; what it said is above.")


TASKS: dict[str, Callable[[], int | None]] = {
    "run": run,
    "test": test,
    "check": check,
    "format": format_everything,
    "prove": prove,
    "prove-lock": prove_lock,
    "bench": bench,
    "corpus": corpus,
    "fuzz": fuzz,
    "sweep": sweep,
    "demo": demo,
    "staff": staff,
    "backup": backup,
    "restore": restore,
    "services": services,
    "dictionaries": dictionaries,
    "messages": messages,
    "build": build,
    "lock": lock,
    "clean": clean,
}

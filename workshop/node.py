"""Node.js for the front end: the machine's own if it is new enough, else the one that PyPI carries."""

import os
import re
import shutil
import subprocess
from pathlib import Path

from workshop import environment
from workshop.places import NODE_LOCK, ROOT, VENV
from workshop.problems import Problem
from workshop.stamps import digest, read, stamping

#: What Vite 8 asks for.
OLDEST_NODE = (20, 19)
STAMP = VENV / "workshop-stamp-node"


def version(node: str | Path) -> tuple[int, ...]:
    """The version of a Node.js program, or () if it is none."""
    try:
        answer = subprocess.run([node, "--version"], capture_output=True, text=True, check=True, timeout=30)
    except (OSError, subprocess.SubprocessError):
        return ()
    match = re.match(r"v(\d+)\.(\d+)\.(\d+)", answer.stdout)
    return tuple(int(part) for part in match.groups()) if match else ()


def ready() -> dict[str, str]:
    """An environment whose PATH begins with a Node.js and npm that will do; installs them if there are none."""
    own = shutil.which("node")
    if own and shutil.which("npm") and version(own) >= OLDEST_NODE:
        return dict(os.environ)
    wanted = digest([NODE_LOCK], base=ROOT, also=[environment.PYTHON])
    if read(STAMP) != wanted:
        with stamping(STAMP, wanted):
            environment.install("Node.js from PyPI", NODE_LOCK)
    # Through the wheel's own scripts: npm beside the program itself is a broken link, as wheels cannot hold links.
    programs = VENV / "bin"
    path = os.pathsep.join([str(programs), os.environ.get("PATH", os.defpath)])
    if version(programs / "node") < OLDEST_NODE:
        raise Problem(
            f"The front end needs Node.js {'.'.join(map(str, OLDEST_NODE))} or newer with npm, and the one from "
            "PyPI does not run on this machine: install it by hand."
        )
    return dict(os.environ) | {"PATH": path}


def npm(env: dict[str, str]) -> str:
    """The npm that belongs to the environment from `ready`."""
    found = shutil.which("npm", path=env["PATH"])
    if not found:
        raise Problem("npm is missing beside Node.js; on Debian: apt install npm")
    return found

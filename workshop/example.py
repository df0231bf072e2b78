"""`deploy/example.env`, filled in as an operator would, to check that a filled-in copy is accepted.

The original must be refused: it names nobody, and a site on https does not start while it says EXAMPLE.
"""

import os
import re
import secrets
from pathlib import Path

from workshop.places import ROOT
from workshop.problems import Problem

FILE = ROOT / "deploy" / "example.env"
#: Whatever word EXAMPLE is part of: a bare word, a host name's last label, part of an address.
EXAMPLE = re.compile(r"EXAMPLE")
#: Reserved for this (RFC 2606): resolves nowhere.
FILLED_IN = "filled-in.test"


def variables(text: str) -> dict[str, str]:
    """The assignments of an environment file: `NAME=value` lines, quotes optional, `#` lines ignored."""
    found: dict[str, str] = {}
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        name, equals, value = line.partition("=")
        if not equals or not re.fullmatch(r"[A-Z][A-Z0-9_]*", name.strip()):
            raise Problem(f"deploy/example.env, line {number}: neither NAME=value nor a comment: {line!r}")
        found[name.strip()] = value.strip().strip("\"'")
    return found


def filled_in(values: dict[str, str], folder: Path) -> dict[str, str]:
    """A copy without EXAMPLE: a fresh secret, folders in `folder`, a reserved domain for everything else."""
    return {name: _value(name, value, folder) for name, value in values.items()}


def _value(name: str, value: str, folder: Path) -> str:
    if name == "SECRET_KEY":
        return secrets.token_urlsafe(64)
    if name == "SECRET_KEY_FILE" or name.endswith("_DIR"):
        return str(folder / name.lower())
    return EXAMPLE.sub(FILLED_IN, value)


def environment(folder: Path) -> dict[str, str]:
    """This process's environment, with the filled-in example instead of any setting of the site it may hold."""
    if not FILE.exists():
        raise Problem("deploy/example.env is missing.")
    values = variables(FILE.read_text(encoding="utf-8"))
    return dict(os.environ) | filled_in(values, folder)

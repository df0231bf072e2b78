import os
import subprocess
import sys
from pathlib import Path

import pytest

from workshop import example
from workshop.places import ROOT
from workshop.problems import Problem

TEXT = """
# Who runs the site.
SITE_URL=https://tools.EXAMPLE
OPERATOR_NAME="EXAMPLE operator"

SECRET_KEY=EXAMPLE
DATA_DIR=/var/lib/site
"""


def test_a_filled_in_copy_says_example_nowhere(tmp_path: Path) -> None:
    filled = example.filled_in(example.variables(TEXT), tmp_path)
    assert not [name for name, value in filled.items() if "EXAMPLE" in value]
    assert filled["SITE_URL"] == "https://tools.filled-in.test"
    assert filled["DATA_DIR"] == str(tmp_path / "data_dir")
    assert len(filled["SECRET_KEY"]) >= 50


def test_a_line_that_is_no_assignment_is_named() -> None:
    with pytest.raises(Problem, match="line 2"):
        example.variables("A=1\nnothing\n")


def check_deploy(env: dict[str, str]) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"]
    return subprocess.run(command, cwd=ROOT, env=env, capture_output=True, check=False, text=True, timeout=60)


def test_the_original_is_refused_and_every_operator_value_is_named(tmp_path: Path) -> None:
    values = example.variables(example.FILE.read_text())
    folders = {"DATA_DIR": str(tmp_path), "SECRET_KEY_FILE": str(tmp_path / "secret-key")}
    done = check_deploy(dict(os.environ) | values | folders)
    assert done.returncode != 0
    for name in ("SITE_URL", "OPERATOR_NAME", "OPERATOR_EMAIL", "SITE_EMAIL"):
        assert f"{name} still says EXAMPLE" in done.stderr


def test_a_filled_in_copy_is_accepted(tmp_path: Path) -> None:
    done = check_deploy(example.environment(tmp_path))
    assert done.returncode == 0, done.stderr

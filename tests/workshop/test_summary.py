import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from workshop import testing
from workshop.places import ROOT

SOME_TESTS = """
import pytest
def test_unit(): pass
def test_fails(): assert False
@pytest.mark.browser
def test_page(): pass
@pytest.mark.stack
def test_both(): pass
@pytest.fixture
def broken(): raise ValueError
def test_broken(broken): pass
"""


def count(folder: Path, *options: str, without: str = "") -> dict[str, object]:
    """What the plugin counts in a pytest run of its own."""
    (folder / "test_some.py").write_text(SOME_TESTS)
    (folder / "pytest.ini").write_text("[pytest]\nmarkers =\n  browser: b\n  stack: s\n")
    target = folder / "counts.json"
    env = dict(os.environ) | {"WORKSHOP_COUNTS": str(target), "WORKSHOP_WITHOUT": without, "PYTHONPATH": str(ROOT)}
    env.pop("DJANGO_SETTINGS_MODULE", None)
    command = [sys.executable, "-m", "pytest", "-q", "-p", "workshop.summary", "-p", "no:django", *options]
    subprocess.run(command, cwd=folder, env=env, check=False, capture_output=True, timeout=60)
    counts = json.loads(target.read_text())
    assert isinstance(counts, dict)
    return counts


@pytest.mark.parametrize("options", [(), ("-n", "2")], ids=["one process", "two processes"])
def test_outcomes_are_counted_by_kind(tmp_path: Path, options: tuple[str, ...]) -> None:
    assert count(tmp_path, *options) == {
        "unit": {"passed": 1, "failed": 1, "error": 1},
        "browser": {"passed": 1},
        "stack": {"passed": 1},
    }


def test_what_the_machine_cannot_run_is_counted_as_skipped(tmp_path: Path) -> None:
    counts = count(tmp_path, without="browser,stack")
    assert (counts["browser"], counts["stack"]) == ({"skipped": 1}, {"skipped": 1})


def test_the_last_line_tells_each_kind_in_turn() -> None:
    python: dict[str, object] = {
        "unit": {"passed": 123},
        "browser": {"passed": 14, "failed": 1},
        "stack": {"skipped": 6},
    }
    line = testing.summary(python, {"numPassedTests": 210, "numFailedTests": 0})
    assert line == "unit 123 passed · browser 14 passed, 1 failed · stack 6 skipped · front end 210 passed"


def test_a_front_end_test_file_that_does_not_load_is_not_silent() -> None:
    assert testing.summary({}, {"numPassedTests": 0, "numFailedTestSuites": 1}) == "front end 1 broken"


def test_what_is_missing_is_said_in_a_paragraph_that_names_the_command() -> None:
    missing = testing._missing(None, servers=False)
    browser, stack = (" ".join(one.paragraph().split()) for one in missing)
    assert "WITHOUT A BROWSER" in browser
    assert "apt install chromium" in browser
    assert "apt install postgresql redis-server" in stack

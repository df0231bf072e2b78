"""Promises and their proofs: every promise has a marked test and a break, or is named as not yet proven."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from privacy.policies.promises import MECHANISMS
from tests.breaks.catalogue import BREAKS, NOT_YET
from tests.promises import worst

ROOT = Path(__file__).resolve().parent.parent
MARK = re.compile(r"@pytest\.mark\.promise\(([^)]*)\)(?:\n@[^\n]*(?:\n(?!def |@)[^\n]*)*)*\ndef (test_\w+)")


def marked() -> set[tuple[str, str]]:
    """Promise and test, from the sources."""
    return {
        (promise, f"{file.relative_to(ROOT)}::{test}")
        for file in (ROOT / "tests").rglob("test_*.py")
        for names, test in MARK.findall(file.read_text(encoding="utf-8"))
        for promise in re.findall(r'"(P\d\.\d)"', names)
    }


def test_every_promise_is_proven_or_named_as_not_yet_proven() -> None:
    assert {one.promise for one in BREAKS} | set(NOT_YET) == set(MECHANISMS)
    assert {promise for promise, _test in marked()} == {one.promise for one in BREAKS}


@pytest.mark.parametrize("one", BREAKS, ids=lambda one: one.promise)
def test_a_break_finds_what_it_changes_and_its_test_bears_the_promise(one: object) -> None:
    file, old, promise, test = (getattr(one, part) for part in ("file", "old", "promise", "test"))
    assert old in (ROOT / file).read_text(encoding="utf-8")
    assert (promise, test) in marked()


def test_the_worst_outcome_counts() -> None:
    assert worst(["passed", "failed", "skipped"]) == "failed"
    assert worst(["passed", "skipped"]) == "skipped"


@pytest.mark.parametrize("workers", ["0", "2"])
def test_a_run_writes_what_came_of_marked_tests(tmp_path: Path, workers: str) -> None:
    (tmp_path / "test_it.py").write_text(
        "import pytest\n"
        '@pytest.mark.promise("P1.1", "P1.2")\n@pytest.mark.parametrize("n", [1, 2])\n'
        "def test_holds(n):\n    assert n == 1\n"
        '@pytest.mark.promise("P1.2")\ndef test_well():\n    pass\n'
        "def test_unmarked():\n    pass\n"
    )
    proof = tmp_path / "promises.json"
    command = [sys.executable, "-m", "pytest", "-q", "-p", "tests.promises", "-n", workers, str(tmp_path)]
    command += [f"--rootdir={ROOT}", f"-c{ROOT / 'pyproject.toml'}"]
    environment = {"PATH": "", "HOME": str(tmp_path), "PROMISES_PROOF": str(proof)}
    subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, check=False)
    found = json.loads(proof.read_text())["promises"]
    assert [sorted(results.values()) for results in found.values()] == [["failed"], ["failed", "passed"]]

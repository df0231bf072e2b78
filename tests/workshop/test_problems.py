from pathlib import Path

import pytest

from workshop import problems, steps
from workshop.places import ROOT

#: What pip and npm really printed, shortened to their first and last lines.
CAPTURED = Path(__file__).parent / "captured"


@pytest.fixture(autouse=True)
def logs(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """The folder that the steps of a test write their logs to."""
    monkeypatch.setattr(steps, "LOGS", tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    ("captured", "sentence"),
    [
        ("pip-no-network", problems.NO_NETWORK),
        ("npm-no-network", problems.NO_NETWORK),
        ("pip-full-disk", problems.FULL_DISK),
        ("npm-full-disk", problems.FULL_DISK),
        ("pip-no-compiler", problems.NO_COMPILER),
        ("pip-hash", problems.TAMPERED),
    ],
)
def test_what_pip_and_npm_print_becomes_one_sentence(captured: str, sentence: str) -> None:
    assert problems.sentence_for((CAPTURED / f"{captured}.txt").read_text()) == sentence


def test_an_unknown_failure_has_no_sentence_of_ours() -> None:
    assert problems.sentence_for("error: 7 is not a colour") is None


def test_a_known_failure_says_the_sentence_and_where_the_whole_output_is(logs: Path) -> None:
    command = ["sh", "-c", f"cat {CAPTURED}/pip-no-compiler.txt; exit 1"]
    with pytest.raises(problems.Problem) as caught:
        steps.run("Packages", command, slug="known")
    assert problems.NO_COMPILER in str(caught.value)
    assert str(logs / "known.log") in str(caught.value)
    assert "gcc" not in str(caught.value)


def test_an_unknown_failure_shows_the_end_of_the_output_and_the_log(logs: Path) -> None:
    command = ["sh", "-c", "seq 1 100; echo 7 is not a colour; exit 3"]
    with pytest.raises(problems.Problem) as caught:
        steps.run("Colours", command, slug="unknown")
    text = str(caught.value)
    assert "7 is not a colour" in text
    assert "status 3" in text
    assert str(logs / "unknown.log") in text
    assert "    50\n" not in text


def test_npm_that_says_it_succeeded_on_a_full_disk_is_not_believed() -> None:
    with pytest.raises(problems.Problem, match="disk is full"):
        steps.run("Packages", ["cat", CAPTURED / "npm-full-disk.txt"])


def test_our_own_failed_write_is_a_sentence_with_the_files_name() -> None:
    # Linux has a device that is always full.
    with pytest.raises(problems.Problem, match="disk is full"), problems.own_failures():
        Path("/dev/full").write_text("x")


def test_a_program_that_is_missing_is_a_sentence() -> None:
    with pytest.raises(problems.Problem, match="is missing"):
        steps.run("Nothing", [ROOT / "no-such-program"])

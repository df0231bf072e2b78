"""A new build keeps the files of the one before, and of none further back."""

import json
from pathlib import Path

import pytest

from workshop.frontend import bring_back, set_aside


class Builds:
    """A front end that is built again and again; each build is named by what its assets are called."""

    def __init__(self, folder: Path) -> None:
        self.dist, self.before = folder / "dist", folder / "before"

    def build(self, *names: str) -> None:
        set_aside(self.dist, self.before)
        for old in self.dist.rglob("*.*"):
            old.unlink()
        (self.dist / "assets").mkdir(parents=True, exist_ok=True)
        for name in names:
            (self.dist / "assets" / name).write_text(f"// {name}")
        (self.dist / "manifest.json").write_text("{}")
        bring_back(self.before, self.dist)

    @property
    def served(self) -> set[str]:
        return {path.name for path in (self.dist / "assets").iterdir()}

    @property
    def kept(self) -> list[str]:
        listed: list[str] = json.loads((self.dist / "previous.json").read_text())
        return listed


@pytest.fixture
def builds(tmp_path: Path) -> Builds:
    return Builds(tmp_path)


def test_a_first_build_keeps_nothing(builds: Builds) -> None:
    builds.build("a-1.js", "b-1.js")
    assert (builds.served, builds.kept) == ({"a-1.js", "b-1.js"}, [])


def test_a_second_build_keeps_what_it_replaced(builds: Builds) -> None:
    builds.build("a-1.js", "b-1.js")
    builds.build("a-2.js", "b-1.js")
    assert (builds.served, builds.kept) == ({"a-1.js", "a-2.js", "b-1.js"}, ["a-1.js"])
    assert (builds.dist / "assets" / "a-1.js").read_text() == "// a-1.js"


def test_a_third_build_lets_go_of_the_first(builds: Builds) -> None:
    for number in (1, 2, 3):
        builds.build(f"a-{number}.js")
    assert (builds.served, builds.kept) == ({"a-2.js", "a-3.js"}, ["a-2.js"])


def test_a_build_that_changes_nothing_keeps_what_was_kept(builds: Builds) -> None:
    for name in ("a-1.js", "a-2.js", "a-2.js", "a-2.js"):
        builds.build(name)
    assert (builds.served, builds.kept) == ({"a-1.js", "a-2.js"}, ["a-1.js"])


def test_a_build_that_goes_back_owns_its_files(builds: Builds) -> None:
    for name in ("a-1.js", "a-2.js", "a-1.js"):
        builds.build(name)
    assert (builds.served, builds.kept) == ({"a-1.js", "a-2.js"}, ["a-2.js"])

import subprocess
import sys
from pathlib import Path

import pytest

from workshop import environment, frontend, node, stamps
from workshop.places import DEV_LOCK, NODE_LOCK, ROOT, RUNTIME_LOCK


class Interrupted(Exception):
    """Stands for Ctrl-C."""


def test_a_stamp_is_written_only_after_the_work_succeeded(tmp_path: Path) -> None:
    stamp = tmp_path / "stamp"
    with stamps.stamping(stamp, "one"):
        assert stamps.read(stamp) == ""
    assert stamps.read(stamp) == "one"


def test_an_interrupted_work_leaves_no_stamp_not_even_the_former(tmp_path: Path) -> None:
    stamp = tmp_path / "stamp"
    stamp.write_text("former")
    with pytest.raises(Interrupted), stamps.stamping(stamp, "later"):
        raise Interrupted
    assert not stamp.exists()


def test_a_digest_changes_with_contents_names_and_facts(tmp_path: Path) -> None:
    file, other = tmp_path / "a.ts", tmp_path / "b.ts"
    file.write_text("one")
    seen = {stamps.digest([file], base=tmp_path), stamps.digest([file], base=tmp_path, also=["fact"])}
    file.write_text("two")
    seen.add(stamps.digest([file], base=tmp_path))
    file.rename(other)
    seen.add(stamps.digest([other], base=tmp_path))
    assert len(seen) == 4


def test_folders_that_are_made_are_no_sources(tmp_path: Path) -> None:
    for name in ("src/a.ts", "node_modules/b.ts", ".cache/c.ts"):
        (tmp_path / name).parent.mkdir()
        (tmp_path / name).touch()
    assert stamps.files_under(tmp_path, without=frozenset({"node_modules"})) == [tmp_path / "src/a.ts"]


@pytest.fixture
def installed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[str]:
    """The locks that were installed: an environment that works, without installing anything."""
    locks: list[str] = []
    monkeypatch.setattr(environment, "STAMP", tmp_path / "stamp")
    monkeypatch.setattr(environment, "_works", lambda: True)
    monkeypatch.setattr(environment, "install", lambda title, lock: locks.append(lock.name))
    return locks


def test_packages_are_installed_once_for_a_lock(installed: list[str]) -> None:
    for _ in range(3):
        environment.for_running()
    assert installed == ["requirements.lock"]


def test_what_the_tests_need_is_enough_for_running_but_not_the_other_way_round(installed: list[str]) -> None:
    environment.for_running()
    environment.for_development()
    environment.for_running()
    assert installed == ["requirements.lock", "requirements-dev.lock"]


def test_a_failed_installation_is_done_again(installed: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(title: str, lock: Path) -> None:
        raise Interrupted

    with monkeypatch.context() as broken:
        broken.setattr(environment, "install", fail)
        with pytest.raises(Interrupted):
            environment.for_running()
    environment.for_running()
    assert installed == ["requirements.lock"]


def test_the_front_end_is_built_again_only_when_its_sources_change(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    built: list[str] = []
    source = tmp_path / "page.ts"
    source.write_text("one")
    (tmp_path / "manifest.json").touch()
    monkeypatch.setattr(frontend, "ROOT", tmp_path)
    monkeypatch.setattr(frontend, "DIST", tmp_path)
    monkeypatch.setattr(frontend, "DIST_NODE", tmp_path)
    monkeypatch.setattr(frontend, "BUILT_BEFORE", tmp_path / "before")
    monkeypatch.setattr(frontend, "BUILD_STAMP", tmp_path / "stamp")
    monkeypatch.setattr(frontend, "BUILT_BEFORE", tmp_path / "before")
    monkeypatch.setattr(frontend, "_made_from", lambda: [source])
    monkeypatch.setattr(frontend, "packages", lambda: {"PATH": ""})
    monkeypatch.setattr(node, "npm", lambda env: "npm")
    monkeypatch.setattr(frontend, "run", lambda title, *_, **__: built.append(title))
    frontend.build()
    frontend.build()
    source.write_text("two")
    frontend.build()
    assert built == ["Front-end build"] * 2


def test_two_makes_in_one_checkout_set_up_one_after_the_other() -> None:
    code = """
import time
from workshop.stamps import alone
with alone():
    print("in", flush=True)
    time.sleep(0.5)
    print("out")
"""
    first, second = (
        subprocess.Popen([sys.executable, "-c", code], cwd=ROOT, stdout=subprocess.PIPE, text=True) for _ in range(2)
    )
    said = [process.communicate(timeout=20)[0].splitlines() for process in (first, second)]
    waited = ["Another make is setting up in this folder: waiting for it …", "in", "out"]
    assert sorted(said, key=len) == [["in", "out"], waited]


def pins(lock: Path) -> set[str]:
    return {line.split()[0] for line in lock.read_text().splitlines() if line and not line.startswith((" ", "#"))}


def test_the_tests_run_with_the_very_versions_that_the_site_runs_with() -> None:
    assert pins(RUNTIME_LOCK) <= pins(DEV_LOCK)


@pytest.mark.parametrize("lock", [RUNTIME_LOCK, DEV_LOCK, NODE_LOCK], ids=lambda lock: lock.name)
def test_a_lock_holds_hashes_for_every_package_and_no_address(lock: Path) -> None:
    text = lock.read_text()
    assert "://" not in text
    assert all("--hash=sha256:" in part for part in text.split("\n    --hash", 1)[1:])
    assert text.count("==") <= text.count("--hash=sha256:")

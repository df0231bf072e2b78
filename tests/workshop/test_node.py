import os
from pathlib import Path

import pytest

from workshop import environment, node
from workshop.places import NODE_LOCK
from workshop.problems import Problem


def program(folder: Path, name: str, says: str) -> Path:
    folder.mkdir(exist_ok=True, parents=True)
    script = folder / name
    script.write_text(f"#!/bin/sh\necho {says}\n")
    script.chmod(0o755)
    return script


@pytest.fixture
def no_venv(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A virtual environment that holds nothing yet."""
    venv = tmp_path / "venv"
    monkeypatch.setattr(node, "VENV", venv)
    monkeypatch.setattr(node, "STAMP", venv / "stamp")
    return venv


def test_a_node_that_is_new_enough_is_used_as_it_is(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    program(tmp_path, "node", "v20.19.0")
    npm = program(tmp_path, "npm", "11.0.0")
    monkeypatch.setenv("PATH", str(tmp_path))
    env = node.ready()
    assert env == dict(os.environ)
    assert node.npm(env) == str(npm)


@pytest.mark.parametrize("version", ["v20.18.3", "v18.20.4", "not-a-version"])
def test_an_old_node_is_left_alone_and_pypis_is_installed(
    version: str, no_venv: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    program(tmp_path / "old", "node", version)
    program(tmp_path / "old", "npm", "9.0.0")
    monkeypatch.setenv("PATH", f"{tmp_path / 'old'}:/usr/bin:/bin")

    def install(title: str, lock: Path) -> None:
        assert lock == NODE_LOCK
        program(no_venv / "bin", "node", "v24.1.0")
        program(no_venv / "bin", "npm", "11.0.0")

    monkeypatch.setattr(environment, "install", install)
    env = node.ready()
    assert env["PATH"].startswith(f"{no_venv / 'bin'}:")
    assert node.npm(env) == str(no_venv / "bin" / "npm")


def test_a_node_from_pypi_that_does_not_run_here_is_a_sentence(
    no_venv: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(environment, "install", lambda title, lock: no_venv.mkdir())
    with pytest.raises(Problem, match=r"needs Node\.js 20\.19 or newer"):
        node.ready()

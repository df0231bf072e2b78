"""The command line of the HL7 parser: values as python-hl7 finds them, in python-hl7's own samples; files as they were.

Where the two differ on purpose: a line break of formatted text (`\\.br\\`) is a line feed with us and a carriage return
with them; blanks at the end of a segment are theirs to drop and ours to keep, and none of these samples has any.
"""

import json
import random
import re
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import hl7
import pytest

from tests.tools.test_hl7_against_python_hl7 import messages, parts_of

ROOT = Path(__file__).resolve().parents[2]
CLI = ROOT / "tools" / "frontend" / "dist-node" / "hl7.js"
SAMPLES = ROOT / "tests" / "samples" / "hl7" / "python-hl7.json"


def samples() -> dict[str, str]:
    own: dict[str, str] = json.loads(SAMPLES.read_text(encoding="utf-8"))["samples"]
    return own | {f"made {number}": text for number, text in enumerate(messages())}


def run(*arguments: str | Path, cwd: Path = ROOT) -> list[dict[str, Any]]:
    done = subprocess.run(["node", CLI, *arguments], capture_output=True, text=True, check=False, timeout=120, cwd=cwd)
    assert done.returncode in {0, 1}, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


@cache
def described(folder: Path) -> list[dict[str, Any]]:
    """All samples in one run of Node."""
    names = []
    for number, text in enumerate(samples().values()):
        (folder / f"{number}.hl7").write_bytes(text.encode())
        names.append(f"{number}.hl7")
    return run(*names, cwd=folder)


def their_messages(text: str) -> Iterator[hl7.Message]:
    """Each message from its header to the next header or trailer: python-hl7 reads one at a time."""
    pieces = re.split(r"[\r\n]+(?=MSH|FHS|BHS|BTS|FTS)", "\r" + text)
    for piece in pieces:
        if piece.startswith("MSH"):
            yield hl7.parse(re.sub(r"[\r\n]+", "\r", piece))


def their_values(parsed: hl7.Message) -> dict[str, str | None]:
    seen: dict[str, int] = {}
    values: dict[str, str | None] = {}
    for segment in parsed:
        name = str(segment[0])
        seen[name] = seen.get(name, 0) + 1
        start = name if seen[name] == 1 else f"{name}[{seen[name]}]"
        for field in range(1, len(segment)):
            for repetition, component, subcomponent, raw in parts_of(segment[field]):
                path = f"{start}-{field}{shape(segment[field], repetition, component, subcomponent)}"
                text = raw if name == "MSH" and field <= 2 else parsed.unescape(raw).replace("\r", "\n")
                values[path] = None if text == '""' else text
    return values


def shape(field: Any, repetition: int, component: int, subcomponent: int) -> str:
    """The numbers a path needs: levels that do not split are left out."""
    within = field[repetition - 1]
    inner = within[component - 1] if isinstance(within, hl7.Container) else None
    splits = isinstance(within, hl7.Container) and (len(within) > 1 or isinstance(inner, hl7.Container))
    deep = isinstance(inner, hl7.Container) and len(inner) > 1
    text = f"[{repetition}]" if len(field) > 1 else ""
    text += f".{component}" if splits else ""
    return text + (f".{subcomponent}" if deep else "")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("hl7")


def test_every_value_is_the_one_python_hl7_finds(folder: Path) -> None:
    found = iter(described(folder))
    for name, text in samples().items():
        for theirs in their_messages(text):
            ours = next(found)
            assert ours["values"] == their_values(theirs), name
            assert ours["segments"] == [str(segment[0]) for segment in theirs], name
    assert next(found, None) is None


def test_a_message_is_told_with_its_place_version_and_type(folder: Path) -> None:
    first = described(folder)[0]
    assert list(first) == ["path", "index", "offset", "version", "type", "segments", "values", "faults"]
    assert (first["path"], first["index"], first["offset"]) == ("0.hl7", 0, 0)
    assert (first["version"], first["type"]) == ("2.4", "ORU^R01")


def test_a_file_comes_back_byte_for_byte_whatever_happened_to_it(tmp_path: Path) -> None:
    chance = random.Random(4_711)
    paths = []
    for number, text in enumerate(samples().values()):
        whole = text.encode()
        damaged = bytearray(whole)
        for _hit in range(5):
            damaged[chance.randrange(len(damaged))] = chance.randrange(256)
        ended = re.sub(rb"\r", lambda _end: chance.choice([b"\r", b"\n", b"\r\n"]), whole)
        for kind, content in {
            "whole": whole,
            "damaged": bytes(damaged),
            "cut": whole[: len(whole) // 2],
            "ended": ended,
        }.items():
            paths.append(tmp_path / f"{number}-{kind}.hl7")
            paths[-1].write_bytes(content)
    told = run("--roundtrip", *paths)
    assert len(told) == len(paths)
    assert all(one["identical"] is True for one in told)
    assert all(list(one)[:4] == ["path", "messages", "segments", "identical"] for one in told)


def test_paths_are_relative_to_the_caller(tmp_path: Path) -> None:
    (tmp_path / "here.hl7").write_bytes(next(iter(samples().values())).encode())
    command = [
        "npm",
        "--prefix",
        str(ROOT / "tools" / "frontend"),
        "run",
        "--silent",
        "hl7",
        "--",
        "--brief",
        "here.hl7",
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=60, cwd=tmp_path)
    assert json.loads(done.stdout)["path"] == "here.hl7"


def test_what_is_no_hl7_is_said_with_its_place(tmp_path: Path) -> None:
    (tmp_path / "no.json").write_bytes(b'\n{"resourceType": "Patient"}')
    (tmp_path / "empty.hl7").write_bytes(b"")
    no, empty = run(tmp_path / "no.json", tmp_path / "empty.hl7")
    assert no["faults"][0]["code"] == "not-hl7"
    assert no["faults"][0]["offset"] == 1
    assert empty["faults"][0]["code"] == "empty"


def test_a_file_that_is_not_there_is_an_error_by_its_name(tmp_path: Path) -> None:
    done = subprocess.run(["node", CLI, tmp_path / "gone.hl7"], capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 2
    assert "gone.hl7" in done.stderr
    assert done.stdout == ""


def test_json_raw_holds_what_the_message_says(tmp_path: Path) -> None:
    path = tmp_path / "one.hl7"
    path.write_bytes(b'MSH|^~\\&|A\rPID|1||A~B^C&D|""|x\\F\\y\r')
    done = subprocess.run(["node", CLI, "--json=raw", path], capture_output=True, text=True, check=True, timeout=60)
    assert json.loads(done.stdout) == [
        ["MSH", "|", "^~\\&", "A"],
        ["PID", "1", "", ["A", ["B", ["C", "D"]]], None, "x\\F\\y"],
    ]

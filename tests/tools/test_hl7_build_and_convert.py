"""The command line builds messages that python-hl7 and hl7apy read, and converts as the page does."""

import subprocess
from functools import cache
from pathlib import Path

import hl7
import hl7apy.parser
import pytest

ROOT = Path(__file__).resolve().parents[2]
CLI = ROOT / "tools" / "frontend" / "dist-node" / "hl7.js"
OWN = rb"MSH|^~\&|LAB|N|EHR|N|20240501||ADT^A01|1|T|2.5.1" + b"\nPID|1||7||M\xc3\x9cLLER\n"


def run(*arguments: str | Path, cwd: Path = ROOT) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(["node", CLI, *arguments], capture_output=True, check=False, timeout=120, cwd=cwd)


@cache
def built(kind: str, version: str, *more: str) -> bytes:
    done = run("--build", kind, "--version", version, "--seed", "42", "--count", "5", *more)
    assert done.returncode == 0, done.stderr
    return done.stdout


def messages(content: bytes) -> list[str]:
    return ["MSH" + rest for rest in content.decode().split("MSH")[1:]]


@pytest.mark.parametrize(
    ("kind", "version"),
    [
        ("ADT^A01", "2.1"), ("ADT_A40", "2.3"), ("ORM^O01", "2.3.1"), ("ORU^R01", "2.5.1"), ("OML^O21", "2.6"),
        ("OMI^O23", "2.7"), ("SIU^S13", "2.4"), ("MDM^T02", "2.5"), ("DFT^P03", "2.8.2"), ("VXU^V04", "2.5.1"),
    ],
)  # fmt: skip
def test_other_parsers_read_what_is_built(kind: str, version: str) -> None:
    found = messages(built(kind, version))
    assert len(found) == 5
    for number, text in enumerate(found, start=1):
        theirs = hl7.parse(text)
        assert str(theirs["MSH.F10"]) == f"T42-{number}"
        assert str(theirs["MSH.F12"]) == version
        segments = [line[:3] for line in text.split("\r") if line]
        parsed = hl7apy.parser.parse_message(text, find_groups=False)
        assert [segment.name for segment in parsed.children] == segments
        assert parsed.pid.pid_5.value.startswith("TEST^PERSON^") if "PID" in segments else True


def test_the_same_options_give_the_same_bytes_and_the_start_is_as_asked() -> None:
    assert run("--build", "ORU_R01", "--seed=42", "--count=5", "--version=2.5.1").stdout == built("ORU^R01", "2.5.1")
    later = built("ORU^R01", "2.5.1", "--start", "20300101120000")
    assert [str(hl7.parse(text)["MSH.F7"])[:12] for text in messages(later)] == [
        "203001011200", "203001011201", "203001011202", "203001011203", "203001011204",
    ]  # fmt: skip


def test_an_edge_case_says_where_it_stands_and_a_file_takes_what_is_built(tmp_path: Path) -> None:
    done = run("--build", "ORU^R01", "--edge", "pdf", "--mllp", "--out", "built.hl7", cwd=tmp_path)
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"hl7: --edge pdf: OBX-5\n")
    content = (tmp_path / "built.hl7").read_bytes()
    assert content.startswith(b"\x0bMSH|")
    assert content.endswith(b"\r\x1c\r")
    assert b"^Base64^JVBERi0" in content


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--build"], "which message? ADT^A01"),
        (["--build", "MFN^M02"], "MFN^M02 is none that is built: ADT^A01"),
        (["--build", "OMI^O23", "--version", "2.3"], "version 2.3 has no OMI^O23"),
        (["--build", "ADT^A01", "--version", "9"], "--version 9: expected 2.1, 2.2"),
        (["--build", "ADT^A01", "--count", "0"], "--count 0: expected a whole number from 1 to 10000"),
        (["--build", "ADT^A01", "--seed", "x"], "--seed x: expected a whole number from 0 to 999999999"),
        (["--build", "ADT^A01", "--start", "20260230080000"], "expected a moment such as 20260105080000"),
        (["--build", "ADT^A01", "--seed"], "--seed wants a value"),
        (["--build", "ADT^A01", "--mllp=1"], "--mllp takes no value"),
        (["--build", "ADT^A01", "ADT^A02"], "ADT^A02 is another"),
        (["--convert"], "one file at a time"),
        (["--convert", "nowhere.hl7"], "nowhere.hl7"),
        (["--convert", "--ends", "cr", "--ends", "lf", "x"], "--ends is given twice"),
        (["--convert", "--ends", "nl", "x"], "--ends nl: expected keep, cr, lf, crlf"),
        (["--convert", "--bad", "x"], "unknown option --bad"),
    ],
)
def test_what_cannot_be_meant_is_said_and_nothing_is_written(arguments: list[str], said: str, tmp_path: Path) -> None:
    done = run(*arguments, cwd=tmp_path)
    assert done.returncode == 2
    assert done.stdout == b""
    assert said in done.stderr.decode()


def test_a_file_is_converted_as_asked_and_what_was_done_is_counted(tmp_path: Path) -> None:
    (tmp_path / "own.hl7").write_bytes(OWN)
    assert run("--convert", "own.hl7", cwd=tmp_path).stdout == OWN
    done = run("--convert", "--ends", "cr", "--frames", "mllp", "--charset", "iso-8859-1", "own.hl7", cwd=tmp_path)
    assert done.stdout == (
        rb"MSH|^~\&|LAB|N|EHR|N|20240501||ADT^A01|1|T|2.5.1||||||8859/1".join([b"\x0b", b"\r"])
        + b"PID|1||7||M\xdcLLER\r\x1c\r"
    )
    assert "1× charset\n" in done.stderr.decode()


def test_other_forms_come_and_go(tmp_path: Path) -> None:
    (tmp_path / "own.hl7").write_bytes(OWN.replace(b"\n", b"\r"))
    for form in ("json", "xml"):
        assert run("--convert", "--form", form, "--out", "other", "own.hl7", cwd=tmp_path).returncode == 0
        back = run("--convert", "--from", form, "other", cwd=tmp_path)
        assert (back.returncode, back.stdout) == (0, OWN.replace(b"\n", b"\r")), back.stderr


def test_what_cannot_be_converted_says_what_and_where(tmp_path: Path) -> None:
    (tmp_path / "own.hl7").write_bytes(OWN.replace("Ü".encode(), "試".encode()))
    done = run("--convert", "--charset", "iso-8859-1", "own.hl7", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (1, b"")
    assert "own.hl7: unwritable, byte 60, character 試, charset 8859/1, line 2, column 12" in done.stderr.decode()
    (tmp_path / "none.hl7").write_bytes(b"no message")
    assert "not-hl7" in run("--convert", "none.hl7", cwd=tmp_path).stderr.decode()

"""The Python that the path helper writes is run against python-hl7: every value of every sample is ours.

Where the two differ on purpose, `test_hl7_command_line.py` says how.
"""

import functools
import json
import re
import subprocess
from collections import defaultdict
from pathlib import Path
from typing import Any

import hl7
import pytest

from tests.tools.test_hl7_command_line import samples

SNIPPETS = Path(__file__).resolve().parents[2] / "tools/frontend/tests/hl7/snippets.mjs"


def one_message(text: str) -> str:
    """The first message alone, as python-hl7 reads it."""
    first = re.split(r"[\r\n]+(?=MSH|FHS|BHS|BTS|FTS)", text[text.index("MSH") :])[0]
    return re.sub(r"[\r\n]+", "\r", first)


@pytest.fixture(autouse=True)
def parsed_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """The code parses its message every time: here once is enough."""
    monkeypatch.setattr(hl7, "parse", functools.cache(hl7.parse))


def messages() -> list[str]:
    return [one_message(text) for text in samples().values() if "MSH" in text]


def written(texts: list[str]) -> list[list[dict[str, Any]]]:
    lines = "\n".join(map(json.dumps, texts))
    run = subprocess.run(["node", str(SNIPPETS)], input=lines, capture_output=True, text=True, check=True, timeout=120)
    return [json.loads(line) for line in run.stdout.splitlines()]


def said(value: str) -> str | None:
    text = value.replace("\r", "\n")
    return None if text == '""' else text


def results_of(code: str, text: str) -> list[str | None]:
    """What the code reads: each text that it calls `value`."""
    found: list[str | None] = []
    kept = re.sub(r"^( *)(value = .*)$", r"\1\2\n\1keep(value)", code, flags=re.MULTILINE)
    exec(kept, {"text": text, "keep": lambda value: found.append(said(str(value)))})  # noqa: S102 -- our own code
    return found


def test_every_value_is_read_by_the_code_that_is_written_for_it() -> None:
    texts = messages()
    count = 0
    for text, values in zip(texts, written(texts), strict=True):
        for one in values:
            assert results_of(one["python-hl7"], text) == [one["value"]], (one["path"], text)
            count += 1
    assert count > 2_000


def test_a_loop_reads_the_part_in_every_repetition_of_every_segment() -> None:
    texts = messages()
    longest = 0
    for text, values in zip(texts, written(texts), strict=True):
        first: dict[str, list[str | None]] = defaultdict(list)
        loops: dict[str, str] = {}
        for one in values:
            # The first part of each repetition, which is what a loop over the field as a whole reads.
            if re.search(r"(?:-\d+(?:\[\d+\])?)(?:\.1)?(?:\.1)?$", one["path"]):
                field = re.sub(r"\[\d+\]", "", re.sub(r"\..*$", "", one["path"]))
                first[field].append(one["value"])
                loops[field] = one["python-hl7-loop"]
        for field, code in loops.items():
            assert results_of(code, text) == first[field], (field, text)
            longest = max(longest, len(first[field]))
    assert longest > 3

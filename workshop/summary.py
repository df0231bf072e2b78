"""A pytest plugin: counts outcomes by kind of test, and leaves out what this machine cannot run.

`make test` loads it (`-p workshop.summary`); it speaks to it through two environment variables:
WORKSHOP_COUNTS, the file to write; WORKSHOP_WITHOUT, markers whose tests are skipped.
"""

import json
import os
from collections import Counter
from pathlib import Path

import pytest

#: A test of none of these kinds is a unit test.
KINDS = ("browser", "stack")
UNIT = "unit"
OUTCOMES = ("passed", "failed", "error", "skipped")


class Counts:
    """Counts what pytest reports; with xdist too, whose workers' reports all pass through here."""

    def __init__(self) -> None:
        self.seen: dict[str, Counter[str]] = {kind: Counter() for kind in (UNIT, *KINDS)}

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        kind = next((kind for kind in KINDS if kind in report.keywords), UNIT)
        if report.when == "call" or report.outcome != "passed":
            broken_around = report.failed and report.when != "call"
            self.seen[kind]["error" if broken_around else report.outcome] += 1

    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        target = os.environ.get("WORKSHOP_COUNTS")
        if not target or hasattr(session.config, "workerinput"):
            return
        counts = {
            kind: {outcome: seen[outcome] for outcome in OUTCOMES if seen[outcome]}
            for kind, seen in self.seen.items()
            if seen or kind == UNIT
        }
        Path(target).parent.mkdir(parents=True, exist_ok=True)
        Path(target).write_text(json.dumps(counts), encoding="utf-8")


def pytest_configure(config: pytest.Config) -> None:
    config.pluginmanager.register(Counts(), "workshop-counts")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    without = [marker for marker in os.environ.get("WORKSHOP_WITHOUT", "").split(",") if marker]
    for item in items:
        for marker in without:
            if item.get_closest_marker(marker):
                item.add_marker(pytest.mark.skip(reason=f"this machine has nothing to run '{marker}' tests with"))

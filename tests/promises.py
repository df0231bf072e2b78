"""A pytest plugin: what came of the tests that prove a promise, as the site shows it on its page of promises.

`make test` loads it (`-p tests.promises`) and names the file in PROMISES_PROOF, for a complete run only: a part of the
tests would overwrite what the others proved.

    {"release": "0.1.0+0123456789ab", "date": "2026-11-25", "promises": {"P2.1": {"tests/x.py::test_y": "passed"}}}
"""

import json
import os
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

import pytest

#: From the best to the worst; of a test with parameters, and of its set-up and tear-down, the worst counts.
OUTCOMES = ("passed", "skipped", "failed")
PROPERTY = "promise"
COMPLETE = (pytest.ExitCode.OK, pytest.ExitCode.TESTS_FAILED)


class Promises:
    """Collects reports; with xdist, those of all workers pass through here, and the property comes with them."""

    def __init__(self) -> None:
        self.found: dict[str, dict[str, str]] = {}

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.when != "call" and report.outcome == "passed":
            return
        test = report.nodeid.partition("[")[0]
        for name, promise in report.user_properties:
            if name == PROPERTY:
                tests = self.found.setdefault(str(promise), {})
                tests[test] = worst((tests.get(test, OUTCOMES[0]), report.outcome))

    def pytest_sessionfinish(self, session: pytest.Session, exitstatus: int) -> None:
        target = os.environ.get("PROMISES_PROOF")
        if target and exitstatus in COMPLETE and not hasattr(session.config, "workerinput"):
            write(Path(target), self.found, datetime.now(UTC))


def worst(outcomes: Iterable[str]) -> str:
    return max(outcomes, key=OUTCOMES.index)


def write(file: Path, found: dict[str, dict[str, str]], now: datetime) -> None:
    from hotsite.ground.release import release  # Django's settings are ready only now

    in_order = {promise: dict(sorted(found[promise].items())) for promise in sorted(found)}
    table = {"release": release(), "date": now.date().isoformat(), "promises": in_order}
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(table, indent=1) + "\n", encoding="utf-8")


def pytest_configure(config: pytest.Config) -> None:
    config.pluginmanager.register(Promises(), "promises")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        item.user_properties += [(PROPERTY, name) for marker in item.iter_markers("promise") for name in marker.args]

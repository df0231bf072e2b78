"""`make test`: sets up, looks for a browser and the two servers, runs everything, sums up.

Without a browser, or without PostgreSQL and Redis, the tests that need them are left out, and that is said loudly;
it is a failure only where CI is set, because there nobody reads.
"""

import json
import os
import shlex
import subprocess
import textwrap
from dataclasses import dataclass
from pathlib import Path

from workshop import browser, environment, frontend, node, services
from workshop.places import FRONTEND, ROOT, STATE, in_venv
from workshop.problems import Problem
from workshop.stamps import alone
from workshop.steps import say, warn

COUNTS = STATE / "tests.json"
#: What the tests of the promises came to; only a complete run writes it.
PROMISES = ROOT / "hotsite" / "measured" / "promises.json"
FRONTEND_COUNTS = STATE / "frontend-tests.json"


@dataclass(frozen=True)
class Missing:
    """Something that only some tests need and this machine does not have."""

    marker: str
    what: str
    advice: str

    def paragraph(self) -> str:
        text = (
            f"WITHOUT {self.what.upper()}. None could be found or installed, so the tests marked '{self.marker}' did "
            f"NOT run: nothing says that what they prove still holds. To run them, {self.advice}."
        )
        rule = "!" * 100
        return "\n".join([rule, *textwrap.wrap(text, 100), rule])


def run() -> int:
    """Returns 0 only if everything that ran passed and, in CI, nothing had to be left out."""
    with alone():
        environment.for_development()
        npm_env = frontend.packages()
        frontend.build()
        chromium = browser.find_or_install()
        servers = services.find_or_install()
    missing = _missing(chromium, servers is not None)
    for one in missing:
        warn(one.paragraph())
    python = _pytest(chromium, missing)
    typescript = _vitest(npm_env)
    say(summary(_read(COUNTS), _read(FRONTEND_COUNTS)))
    for one in missing:
        warn(one.paragraph())
    return 1 if python or typescript or (missing and os.environ.get("CI")) else 0


def _missing(chromium: str | None, servers: bool) -> list[Missing]:
    missing = []
    if not chromium:
        missing.append(Missing("browser", "a browser", browser.ADVICE))
    if not servers:
        missing.append(Missing("stack", "PostgreSQL and Redis", services.ADVICE))
    return missing


def _pytest(chromium: str | None, missing: list[Missing]) -> int:
    COUNTS.unlink(missing_ok=True)
    jobs = os.environ.get("JOBS", "")
    env = dict(os.environ) | {
        "WORKSHOP_COUNTS": str(COUNTS),
        "WORKSHOP_WITHOUT": ",".join(one.marker for one in missing),
    }
    if chromium and not browser.find():
        env["CHROMIUM"] = chromium  # Playwright's own lies where nobody else would look
    complete = not missing and not os.environ.get("ARGS")
    if complete:
        env["PROMISES_PROOF"] = str(PROMISES)
    command = [in_venv("python"), "-m", "pytest", "-p", "workshop.summary", "-p", "tests.promises"]
    # Each begins at an end of its own, and takes from the other when it is done: a file's own site starts once mostly.
    command += ["-n", jobs, "--dist", "worksteal"] if jobs not in {"", "0", "1"} else []
    command += shlex.split(os.environ.get("ARGS", ""))
    return subprocess.run([str(part) for part in command], cwd=ROOT, env=env, check=False).returncode


def _vitest(env: dict[str, str]) -> int:
    FRONTEND_COUNTS.unlink(missing_ok=True)
    reporters = ["--reporter=default", "--reporter=json", f"--outputFile={FRONTEND_COUNTS}"]
    command = [node.npm(env), "test", "--silent", "--", *reporters]
    return subprocess.run(command, cwd=FRONTEND, env=env | {"NO_COLOR": "1"}, check=False).returncode


def _read(file: Path) -> dict[str, object]:
    try:
        counts = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise Problem("The tests ended without a result: what they said is above.") from error
    return counts if isinstance(counts, dict) else {}


def summary(python: dict[str, object], typescript: dict[str, object]) -> str:
    """One line from both results, such as `unit 123 passed · browser 14 passed, 1 failed · front end 210 passed`.

    python: what `workshop.summary` wrote, a count by kind and outcome; typescript: Vitest's JSON report.
    """
    kinds = {str(kind): outcomes for kind, outcomes in python.items() if isinstance(outcomes, dict)}
    kinds["front end"] = {
        "passed": typescript.get("numPassedTests", 0),
        "failed": typescript.get("numFailedTests", 0),
        # A test file that could not be loaded holds no test that failed.
        "broken": typescript.get("numFailedTestSuites", 0) if not typescript.get("numFailedTests") else 0,
    }
    return " · ".join(f"{kind} {_outcomes(outcomes)}" for kind, outcomes in kinds.items())


def _outcomes(outcomes: dict[str, object]) -> str:
    shown = [f"{count} {outcome}" for outcome, count in outcomes.items() if count]
    return ", ".join(shown) or "none ran"

"""The proof's result as a file, which a page of the site shows: `var/lock-proof.json`.

    {
      "browser": "Chromium 156.0.8078.79",  headless, on loopback
      "date": "2026-11-22",                 UTC
      "runs": ["no policy", "CSP only", "allowlist only", "both"],
      "pairs": 300, "fired": 290,           how many were tried; how many of them arrived somewhere without a policy
      "rows": [
        {"vector": "fetch", "place": "page", "results": ["left", "blocked", "blocked", "blocked"]},  as the runs stand
        …
      ]
    }

A result is "left" (a foreign server heard of it), "own server" (our own alone did), "blocked" (nobody did), or
"unproven": nobody heard of it without a policy either, so nothing is said about it.
"""

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

from tests.lock.runs import TABLE, Run
from tests.lock.visitor import Outcome

Name = tuple[str, str]
LEFT, OWN_SERVER, BLOCKED, UNPROVEN = "left", "own server", "blocked", "unproven"


def results(outcomes: Sequence[Outcome]) -> dict[Name, str]:
    """What came of each pair in one run, whichever target it had."""
    found: dict[Name, str] = {}
    for outcome in outcomes:
        name = outcome.attempt.pair.name
        if outcome.foreign:
            found[name] = LEFT
        elif outcome.arrived and found.get(name) != LEFT:
            found[name] = OWN_SERVER
        found.setdefault(name, BLOCKED)
    return found


def fired(runs: Mapping[Run, Sequence[Outcome]]) -> set[Name]:
    return {name for name, result in results(runs[Run.NO_POLICY]).items() if result != BLOCKED}


def write(file: Path, runs: Mapping[Run, Sequence[Outcome]], *, browser: str, now: datetime) -> None:
    by_run = {run: results(runs[run]) for run in TABLE}
    proven = fired(runs)
    rows = [
        {"vector": name[0], "place": name[1], "results": [_shown(by_run[run][name], name in proven) for run in TABLE]}
        for name in by_run[Run.NO_POLICY]
    ]
    table = {
        "browser": f"Chromium {browser}",
        "date": now.astimezone(UTC).date().isoformat(),
        "runs": [run.value for run in TABLE],
        "pairs": len(rows),
        "fired": len(proven),
        "rows": rows,
    }
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(table, indent=1) + "\n", encoding="utf-8")


def _shown(result: str, proven: bool) -> str:
    """A way that was seen to arrive is no longer unproven, whatever the control said."""
    return UNPROVEN if result == BLOCKED and not proven else result

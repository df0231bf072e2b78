"""The proof's result as a file, which a page of the site shows: `hotsite/proof.py` says its form, and reads it."""

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

from hotsite import proof
from hotsite.proof import Result
from tests.lock.runs import Run
from tests.lock.vector import Pair
from tests.lock.visitor import Outcome

#: What came of every attempt, by scheme and run.
Measured = Mapping[str, Mapping[Run, Sequence[Outcome]]]
#: The columns of the table.
TABLE = tuple(Run(name) for name in proof.RUNS)


def results(outcomes: Sequence[Outcome]) -> dict[Pair, Result]:
    """What came of each pair in one run, whichever target it had."""
    found: dict[Pair, Result] = {}
    for outcome in outcomes:
        pair = outcome.attempt.pair
        if outcome.foreign:
            found[pair] = Result.LEFT
        elif outcome.arrived and found.get(pair) is not Result.LEFT:
            found[pair] = Result.OWN_SERVER
        found.setdefault(pair, Result.BLOCKED)
    return found


def fired(outcomes: Sequence[Outcome]) -> int:
    """How many pairs somebody heard of."""
    return sum(result is not Result.BLOCKED for result in results(outcomes).values())


def write(file: Path, measured: Measured, *, browser: str, now: datetime) -> proof.Proof:
    """Writes the file, one way in a line; returns it as the page reads it."""
    by_run = {scheme: [results(runs[run]) for run in TABLE] for scheme, runs in measured.items()}
    ways = [
        {"vector": pair.vector.name, "then": pair.vector.then.value, "place": pair.place.value}
        | {scheme: [found[pair].value for found in runs] for scheme, runs in by_run.items()}
        for pair in by_run[proof.SCHEMES[0]][proof.CONTROL]
    ]
    head = {
        "lock": proof.fingerprint(),
        "date": now.astimezone(UTC).date().isoformat(),
        "browser": f"Chromium {browser}",
    }
    rows = ",\n".join(f"  {json.dumps(way)}" for way in ways)
    text = json.dumps(head, indent=1).removesuffix("\n}") + f',\n "ways": [\n{rows}\n ]\n}}\n'
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    return proof.read(file)

"""The proof: what runs in a locked page cannot tell anybody else what a visitor opened there.

A program that went bad runs in the site's own scripts and tries every way out that we know of (`vectors.py`), from the
page, from fresh frames, from workers of each kind and through another tab. The same attempts are made without any
policy, with the Content Security Policy alone, with the Connection-Allowlist alone, and with the site as it is. What
does not arrive anywhere without a policy proves nothing, and is shown as unproven.

Proven is this for one Chromium: headless, on loopback, over http and https, with an ordinary profile, no extensions.
Not proven is anything about other browsers, Android, HTTP/2, a window with its context menu, push, timing, the pages
of the staff, and what the browser's own services do. Names are looked up inside the browser, so what DNS alone would
tell is not seen.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

import pytest
from django.conf import settings

from hotsite.proof import SCHEMES
from tests.lock import table
from tests.lock.conftest import Stage
from tests.lock.known import LEAVES, OWN_SERVER, PLAIN_VIEW
from tests.lock.runs import Run
from tests.lock.table import TABLE, fired
from tests.lock.vector import Place, Room
from tests.lock.vectors import PAIRS
from tests.lock.visitor import Outcome

#: A proof with fewer pairs that can be seen to arrive would be none.
FEWEST = 250


@dataclass
class Diary:
    """What was measured so far, and by which browser."""

    browser: str = ""
    measured: dict[str, dict[Run, list[Outcome]]] = field(default_factory=dict)


@pytest.fixture(scope="module")
def diary() -> Diary:
    return Diary()


@pytest.mark.parametrize("scheme", SCHEMES)
def test_nothing_that_runs_in_a_locked_page_can_tell_anybody(
    scheme: str, diary: Diary, request: pytest.FixtureRequest
) -> None:
    stage: Stage = request.getfixturevalue({"http": "stage", "https": "secure_stage"}[scheme])
    runs = {run: stage.tries(run) for run in TABLE}
    locked = runs[Run.BOTH]
    faults = [
        *not_tried(locked),
        *left(locked),
        *told_our_server(locked),
        *reached_a_view(locked),
        *logged(runs, stage.site.said()),
    ]
    assert not faults, "\n".join(faults)
    assert fired(runs[Run.NO_POLICY]) >= FEWEST
    diary.measured[scheme] = runs
    diary.browser = stage.browser_version()


def test_pages_behind_the_service_worker_are_as_silent(stage: Stage) -> None:
    """It answers for the site, from what pages may have touched: it must be no relay, and give the lock it got."""
    pairs = [pair for pair in PAIRS if pair.place in {Place.PAGE, Place.PLAIN_TAB} and pair.vector.room is Room.SHARED]
    outcomes = stage.tries(Run.OFFLINE, pairs)
    faults = [*not_tried(outcomes), *left(outcomes), *told_our_server(outcomes), *reached_a_view(outcomes)]
    assert not faults, "\n".join(faults)


def test_the_result_is_what_the_site_shows(diary: Diary) -> None:
    """Written only if everything above was tried and held: red runs leave the file as it is."""
    if set(diary.measured) != set(SCHEMES):
        pytest.skip("not everything was measured, or not everything held")
    shown = table.write(settings.LOCK_PROOF, diary.measured, browser=diary.browser, now=datetime.now(UTC))
    assert len(shown.ways) == len(PAIRS)
    assert {way.name for way in shown.left} <= LEAVES


def _says(outcome: Outcome, what: str) -> str:
    vector, place = outcome.attempt.pair.name
    return f"{vector} ({place}) to the {outcome.attempt.target.value}: {what}"


def not_tried(outcomes: Sequence[Outcome]) -> list[str]:
    """An attack that did not even run would look like one that was blocked."""
    return [_says(outcome, "was not tried") for outcome in outcomes if not outcome.tried]


def left(outcomes: Sequence[Outcome]) -> list[str]:
    return [
        _says(outcome, f"left, {outcome.foreign[0].how} {outcome.foreign[0].data[:60]!r}")
        for outcome in outcomes
        if outcome.foreign and outcome.attempt.pair.name not in LEAVES
    ]


def told_our_server(outcomes: Sequence[Outcome]) -> list[str]:
    return [
        _says(outcome, f"told our server: {outcome.arrived[0].splitlines()[0]}")
        for outcome in outcomes
        if outcome.arrived and outcome.attempt.pair.name not in OWN_SERVER
    ]


def reached_a_view(outcomes: Sequence[Outcome]) -> list[str]:
    return [
        _says(outcome, f"reached a view in {_where(outcome)}")
        for outcome in outcomes
        if outcome.view and outcome.attempt.pair.name not in PLAIN_VIEW
    ]


def _where(outcome: Outcome) -> str:
    """The lines of what the view was given that hold the mark."""
    return ", ".join(
        line.split(":")[0] for line in outcome.view[0].splitlines() if outcome.attempt.mark in line.lower()
    )


def logged(runs: Mapping[Run, Sequence[Outcome]], log: str) -> list[str]:
    return [_says(one, "is in the log") for outcomes in runs.values() for one in outcomes if one.attempt.mark in log]

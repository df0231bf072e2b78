"""A sample of the proof for every test run: one way out from each place, and the reload of what was blocked.

The whole proof takes minutes (`make prove-lock`); this says in seconds that the lock stands, and that the attack is
real.
"""

from tests.lock.conftest import Stage
from tests.lock.runs import Run
from tests.lock.test_lock import left, not_tried, reached_a_view, told_our_server
from tests.lock.vector import Pair, Place
from tests.lock.vectors import PAIRS

SAMPLE = {
    ("fetch", Place.PAGE),
    ("fetch", Place.FRAME),
    ("fetch", Place.WORKER),
    ("fetch", Place.SERVICE_WORKER),
    ("fetch", Place.PLAIN_TAB),
    ("location.href, then the visitor reloads", Place.PAGE),
    ("location.href, then the visitor reloads", Place.PLAIN_TAB),
}


def test_ways_that_arrive_from_every_place_without_the_lock_are_heard_of_by_nobody_with_it(stage: Stage) -> None:
    pairs = [pair for pair in PAIRS if (pair.vector.title, pair.place) in SAMPLE]
    assert len(pairs) == len(SAMPLE)
    assert arrived(stage, pairs) == set(pairs)
    outcomes = stage.tries(Run.BOTH, pairs)
    assert [*not_tried(outcomes), *left(outcomes), *told_our_server(outcomes), *reached_a_view(outcomes)] == []


def arrived(stage: Stage, pairs: list[Pair]) -> set[Pair]:
    return {outcome.attempt.pair for outcome in stage.tries(Run.NO_POLICY, pairs) if outcome.foreign}

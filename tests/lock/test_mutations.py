"""A proof that cannot fail is none: each of these faults in the lock has to be seen by it."""

import pytest

from tests.lock.conftest import Stage
from tests.lock.runs import Mutation, Run
from tests.lock.test_lock import left, told_our_server
from tests.lock.vector import Pair, Place
from tests.lock.vectors import PAIRS

#: For each fault: attempts that the lock stops, and that it no longer stops then.
SEEN_BY = {
    Mutation.OPEN_END: {("img", Place.PAGE), ("link rel=stylesheet", Place.PAGE), ("css background", Place.FRAME)},
    Mutation.BARE_SCRIPT: {("fetch", Place.WORKER), ("WebSocket", Place.WORKER), ("EventSource", Place.SHARED_WORKER)},
    Mutation.NO_GUARD: {
        ("location.href, then the visitor reloads", Place.PAGE),
        ("anchor, then the visitor reloads", Place.PAGE),
    },
    Mutation.NO_SANDBOX: {("window.open, then the visitor reloads", Place.PAGE)},
    Mutation.ANY_CONNECTION: {("fetch", Place.PAGE), ("sendBeacon", Place.FRAME), ("WebSocket", Place.PAGE)},
}


def pairs(names: set[tuple[str, Place]]) -> list[Pair]:
    found = [pair for pair in PAIRS if (pair.vector.title, pair.place) in names]
    assert len(found) == len(names)
    return found


def test_the_lock_stops_what_the_faults_below_let_through(stage: Stage) -> None:
    outcomes = stage.tries(Run.BOTH, pairs(set().union(*SEEN_BY.values())))
    assert [*left(outcomes), *told_our_server(outcomes)] == []


@pytest.mark.parametrize("mutation", Mutation, ids=lambda mutation: mutation.name.lower())
def test_a_fault_in_the_lock_is_seen(stage: Stage, mutation: Mutation) -> None:
    outcomes = stage.tries(mutation, pairs(SEEN_BY[mutation]))
    faults = [*left(outcomes), *told_our_server(outcomes)]
    for name in SEEN_BY[mutation]:
        assert any(fault.startswith(f"{name[0]} ({name[1].value})") for fault in faults), (name, faults)

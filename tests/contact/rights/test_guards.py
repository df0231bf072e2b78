"""What must hold for each transition, one by one: with it the way is open, without it closed."""

from datetime import timedelta
from itertools import product
from typing import Any

import pytest
from django.conf import LazySettings

from contact.rights.guards import GUARDS, Move, why_not
from contact.rights.models import Requester, RightsRequest
from contact.rights.packages.models import Fault, Package
from contact.rights.states import OPEN, TRANSITIONS, Ground, State
from privacy.erasure.models import Scan
from tests.contact.rights.cases import DAY, NOW

#: A case in which every guard is content. It is in no database.
UNCLEAN = 2
GOOD: dict[str, Any] = {
    "right": "erasure",
    "channel": "form",
    "level": 2,
    "received_on": (NOW - 30 * DAY).date(),
    "reminders": 2,
    "proposed_by_id": 1,
    "proposed_at": NOW,
    "refusal_ground": Ground.CLAIMS,
}


@pytest.fixture(autouse=True)
def scans(monkeypatch: pytest.MonkeyPatch) -> None:
    """One case whose erasure left nothing behind, and one whose erasure did."""
    found = {key: Scan(state="done", found=[]) for key in (None, UNCLEAN)}
    found[UNCLEAN].found = [{"place": "a_table", "column": "a_column", "kind": "left", "count": 1}]
    monkeypatch.setattr("privacy.erasure.scan.latest", found.get)


def case(state: State, *, package: Package | None = None, **changes: Any) -> RightsRequest:
    found = RightsRequest(**(GOOD | {"state": state} | changes))
    if package is not None:
        package.requester = Requester(request=found)
    return found


def is_open(found: RightsRequest, to: State, *, by: int | None = 2) -> bool:
    return why_not(found, Move(to, by, NOW)) == ()


#: From, to, what opens the way, what closes it.
CASES: list[tuple[State, State, dict[str, Any], dict[str, Any]]] = [
    (State.RECEIVED, State.AWAITING_IDENTITY, {}, {"right": "question"}),
    (State.RECEIVED, State.IN_PROGRESS, {"right": "question"}, {}),
    (State.RECEIVED, State.IN_PROGRESS, {"right": "objection", "about_marketing": True}, {"right": "objection"}),
    (State.AWAITING_IDENTITY, State.VERIFIED, {"level": 1}, {"level": 0}),
    (State.AWAITING_IDENTITY, State.VERIFIED, {"level": 2, "for_another": True}, {"level": 1, "for_another": True}),
    (State.UNVERIFIED_CLOSED, State.VERIFIED, {"level": 1}, {"level": 0}),
    (State.AWAITING_IDENTITY, State.UNVERIFIED_CLOSED, {}, {"reminders": 1}),
    (State.AWAITING_IDENTITY, State.UNVERIFIED_CLOSED, {}, {"received_on": (NOW - 29 * DAY).date()}),
    (State.IN_PROGRESS, State.EXTENDED, {"is_extended": True}, {}),
    (State.IN_PROGRESS, State.AWAITING_SUBJECT, {"is_paused": True}, {}),
    (State.AWAITING_SUBJECT, State.EXTENDED, {"is_extended": True}, {}),
    (State.AWAITING_APPROVAL, State.EXTENDED, {"is_extended": True}, {}),
    (State.AWAITING_SUBJECT, State.IN_PROGRESS, {}, {"is_extended": True}),
    (State.AWAITING_APPROVAL, State.IN_PROGRESS, {}, {"is_extended": True}),
    (State.AWAITING_APPROVAL, State.APPROVED, {}, {"proposed_by_id": 2}),
    (State.IN_PROGRESS, State.FULFILLED, {"right": "access"}, {}),
    (State.EXTENDED, State.PARTIALLY_FULFILLED, {"right": "access"}, {}),
    (
        State.IN_PROGRESS,
        State.FULFILLED,
        {"right": "access", "package": Package(fault=Fault.FOLDER)},
        {"right": "access", "package": Package()},
    ),
    (State.CONFIRMED_BY_SCAN, State.PARTIALLY_FULFILLED, {}, {"refusal_ground": ""}),
    (State.EXECUTED, State.CONFIRMED_BY_SCAN, {}, {"right": "access"}),
    (
        State.IN_PROGRESS,
        State.FULFILLED,
        {"right": "restriction", "restricted_on": NOW.date()},
        {"right": "restriction"},
    ),
    (State.EXECUTED, State.CONFIRMED_BY_SCAN, {}, {"pk": UNCLEAN}),
    (State.EXECUTED, State.FULFILLED, {"right": "rectification"}, {}),
    (State.EXECUTED, State.REFUSED, {"right": "rectification"}, {}),
    (State.IN_PROGRESS, State.REFUSED, {}, {"refusal_ground": ""}),
]


@pytest.mark.parametrize(("state", "to", "opens", "closes"), CASES)
def test_a_guard_opens_and_closes_the_way(
    state: State, to: State, opens: dict[str, Any], closes: dict[str, Any]
) -> None:
    assert is_open(case(state, **opens), to)
    assert not is_open(case(state, **closes), to)


def test_every_guard_is_tried() -> None:
    tried = {
        guard
        for state, to, _opens, closes in CASES
        for guard in GUARDS
        if to in guard.to and state in guard.after and not guard.holds(case(state, **closes), Move(to, 2, NOW))
    }
    assert tried == set(GUARDS)


@pytest.mark.parametrize("state", State)
def test_no_guard_lets_through_what_the_table_does_not_know(state: State) -> None:
    for to, right, extended in product(State, ("access", "erasure", "question"), (True, False)):
        if is_open(case(state, right=right, is_extended=extended), to):
            assert to in TRANSITIONS[state]


@pytest.mark.parametrize("state", sorted(OPEN))
def test_whoever_asks_may_withdraw_as_long_as_it_is_open(state: State) -> None:
    assert is_open(case(state, level=0, refusal_ground=""), State.WITHDRAWN, by=None)


def test_neither_the_person_nor_the_site_approves() -> None:
    assert not is_open(case(State.AWAITING_APPROVAL), State.APPROVED, by=None)
    assert not is_open(case(State.AWAITING_APPROVAL, proposed_by_id=None), State.APPROVED, by=None)


def test_alone_one_waits_a_day_and_only_where_the_site_says_so(settings: LazySettings) -> None:
    slept = case(State.AWAITING_APPROVAL, proposed_by_id=2, proposed_at=NOW - DAY)
    awake = case(State.AWAITING_APPROVAL, proposed_by_id=2, proposed_at=NOW - DAY + timedelta(seconds=1))
    assert not is_open(slept, State.APPROVED)
    settings.FOUR_EYES = "delay"
    assert is_open(slept, State.APPROVED)
    assert not is_open(awake, State.APPROVED)
    assert not is_open(case(State.AWAITING_APPROVAL, proposed_by_id=2, proposed_at=None), State.APPROVED)

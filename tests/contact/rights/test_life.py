"""The life of a request: random walks, two people at once, and what must hold wherever a walk leads."""

import ast
from collections.abc import Callable
from contextlib import suppress
from datetime import date, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings, settings
from hypothesis import HealthCheck, given
from hypothesis import settings as effort
from hypothesis import strategies as st

from contact.rights import services
from contact.rights.clock import dates_of
from contact.rights.guards import Move, NotAllowed, next_states, why_not
from contact.rights.identity import RULES, Channel, Level, Proof
from contact.rights.letters import build
from contact.rights.letters.kinds import IdentityRequest, Question
from contact.rights.models import CaseEvent, RightsRequest
from contact.rights.public import public_status
from contact.rights.regimes import PauseReason, Right
from contact.rights.services import Conflict, Incomplete, TooLate
from contact.rights.states import CLOSED, OPEN, TRANSITIONS, Ground, State
from contact.rights.timeline import Code
from hotsite.ground.evidence.models import EvidenceEvent
from hotsite.ground.evidence.verify import verify
from privacy.erasure.models import Scan
from tests.contact.rights.cases import DAY, NOW, in_progress, mails, member, received, verified
from tests.test_house import ROOT

pytestmark = pytest.mark.django_db


def question(case: RightsRequest) -> Question:
    return build.for_case(Question, case, question="Which message do you mean?")


def test_every_right_by_every_channel_has_its_rule() -> None:
    assert set(RULES) == set(Right)
    assert all(set(by) == set(Channel) for by in RULES.values())


def test_every_state_can_be_reached_and_left_as_it_should() -> None:
    assert set(TRANSITIONS) == set(State)
    assert {to for after in TRANSITIONS.values() for to in after} == set(State) - {State.RECEIVED}
    assert all(State.WITHDRAWN in TRANSITIONS[state] for state in OPEN)
    assert set(State) == OPEN | CLOSED


def test_only_one_place_writes_a_state() -> None:
    writers = []
    for path in (ROOT / "contact").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            targets = node.targets if isinstance(node, ast.Assign) else []
            names = [t for target in targets for t in ast.walk(target) if isinstance(t, ast.Attribute)]
            if any(name.attr == "state" and getattr(name.value, "id", "") == "case" for name in names):
                writers.append(str(path.relative_to(ROOT)))
            if isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "update" and "rights" in path.parts:
                assert "state" not in {keyword.arg for keyword in node.keywords}, path
    assert writers == ["contact/rights/services/changing.py"]


def test_a_case_from_receipt_to_its_answer() -> None:
    case = in_progress()
    assert case.assignee_id == member().key
    services.fulfil(case.pk, build.answer(case, "Here it is."), who=member(), now=NOW + DAY, seen=case.version)
    case.refresh_from_db()
    assert (case.state, case.is_open, public_status(case).status) == (State.FULFILLED, False, "fulfilled")
    assert [event.to_state for event in case.events.exclude(to_state="")] == [
        "awaiting_identity", "verified", "in_progress", "fulfilled",
    ]  # fmt: skip


def test_two_members_of_staff_at_once_one_wins_and_the_other_is_told_by_whom_and_when() -> None:
    case = in_progress()
    seen = case.version
    services.assign(case.pk, member("other").key, who=member("other"), now=NOW + DAY, seen=seen)
    with pytest.raises(Conflict) as told:
        services.fulfil(case.pk, build.answer(case, "Done."), who=member(), now=NOW + DAY, seen=seen)
    assert (told.value.by, told.value.at) == ("other", NOW + DAY)
    assert RightsRequest.objects.get().state == State.IN_PROGRESS


def test_a_refusal_leaves_complete_or_not_at_all() -> None:
    case = in_progress(residence="us-va")
    letter = build.refusal(case, Ground.MANIFESTLY_UNFOUNDED, "")
    before = len(mails())
    with pytest.raises(Incomplete) as refused:
        services.refuse(case.pk, letter, who=member(), now=NOW)
    assert refused.value.missing == ("The reasons, and what they rest on",)
    case.refresh_from_db()
    assert (case.state, case.refusal_ground, len(mails())) == (State.IN_PROGRESS, "", before)
    services.refuse(case.pk, build.refusal(case, Ground.NO_DATA_FOUND, "Nothing was found."), who=member(), now=NOW)
    case.refresh_from_db()
    assert (case.state, public_status(case).reason) == (State.REFUSED, "no_match")
    body = mails()[-1].body
    for words in ("Nothing was found.", "attorney general", "court", "within 60 days"):
        assert words in body


def test_an_extension_is_counted_from_the_first_day_and_told_in_time() -> None:
    case = in_progress(residence="eu", right=Right.ACCESS)
    services.extend(case.pk, "Many rows have to be read.", who=member(), now=NOW + 30 * DAY)
    case.refresh_from_db()
    assert (case.state, case.due_on) == (State.EXTENDED, date(2027, 2, 25))
    assert "Feb. 25, 2027" in mails()[-1].body
    services.pause(case.pk, question(case), who=member(), now=NOW + 30 * DAY)
    with pytest.raises(NotAllowed, match="not once more"):
        services.extend(case.pk, "Once more.", who=member(), now=NOW + 31 * DAY)


def test_an_extension_without_reasons_or_too_late_or_where_no_law_knows_one_is_none() -> None:
    case = in_progress()
    with pytest.raises(Incomplete):
        services.extend(case.pk, " ", who=member(), now=NOW)
    with pytest.raises(TooLate):
        services.extend(case.pk, "Too late.", who=member(), now=NOW + 34 * DAY)
    assert not RightsRequest.objects.get(pk=case.pk).is_extended


def test_a_law_that_wants_a_day_in_the_notice_gets_one() -> None:
    case = in_progress(residence="ch")
    for day in (None, case.due_on):
        with pytest.raises(NotAllowed, match="later day"):
            services.extend(case.pk, "Because.", to=day, who=member(), now=NOW)
    services.extend(case.pk, "Because.", to=date(2027, 2, 1), who=member(), now=NOW)
    case.refresh_from_db()
    assert (case.due_on, case.due_under) == (date(2027, 2, 1), "ch")


def test_a_doubt_about_the_identity_stops_the_month_and_the_staff_date_stays(settings: LazySettings) -> None:
    case = in_progress()
    letter = build.for_case(IdentityRequest, case, doubt="Two people write so.", question="When did you first write?")
    services.pause(case.pk, letter, who=member(), now=NOW + DAY)
    case.refresh_from_db()
    assert (case.state, case.is_paused) == (State.AWAITING_SUBJECT, True)
    staff_on = case.staff_on
    from contact.rights.daily import recount

    assert recount(NOW + 9 * DAY) == 1
    services.add_from_person(case.pk, "On the first of March.", now=NOW + 11 * DAY)
    case.refresh_from_db()
    assert (case.state, case.is_paused) == (State.IN_PROGRESS, False)
    assert case.due_on == date(2027, 1, 4)  # 25 December and ten days
    assert case.staff_on == staff_on
    assert recount(NOW + 20 * DAY) == 0


def test_a_withdrawn_case_is_over() -> None:
    case = verified()
    services.withdraw(case.pk, now=NOW)
    case.refresh_from_db()
    assert (case.state, public_status(case).status) == (State.WITHDRAWN, "revoked")
    assert next_states(case, by=None, now=NOW) == {}


def refused_case(**changes: Any) -> RightsRequest:
    case = in_progress(**changes)
    services.refuse(case.pk, build.refusal(case, Ground.EXCESSIVE, "Monthly, for years."), who=member(), now=NOW)
    case.refresh_from_db()
    return case


def test_an_appeal_opens_the_case_with_a_date_of_its_own_where_a_law_has_one() -> None:
    case = refused_case(residence="us-co")
    assert case.requester.last_needed_at.date() == date(2027, 1, 9)
    services.appeal(case.pk, "That is not so.", now=NOW + DAY)
    services.start(case.pk, who=member(), now=NOW + DAY)
    case.refresh_from_db()
    assert (case.state, case.due_on, case.due_under) == (State.IN_PROGRESS, date(2027, 1, 10), "us-co")
    assert case.received_on == date(2026, 11, 25)
    case.requester.refresh_from_db()
    assert case.requester.last_needed_at.year == 9000


def test_an_appeal_where_no_law_has_one_keeps_the_date() -> None:
    case = refused_case(residence="eu")
    due = case.due_on
    services.appeal(case.pk, "That is not so.", now=NOW + 60 * DAY)
    case.refresh_from_db()
    assert (case.due_on, case.state) == (due, State.APPEALED)


def proposed() -> RightsRequest:
    case = in_progress(right=Right.ERASURE)
    with pytest.raises(NotAllowed, match="approved and carried out"):
        services.fulfil(case.pk, build.answer(case, "Gone."), who=member(), now=NOW)
    return services.propose(case.pk, who=member(), now=NOW)


def test_an_erasure_is_approved_by_a_second_person() -> None:
    case = proposed()
    with pytest.raises(NotAllowed, match="second person"):
        services.approve(case.pk, who=member(), now=NOW + 2 * DAY)
    services.approve(case.pk, who=member("approver"), now=NOW)
    for state in (State.EXECUTING, State.EXECUTED):
        services.transition(case.pk, state, seen=None, who=services.SITE, now=NOW)
    letter = build.change(case, done=("One message",))
    for to in (State.CONFIRMED_BY_SCAN, State.FULFILLED):
        with pytest.raises(NotAllowed, match=r"scan|looked for"):
            services.transition(case.pk, to, seen=None, who=services.SITE, now=NOW)
    Scan.objects.create(about=case.pk, state="done", started_at=NOW)
    services.transition(case.pk, State.CONFIRMED_BY_SCAN, seen=None, who=services.SITE, now=NOW)
    services.fulfil(case.pk, letter, who=member(), now=NOW)
    assert "Backups are encrypted and kept for 30 days" in case.requester.messages.latest("pk").words
    case.refresh_from_db()
    assert case.state == State.FULFILLED


def test_who_works_alone_sleeps_on_it_and_the_evidence_says_so(settings: LazySettings) -> None:
    settings.FOUR_EYES = "delay"
    case = proposed()
    with pytest.raises(NotAllowed):
        services.approve(case.pk, who=member(), now=NOW + DAY - timedelta(seconds=1))
    services.approve(case.pk, who=member(), now=NOW + DAY)
    assert EvidenceEvent.objects.latest("number").facts["approval"] == "alone_after_delay"


def test_what_was_done_is_kept_longer_than_who_asked() -> None:
    case = refused_case()
    case.requester.delete()
    assert RightsRequest.objects.get().events.count() > 5
    assert not CaseEvent.objects.filter(facts__icontains="example").exists()


STEPS = (
    "confirm", "start", "pause", "resume", "extend", "propose", "approve", "send back", "add", "appeal", "withdraw",
    "refuse", "fulfil", "move", "night",
)  # fmt: skip


def take(step: str, case: RightsRequest, state: State, now: datetime) -> None:
    """One step, as somebody might try it at any time; what is not allowed is refused, and changes nothing."""
    key, who, other = case.pk, member(), member("approver")
    acts: dict[str, Callable[[], object]] = {
        "confirm": lambda: services.record_identity(key, Level.FACT, Proof.FACT, who=who, now=now),
        "start": lambda: services.start(key, who=who, now=now),
        "pause": lambda: services.pause(key, question(case), who=who, now=now),
        "resume": lambda: services.resume(key, who=who, now=now),
        "extend": lambda: services.extend(key, "Reasons.", to=now.date() + 60 * DAY, who=who, now=now),
        "propose": lambda: services.propose(key, who=who, now=now),
        "approve": lambda: services.approve(key, who=other, now=now),
        "send back": lambda: services.send_back(key, who=other, now=now),
        "add": lambda: services.add_from_person(key, "More.", now=now),
        "appeal": lambda: services.appeal(key, "No.", now=now),
        "withdraw": lambda: services.withdraw(key, now=now),
        "refuse": lambda: services.refuse(key, build.refusal(case, Ground.OTHER, "So."), who=who, now=now),
        "fulfil": lambda: services.fulfil(key, build.answer(case, "Done."), who=who, now=now),
        "move": lambda: services.transition(key, state, seen=None, who=other, now=now),
        "night": lambda: None,
    }
    with suppress(NotAllowed):
        acts[step]()


@effort(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    right=st.sampled_from(Right),
    residence=st.sampled_from(["eu", "uk", "ch", "us-co", "br", "elsewhere"]),
    walk=st.lists(st.tuples(st.sampled_from(STEPS), st.sampled_from(State), st.integers(0, 20)), max_size=14),
)
def test_wherever_a_walk_leads_the_case_is_lawful(
    right: Right, residence: str, walk: list[tuple[str, State, int]]
) -> None:
    case = received(right=right, residence=residence, channel="post", who=member())
    now = NOW
    for step, state, days in walk:
        before = RightsRequest.objects.get(pk=case.pk)
        now += days * DAY
        take(step, before, state, now)
        after = RightsRequest.objects.get(pk=case.pk)
        assert after.state == before.state or after.state in reachable(State(before.state))
        assert after.received_on == NOW.date()
        assert after.is_open == (after.state in OPEN)
        assert (after.closed_at.year == 9000) == after.is_open == (after.requester.last_needed_at.year == 9000)
        assert after.is_paused == (after.state == State.AWAITING_SUBJECT)
        its_state_is_earned(after)
        assert {event.closed_at for event in after.events.all()} == {after.closed_at}
        kept = after.requester.messages.values_list("last_needed_at", flat=True)
        assert set(kept) <= {after.requester.last_needed_at}
        if after.is_open and after.appealed_on is None:
            unpaused = dates_of(after, today=now.date()).each
            assert after.due_on == min(one.due for one in unpaused)
        if after.version == before.version:
            assert after.events.count() == before.events.count()
    every_event_is_chained(case)


def its_state_is_earned(case: RightsRequest) -> None:
    past = set(case.events.values_list("to_state", flat=True))
    letters = {event.facts["letter"] for event in case.events.filter(code=Code.LETTER)}
    if case.rule.level and past - {"", State.AWAITING_IDENTITY, State.WITHDRAWN, State.UNVERIFIED_CLOSED}:
        assert case.level >= case.rule.level
    if case.state in {State.REFUSED, State.PARTIALLY_FULFILLED}:
        assert case.refusal_ground
    if case.state in {State.FULFILLED, State.PARTIALLY_FULFILLED} and case.right == Right.ERASURE:
        assert past & {State.EXECUTED}
        assert case.proposed_by_id == member().key
    if case.state == State.EXTENDED:
        assert "extension" in letters
        assert case.is_extended
    assert State.UNVERIFIED_CLOSED not in past  # nobody was reminded
    assert State.CONFIRMED_BY_SCAN not in past or case.right == Right.ERASURE


def reachable(state: State) -> set[State]:
    """In one step of a service, which may note and move at once; `fulfil` and the like make one move each."""
    return set(TRANSITIONS[state])


def every_event_is_chained(case: RightsRequest) -> None:
    events = list(case.events.order_by("pk"))
    chained = {event.number: event for event in EvidenceEvent.objects.filter(about=services.about(case.reference))}
    assert [event.evidence for event in events] == sorted(chained)
    for event in events:
        proof = chained[event.evidence]
        assert proof.kind == f"rights.{event.code}"
        assert proof.facts.get("to", "") == event.to_state
    states = [(event.from_state, event.to_state) for event in events if event.to_state]
    assert all(earlier[1] == later[0] for earlier, later in pairwise(states))
    assert verify(Path(settings.EVIDENCE_DIR)).is_whole


def test_why_not_speaks_of_the_state_and_of_what_is_missing() -> None:
    case = received()
    (sentence,) = why_not(case, Move(State.FULFILLED, None, NOW))
    assert sentence == "A request that is “awaiting proof of identity” cannot become “fulfilled”."
    assert why_not(case, Move(State.VERIFIED, None, NOW)) == ("The identity has to be proven first.",)
    assert next_states(case, by=1, now=NOW)[State.WITHDRAWN] == ()


def test_reasons_of_a_pause_are_the_law_s() -> None:
    assert {Question.reason, IdentityRequest.reason} == set(PauseReason)

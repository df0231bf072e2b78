"""Who asks proves the mailbox, without an account; nobody else is troubled more than once a day."""

from datetime import timedelta
from typing import Any

import pytest

from contact.rights import services, tokens
from contact.rights.daily import round_of
from contact.rights.guards import NotAllowed
from contact.rights.identity import Level, Proof
from contact.rights.models import CaseEvent, Purpose, Requester, RightsRequest, Token
from contact.rights.regimes import Right
from contact.rights.states import State
from contact.rights.timeline import Code
from contact.rights.tokens import LinkRefused, Refusal
from hotsite.ground.evidence.models import EvidenceEvent
from tests.contact.rights.cases import DAY, NOW, mails, member, received, token_in, work

pytestmark = pytest.mark.django_db


def test_a_request_is_kept_with_reference_dates_and_state_and_a_link_goes_out() -> None:
    case = received(details="Everything, please.")
    assert case.reference.startswith("R-")
    assert (case.state, case.is_open, case.due_on.isoformat()) == (State.AWAITING_IDENTITY, True, "2026-12-28")
    assert case.staff_on.isoformat() == "2026-12-18"
    (mail,) = mails()
    assert mail.to == "ada@example.invalid"
    assert case.reference in mail.subject
    assert "Everything" not in mail.body


def test_the_link_proves_the_mailbox_once_and_the_acknowledgement_says_everything() -> None:
    case = received()
    token = token_in(mails()[0])
    services.confirm(token, NOW + DAY / 2)
    case.refresh_from_db()
    assert (case.state, case.level, case.proof) == (State.VERIFIED, Level.MAILBOX, Proof.LINK)
    letter = mails()[1].body
    for part in (case.reference, "Nov. 25, 2026", "See what you hold about me", "(GDPR)", "Dec. 28, 2026"):
        assert part in letter
    assert tokens.look_up(token_in(mails()[1]), Purpose.STATUS, NOW + DAY).pk == case.pk
    with pytest.raises(LinkRefused) as refused:
        services.confirm(token, NOW + DAY / 2)
    assert refused.value.why is Refusal.USED


def test_no_secret_is_kept() -> None:
    received()
    token = token_in(mails()[0])
    assert len(token) >= 43  # 256 bits in base 64
    assert not Token.objects.filter(digest__contains=token[:8]).exists()
    assert Token.objects.get().digest == tokens.digest(token)


def test_a_link_ends_after_24_hours_and_looking_at_it_changes_nothing() -> None:
    case = received()
    token = token_in(mails()[0])
    for _look in range(9):
        assert tokens.look_up(token, Purpose.MAILBOX, NOW + DAY - timedelta(seconds=1)).pk == case.pk
    with pytest.raises(LinkRefused) as refused:
        services.confirm(token, NOW + DAY)
    assert refused.value.why is Refusal.EXPIRED
    assert RightsRequest.objects.get().state == State.AWAITING_IDENTITY


def test_a_link_is_tried_five_times_at_most() -> None:
    received()
    token = token_in(mails()[0])
    for _try in range(tokens.MOST_TRIES):
        with pytest.raises(LinkRefused):
            services.confirm(token, NOW + 2 * DAY)
    with pytest.raises(LinkRefused) as refused:
        services.confirm(token, NOW)  # in time, and too late all the same
    assert refused.value.why is Refusal.TOO_MANY_TRIES


@pytest.mark.parametrize("token", ["", "x", "../..", "ö" * 99, "\0", "a" * 100_000])
def test_a_link_that_nobody_made_is_unknown(token: str) -> None:
    received()
    with pytest.raises(LinkRefused) as refused:
        services.confirm(token, NOW)
    assert refused.value.why is Refusal.UNKNOWN


def test_a_link_serves_its_purpose_alone() -> None:
    received()
    proof = token_in(mails()[0])
    with pytest.raises(LinkRefused):
        tokens.look_up(proof, Purpose.STATUS, NOW)
    services.confirm(proof, NOW)
    with pytest.raises(LinkRefused):
        services.confirm(token_in(mails()[1]), NOW)


def test_an_unproven_mailbox_gets_one_mail_a_day_whoever_asks_in_its_name() -> None:
    first = received()
    for _again in range(3):
        received(email="ADA@example.invalid", right=Right.QUESTION)
        services.resend(first.reference, NOW)
        work()
    services.resend("R-0000-0000", NOW)
    assert len(mails()) == 1
    assert [round_of(NOW + day * DAY)["mails"] for day in range(1, 6)] == [1, 1, 1, 0, 0]  # the others, in turn
    services.resend(first.reference, NOW + 6 * DAY)
    work(NOW + 6 * DAY)
    assert len(mails()) == 5


def test_two_cases_of_one_mailbox_take_turns() -> None:
    received()
    second = received()
    assert len(mails()) == 1
    assert round_of(NOW + DAY)["mails"] == 1
    assert mails()[1].reference == second.reference


def test_nobody_answers_two_reminders_thirty_days_and_a_letter() -> None:
    case = received()
    story = {day: round_of(NOW + day * DAY)["mails"] for day in range(1, 40)}
    assert [day for day, sent in story.items() if sent] == [7, 21, 30]
    case.refresh_from_db()
    assert (case.state, case.is_open, case.reminders) == (State.UNVERIFIED_CLOSED, False, 2)
    assert "30 days" in mails()[-1].body
    assert Requester.objects.get().last_needed_at == case.closed_at


def test_who_confirms_late_finds_the_case_with_the_date_it_had() -> None:
    case = received()
    before = case.due_on, case.received_on
    for day in range(1, 31):
        round_of(NOW + day * DAY)
    services.confirm(token_in(mails()[-1]), NOW + 30 * DAY)
    case.refresh_from_db()
    assert (case.state, case.is_open) == (State.VERIFIED, True)
    assert (case.due_on, case.received_on) == before
    assert Requester.objects.get().last_needed_at.year == 9000
    assert CaseEvent.objects.filter(code=Code.REOPENED).exists()


def test_a_question_needs_no_proof_and_is_worked_on_at_once() -> None:
    case = received(right=Right.QUESTION)
    assert case.state == State.IN_PROGRESS
    assert len(mails()) == 1  # the link all the same: the answer goes to a proven mailbox alone
    assert "We have received your request" not in mails()[0].body


def test_staff_record_another_proof_where_the_table_lets_them() -> None:
    by_post = received(channel="post", email="", who=member())
    assert mails() == []
    services.record_identity(by_post.pk, Level.MAILBOX, Proof.KNOWN_ADDRESS, who=member(), now=NOW)
    assert RightsRequest.objects.get(pk=by_post.pk).state == State.VERIFIED
    by_form = received()
    with pytest.raises(NotAllowed):
        services.record_identity(by_form.pk, Level.MAILBOX, Proof.CALLED_BACK, who=member(), now=NOW)
    with pytest.raises(NotAllowed):
        services.record_identity(by_post.pk, Level.MAILBOX, Proof.LINK, who=member(), now=NOW)


def test_for_another_person_one_fact_more_is_needed() -> None:
    case = received(for_another=True, subject_email="berta@example.invalid")
    services.confirm(token_in(mails()[0]), NOW)
    case.refresh_from_db()
    assert (case.state, case.level) == (State.AWAITING_IDENTITY, Level.MAILBOX)
    services.record_identity(case.pk, Level.FACT, Proof.AUTHORITY, who=member(), now=NOW)
    case.refresh_from_db()
    assert case.state == State.VERIFIED


def test_an_unverified_request_does_not_touch_a_verified_one() -> None:
    case = received()
    services.confirm(token_in(mails()[0]), NOW)
    case.refresh_from_db()
    before = case.version, case.due_on, case.state
    received(right=Right.ERASURE)
    case.refresh_from_db()
    assert (case.version, case.due_on, case.state) == before


def test_evidence_holds_neither_address_nor_reference() -> None:
    case = received(details="Words of a person")
    services.confirm(token_in(mails()[0]), NOW)
    kept = " ".join(f"{e.kind} {e.about} {e.by} {e.facts}" for e in EvidenceEvent.objects.all())
    for value in ("ada@", "example", case.reference, "Words"):
        assert value not in kept
    assert EvidenceEvent.objects.filter(about=services.about(case.reference)).count() == case.events.count()


@pytest.mark.parametrize(
    "words", ["", "\0", "ö\u202e\0x", "x" * 10_000, "🦠", "<script>", "Subject: x\r\nBcc: all@example.invalid"]
)
def test_whatever_is_typed_is_recorded(words: str) -> None:
    case = received(details=words)
    assert Requester.objects.get(pk=case.pk).details == words.replace("\0", "")
    services.add_from_person(case.pk, words, now=NOW)
    services.add_note(case.pk, words, who=member(), now=NOW)


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"residence": "atlantis"}, KeyError),
        ({"language": "xx"}, ValueError),
        ({"email": ""}, ValueError),
        ({"received_on": NOW.date() + DAY}, ValueError),
    ],
)
def test_what_no_form_lets_through_is_an_error(changes: dict[str, Any], error: type[Exception]) -> None:
    with pytest.raises(error):
        received(**changes)
    assert not RightsRequest.objects.exists()


def test_what_came_by_letter_counts_from_the_day_it_came() -> None:
    case = received(channel="post", received_on=NOW.date() - 3 * DAY, who=member())
    assert case.received_on.isoformat() == "2026-11-22"
    assert case.due_on.isoformat() == "2026-12-22"


def test_a_payload_is_cut_out_of_whatever_comes_in_and_the_request_is_kept() -> None:
    payload = "MSH|^~\\&|A|B|C|D|202601010101||ADT^A01|1|P|2.5\rPID|1||12345^^^X||SAMPLE^ADA||19700101|F"
    words = f"Please look.\n{payload}\nThank you."
    case = received(details=words)
    services.add_from_person(case.pk, words, now=NOW)
    services.add_note(case.pk, words, who=member(), now=NOW)
    services.answer(case.pk, words, who=member(), now=NOW)
    kept = [case.requester.details, *case.requester.messages.values_list("words", flat=True)]
    assert len(kept) == 4
    for text in kept:
        assert "SAMPLE" not in text
        assert "Please look." in text
    assert CaseEvent.objects.filter(code=Code.CUT, facts={"count": 1}).count() == 2


def test_an_answer_that_waits_on_its_page_is_announced_when_a_day_allows_it() -> None:
    first = received(right=Right.QUESTION)
    second = received(right=Right.QUESTION)
    services.answer(first.pk, "Words.", who=member(), now=NOW + DAY / 4)
    work(NOW + DAY / 4)
    assert len(mails()) == 1
    assert [round_of(NOW + day * DAY)["mails"] for day in range(1, 5)] == [1, 1, 0, 0]
    assert {mail.reference for mail in mails()[1:]} == {first.reference, second.reference}

"""Identity, level 2: one fact that staff ask for, named on the page of the case."""

import hmac
import re
from typing import Any
from unittest.mock import patch
from uuid import uuid4

import pytest
import time_machine
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from contact.rights import services
from contact.rights.case.views import CHANGES
from contact.rights.guards import NotAllowed
from contact.rights.identity import Level, Proof
from contact.rights.letters import build
from contact.rights.letters.kinds import IdentityRequest
from contact.rights.models import Requester, RightsRequest
from contact.rights.services import knowing
from contact.rights.services.knowing import MOST_TRIES
from contact.rights.states import State
from hotsite.ground.evidence.models import EvidenceEvent
from tests.contact.rights.cases import DAY, NOW, in_progress, mails, mails_to_staff, member, received, token_in, work
from tests.contact.rights.test_case_page import case_link, post, text

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def now() -> Any:
    CHANGES.forget()
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


def asked(case: RightsRequest, fact: str = "The lung CT, in May") -> RightsRequest:
    letter = build.for_case(IdentityRequest, case, question="What did you ask us about first, and when?", doubt="So.")
    return services.ask_fact(case.pk, letter, fact, who=member(), now=NOW)


def for_another() -> RightsRequest:
    received(for_another=True, subject_email="berta@example.invalid")
    return services.confirm(token_in(mails()[0]), NOW)


def test_who_asks_for_another_names_a_fact_and_is_verified(client: Client) -> None:
    case = for_another()
    work()
    assert len(mails_to_staff()) == 1  # who have to ask for it
    assert (asked(case).state, len(mails())) == (State.AWAITING_IDENTITY, 3)
    page = text(client.get(case_link(case)))
    assert "What did you ask us about first, and when?" in page
    assert "5 tries are left" in page
    said = client.get(f"{case_link(case)}status.json").json()
    assert (said["reason"], said["user_verification_url"][-5:]) == ("need_user_verification", "#fact")
    assert post(client, f"{case_link(case)}fact/", fact="  the LUNG-CT in   may. ").status_code == 303
    case.refresh_from_db()
    assert (case.state, case.level, case.proof) == (State.VERIFIED, Level.FACT, Proof.FACT)
    page = text(client.get(case_link(case)))
    assert "first, and when?</p> <form" not in page
    assert Requester.objects.get().fact_question == ""


def test_a_doubt_ends_with_the_right_answer_and_the_clock_goes_on(client: Client) -> None:
    case = asked(in_progress())
    assert (case.state, case.is_paused) == (State.AWAITING_SUBJECT, True)
    assert services.name_fact(case.pk, "the lung ct in May", now=NOW + DAY)
    case.refresh_from_db()
    assert (case.state, case.is_paused, case.level) == (State.IN_PROGRESS, False, Level.FACT)
    codes = list(case.events.values_list("code", flat=True))
    assert codes[-3:] == ["proven", "resumed", "moved"]


def test_five_tries_and_then_a_person_reads_it(client: Client) -> None:
    case = asked(for_another())
    for left in (4, 3, 2, 1, 0):
        answer = post(client, f"{case_link(case)}fact/", fact="A guess")
        assert answer.status_code == 409
        assert "That is not the right answer." in text(answer)
        assert (f"{left} tries are left" in text(answer)) is (left > 1)
    assert "It was tried five times." in text(answer)
    right = post(client, f"{case_link(case)}fact/", fact="The lung CT, in May")
    assert (right.status_code, "tried too often" in text(right)) == (409, True)
    case.refresh_from_db()
    assert (case.level, case.events.filter(code="fact_wrong").count()) == (Level.MAILBOX, MOST_TRIES)
    asked(case)  # anew
    assert services.name_fact(case.pk, "The lung CT, in May", now=NOW)


def test_a_try_counts_whatever_becomes_of_it() -> None:
    case = asked(for_another())
    with patch.object(knowing, "_digests", side_effect=ArithmeticError), pytest.raises(ArithmeticError):
        services.name_fact(case.pk, "x", now=NOW)
    assert Requester.objects.get().fact_tries == 1


def test_where_nothing_is_held_the_page_says_and_does_the_same(client: Client) -> None:
    said = []
    for fact in ("The lung CT, in May", ""):
        case = asked(in_progress(email=f"ada-{len(fact)}@example.invalid"), fact)
        shown = text(client.get(case_link(case)))
        answers = [text(post(client, f"{case_link(case)}fact/", fact=words)) for words in ("A guess", "", "-" * 64)]
        pages = [re.sub("/case/[^/]+/", "/case/", page) for page in (shown, *answers)]
        said.append([page.partition("</h1>")[2].partition('<h2 id="messages">')[0] for page in pages])
        assert all("What did you ask us about first" in page for page in said[-1])
        assert not RightsRequest.objects.get(pk=case.pk).level >= Level.FACT
    assert said[0] == said[1]


def test_the_same_is_compared_whether_there_is_a_right_answer_or_not() -> None:
    compared: list[tuple[int, int]] = []
    real = hmac.compare_digest

    def watched(one: str, other: str) -> bool:
        compared.append((len(one), len(other)))
        return real(one, other)

    with patch.object(hmac, "compare_digest", watched):
        for place, fact in enumerate(("x", "")):
            services.name_fact(asked(in_progress(email=f"a{place}@example.invalid"), fact).pk, "guess", now=NOW)
    assert compared == [(64, 64)] * 2


def test_the_answer_is_kept_nowhere_as_it_is() -> None:
    case = asked(for_another())
    services.name_fact(case.pk, "another guess", now=NOW)
    kept = " ".join(str(value) for value in Requester.objects.filter(pk=case.pk).values_list().get())
    kept += " ".join(f"{event.kind} {event.facts}" for event in EvidenceEvent.objects.all())
    kept += " ".join(mail.body for mail in mails())
    assert "lung" not in kept
    assert "guess" not in kept


def test_no_fact_is_asked_for_before_the_mailbox_is_proven_nor_after_it_was_named() -> None:
    case = received(for_another=True, subject_email="berta@example.invalid")
    with pytest.raises(NotAllowed, match="mailbox is proven"):
        asked(case)
    with pytest.raises(NotAllowed, match="No fact is asked for"):
        services.name_fact(case.pk, "x", now=NOW)
    named = asked(in_progress(email="carl@example.invalid"), "x")
    services.name_fact(named.pk, "x", now=NOW)
    with pytest.raises(NotAllowed, match="and no more"):
        asked(named)


def test_of_a_closed_case_nothing_is_asked_any_more(client: Client) -> None:
    case = asked(in_progress())
    services.withdraw(case.pk, now=NOW)
    assert "We have to be sure" not in text(client.get(case_link(case)))
    assert post(client, f"{case_link(case)}fact/", fact="The lung CT, in May").status_code == 409


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [("", "Write your answer"), ("x" * 201, "Shorten your text to 200"), ("a\0b", "invisible characters")],
)
def test_what_is_wrong_is_said_and_costs_no_try(client: Client, typed: str, sentence: str) -> None:
    case = asked(for_another())
    answer = post(client, f"{case_link(case)}fact/", fact=typed)
    assert (answer.status_code, text(answer).count(sentence)) == (422, 2)
    assert Requester.objects.get().fact_tries == 0


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(fact=st.text(min_size=1, max_size=40), other=st.text(max_size=40))
def test_only_the_right_answer_is_right(fact: str, other: str) -> None:
    plain = knowing._plain
    case = in_progress(email=f"{uuid4().hex}@example.invalid")
    asked(case, fact)
    assert services.name_fact(case.pk, other, now=NOW) is (plain(other) == plain(fact) != "")

"""Asking for a right, question by question: nothing is kept before it is sent, nothing typed is lost before it is."""

import re
from contextlib import suppress
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from contact.rights.asking import receipt, sealed, steps
from contact.rights.asking.views import REQUESTS
from contact.rights.models import CaseMessage, Requester, RightsRequest, Token
from contact.rights.regimes import Right
from hotsite.ground.evidence.models import EvidenceEvent
from hotsite.ground.work.models import Job, OutboxMail
from tests.conftest import FROM_OUR_PAGE, page_made

pytestmark = pytest.mark.django_db

HERE = "/en/contact/rights/"
ANSWERS = {
    "right": "access",
    "residence": "eu",
    "whom": "myself",
    "email": "ada@example.invalid",
    "details": "All of it, please.",
    "language": "en",
}


@pytest.fixture(autouse=True)
def nobody_asked_before() -> None:
    REQUESTS.forget()


def post(client: Client, sent: dict[str, str], at: str = HERE) -> Any:
    return client.post(at, sent, headers=FROM_OUR_PAGE)


def field(page: Any, name: str) -> str:
    """The value of a hidden field."""
    found = re.search(rf'name="{name}" value="([^"]*)"', page.content.decode())
    assert found, page.content.decode()
    return unescape(found[1])


def walk(client: Client, at: str = HERE, **changes: str) -> Any:
    """Answers every question as a person does, and comes to the last page."""
    given_ = ANSWERS | changes
    page: Any = client.get(at)
    for _question in steps.STEPS:
        slug = field(page, "step")
        if slug == "check":
            break
        page = post(client, {"step": slug, "answers": field(page, "answers"), slug: given_.get(slug, "")}, at)
        assert page.status_code == 200, page.content.decode()
    assert field(page, "step") == "check"
    return page


def send(client: Client, page: Any, at: str = HERE, **changes: str) -> Any:
    return post(client, {"step": "check", "answers": field(page, "answers")} | page_made() | changes, at)


def kept() -> int:
    return sum(
        model.objects.count()
        for model in (RightsRequest, Requester, CaseMessage, Token, Job, OutboxMail, EvidenceEvent)
    )


@pytest.mark.parametrize(("at", "language"), [(HERE, "en"), ("/de/contact/rights/", "de")])
def test_a_request_is_asked_for_checked_sent_and_confirmed(client: Client, at: str, language: str) -> None:
    page = walk(client, at, language=language)
    shown = page.content.decode()
    assert all(words in shown for words in ("ada@example.invalid", "All of it, please."))
    assert kept() == 0
    answer = send(client, page, at)
    assert answer.status_code == 303
    case = RightsRequest.objects.select_related("requester").get()
    assert (case.right, case.residence, case.language, case.channel) == ("access", "eu", language, "form")
    assert (case.requester.email, case.requester.details) == ("ada@example.invalid", "All of it, please.")
    confirmation = client.get(answer["Location"])
    assert case.reference in confirmation.content.decode()
    assert confirmation.cookies == {}
    assert client.cookies == {}


@pytest.mark.parametrize("right", Right.values)
def test_every_right_can_be_asked_for(client: Client, right: str) -> None:
    assert send(client, walk(client, right=right, about="other")).status_code == 303
    assert RightsRequest.objects.get().right == right


def test_to_object_to_advertising_is_a_question_more_and_needs_no_proof(client: Client) -> None:
    answer = send(client, walk(client, right="objection", about="marketing"))
    case = RightsRequest.objects.get()
    assert case.about_marketing
    assert case.state == "in_progress"
    assert "we begin at once" in client.get(answer["Location"]).content.decode()


def test_for_another_person_their_address_is_asked_for(client: Client) -> None:
    send(client, walk(client, whom="another", subject_email="berta@example.invalid"))
    case = RightsRequest.objects.select_related("requester").get()
    assert (case.for_another, case.requester.subject_email) == (True, "berta@example.invalid")


def test_what_an_answer_makes_idle_is_forgotten(client: Client) -> None:
    page = walk(client, whom="another", subject_email="berta@example.invalid")
    page = post(client, {"step": "check", "answers": field(page, "answers"), "show": "whom"})
    page = post(client, {"step": "whom", "answers": field(page, "answers"), "whom": "myself"})
    assert field(page, "step") == "check"
    send(client, page)
    assert Requester.objects.get().subject_email is None


def test_every_answer_can_be_changed_and_the_others_stay(client: Client) -> None:
    for slug in ANSWERS:
        page = walk(client)
        page = post(client, {"step": "check", "answers": field(page, "answers"), "show": slug})
        assert field(page, "step") == slug
        page = post(client, {"step": slug, "answers": field(page, "answers"), slug: ANSWERS[slug]})
        assert field(page, "step") == "check"


def test_an_answer_that_asks_for_more_leads_to_the_question_for_it(client: Client) -> None:
    page = walk(client, details="")
    page = post(client, {"step": "check", "answers": field(page, "answers"), "show": "right"})
    page = post(client, {"step": "right", "answers": field(page, "answers"), "right": "complaint"})
    assert field(page, "step") == "details"
    assert "(optional)" not in page.content.decode()


def test_the_answers_go_along_to_another_language(client: Client) -> None:
    page = walk(client)
    page = post(client, {"answers": field(page, "answers"), "show": "check"}, "/de/contact/rights/")
    assert "Antworten prüfen" in page.content.decode()
    assert "ada@example.invalid" in page.content.decode()


@pytest.mark.parametrize(
    ("slug", "typed", "sentence"),
    [
        ("right", "", "Choose what you want to ask for"),
        ("right", "lottery", "Choose one of the answers listed"),
        ("residence", "atlantis", "Choose one of the answers listed"),
        ("whom", "", "Choose whose data it is about"),
        ("email", "", "Enter your e-mail address, so that we can answer"),
        ("email", "ada", "Enter an e-mail address like name@hospital.org"),
        ("email", "ada@example.invalid\r\nBcc: x@example.invalid", "Enter an e-mail address like name@hospital.org"),
        ("email", "a" * 250 + "@example.invalid", "Enter an e-mail address of at most 254 characters; it has 266"),
        ("details", "x" * 10_001, "Shorten your text to 10000 characters; it has 10001"),
        ("details", "a\0b", "Remove the invisible characters (zero bytes)"),
        ("language", "xx", "Choose one of the answers listed"),
    ],
)
def test_what_is_wrong_is_said_twice_and_nothing_typed_is_lost(
    client: Client, slug: str, typed: str, sentence: str
) -> None:
    page = walk(client)
    answer = post(client, {"step": slug, "answers": field(page, "answers"), slug: typed})
    shown = answer.content.decode()
    assert answer.status_code == 422
    assert shown.count(sentence) == 2  # in the summary, and beside the field
    assert re.search(r"<title>\s*Error:", shown)
    assert sealed.unseal(field(answer, "answers"), timezone.now()) == ANSWERS
    assert kept() == 0


PATIENT = "PID|1||4711001^^^NORTH^MR||Sample^Ada||19700102|F"


def test_patient_data_are_cut_out_before_the_page_shows_what_will_be_sent(client: Client) -> None:
    page = walk(client, details=f"Please delete this:\n{PATIENT}\nThank you.")
    assert "HL7 message removed" in page.content.decode()
    assert "4711001" not in page.content.decode()
    assert "4711001" not in str(sealed.unseal(field(page, "answers"), timezone.now()))
    send(client, page)
    details = Requester.objects.get().details
    assert "Thank you." in details
    assert "4711001" not in details


def test_hostile_text_comes_back_as_text(client: Client) -> None:
    page = walk(client, details="<script>x</script>")
    assert b"<script>x" not in page.content
    assert b"&lt;script&gt;x" in page.content


def test_answers_are_kept_for_two_hours_in_the_page_alone(client: Client) -> None:
    page = walk(client)
    made = field(page, "answers")
    for passed, status in (
        (sealed.GOOD_FOR - timedelta(seconds=2), 303),
        (sealed.GOOD_FOR + timedelta(seconds=2), 410),
    ):
        with time_machine.travel(timezone.now() + passed, tick=False):
            answer = post(client, {"step": "check", "answers": made} | page_made())
        assert answer.status_code == status
    assert "two hours, and those are over" in answer.content.decode()
    assert RightsRequest.objects.count() == 1


@pytest.mark.parametrize(
    "damage", [lambda text: text[:-9], lambda text: "", lambda text: "x" + text, lambda text: "ö\0"]
)
@pytest.mark.parametrize("step", ["check", "email", "nonsense"])
def test_a_field_that_was_changed_is_said_to_be_and_keeps_nothing(client: Client, damage: Any, step: str) -> None:
    page = walk(client)
    answer = post(client, {"step": step, "answers": damage(field(page, "answers"))} | page_made())
    assert answer.status_code == 410
    assert "part of them is missing or was changed" in answer.content.decode()
    assert kept() == 0


def test_who_skips_questions_comes_to_the_first_that_is_open(client: Client) -> None:
    half = sealed.seal({"right": "access", "email": "ada@example.invalid"}, timezone.now())
    for step in ("check", "nonsense"):
        page = post(client, {"step": step, "answers": half} | page_made())
        assert field(page, "step") == "residence"
    assert kept() == 0


def test_an_answer_that_no_form_gives_any_more_is_asked_for_again(client: Client) -> None:
    older = sealed.seal(ANSWERS | {"residence": "atlantis"}, timezone.now())
    assert field(post(client, {"step": "check", "answers": older} | page_made()), "step") == "residence"


TEXTS = st.dictionaries(st.text(), st.text())


@given(answers=TEXTS)
def test_what_is_sealed_comes_back_as_it_was(answers: dict[str, str]) -> None:
    now = timezone.now()
    assert sealed.unseal(sealed.seal(answers, now), now) == answers


@given(data=st.data())
def test_a_field_that_was_changed_anywhere_is_refused_or_is_the_same(data: st.DataObject) -> None:
    now = timezone.now()
    made = sealed.seal(ANSWERS, now)
    at = data.draw(st.integers(0, len(made) - 1))
    changed = made[:at] + data.draw(st.text(max_size=3)) + made[at + data.draw(st.integers(0, 40)) :]
    with suppress(sealed.SealRefused):
        assert sealed.unseal(changed, now) == ANSWERS


@given(text=st.text() | st.binary().map(lambda raw: raw.decode("latin-1")))
def test_nobody_else_can_make_one(text: str) -> None:
    with pytest.raises(sealed.SealRefused):
        sealed.unseal(text, timezone.now())


def test_the_secret_before_opens_what_it_sealed(settings: Any) -> None:
    now = timezone.now()
    made = sealed.seal(ANSWERS, now)
    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], "another" * 10
    assert sealed.unseal(made, now) == ANSWERS
    settings.SECRET_KEY_FALLBACKS = []
    with pytest.raises(sealed.SealRefused):
        sealed.unseal(made, now)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"website": "https://spam.invalid"}, "Empty the last field"),
        (0.0, "faster than people type"),
        ({"made": ""}, "open for too long"),
    ],
)
def test_what_a_program_sent_comes_back_whole(client: Client, changes: dict[str, str] | float, sentence: str) -> None:
    made = changes if isinstance(changes, dict) else page_made(seconds_ago=changes)
    answer = send(client, walk(client), **made)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert "ada@example.invalid" in answer.content.decode()
    assert kept() == 0


def test_who_sends_without_end_is_told_to_wait_and_loses_nothing(client: Client) -> None:
    page = walk(client)
    for _request in range(REQUESTS.capacity):
        assert send(client, page).status_code == 303
    answer = send(client, page)
    assert answer.status_code == 429
    assert "ada@example.invalid" in answer.content.decode()


@pytest.mark.parametrize("headers", [{}, {"sec-fetch-site": "cross-site"}, {"origin": "null"}])
def test_a_form_that_another_site_sends_is_refused(client: Client, headers: dict[str, str]) -> None:
    page = walk(client)
    sent = {"step": "check", "answers": field(page, "answers")} | page_made()
    assert client.post(HERE, sent, headers=headers).status_code == 403
    assert kept() == 0


def test_no_page_is_stored_and_only_the_first_is_found(client: Client) -> None:
    page = walk(client)
    first, last = client.get(HERE), client.get(send(client, page)["Location"])
    for answer in (first, page, last):
        assert "no-store" in answer["Cache-Control"]
        assert answer["Referrer-Policy"] == "same-origin"
        assert (b'content="noindex"' in answer.content) == (answer is not first)
    assert "noindex" in last["X-Robots-Tag"]


@pytest.mark.parametrize("text", ["x", "x:y:z", "%00", "ö", "a" * 5000])
def test_a_confirmation_that_we_did_not_write_is_none(client: Client, text: str) -> None:
    assert receipt.read(text) is None
    assert client.get(f"{HERE}asked/{text}/").status_code == 404


def test_the_confirmation_is_the_same_whether_or_not_the_address_is_known(client: Client) -> None:
    pages = []
    for _time in range(2):
        found = client.get(send(client, walk(client))["Location"]).content.decode()
        pages.append(re.sub(r"R-\w{4}-\w{4}|/asked/[^/]+/", "", found))
    assert pages[0] == pages[1]
    assert RightsRequest.objects.count() == 2


def test_the_second_door_of_the_contact_page_leads_here(client: Client) -> None:
    assert f'class="door" href="{HERE}"' in client.get("/en/contact/").content.decode()

"""The proof of a mailbox by its link, and the page on which a person follows the request."""

import re
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client

from contact.rights import services, tokens
from contact.rights.case.mailbox import MAILS
from contact.rights.case.views import CHANGES
from contact.rights.letters import build
from contact.rights.models import CaseMessage, Purpose, RightsRequest, Token
from contact.rights.states import Ground, State
from tests.conftest import FROM_OUR_PAGE
from tests.contact.rights.cases import DAY, NOW, in_progress, mails, member, received, token_in, verified, work

pytestmark = pytest.mark.django_db

CONFIRM, CASE = "/en/contact/rights/confirm/{}/", "/en/contact/rights/case/{}/"


@pytest.fixture(autouse=True)
def now() -> Any:
    for limiter in (MAILS, CHANGES):
        limiter.forget()
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


def post(client: Client, at: str, **sent: str) -> Any:
    return client.post(at, sent, headers=FROM_OUR_PAGE)


def text(answer: Any) -> str:
    """The page as read, its spaces as one."""
    return re.sub(r"\s+", " ", answer.content.decode())


def case_link(case: RightsRequest) -> str:
    return CASE.format(tokens.issue(case, Purpose.STATUS, NOW))


def test_a_look_at_the_link_proves_nothing_and_its_button_does(client: Client) -> None:
    case = received()
    link = CONFIRM.format(token_in(mails()[0]))
    for _look in range(7):  # mail scanners open links
        assert "Yes, it was me" in text(client.get(link))
    case.refresh_from_db()
    assert case.state == State.AWAITING_IDENTITY
    answer = post(client, link)
    case.refresh_from_db()
    assert (answer.status_code, case.state) == (303, State.VERIFIED)
    page = client.get(answer["Location"])
    assert "your mailbox is confirmed" in text(page)
    assert case.reference in text(page)


def test_a_link_that_does_not_work_says_why_and_offers_another(client: Client, now: Any) -> None:
    case = received()
    token = token_in(mails()[0])
    link = CONFIRM.format(token)
    now.shift(DAY)
    for _try in range(tokens.MOST_TRIES):
        answer = post(client, link)
        assert answer.status_code == 410
        assert "Its time is over" in text(answer)
    assert "tried too often" in text(post(client, link))
    assert f'value="{case.reference}"' in text(answer)
    again = post(client, "/en/contact/rights/link/", reference=case.reference)
    assert again.status_code == 303
    work(NOW + DAY)
    used = CONFIRM.format(token_in(mails()[-1]))
    post(client, used)
    assert "It was used already" in text(client.get(used))


@pytest.mark.parametrize("token", ["x", "a" * 43, "%00", "ö", "a" * 3000, "%F0%9F%A6%A0"])
def test_a_link_that_nobody_made_is_unknown(client: Client, token: str) -> None:
    verified()
    for at in (CONFIRM, CASE):
        for answer in (client.get(at.format(token)), post(client, (at + "add/").format(token)) if at == CASE else None):
            assert answer is None or (answer.status_code, "We know no such link" in text(answer)) == (410, True)
    assert client.get(f"{CASE}status.json".format(token)).json() == {"error": "unknown"}


def test_asking_for_a_link_again_says_the_same_whether_or_not_there_is_a_case(client: Client, now: Any) -> None:
    case = verified()
    now.shift(timedelta(hours=2))
    pages = []
    for reference in (case.reference, case.reference.lower().replace("-", " "), "R-0000-0000"):
        answer = post(client, "/en/contact/rights/link/", reference=reference)
        pages.append(client.get(answer["Location"]).content)
    assert len(set(pages)) == 1
    work(NOW + timedelta(hours=2))
    ways = [mail for mail in mails() if mail.subject.startswith("The page of your request")]
    assert len(ways) == 1  # once an hour, however often it is asked for
    assert client.get(CASE.format(token_in(ways[0]))).status_code == 200


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("", "Enter the reference of your request"),
        ("R-7K3Q-2M9X", "as it stands in our mail"),
        ("x\0", "invisible characters"),
    ],
)
def test_a_reference_that_cannot_be_one_is_said_to_be(client: Client, typed: str, sentence: str) -> None:
    answer = post(client, "/en/contact/rights/link/", reference=typed)
    assert (answer.status_code, sentence in text(answer)) == (422, True)


def test_who_asks_for_links_without_end_is_told_to_wait(client: Client) -> None:
    for _time in range(MAILS.capacity):
        assert post(client, "/en/contact/rights/link/", reference="R-0000-0000").status_code == 303
    assert post(client, "/en/contact/rights/link/", reference="R-0000-0000").status_code == 429


def test_the_page_shows_the_day_how_it_is_counted_what_happened_and_both_sides_words(client: Client) -> None:
    case = in_progress(details="All of it, please.")
    services.add_note(case.pk, "A note among staff.", who=member(), now=NOW)
    services.answer(case.pk, "We are looking.", who=member(), now=NOW)
    page = text(client.get(case_link(case)))
    for part in (
        "Dec. 28, 2026",
        "<summary>How that day is counted",
        "(GDPR)",
        "We received your request.",
        "All of it, please.",
        "We are looking.",
    ):
        assert part in page
    assert "A note among staff." not in page
    assert member().key is not None
    assert "handler" not in page  # who of the staff it was


def test_the_page_speaks_both_languages(client: Client) -> None:
    case = verified()
    page = text(client.get(case_link(case).replace("/en/", "/de/")))
    assert "Ihr Antrag" in page
    assert "28. Dezember 2026" in page


def test_something_is_added_once_and_the_clock_goes_on(client: Client) -> None:
    case = in_progress()
    link = case_link(case)
    answer = post(client, f"{link}add/", words="It was in <b>May</b>.")
    assert answer.status_code == 303
    page = text(client.get(answer["Location"]))
    assert "Your message was added." in page
    assert "&lt;b&gt;May" in page
    assert CaseMessage.objects.filter(words="It was in <b>May</b>.").count() == 1


def test_patient_data_are_cut_out_of_what_is_added(client: Client) -> None:
    case = in_progress()
    answer = post(
        client, f"{case_link(case)}add/", words="See:\nPID|1||4711001^^^NORTH^MR||Sample^Ada||19700102|F\nBye."
    )
    page = text(client.get(answer["Location"]))
    assert "HL7 message removed" in page
    assert "4711001" not in page


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [("", "Write what you want to add"), ("x" * 10_001, "it has 10001"), ("a\0b", "invisible characters")],
)
def test_what_is_wrong_is_said_twice_and_nothing_typed_is_lost(client: Client, typed: str, sentence: str) -> None:
    answer = post(client, f"{case_link(in_progress())}add/", words=typed)
    assert answer.status_code == 422
    assert text(answer).count(sentence) == 2
    assert re.search(r"<title>\s*Error:", answer.content.decode())
    assert typed in answer.content.decode()


def test_a_request_is_withdrawn_once(client: Client) -> None:
    case = in_progress()
    link = case_link(case)
    assert post(client, f"{link}withdraw/").status_code == 303
    case.refresh_from_db()
    assert case.state == State.WITHDRAWN
    page = text(client.get(link))
    assert "Withdraw this request" not in page
    assert "Add something" not in page
    again = post(client, f"{link}withdraw/")
    assert (again.status_code, "cannot become" in text(again)) == (409, True)
    late = post(client, f"{link}add/", words="And one thing more.")
    assert (late.status_code, "This request is closed" in text(late)) == (409, True)
    assert not CaseMessage.objects.filter(words__contains="one thing more").exists()


def refused(residence: str) -> RightsRequest:
    case = in_progress(residence=residence)
    letter = build.refusal(case, Ground.NO_DATA_FOUND, "We looked and found none.")
    return services.refuse(case.pk, letter, who=member(), now=NOW)


def test_where_the_law_knows_an_appeal_it_is_made_on_the_page(client: Client, now: Any) -> None:
    case = refused("us-va")
    link = case_link(case)
    assert "until Jan. 24, 2027" in text(client.get(link))
    assert post(client, f"{link}appeal/", words="I do not agree.").status_code == 303
    case.refresh_from_db()
    assert case.state == State.APPEALED
    assert "<summary>How that day" not in text(client.get(link))
    again = post(client, f"{link}appeal/", words="Again.")
    assert (again.status_code, "no answer of ours" in text(again)) == (409, True)


def test_an_appeal_has_its_time(client: Client, now: Any) -> None:
    link = case_link(refused("us-va"))
    now.shift(61 * DAY)
    assert "Send appeal" not in text(client.get(link))
    assert post(client, f"{link}appeal/", words="I do not agree.").status_code == 409


def test_where_no_law_knows_an_appeal_none_is_offered(client: Client) -> None:
    assert "Send appeal" not in text(client.get(case_link(refused("eu"))))


def test_programs_read_how_it_stands(client: Client) -> None:
    case = refused("eu")
    answer = client.get(f"{case_link(case)}status.json")
    said = answer.json()
    assert (said["request_id"], said["status"], said["reason"]) == (case.reference, "denied", "no_match")
    assert (said["received_at"], said["expected_by"]) == ("2026-11-25T10:00:00+00:00", "2026-12-28")
    assert "ada@" not in answer.content.decode()
    assert "no-store" in answer["Cache-Control"]


def test_a_case_that_was_erased_has_no_page(client: Client) -> None:
    case = verified()
    link = case_link(case)
    case.delete()
    assert client.get(link).status_code == 410
    assert not Token.objects.exists()


@pytest.mark.parametrize("what", ["add/", "withdraw/", "appeal/"])
def test_another_site_changes_nothing(client: Client, what: str) -> None:
    case = in_progress()
    before = case.version
    answer = client.post(f"{case_link(case)}{what}", {"words": "x"}, headers={"origin": "https://evil.example"})
    case.refresh_from_db()
    assert (answer.status_code, case.version) == (403, before)
    assert client.get(f"{case_link(case)}{what}").status_code == 405


def test_who_sends_without_end_is_told_to_wait_and_loses_nothing(client: Client) -> None:
    link = case_link(in_progress())
    for _time in range(CHANGES.capacity):
        assert post(client, f"{link}add/", words="More.").status_code == 303
    answer = post(client, f"{link}add/", words="The last word.")
    assert (answer.status_code, "The last word." in text(answer)) == (429, True)


def test_every_page_is_private_and_its_secret_is_in_no_log(
    client: Client, caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    case = received()
    token = token_in(mails()[0])
    page = client.get(CONFIRM.format(token), headers={"referer": f"https://x.test/{token}"})
    answer = post(client, CONFIRM.format(token))
    status = re.split("/", answer["Location"])[-2]
    for one in (page, client.get(answer["Location"]), client.get(CONFIRM.format(token))):
        assert "no-store" in one["Cache-Control"]
        assert one["Referrer-Policy"] == "same-origin"
        assert "noindex" in one["X-Robots-Tag"]
        assert one.cookies == {}
    assert case.pk
    said = caplog.text + "".join(capsys.readouterr())
    assert "contact/rights/confirm/<str:token>/" in said
    assert token not in said
    assert status not in said

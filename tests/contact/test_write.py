"""The contact form, from the first look to the mail that tells staff."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.conf import settings
from django.core import mail as outgoing
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from contact.messages.forms import ContactForm
from contact.messages.models import LONGEST_MESSAGE, ContactMessage, MessageState
from contact.messages.views import MESSAGES
from hotsite.ground.work import services
from hotsite.ground.work.models import Job, OutboxMail
from tests.conftest import FROM_OUR_PAGE, page_made

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nobody_wrote_before() -> None:
    MESSAGES.forget()


TYPED = {
    "topic": "question",
    "name": "Ada Sample",
    "email": "ada@example.invalid",
    "message": "Which versions do you know?",
}


def send(client: Client, headers: dict[str, str] = FROM_OUR_PAGE, **changes: str) -> HttpResponse:
    return client.post("/en/contact/", TYPED | page_made() | changes, headers=headers)  # type: ignore[return-value]  # the test client's own


def test_a_visitor_who_only_reads_gets_no_cookie(client: Client) -> None:
    answer = client.get("/en/contact/")
    assert answer.status_code == 200
    assert answer.cookies == {}


@pytest.mark.promise("P3.1")
def test_the_form_asks_for_nothing_but_what_the_policy_names() -> None:
    of_the_guard = {"website", "made"}  # hotsite/ground/guard/form.py: neither is kept
    asked = set(ContactForm(now=timezone.now()).fields) - of_the_guard
    assert asked == {"topic", "name", "email", "message", "diagnostics"}


@pytest.mark.promise("P8.2")
def test_a_message_is_kept_and_confirmed_by_its_reference(client: Client) -> None:
    answer = client.post("/de/contact/", TYPED | page_made(), headers=FROM_OUR_PAGE)
    message = ContactMessage.objects.get()
    assert answer.status_code == 303
    assert answer["Location"] == f"/de/contact/sent/{message.reference}/"
    assert (message.email, message.language, message.state) == ("ada@example.invalid", "de", MessageState.OPEN)
    confirmation = client.get(answer["Location"])
    assert message.reference in confirmation.content.decode()
    assert "no-store" in confirmation["Cache-Control"]


def test_staff_are_told_by_mail_without_a_word_of_the_message(client: Client) -> None:
    send(client)
    message = ContactMessage.objects.get()
    services.run_job(Job.objects.get().pk, timezone.now())
    services.send_mail(OutboxMail.objects.get().pk, timezone.now())
    sent = outgoing.outbox[0]
    assert sent.to == [settings.OPERATOR_EMAIL]
    assert message.reference in sent.subject
    assert f"/en/admin/contact/contactmessage/{message.pk}/change/" in sent.body
    whole = sent.message().as_string()
    assert not any(word in whole for word in ("Ada", "ada@", "versions"))


def test_a_message_erased_before_staff_are_told_is_not_announced(client: Client) -> None:
    send(client)
    ContactMessage.objects.all().delete()
    services.run_job(Job.objects.get().pk, timezone.now())
    assert not OutboxMail.objects.exists()


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"topic": ""}, "Choose what your message is about"),
        ({"topic": "lottery"}, "Choose one of the topics listed"),
        ({"email": ""}, "Enter your e-mail address, so that we can answer"),
        ({"email": "ada"}, "Enter an e-mail address like name@hospital.org"),
        ({"email": "ada@example.invalid\r\nBcc: x@example.invalid"}, "Enter an e-mail address like name@hospital.org"),
        ({"message": "   "}, "Write a message"),
        ({"name": "n" * 101}, "Shorten your name to 100 characters; it has 101"),
        ({"message": "m" * (LONGEST_MESSAGE + 1)}, f"Shorten your message to {LONGEST_MESSAGE} characters; it has"),
        ({"message": "a\x00b"}, "Remove the invisible characters (zero bytes)"),
    ],
)
def test_what_is_wrong_is_said_twice_and_nothing_typed_is_lost(
    client: Client, changes: dict[str, str], sentence: str
) -> None:
    answer = client.post("/en/contact/", TYPED | page_made() | changes, headers=FROM_OUR_PAGE)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert page.count(sentence) == 2  # in the summary, and beside the field
    assert re.search(r"<title>\s*Error:", page)
    for name, value in (TYPED | changes).items():
        assert name == "topic" or all(part in page for part in value.split("\r\n"))
    assert not ContactMessage.objects.exists()


PATIENT = "PID|1||4711001^^^NORTH^MR||Sample^Ada||19700102|F"


def test_patient_data_are_refused_and_the_typed_text_comes_back(
    client: Client, caplog: pytest.LogCaptureFixture
) -> None:
    answer = send(client, message=f"Hello,\nthis is shown wrongly:\n{PATIENT}")
    page = answer.content.decode()
    assert answer.status_code == 422
    assert page.count("Line 3: this looks like patient data (HL7 message).") == 2
    assert PATIENT in page
    assert not ContactMessage.objects.exists()
    assert not Job.objects.exists()
    assert "4711001" not in caplog.text


def test_patient_data_in_the_name_are_refused_too(client: Client) -> None:
    assert send(client, name=PATIENT).status_code == 422


def test_a_list_of_numbers_is_sent(client: Client) -> None:
    assert send(client, message="4711001, 4711002, 4711003 do not open").status_code == 303


FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"


def test_technical_information_is_shown_word_for_word_and_kept_only_if_ticked(client: Client) -> None:
    page = client.get("/en/contact/", headers={"user-agent": FIREFOX}).content.decode()
    assert all(line in page for line in ("Browser: Firefox", "Device: computer", "Language: English"))
    for ticked, kept in (("", ("", "")), ("on", ("Firefox", "desk"))):
        ContactMessage.objects.all().delete()
        send(client, FROM_OUR_PAGE | {"user-agent": FIREFOX}, diagnostics=ticked)
        message = ContactMessage.objects.get()
        assert (message.browser, message.device) == kept


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"website": "https://spam.invalid"}, "Empty the last field"),
        ({"made": ""}, "open for too long"),
        ({"made": "1764000000000:forged"}, "open for too long"),
    ],
)
def test_a_form_that_a_program_sent_comes_back_whole(client: Client, changes: dict[str, str], sentence: str) -> None:
    answer = client.post("/en/contact/", TYPED | page_made() | changes, headers=FROM_OUR_PAGE)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in page
    assert TYPED["message"] in page
    assert not ContactMessage.objects.exists()


@pytest.mark.parametrize(
    ("seconds", "sentence"),
    [(0, "faster than people type"), (25 * 3600, "open for too long"), (-3600, "open for too long")],
)
def test_a_page_of_the_wrong_age_comes_back_whole(client: Client, seconds: float, sentence: str) -> None:
    with time_machine.travel(timezone.now(), tick=False):
        page = send(client, made=page_made(seconds_ago=seconds)["made"]).content.decode()
    assert sentence in page
    assert TYPED["message"] in page


def test_a_page_that_was_open_for_too_long_can_be_sent_the_next_time(client: Client) -> None:
    page = send(client, made=page_made(seconds_ago=25 * 3600)["made"]).content.decode()
    made = re.search(r'name="made" value="([^"]+)"', page)
    assert made
    with time_machine.travel(timezone.now() + timedelta(seconds=5)):
        assert send(client, made=made.group(1)).status_code == 303


def test_who_sends_without_end_is_told_to_wait_and_loses_nothing(client: Client) -> None:
    for _message in range(MESSAGES.capacity):
        assert send(client).status_code == 303
    answer = send(client)
    assert answer.status_code == 429
    assert "Wait a minute" in answer.content.decode()
    assert TYPED["message"] in answer.content.decode()


def test_the_page_has_two_doors_and_the_address(client: Client) -> None:
    page = client.get("/en/contact/").content.decode()
    assert 'href="#write"' in page
    assert "Use your privacy rights" in page
    assert f"mailto:{settings.OPERATOR_EMAIL}" in page


def test_hostile_text_comes_back_as_text(client: Client) -> None:
    answer = client.post(
        "/en/contact/", TYPED | page_made() | {"name": "<script>x</script>", "email": ""}, headers=FROM_OUR_PAGE
    )
    assert b"<script>x" not in answer.content
    assert b"&lt;script&gt;x" in answer.content


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"sec-fetch-site": "none"},
        {"origin": "null"},
        {"origin": "https://evil.example"},
        {"origin": "https://evil.example", "sec-fetch-site": "same-origin"},
    ],
)
def test_a_form_that_another_site_sends_is_refused(client: Client, headers: dict[str, str]) -> None:
    answer = client.post("/en/contact/", TYPED | page_made(), headers=headers)
    assert answer.status_code == 403
    assert "not sent from this site" in answer.content.decode()
    assert not ContactMessage.objects.exists()


def test_a_browser_that_says_only_its_origin_is_believed(client: Client) -> None:
    assert client.post("/en/contact/", TYPED | page_made(), headers={"origin": settings.SITE_URL}).status_code == 303


def test_a_form_too_large_to_read_says_so(client: Client) -> None:
    answer = client.post("/en/contact/", TYPED | page_made() | {"message": "m" * 300_000}, headers=FROM_OUR_PAGE)
    assert answer.status_code == 400
    assert "longer than 256 KB" in answer.content.decode()


@pytest.mark.parametrize("reference", ["M-0000-0001", "x", "M-%00", "<script>"])
def test_a_reference_that_cannot_be_one_is_not_confirmed(client: Client, reference: str) -> None:
    assert client.get(f"/en/contact/sent/{reference}/").status_code == 404


def test_staff_find_the_message_and_close_it(client: Client, admin_user: object) -> None:
    send(client)
    message = ContactMessage.objects.get()
    client.force_login(admin_user)  # type: ignore[arg-type]  # pytest-django types its user as an object
    listing = client.get("/en/admin/contact/contactmessage/")
    assert message.reference in listing.content.decode()
    opened = client.get(f"/en/admin/contact/contactmessage/{message.pk}/change/").content.decode()
    assert TYPED["message"] in opened
    client.post(
        "/en/admin/contact/contactmessage/",
        {"action": "mark_closed", "_selected_action": [message.pk]},
        headers=FROM_OUR_PAGE,
    )
    message.refresh_from_db()
    assert message.state == MessageState.CLOSED

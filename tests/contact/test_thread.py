"""A conversation: staff answer, the visitor writes back behind a private link, and silence closes it."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.auth.models import AbstractBaseUser
from django.core import mail as outgoing
from django.test import Client
from django.utils import timezone

from contact.messages import mailbox, services
from contact.messages.models import Channel, ContactMessage, MailboxCheck, MessageState, ThreadEntry
from contact.messages.services import QUIET
from contact.messages.views import MESSAGES
from hotsite.ground.evidence.models import EvidenceEvent
from hotsite.ground.work import services as work
from hotsite.ground.work.models import Job, OutboxMail
from tests.conftest import FROM_OUR_PAGE, page_made

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)
ANSWER = "Version 2.5.1 is read as 2.5.1."
PATIENT = "PID|1||4711001^^^NORTH^MR||Sample^Ada||19700102|F"


@pytest.fixture(autouse=True)
def nobody_wrote_before() -> None:
    MESSAGES.forget()


@pytest.fixture
def message() -> ContactMessage:
    return services.receive(
        topic="question", name="Ada", email="ada@example.invalid", message="Which versions?", language="de", now=NOW
    )


@pytest.fixture
def staff(client: Client, admin_user: AbstractBaseUser) -> Client:
    client.force_login(admin_user)  # type: ignore[arg-type]  # the site's own account
    return client


def link_in(mail: OutboxMail) -> str:
    found = re.search(r"https?://[^/]+(/\S+/thread/[\w-]{43}/)", mail.body)
    assert found, mail.body
    return found.group(1)


def answered(message: ContactMessage, text: str = ANSWER) -> str:
    """The path of the private link in the answer."""
    services.answer(message, text, NOW)
    return link_in(OutboxMail.objects.order_by("-pk")[0])


def change(staff: Client, message: ContactMessage, **fields: str) -> str:
    page = f"/en/admin/contact/contactmessage/{message.pk}/change/"
    return staff.post(page, {"state": message.state} | fields, headers=FROM_OUR_PAGE, follow=True).content.decode()


def test_staff_answer_from_the_messages_page_in_the_visitors_language(staff: Client, message: ContactMessage) -> None:
    assert "Your answer is on its way." in change(staff, message, answer=ANSWER)
    message.refresh_from_db()
    assert message.state == MessageState.ANSWERED
    mail = OutboxMail.objects.get()
    work.send_mail(mail.pk, timezone.now())
    sent = outgoing.outbox[0]
    assert sent.to == ["ada@example.invalid"]
    assert sent.subject == f"Antwort auf Ihre Nachricht {message.reference}"
    assert ANSWER in sent.body
    assert "/de/contact/thread/" in sent.body


def test_of_the_link_only_a_hash_is_kept(message: ContactMessage) -> None:
    path = answered(message)
    message.refresh_from_db()
    assert re.fullmatch(r"[0-9a-f]{64}", message.thread_digest)
    assert message.thread_digest not in path


def test_the_link_shows_both_sides_and_is_for_one_person(client: Client, message: ContactMessage) -> None:
    answer = client.get(answered(message))
    page = answer.content.decode()
    assert "Which versions?" in page
    assert ANSWER in page
    assert 'content="noindex"' in page
    assert "no-store" in answer["Cache-Control"]
    assert answer["Referrer-Policy"] == "same-origin"
    assert answer.cookies == {}


def test_looking_changes_nothing(client: Client, message: ContactMessage) -> None:
    path = answered(message)
    before = list(ContactMessage.objects.values()), list(ThreadEntry.objects.values())
    client.get(path)
    client.head(path)
    assert (list(ContactMessage.objects.values()), list(ThreadEntry.objects.values())) == before


def test_writing_back_opens_the_message_again_and_tells_staff(client: Client, message: ContactMessage) -> None:
    path = answered(message)
    Job.objects.all().delete()
    answer = client.post(path, {"message": "Thank you!"} | page_made(), headers=FROM_OUR_PAGE)
    assert answer.status_code == 303
    assert "Thank you!" in client.get(answer["Location"]).content.decode()
    message.refresh_from_db()
    assert message.state == MessageState.OPEN
    assert Job.objects.get().kind == services.NOTIFY
    assert set(ThreadEntry.objects.values_list("last_activity_at", flat=True)) == {message.last_activity_at}


def test_patient_data_are_refused_in_the_thread_too(client: Client, message: ContactMessage) -> None:
    path = answered(message)
    answer = client.post(path, {"message": PATIENT} | page_made(), headers=FROM_OUR_PAGE)
    assert answer.status_code == 422
    assert "Zeile 1: Das sieht nach Patientendaten aus" in answer.content.decode()
    assert ThreadEntry.objects.count() == 1


def test_a_newer_answer_replaces_the_link(client: Client, message: ContactMessage) -> None:
    first, second = answered(message), answered(message, "One more thing.")
    gone = client.get(first)
    assert gone.status_code == 404
    assert "Unsere letzte E-Mail" in gone.content.decode()
    assert client.get(second).status_code == 200


@pytest.mark.parametrize("token", ["x", "A" * 43, "A" * 42 + "%00", "../" * 3, "A" * 5000])
def test_a_link_that_is_none_leads_nowhere(client: Client, message: ContactMessage, token: str) -> None:
    answered(message)
    for method in (client.get, client.post):
        assert method(f"/en/contact/thread/{token}/", headers=FROM_OUR_PAGE).status_code == 404


def test_another_site_cannot_write_into_a_thread(client: Client, message: ContactMessage) -> None:
    answer = client.post(answered(message), {"message": "x"} | page_made(), headers={"sec-fetch-site": "cross-site"})
    assert answer.status_code == 403


def test_what_staff_write_passes_the_same_check(staff: Client, message: ContactMessage) -> None:
    assert "this looks like patient data" in change(staff, message, answer=PATIENT)
    assert not OutboxMail.objects.exists()


def test_staff_record_what_came_by_mail_in_one_form(staff: Client) -> None:
    said = {"topic": "idea", "name": "", "email": "ada@example.invalid", "message": "By mail.", "language": "en"}
    staff.post("/en/admin/contact/contactmessage/add/", said, headers=FROM_OUR_PAGE)
    kept = ContactMessage.objects.get()
    assert (kept.channel, kept.state, kept.message) == (Channel.EMAIL, MessageState.OPEN, "By mail.")
    assert not Job.objects.exists()  # who recorded it knows of it
    refused = staff.post(
        "/en/admin/contact/contactmessage/add/", said | {"message": PATIENT}, headers=FROM_OUR_PAGE
    ).content.decode()
    assert "this looks like patient data" in refused
    assert ContactMessage.objects.count() == 1


def test_ninety_days_of_silence_close_a_message_and_its_clock_runs_on(message: ContactMessage) -> None:
    assert services.close_quiet(NOW + QUIET - timedelta(seconds=1)) == 0
    assert services.close_quiet(NOW + QUIET) == 1
    assert services.close_quiet(NOW + QUIET) == 0
    message.refresh_from_db()
    assert (message.state, message.last_activity_at) == (MessageState.CLOSED, NOW)


def test_the_mailbox_is_remembered_once_a_month() -> None:
    reminded = [mailbox.remind(NOW + timedelta(days=day)) for day in (0, 1, 5, 6, 30)]  # from 25 November
    assert reminded == [True, False, False, True, False]
    assert OutboxMail.objects.count() == 2


def test_who_emptied_the_mailbox_is_kept_and_is_evidence(staff: Client, admin_user: AbstractBaseUser) -> None:
    staff.post("/en/admin/contact/mailboxcheck/add/", {}, headers=FROM_OUR_PAGE)
    assert MailboxCheck.objects.get().emptied_by == admin_user
    assert EvidenceEvent.objects.get().kind == "mailbox.emptied"

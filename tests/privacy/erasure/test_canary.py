"""Canaries: words planted through the public pages in every field that a person can fill in.

First each of them is found where it was put, so the search can see; then the person is erased, by the queue's own
steps, and none of them is found anywhere.
"""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import time_machine
from django.conf import LazySettings
from django.contrib.admin.models import LogEntry
from django.test import Client

from contact.messages.models import ContactMessage, ThreadEntry
from contact.messages.services import answer
from contact.messages.views import MESSAGES
from contact.rights import services
from contact.rights.asking.views import REQUESTS
from contact.rights.guards import NotAllowed
from contact.rights.letters import build
from contact.rights.models import Requester, RightsRequest
from contact.rights.states import State
from hotsite.ground.work.models import Job, OutboxMail
from hotsite.ground.work.services import run_job, send_mail
from hotsite.models import StaffAccount
from privacy.declarations import Category, Declaration, registry
from privacy.erasure import scan
from privacy.erasure.executing import Erased
from privacy.erasure.findings import Kind, Outcome, counts, findings, outcome
from privacy.erasure.models import ScanValues
from privacy.erasure.values import Value, Weight
from privacy.retention.models import CoveredRow, LegalHold, PurgePause
from tests.conftest import FROM_OUR_PAGE, page_made
from tests.contact.rights.cases import NOW, member, token_in
from tests.contact.rights.test_asking import send, walk

pytestmark = pytest.mark.django_db
ADDRESS = "canary-adam@example.invalid"
NAME = "Canary-Adam Süßmilch"
MESSAGE = "canary-words: what do you know of my scanner?"
BACK = "canary-back: thank you, and one more question"
DETAILS = "canary-details: please erase all of it"


@pytest.fixture(autouse=True)
def today() -> Iterator[None]:
    MESSAGES.forget()
    REQUESTS.forget()
    with time_machine.travel(NOW, tick=False):
        yield


def work() -> None:
    """Whatever jobs and mails wait."""
    for _round in range(10):
        work_without_mails()
    assert not Job.objects.filter(state="waiting").exists(), list(Job.objects.filter(state="waiting").values())
    for key in OutboxMail.objects.filter(state="waiting").values_list("pk", flat=True):
        send_mail(key, NOW)


def write(client: Client) -> None:
    """A message with all that the form takes, an answer, and what is written back behind its private link."""
    fields = {"topic": "question", "name": NAME, "email": ADDRESS, "message": MESSAGE, "diagnostics": "on"}
    browser = {**FROM_OUR_PAGE, "user-agent": "Mozilla/5.0 (X11; Linux x86_64; rv:130.0) Gecko/20100101 Firefox/130.0"}
    assert client.post("/en/contact/", fields | page_made(), headers=browser).status_code == 303
    answer(ContactMessage.objects.get(), "We know little of scanners.", NOW)
    link = re.search(r"https?://[^/]+(/\S+/thread/[\w-]{43}/)", OutboxMail.objects.latest("pk").body)
    assert link
    sent = client.post(link[1], {"message": BACK} | page_made(), headers=FROM_OUR_PAGE)
    assert sent.status_code in (302, 303), sent.content


def ask(client: Client, email: str = ADDRESS) -> RightsRequest:
    """For erasure, by the form."""
    page = walk(client, right="erasure", details=DETAILS, email=email)
    assert send(client, page).status_code == 303
    work_without_mails()
    return RightsRequest.objects.latest("pk")


def work_without_mails() -> None:
    for key in Job.objects.filter(state="waiting").values_list("pk", flat=True):
        run_job(key, NOW)


def verified(client: Client) -> RightsRequest:
    case = ask(client)
    services.confirm(token_in(OutboxMail.objects.filter(to=ADDRESS).latest("pk")), NOW)
    return services.start(case.pk, who=member(), now=NOW)


def carried_out(case: RightsRequest) -> RightsRequest:
    plan = services.plan_of(case, NOW).digest
    services.put_forward(case.pk, plan, who=member(), now=NOW)
    services.approve_plan(case.pk, plan, who=member("approver"), now=NOW)
    return services.carry_out(case.pk, who=member(), now=NOW)


def where(*words: str) -> set[tuple[str, str]]:
    """Every table and column, or store and file, in which a scan finds any of the words."""
    values = tuple(Value(word, Weight.TELLING) for word in words)
    found = scan.start(Erased(email="", counts={}, values=values, keys={}), about=-1, then="", now=NOW)
    while scan.run_slice(found.pk, NOW):
        pass
    found.refresh_from_db()
    scan.forget(-1)
    return {(one.place, one.column) for one in findings(found) if one.kind is not Kind.LIST}


PLANTED = {
    ("contact_contactmessage", "email"): ADDRESS,
    ("contact_contactmessage", "name"): NAME,
    ("contact_contactmessage", "message"): MESSAGE,
    ("contact_threadentry", "text"): BACK,
    ("contact_requester", "email"): ADDRESS,
    ("contact_requester", "details"): DETAILS,
}


def test_every_field_that_a_person_fills_in_has_its_canary() -> None:
    """A field that a form gains is a canary more."""
    written = {Category.IDENTITY, Category.CONTACT, Category.CONTENT}
    free = set()
    for model in (ContactMessage, ThreadEntry, Requester):
        said = registry.tables[model]
        assert isinstance(said, Declaration)
        for name in said.personal_fields:
            column = model._meta.get_field(name)
            if said.fields[name] in written and not getattr(column, "choices", None):
                free.add((model._meta.db_table, name))
    asked_for_another = {("contact_requester", "subject_email"), ("contact_requester", "fact_question")}
    assert free - asked_for_another == set(PLANTED)


@pytest.mark.promise("P8.1")
def test_what_was_planted_is_found_everywhere_and_after_the_erasure_nowhere(
    client: Client, settings: LazySettings
) -> None:
    settings.EMAIL_BACKEND = "hotsite.ground.work.mailfolder.FolderBackend"
    write(client)
    case = verified(client)
    for place, word in PLANTED.items():
        assert place in where(word), place
    work()
    mails = {("mail folder", file.name) for file in Path(settings.MAIL_DIR).glob("*.eml")}
    assert len(mails & where(ADDRESS)) >= 3

    carried_out(case)
    for file in Path(settings.MAIL_DIR).glob("M-*.eml"):
        file.unlink()  # as when the transaction is committed
    with pytest.raises(NotAllowed, match="looked for first"):
        services.fulfil(case.pk, build.change(case, done=("All",)), who=member(), now=NOW)
    work()
    found = scan.latest(case.pk)
    assert found is not None
    assert outcome(found) is Outcome.CLEAN, found.found
    assert counts(found)[Kind.LEFT] == 0
    assert where(NAME, MESSAGE, BACK, "We know little of scanners.") == set()
    case.refresh_from_db()
    assert case.state == State.CONFIRMED_BY_SCAN
    assert case.due_on is not None

    services.fulfil(case.pk, build.change(case, done=("All",)), who=member(), now=NOW)
    assert not ScanValues.objects.exists()
    assert where(NAME, MESSAGE, BACK) == set()


def test_who_asks_for_the_erasure_of_anothers_address_without_proof_changes_nothing_of_theirs(client: Client) -> None:
    write(client)
    work()
    before = (list(ContactMessage.objects.values()), list(ThreadEntry.objects.values()))
    case = ask(client)
    assert case.state == State.AWAITING_IDENTITY
    assert (list(ContactMessage.objects.values()), list(ThreadEntry.objects.values())) == before
    assert not PurgePause.objects.exists()
    assert not LegalHold.objects.exists()
    assert not CoveredRow.objects.exists()
    digest = services.plan_of(case, NOW).digest
    with pytest.raises(NotAllowed):
        services.put_forward(case.pk, digest, who=member(), now=NOW)
    with pytest.raises(NotAllowed):
        services.carry_out(case.pk, who=member(), now=NOW)
    with pytest.raises(NotAllowed):
        services.scan_again(case.pk, who=member(), now=NOW)
    assert (list(ContactMessage.objects.values()), list(ThreadEntry.objects.values())) == before


def test_a_withdrawn_case_lets_go_of_what_was_looked_for(client: Client) -> None:
    write(client)
    case = carried_out(verified(client))
    assert ScanValues.objects.exists()
    services.withdraw(case.pk, now=NOW)
    assert not ScanValues.objects.exists()
    work()
    case.refresh_from_db()
    assert case.state == State.WITHDRAWN


def test_what_was_left_behind_keeps_the_case_open_until_a_new_plan_took_it(client: Client) -> None:
    write(client)
    case = verified(client)
    said = registry.tables[ContactMessage]
    erase = said.erase  # type: ignore[union-attr]  # it is declared
    object.__setattr__(said, "erase", lambda rows: rows.count())
    try:
        carried_out(case)
        work_without_mails()
        work()
    finally:
        object.__setattr__(said, "erase", erase)
    case.refresh_from_db()
    assert case.state == State.EXECUTED
    found = scan.latest(case.pk)
    assert found is not None
    left = {(one.place, one.column) for one in findings(found) if one.kind is Kind.LEFT}
    assert {("contact_contactmessage", "name"), ("contact_contactmessage", "email")} <= left
    for to in (State.FULFILLED, State.CONFIRMED_BY_SCAN, State.REFUSED):
        with pytest.raises(NotAllowed):
            services.transition(case.pk, to, seen=None, who=member(), now=NOW)
    with pytest.raises(NotAllowed):
        services.clear(case.pk, "others", who=member("approver"), now=NOW)  # type: ignore[arg-type]  # a code
    carried_out(case)
    work()
    case.refresh_from_db()
    assert case.state == State.CONFIRMED_BY_SCAN


def test_what_staff_did_with_a_message_is_logged_by_its_number_alone(client: Client, admin_user: StaffAccount) -> None:
    write(client)
    message = ContactMessage.objects.get()
    client.force_login(admin_user)
    page = f"/en/admin/contact/contactmessage/{message.pk}/change/"
    assert client.post(page, {"state": "closed"}, headers=FROM_OUR_PAGE).status_code == 302
    assert LogEntry.objects.get().object_repr == str(message.pk)
    assert ("django_admin_log", "object_repr") not in where(message.reference)

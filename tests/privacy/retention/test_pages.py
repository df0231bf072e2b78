"""The staff's pages of the purge and of legal holds: who sees what, what a button does, and what is refused."""

import json
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.conf import LazySettings, settings
from django.contrib.auth.models import Group
from django.test import Client
from django.utils import timezone

from contact.messages.models import ContactMessage
from hotsite.ground.work.models import OutboxMail
from hotsite.models import StaffAccount
from hotsite.roles import write_roles
from privacy.retention import approving, schedule
from privacy.retention.models import CoveredRow, LegalHold, PurgeRun
from tests.privacy.retention.making import dated
from tests.staff import StaffClient

pytestmark = pytest.mark.django_db
RUNS, HOLDS = "/en/admin/privacy/purgerun/", "/en/admin/privacy/legalhold/"
DAY = timedelta(days=1)


def staff(role: str) -> Client:
    write_roles()
    name = role.replace(" ", "-")
    account = StaffAccount.objects.create_user(name, f"{name}@example.invalid", "password", is_staff=True)
    account.groups.add(Group.objects.get(name=role))
    client = StaffClient(headers={"host": urlsplit(settings.SITE_URL).netloc})
    client.force_login(account)
    return client


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.fixture
def stopped(settings: LazySettings) -> PurgeRun:
    settings.PURGE_CAP = 1
    for _one in range(2):
        dated(OutboxMail, timezone.now() - 500 * DAY)
    schedule.tick(timezone.now)
    return PurgeRun.objects.get(slot__startswith="daily")


def test_the_rules_are_shown_as_they_stand() -> None:
    client = staff("auditor")
    dated(ContactMessage, timezone.now() - 500 * DAY)
    assert "Something is overdue" in page(client, f"{RUNS}rules/")
    schedule.tick(timezone.now)
    said = page(client, f"{RUNS}rules/")
    assert "What is over is gone." in said
    assert "Contact messages" in said
    assert "12 months, counted from: last activity" in said
    assert "the privacy officer" in said
    assert "The operator&#x27;s mailbox" in said
    assert "<rect" in said
    assert "Let them go" not in said


def test_the_report_is_read_printed_and_taken_away() -> None:
    client = staff("auditor")
    dated(ContactMessage, timezone.now() - 500 * DAY, email="ada@example.invalid")
    schedule.tick(timezone.now)
    run = PurgeRun.objects.get(slot__startswith="daily")
    assert "it is as it was written" in page(client, f"{RUNS}{run.pk}/change/")
    assert run.slot in page(client, RUNS)
    taken = client.get(f"{RUNS}{run.pk}/report.json")
    assert taken.headers["Content-Disposition"] == f'attachment; filename="purge-{run.pk}.json"'
    assert json.loads(taken.content) == run.report
    assert "ada@" not in taken.content.decode()
    PurgeRun.objects.filter(pk=run.pk).update(report=run.report | {"gone": 0})
    assert "somebody changed it" in page(client, f"{RUNS}{run.pk}/change/")


def test_an_approver_lets_go_what_was_stopped(stopped: PurgeRun) -> None:
    client = staff("approver")
    assert "more rows than go at once" in page(client, f"{RUNS}rules/")
    seen = list(approving.waiting(timezone.now()).values_list("pk", flat=True))
    answer = client.post(f"{RUNS}rules/approve/", {"seen": seen}, follow=True)
    assert "Approved: it goes within five minutes" in answer.content.decode()
    schedule.tick(timezone.now)
    assert not OutboxMail.objects.exists()


@pytest.mark.parametrize("seen", [[], ["-1"], ["x", "９"], ["1" * 40]])
def test_what_nobody_saw_is_not_let_go(stopped: PurgeRun, seen: list[str]) -> None:
    answer = staff("approver").post(f"{RUNS}rules/approve/", {"seen": seen}, follow=True)
    assert "Something else waits now" in answer.content.decode()
    assert OutboxMail.objects.count() == 2


@pytest.mark.parametrize("role", ["handler", "auditor", "privacy officer", "administrator"])
def test_no_other_role_approves(stopped: PurgeRun, role: str) -> None:
    client = staff(role)
    assert client.post(f"{RUNS}rules/approve/", {"seen": ["1"]}).status_code == 403
    assert client.get(f"{RUNS}rules/approve/").status_code == 403
    assert client.get(f"{RUNS}rules/").status_code == (403 if role == "handler" else 200)


@pytest.mark.parametrize("address", ["0/change/", "9999/report.json", "x/change/"])
def test_a_run_that_is_none_is_not_found(address: str) -> None:
    assert staff("auditor").get(RUNS + address).status_code == 404


def form(**changes: Any) -> dict[str, Any]:
    usual = {
        "email": "ada@example.invalid", "table": "", "filter": "", "reason": "claim", "reference": "12/2026",
        "review_on": (timezone.localdate() + 90 * DAY).isoformat(),
    }  # fmt: skip
    return usual | changes


def test_a_hold_is_placed_by_one_and_approved_and_lifted_by_two() -> None:
    officer, approver = staff("privacy officer"), staff("approver")
    dated(ContactMessage, timezone.now(), email="ada@example.invalid")
    officer.post(f"{HOLDS}add/", form())
    hold = LegalHold.objects.get()
    shown = page(officer, f"{HOLDS}{hold.pk}/change/")
    assert "contact.ContactMessage: 1" in shown
    assert "ada@" not in shown
    assert officer.post(f"{HOLDS}{hold.pk}/step/approve/").status_code == 403
    approver.post(f"{HOLDS}{hold.pk}/step/approve/")
    officer.post(f"{HOLDS}{hold.pk}/step/review/", {"day": (timezone.localdate() + 200 * DAY).isoformat()})
    officer.post(f"{HOLDS}{hold.pk}/step/ask/")
    hold.refresh_from_db()
    assert (bool(hold.approved_by_id), bool(hold.lift_asked_at), hold.is_in_force) == (True, True, True)
    approver.post(f"{HOLDS}{hold.pk}/step/lift/")
    hold.refresh_from_db()
    assert not hold.is_in_force
    assert not CoveredRow.objects.exists()
    assert "case-steps" not in page(officer, f"{HOLDS}{hold.pk}/change/")


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"email": ""}, "name one of the two"),
        ({"table": "contact.ContactMessage"}, "name one of the two"),
        ({"email": "no address"}, "Enter a valid email address"),
        ({"email": "", "table": "auth.Group"}, "Select a valid choice"),
        ({"email": "", "table": "contact.ContactMessage", "filter": "{"}, "Enter a valid JSON"),
        ({"email": "", "table": "contact.ContactMessage", "filter": "[1]"}, "in braces"),
        ({"email": "", "table": "contact.ContactMessage", "filter": '{"message__regex": "("}'}, "cannot be filtered"),
        ({"email": "", "table": "contact.ContactMessage", "filter": '{"created_at": {}}'}, "does not fit"),
        ({"review_on": "2001-01-01"}, "a day to come"),
        ({"review_on": "soon"}, "Enter a valid date"),
        ({"reference": ""}, "This field is required"),
        ({"reason": "because"}, "Select a valid choice"),
    ],
)
def test_a_hold_that_cannot_be_is_explained(changes: dict[str, str], says: str) -> None:
    answer = staff("privacy officer").post(f"{HOLDS}add/", form(**changes))
    assert answer.status_code == 200
    assert says in answer.content.decode()
    assert not LegalHold.objects.exists()


def test_the_first_page_says_what_the_purge_needs_a_person_for(stopped: PurgeRun) -> None:
    assert "Der Löschlauf braucht Sie:" in page(staff("auditor"), "/de/admin/")
    said = page(staff("privacy officer"), "/en/admin/")
    assert "ground.OutboxMail: stopped before 2 rows went. A person has to approve it." in said
    assert f'href="{RUNS}rules/"' in said
    assert "The purge needs you" not in page(staff("handler"), "/en/admin/")  # who may not look at it
    OutboxMail.objects.all().delete()
    PurgeRun.objects.all().delete()
    schedule.tick(timezone.now)
    assert "The purge needs you" not in page(staff("approver"), "/en/admin/")


@pytest.mark.parametrize("day", ["", "soon", "2001-01-01", "9999-99-99"])
def test_a_review_without_a_day_to_come_changes_nothing(day: str) -> None:
    officer = staff("privacy officer")
    officer.post(f"{HOLDS}add/", form())
    hold = LegalHold.objects.get()
    officer.post(f"{HOLDS}{hold.pk}/step/review/", {"day": day})
    before = hold.review_on
    hold.refresh_from_db()
    assert hold.review_on == before
    assert officer.post(f"{HOLDS}{hold.pk}/step/erase/").status_code == 404
    assert officer.get(f"{HOLDS}{hold.pk}/step/ask/").status_code == 403


def test_in_german_no_english_is_left() -> None:
    client = staff("auditor")
    schedule.tick(timezone.now)
    said = client.get("/de/admin/privacy/purgerun/rules/").content.decode()
    assert "Was abgelaufen ist, ist gelöscht." in said
    assert "Zuletzt gelungen" in said

"""Who may do what in the staff's pages."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.utils import timezone

from contact.messages.models import ContactMessage
from hotsite.models import StaffAccount
from hotsite.roles import ROLES, write_roles

pytestmark = pytest.mark.django_db

PAGES = {
    "inbox": "/en/admin/contact/contactmessage/",
    "queue": "/en/admin/contact/rightsrequest/",
    "new request": "/en/admin/contact/rightsrequest/add/",
    "queue in figures": "/en/admin/contact/rightsrequest/dashboard/",
    "queue as CSV": "/en/admin/contact/rightsrequest/cases.csv",
    "jobs": "/en/admin/ground/job/",
    "mail": "/en/admin/ground/outboxmail/",
    "evidence": "/en/admin/ground/evidenceevent/",
    "log": "/en/admin/admin/logentry/",
    "accounts": "/en/admin/hotsite/staffaccount/",
    "wrong passwords": "/en/admin/axes/accessattempt/",
    "groups": "/en/admin/auth/group/",
    "versions": "/en/admin/privacy/policyversion/",
    "record": "/en/admin/privacy/policyversion/record/",
    "record as CSV": "/en/admin/privacy/policyversion/record.csv",
    "record as JSON": "/en/admin/privacy/policyversion/record.json",
    "breaches": "/en/admin/privacy/breach/",
    "new breach": "/en/admin/privacy/breach/add/",
    "consent texts": "/en/admin/privacy/consenttext/",
    "consents": "/en/admin/privacy/consentrecord/",
    "withdrawals": "/en/admin/privacy/consentwithdrawal/",
    "refusals": "/en/admin/privacy/refusalcount/",
    "cookies": "/en/admin/cookie_consent/cookie/",
    "usage": "/en/admin/privacy/usagecount/",
    "cookie groups": "/en/admin/cookie_consent/cookiegroup/",
}
QUEUE = {"queue", "queue in figures", "queue as CSV"}
RECORD = {"versions", "record", "record as CSV", "record as JSON"}
CONSENT = {"consent texts", "consents", "withdrawals", "refusals"}
LOGS = {"jobs", "mail", "evidence", "log", "wrong passwords"}
MAY_OPEN = {
    "handler": {"inbox", "new request"} | QUEUE,
    "approver": QUEUE,
    "auditor": {"inbox", "jobs", "mail", "evidence", "log", "wrong passwords", "breaches", "usage"}
    | RECORD
    | CONSENT
    | QUEUE,
    "privacy officer": {"breaches", "new breach"} | RECORD | CONSENT,
    "administrator": {"jobs", "mail", "accounts", "wrong passwords", "groups", "cookies", "cookie groups"},
}


@pytest.fixture(autouse=True)
def roles() -> None:
    write_roles()


def member(client: Client, role: str) -> StaffAccount:
    account = StaffAccount.objects.create_user(role, f"{role}@example.invalid", "password", is_staff=True)
    account.groups.add(Group.objects.get(name=role))
    client.force_login(account)
    return account


def test_every_role_is_in_the_matrix() -> None:
    assert {role.name for role in ROLES} == set(MAY_OPEN)


@pytest.mark.parametrize("role", MAY_OPEN)
@pytest.mark.parametrize("page", PAGES)
def test_a_role_opens_its_pages_and_no_others(client: Client, role: str, page: str) -> None:
    member(client, role)
    answer = client.get(PAGES[page])
    assert answer.status_code == (200 if page in MAY_OPEN[role] else 403)
    if answer.status_code == 403:
        assert "not for your account" in answer.content.decode()


@pytest.mark.parametrize("part", ["change", "password", "delete"])
def test_an_administrator_cannot_take_over_a_superuser(client: Client, admin_user: StaffAccount, part: str) -> None:
    member(client, "administrator")
    before = StaffAccount.objects.get(pk=admin_user.pk)
    path = f"/en/admin/hotsite/staffaccount/{admin_user.pk}/{'password' if part == 'password' else part}/"
    fields = {"password1": "a-long-new-password", "password2": "a-long-new-password", "usable_password": "true"}
    assert client.post(path, fields | {"username": "taken", "post": "yes"}).status_code == 403
    after = StaffAccount.objects.get(pk=admin_user.pk)
    assert (after.password, after.username) == (before.password, before.username)


def test_an_administrator_makes_nobody_a_superuser(client: Client) -> None:
    account = member(client, "administrator")
    client.post(
        f"/en/admin/hotsite/staffaccount/{account.pk}/change/",
        {"username": account.username, "is_superuser": "on", "is_staff": "on", "is_active": "on"},
    )
    account.refresh_from_db()
    assert not account.is_superuser


def test_an_auditor_changes_nothing(client: Client) -> None:
    member(client, "auditor")
    now = timezone.now()
    message = ContactMessage.objects.create(
        reference="M-1", topic="idea", email="a@example.invalid", message="x", created_at=now, last_activity_at=now
    )
    page = f"/en/admin/contact/contactmessage/{message.pk}/change/"
    assert client.get(page).status_code == 200
    assert client.post(page, {"state": "closed"}).status_code == 403


def test_saving_without_a_change_does_not_prolong_how_long_a_message_is_kept(client: Client) -> None:
    member(client, "handler")
    now = timezone.now() - timedelta(days=3)
    message = ContactMessage.objects.create(
        reference="M-1", topic="idea", email="a@example.invalid", message="x", created_at=now, last_activity_at=now
    )
    client.post(f"/en/admin/contact/contactmessage/{message.pk}/change/", {"state": "open"})
    message.refresh_from_db()
    assert message.last_activity_at == now


def test_a_token_that_failed_is_said_on_a_page_of_ours(client: Client) -> None:
    strict = Client(enforce_csrf_checks=True, headers={"host": "127.0.0.1:8000"})
    answer = strict.post("/de/admin/login/", {"username": "a", "password": "b"})
    page = answer.content.decode()
    assert answer.status_code == 403
    assert '<html lang="de">' in page
    assert "<style" not in page

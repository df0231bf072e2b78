"""The register of breaches: a clock of 72 hours, and nothing that can be deleted."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.utils import timezone, translation

from hotsite.ground.written_once import WrittenOnce
from hotsite.models import StaffAccount
from hotsite.roles import write_roles
from privacy.breaches.admin import in_words
from privacy.breaches.models import Breach
from privacy.breaches.selectors import counts
from privacy.breaches.services import State, clock, record

pytestmark = pytest.mark.django_db

KNOWN = datetime.fromisoformat("2026-03-28T12:00:00+01:00")
HOUR = timedelta(hours=1)


def entry(**changes: Any) -> Breach:
    breach = Breach(**({"aware_at": KNOWN, "what": "A list was sent to the wrong mailbox."} | changes))
    record(breach)
    return breach


def test_72_hours_are_hours_even_where_the_clocks_go_forward() -> None:
    assert entry().due_at == datetime.fromisoformat("2026-03-31T13:00:00+02:00")


@pytest.mark.parametrize(
    ("after", "changes", "state", "english", "german"),
    [
        (0, {}, State.RUNNING, "72 hours left", "noch 72 Stunden"),
        (71, {}, State.RUNNING, "1 hour left", "noch 1 Stunde"),
        (74, {}, State.OVERDUE, "OVERDUE by 2 hours", "ÜBERFÄLLIG seit 2 Stunden"),
        (99, {"notified_at": KNOWN + 72 * HOUR}, State.NOTIFIED, "notified in time", "rechtzeitig benachrichtigt"),
        (99, {"notified_at": KNOWN + 73 * HOUR}, State.NOTIFIED_LATE, "notified late", "verspätet benachrichtigt"),
        (99, {"no_notice_reason": "encrypted"}, State.NOT_NOTIFIED, "not notified", "nicht benachrichtigt"),
        (99, {"no_notice_reason": "  "}, State.OVERDUE, "OVERDUE by 27 hours", "ÜBERFÄLLIG seit 27 Stunden"),
    ],
)
def test_the_clock_says_how_it_stands(
    after: int, changes: dict[str, Any], state: State, english: str, german: str
) -> None:
    found = clock(entry(**changes), KNOWN + after * HOUR)
    assert found.state is state
    for language, words in (("en", english), ("de", german)):
        with translation.override(language):
            assert in_words(found).startswith(words)


def test_what_runs_and_what_is_overdue_is_counted() -> None:
    entry()
    entry(notified_at=KNOWN + HOUR)
    entry(no_notice_reason="encrypted")
    assert counts(KNOWN + HOUR) == {"running": 1, "overdue": 0}
    assert counts(KNOWN + 73 * HOUR) == {"running": 1, "overdue": 1}


def test_an_entry_can_be_completed_and_not_deleted() -> None:
    breach = entry()
    breach.measures = "The mailbox's owner deleted it."
    record(breach)
    assert Breach.objects.get().measures.startswith("The mailbox")
    for attempt in (breach.delete, Breach.objects.all().delete, Breach._base_manager.all().delete):
        with pytest.raises(WrittenOnce):
            attempt()
    with pytest.raises(DatabaseError, match="written once"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM privacy_breach")
    assert Breach.objects.count() == 1


@pytest.fixture
def officer(client: Client) -> Client:
    write_roles()
    account = StaffAccount.objects.create_user("o", "o@example.invalid", "password", is_staff=True)
    account.groups.add(Group.objects.get(name="privacy officer"))
    client.force_login(account)
    return client


def form(aware_at: datetime, **changes: str) -> dict[str, str]:
    local = timezone.localtime(aware_at)
    blank = dict.fromkeys(
        [
            "people_count", "records_count", "consequences", "measures", "notified_at_0", "notified_at_1",
            "delay_reason", "no_notice_reason", "people_told_at_0", "people_told_at_1",
        ],
        "",
    )  # fmt: skip
    said = {"what": "A list was lost.", "people": "visitors", "records": "messages"}
    known = {"aware_at_0": local.strftime("%Y-%m-%d"), "aware_at_1": local.strftime("%H:%M:%S")}
    return blank | said | known | changes


def test_an_officer_enters_a_breach_and_sees_the_time_left(officer: Client) -> None:
    known = timezone.now() - timedelta(hours=2)
    answer = officer.post("/en/admin/privacy/breach/add/", form(known))
    assert answer.status_code == 302
    breach = Breach.objects.get()
    assert breach.reference.startswith("B-")
    assert "69 hours left" in officer.get("/en/admin/privacy/breach/").content.decode()
    assert "1 with a running clock, 0 of them overdue" in " ".join(officer.get("/en/admin/").content.decode().split())
    page = officer.get(f"/en/admin/privacy/breach/{breach.pk}/change/").content.decode()
    assert 'name="aware_at_0"' not in page
    assert "deletelink" not in page
    assert officer.post(f"/en/admin/privacy/breach/{breach.pk}/delete/", {"post": "yes"}).status_code == 403
    assert Breach.objects.count() == 1


@pytest.mark.parametrize(
    ("known_hours_ago", "changes", "why"),
    [
        (-2, {}, "in the future"),
        (200, {"notified_at_0": "2001-01-01", "notified_at_1": "00:00"}, "before the breach was known"),
        (200, {"notified_at_0": "2999-01-01", "notified_at_1": "00:00"}, "in the future"),
        (200, {"notified": "1"}, "More than 72 hours had passed"),
        (200, {"notified": "1", "delay_reason": "x", "no_notice_reason": "y"}, "leave this empty"),
        (1, {"people_count": "-1"}, "greater than or equal to 0"),
        (1, {"what": ""}, "required"),
    ],
)
def test_an_entry_that_cannot_be_true_is_refused(
    officer: Client, known_hours_ago: int, changes: dict[str, str], why: str
) -> None:
    if changes.pop("notified", ""):
        just_now = timezone.localtime(timezone.now() - timedelta(minutes=1))
        changes |= {"notified_at_0": just_now.strftime("%Y-%m-%d"), "notified_at_1": just_now.strftime("%H:%M:%S")}
    answer = officer.post(
        "/en/admin/privacy/breach/add/", form(timezone.now() - timedelta(hours=known_hours_ago), **changes)
    )
    assert answer.status_code == 200
    assert why in answer.content.decode()
    assert not Breach.objects.exists()

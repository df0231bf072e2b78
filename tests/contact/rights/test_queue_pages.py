"""The list of cases as staff see it, its figures and its file."""

import csv
from collections.abc import Iterator
from datetime import date, timedelta

import pytest
import time_machine
from django.contrib.auth.models import Group
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from contact.rights import figures, services
from contact.rights.admin.words import Urgency, in_words, urgency
from contact.rights.letters import build
from contact.rights.models import RightsRequest
from contact.rights.regimes import Right
from contact.rights.states import State
from hotsite.ground.not_yet import NOT_YET
from hotsite.models import StaffAccount
from hotsite.roles import write_roles
from tests.contact.rights.cases import DAY, NOW, in_progress, received

pytestmark = pytest.mark.django_db
LIST = "/en/admin/contact/rightsrequest/"
TODAY = NOW.date()


@pytest.fixture(autouse=True)
def today() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def staff(client: Client) -> StaffAccount:
    write_roles()
    account = StaffAccount.objects.create_user("ada", "ada@example.invalid", "password", is_staff=True)
    account.groups.add(Group.objects.get(name="handler"))
    client.force_login(account)
    return account


def shown(client: Client, query: str = "") -> list[str]:
    """References in the order of the list."""
    answer = client.get(LIST + query)
    assert answer.status_code == 200
    return [case.reference for case in answer.context["cl"].result_list]


def test_what_is_due_first_stands_first(client: Client, staff: StaffAccount) -> None:
    late = received(NOW - 3 * DAY)
    later = received(NOW)
    first = received(NOW - 10 * DAY)
    assert shown(client) == [first.reference, late.reference, later.reference]


def test_each_view_shows_its_cases_and_no_others(client: Client, staff: StaffAccount) -> None:
    overdue = received(NOW - 60 * DAY)
    soon = received(NOW - 28 * DAY)
    mine = received(NOW)
    closed = in_progress(NOW, email="berta@example.invalid")
    services.withdraw(closed.pk, now=NOW)
    services.assign(mine.pk, staff.pk, who=services.staff(staff.pk), now=NOW)
    assert shown(client) == [overdue.reference, soon.reference, mine.reference]
    assert shown(client, "?view=mine") == [mine.reference]
    assert shown(client, "?view=unassigned") == [overdue.reference, soon.reference]
    assert shown(client, "?view=week") == [soon.reference]
    assert shown(client, "?view=overdue") == [overdue.reference]
    assert closed.reference in shown(client, "?view=all")
    assert shown(client, "?state__exact=withdrawn") == [closed.reference]
    assert shown(client, "?view=nonsense") == shown(client)


def test_a_right_and_a_law_narrow_the_list(client: Client, staff: StaffAccount) -> None:
    german = received(right=Right.ERASURE)
    brazilian = received(residence="br")
    assert shown(client, "?right__exact=erasure") == [german.reference]
    assert shown(client, "?law=br") == [brazilian.reference]


def test_a_case_is_found_by_its_reference_and_by_a_whole_address(client: Client, staff: StaffAccount) -> None:
    case = received(email="Berta@example.invalid")
    received()
    typed = case.reference.replace("-", " ").lower()
    assert shown(client, f"?q={typed}") == [case.reference]
    assert shown(client, "?q=berta@EXAMPLE.invalid") == [case.reference]
    assert shown(client, "?q=berta") == []


def test_a_search_finds_closed_cases_too(client: Client, staff: StaffAccount) -> None:
    case = received()
    services.withdraw(case.pk, now=NOW)
    assert shown(client, f"?q={case.reference}") == [case.reference]


@pytest.mark.parametrize(
    ("days", "urgent", "words"),
    [
        (-2, Urgency.OVERDUE, "2 days overdue"),
        (-1, Urgency.OVERDUE, "1 day overdue"),
        (0, Urgency.SOON, "due today"),
        (1, Urgency.SOON, "1 day left"),
        (6, Urgency.SOON, "6 days left"),
        (7, Urgency.LATER, "7 days left"),
    ],
)
def test_what_is_left_is_said_in_words_and_in_a_colour(days: int, urgent: Urgency, words: str) -> None:
    case = RightsRequest(state=State.IN_PROGRESS, due_on=TODAY + timedelta(days=days), closed_at=NOT_YET)
    assert (urgency(case, TODAY), in_words(case, TODAY)) == (urgent, words)


def test_many_cases_are_assigned_in_one_go_and_each_says_so_in_its_timeline(
    client: Client, staff: StaffAccount
) -> None:
    cases = [received() for _one in range(3)]
    fields = {"action": "assign", "to": staff.pk, "_selected_action": [case.pk for case in cases[:2]]}
    answer = client.post(LIST, fields, follow=True)
    assert "2 cases were assigned to ada." in answer.content.decode()
    assert sorted(shown(client, "?view=mine")) == sorted(case.reference for case in cases[:2])
    assert [case.events.filter(code="assigned").count() for case in cases] == [1, 1, 0]


def test_nothing_is_assigned_to_somebody_who_does_not_work_on_cases(client: Client, staff: StaffAccount) -> None:
    case = received()
    other = StaffAccount.objects.create_user("other", "other@example.invalid", "password", is_staff=True)
    answer = client.post(LIST, {"action": "assign", "to": other.pk, "_selected_action": [case.pk]}, follow=True)
    assert "nothing was assigned" in answer.content.decode()
    case.refresh_from_db()
    assert case.assignee is None


def test_the_file_holds_what_the_list_shows_and_no_address(client: Client, staff: StaffAccount) -> None:
    received(NOW - 60 * DAY, email="berta@example.invalid", details="my words")
    received()
    staff.username = "=cmd"
    staff.save()
    services.assign(RightsRequest.objects.order_by("pk")[0].pk, staff.pk, who=services.staff(staff.pk), now=NOW)
    answer = client.get(f"{LIST}cases.csv?view=overdue")
    text = b"".join(answer.streaming_content).decode()  # type: ignore[attr-defined]  # it streams
    (row,) = csv.DictReader(text.splitlines())
    assert (row["right"], row["law"], row["assigned_to"]) == ("access", "eu", "'=cmd")
    assert int(row["days_left"]) < 0
    assert "example.invalid" not in text
    assert "my words" not in text


def test_the_figures_count_what_is_there(client: Client, staff: StaffAccount) -> None:
    received(NOW - 60 * DAY)
    late = in_progress(NOW - 40 * DAY, email="late@example.invalid")
    fast = in_progress(NOW - 4 * DAY, email="fast@example.invalid")
    for case in (late, fast):
        services.fulfil(case.pk, build.answer(case, "Done."), who=services.staff(staff.pk), now=NOW)
    found = figures.answers(TODAY)
    assert (found.number, found.median_days, found.on_time, found.on_time_percent) == (2, 4, 1, 50)
    counted = figures.counts(today=TODAY, mine=staff.pk)
    assert (counted.open, counted.mine, counted.unassigned, counted.overdue) == (1, 0, 1, 1)
    assert figures.open_by_state() == [(State.AWAITING_IDENTITY, 1)]
    page = client.get(f"{LIST}dashboard/").content.decode()
    assert "2 cases, 50 % on time." in page
    assert "<svg" in page


def test_figures_of_an_empty_queue_are_no_division_by_zero(client: Client, staff: StaffAccount) -> None:
    assert figures.answers(date(2026, 1, 1)).on_time_percent is None
    assert "Nothing to show yet." in client.get(f"{LIST}dashboard/").content.decode()


def test_the_list_takes_few_queries_however_many_cases(
    client: Client, staff: StaffAccount, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for _one in range(5):
        received()
    with django_assert_max_num_queries(12):
        shown(client)
    with django_assert_max_num_queries(12):
        shown(client, "?q=ada@example.invalid")

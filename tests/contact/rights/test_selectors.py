"""The queue and its search: the right cases, along an index."""

import pytest
from django.db import connection
from django.db.models import QuerySet

from contact.rights import services
from contact.rights.models import RightsRequest
from contact.rights.selectors import Queue, days_left, of_mailbox, queue, search
from tests.contact.rights.cases import DAY, NOW, member, received

pytestmark = pytest.mark.django_db
TODAY = NOW.date()


def test_the_queue_begins_with_what_is_due_first() -> None:
    late = received(NOW - 40 * DAY)
    soon = received(NOW - 30 * DAY)
    fresh = received(NOW)
    services.withdraw(received(NOW).pk, now=NOW)
    services.assign(fresh.pk, member().key, who=member(), now=NOW)
    found = {view: [case.pk for case in queue(view, today=TODAY, mine=member().key)] for view in Queue}
    assert found == {
        Queue.OPEN: [late.pk, soon.pk, fresh.pk],
        Queue.MINE: [fresh.pk],
        Queue.UNASSIGNED: [late.pk, soon.pk],
        Queue.DUE_THIS_WEEK: [soon.pk],
        Queue.OVERDUE: [late.pk],
    }
    assert days_left(late, TODAY) < 0 < days_left(fresh, TODAY)


@pytest.mark.parametrize("typed", ["{0}", " {0} ", "{1}", "{2}"])
def test_a_case_is_found_by_its_reference_however_it_is_typed(typed: str) -> None:
    case = received()
    other = received()
    plain = case.reference.replace("-", "")
    (found,) = search(typed.format(case.reference, case.reference.lower(), plain))
    assert found == case != other


@pytest.mark.parametrize("typed", ["ada@example.invalid", " ADA@Example.invalid"])
def test_a_case_is_found_by_who_asks_and_by_whom_it_is_about(typed: str) -> None:
    asks = received()
    about = received(email="berta@example.invalid", subject_email="Ada@example.invalid", for_another=True)
    received(email="carla@example.invalid")
    assert set(search(typed)) == {asks, about}


@pytest.mark.parametrize("typed", ["", " ", "%", "ada", "R-0000", "R-7K3Q-2M9D", "\0" * 3, "x" * 10_000, "' OR 1=1 --"])
def test_a_search_for_nothing_finds_nothing(typed: str) -> None:
    received(channel="post", email="", who=member())
    assert list(search(typed)) == []
    assert list(of_mailbox("")) == []


def plan(rows: "QuerySet[RightsRequest]") -> str:
    return rows[:100].explain()


@pytest.mark.skipif(connection.vendor != "sqlite", reason="a table of three rows is read whole by PostgreSQL")
@pytest.mark.parametrize("view", Queue)
def test_every_view_runs_along_an_index_and_sorts_nothing(view: Queue) -> None:
    steps = plan(queue(view, today=TODAY, mine=1))
    assert "USING INDEX rights_" in steps
    assert "TEMP B-TREE" not in steps


@pytest.mark.skipif(connection.vendor != "sqlite", reason="a table of three rows is read whole by PostgreSQL")
def test_a_search_for_a_mailbox_runs_along_its_indexes() -> None:
    steps = of_mailbox("ada@example.invalid").explain()
    assert "rights_requester_email" in steps
    assert "rights_subject_email" in steps

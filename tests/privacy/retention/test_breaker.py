"""When a purge stops and asks, who may let it go on, and what a wrong clock can do: nothing."""

from datetime import datetime, timedelta

import pytest
from django.conf import LazySettings
from django.core import mail
from django.db.migrations.recorder import MigrationRecorder
from django.utils import translation

from contact.messages.models import ContactMessage
from contact.rights.models import Token
from hotsite.ground.evidence.models import EvidenceEvent
from hotsite.ground.work.models import OutboxMail
from privacy.retention import approving, attention, breaker, engine, schedule, standing
from privacy.retention.models import LineState, PurgeLine, PurgeRun, Stop
from tests.privacy.retention.making import NOW, dated, make, person, there

pytestmark = pytest.mark.django_db
DAY, HOUR = timedelta(days=1), timedelta(hours=1)
OLD = NOW - 5000 * DAY


def tick(now: datetime) -> int:
    return schedule.tick(lambda: now)


def stops(now: datetime) -> dict[str, str]:
    return dict(approving.waiting(now).values_list("rule", "stop"))


def test_two_beats_make_one_run_and_a_missed_one_is_made_up_for() -> None:
    assert (tick(NOW), tick(NOW), tick(NOW + 5 * timedelta(minutes=1))) == (2, 0, 0)
    assert tick(NOW + HOUR) == 1
    assert tick(NOW + 3 * DAY) == 2
    assert PurgeRun.objects.filter(slot__startswith="daily").count() == 2


def test_the_day_begins_at_three_in_the_operators_night() -> None:
    assert schedule.daily(datetime.fromisoformat("2026-11-26T01:59:59+00:00")) == "daily 2026-11-25"
    assert schedule.daily(datetime.fromisoformat("2026-11-26T02:00:00+00:00")) == "daily 2026-11-26"


def test_what_is_kept_for_hours_goes_with_the_hour() -> None:
    tick(NOW)
    token, message = dated(Token, NOW - 2 * DAY), dated(ContactMessage, OLD)
    tick(NOW + HOUR)
    assert there(Token, [token]) == []
    assert there(ContactMessage, [message]) == [message]


def test_a_clock_that_is_put_back_lets_nothing_go_early() -> None:
    tick(NOW)
    edge = dated(OutboxMail, NOW - 30 * DAY - HOUR)
    assert tick(NOW - DAY) >= 1
    assert there(OutboxMail, [edge]) == [edge]


@pytest.mark.promise("P6.1")
def test_a_clock_that_jumps_a_year_lets_nothing_go_at_all() -> None:
    tick(NOW)
    mails = [dated(OutboxMail, NOW - DAY), dated(ContactMessage, NOW)]
    year = NOW + 366 * DAY
    for later in (year, year + HOUR, year + DAY, year + 2 * DAY):
        tick(later)
    assert there(OutboxMail, mails[:1]) + there(ContactMessage, mails[1:]) == mails
    assert stops(year + 2 * DAY) == {"ground.OutboxMail": Stop.GAP, "contact.ContactMessage": Stop.GAP}
    assert sum(run.report["gone"] for run in PurgeRun.objects.all()) == 0
    tick(NOW + HOUR)  # somebody put it right
    assert there(OutboxMail, mails[:1]) + there(ContactMessage, mails[1:]) == mails


def test_a_gap_in_which_nothing_is_over_ends_by_itself() -> None:
    tick(NOW)
    tick(NOW + 30 * DAY)
    old = dated(OutboxMail, OLD)
    tick(NOW + 31 * DAY)
    assert there(OutboxMail, [old]) == []


def test_more_than_goes_at_once_waits_and_is_asked_for_each_day(settings: LazySettings) -> None:
    settings.PURGE_CAP = 2
    rows = [dated(OutboxMail, OLD) for _one in range(3)]
    for days in range(3):
        tick(NOW + days * DAY)
        assert stops(NOW + days * DAY) == {"ground.OutboxMail": Stop.CAP}
        assert attention.remind(NOW + days * DAY)
        assert not attention.remind(NOW + days * DAY + HOUR)
    assert there(OutboxMail, rows) == rows
    posted = OutboxMail.objects.filter(reference="purge")
    assert posted.count() == 3
    assert "ground.OutboxMail: stopped before 3 rows went" in posted[0].body
    assert not mail.outbox


@pytest.mark.parametrize(
    ("free", "before", "in_gap", "expected"),
    [
        (0, [], True, None),
        (1, [], True, Stop.GAP),
        (20_000, [], False, None),
        (20_001, [], False, Stop.CAP),
        (501, [0] * 7, False, Stop.MEAN),
        (500, [0] * 7, False, None),
        (501, [0] * 6, False, None),
        (2001, [100] * 30, False, Stop.MEAN),
        (2000, [100] * 30, False, None),
        (2001, [100] * 30 + [0] * 900, False, Stop.MEAN),
    ],
)
def test_what_the_breaker_says(free: int, before: list[int], in_gap: bool, expected: Stop | None) -> None:
    assert breaker.stop(free, before, cap=20_000, in_gap=in_gap) == expected


def test_a_person_lets_it_go_up_to_what_was_seen(settings: LazySettings) -> None:
    settings.PURGE_CAP = 2
    rows = [dated(OutboxMail, OLD) for _one in range(3)]
    tick(NOW)
    seen = list(approving.waiting(NOW).values_list("pk", flat=True))
    by = person("second")
    approving.approve(seen, by=by, now=NOW + HOUR)
    edge = dated(OutboxMail, NOW - 30 * DAY + timedelta(minutes=1))  # over by now, and nobody saw it
    assert tick(NOW + HOUR) == 2
    assert there(OutboxMail, [*rows, edge]) == [edge]
    run = PurgeRun.objects.get(slot__startswith="approved")
    assert (run.approved_by_id, run.report["gone"], run.report["approved"]) == (by, 3, True)
    assert EvidenceEvent.objects.get(kind="retention.approved").facts == {"run": run.pk, "rules": 1, "rows": 3}
    assert stops(NOW + HOUR) == {}


def test_an_approval_ends_a_gap() -> None:
    tick(NOW)
    dated(OutboxMail, OLD)
    tick(NOW + 30 * DAY)
    approving.approve(approving.waiting(NOW + 30 * DAY).values_list("pk", flat=True), by=person(), now=NOW + 30 * DAY)
    tick(NOW + 30 * DAY)
    dated(OutboxMail, OLD)
    tick(NOW + 31 * DAY)
    assert not OutboxMail.objects.exists()


@pytest.mark.parametrize("seen", [[], [0], [1, 2, 3]])
def test_who_saw_something_else_approves_nothing(settings: LazySettings, seen: list[int]) -> None:
    settings.PURGE_CAP = 1
    rows = [dated(OutboxMail, OLD) for _one in range(2)]
    tick(NOW)
    with translation.override("en"), pytest.raises(approving.NotApproved, match="Something else waits now"):
        approving.approve(seen, by=person(), now=NOW)
    tick(NOW + HOUR)
    assert there(OutboxMail, rows) == rows


def red(now: datetime) -> set[str]:
    return {one.rule.name for one in standing.standing(now) if not one.is_ok}


def set_up_at(moment: datetime) -> None:
    made = MigrationRecorder.Migration.objects.filter(app="privacy", name=standing.MADE_BY)
    assert made.update(applied=moment) == 1


def test_a_site_that_was_just_set_up_has_missed_nothing_yet() -> None:
    set_up_at(NOW - HOUR)
    assert red(NOW) == set()
    assert red(NOW + 3 * HOUR) == {"contact.Token", "sessions.Session", "store: broker folder"}


def test_a_purge_that_did_not_run_is_as_red_as_one_that_failed() -> None:
    set_up_at(NOW - 3 * DAY)
    assert len(red(NOW)) == len(standing.standing(NOW))
    tick(NOW)
    assert red(NOW) == set()
    assert red(NOW + 4 * HOUR) == {"contact.Token", "sessions.Session", "store: broker folder"}
    dated(OutboxMail, OLD)
    assert "ground.OutboxMail" in red(NOW + HOUR)
    overdue = next(one for one in standing.standing(NOW) if one.rule.name == "ground.OutboxMail")
    assert (overdue.overdue, overdue.is_late) == (1, False)
    PurgeLine.objects.filter(rule="contact.ContactMessage").update(state=LineState.FAILED)
    assert "contact.ContactMessage" in red(NOW)


def test_what_is_due_since_this_morning_is_not_overdue() -> None:
    tick(NOW)
    dated(OutboxMail, NOW - 30 * DAY - HOUR)
    assert red(NOW) == set()


def test_a_red_day_is_mailed_once_and_a_green_one_never() -> None:
    tick(NOW)
    assert not attention.remind(NOW)
    assert attention.remind(NOW + 2 * DAY)
    assert not attention.remind(NOW + 2 * DAY)
    assert "the last success was on" in OutboxMail.objects.get(reference="purge").body


def test_a_run_that_was_killed_comes_before_a_new_one() -> None:
    make(PurgeRun, slot="daily 2026-11-01", planned_at=NOW - HOUR)
    assert tick(NOW) == 3
    assert not PurgeRun.objects.filter(finished_at=None).exists()
    assert engine.run("daily 2026-11-01", lambda: NOW) is engine.Outcome.OVER

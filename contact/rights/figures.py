"""How the queue stands, in figures: sums only, nothing of a person."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Count, Q
from django.db.models.functions import TruncDate
from django.utils import timezone

from contact.rights.models import RightsRequest
from contact.rights.selectors import SOON
from contact.rights.states import ANSWERED, State

#: Over how long answers are looked back at, and due dates forward.
LOOK_BACK = timedelta(days=90)
LOOK_FORWARD = timedelta(days=14)


@dataclass(frozen=True, kw_only=True)
class Counts:
    """Of open cases."""

    open: int
    mine: int
    unassigned: int
    due_this_week: int
    overdue: int


@dataclass(frozen=True, kw_only=True)
class Answers:
    """Of what was answered within `LOOK_BACK`. Days are of the calendar, from receipt to the answer."""

    number: int
    #: None where nothing was answered.
    median_days: int | None
    on_time: int

    @property
    def on_time_percent(self) -> int | None:
        """Rounded down: 99.9 % is not "all"."""
        return 100 * self.on_time // self.number if self.number else None


def counts(*, today: date, mine: int | None) -> Counts:
    """In one pass over the open cases."""
    found = RightsRequest.objects.filter(is_open=True).aggregate(
        open=Count("pk"),
        mine=Count("pk", filter=Q(assignee=mine) if mine else Q(pk=None)),
        unassigned=Count("pk", filter=Q(assignee=None)),
        due_this_week=Count("pk", filter=Q(due_on__gte=today, due_on__lt=today + SOON)),
        overdue=Count("pk", filter=Q(due_on__lt=today)),
    )
    return Counts(**found)


def open_by_state() -> list[tuple[State, int]]:
    """In the order of a case's life; states that no case is in are left out."""
    rows = RightsRequest.objects.filter(is_open=True).order_by().values_list("state").annotate(number=Count("pk"))
    found = dict(rows)
    return [(state, found[state]) for state in State if state in found]


def due_by_day(today: date) -> list[tuple[date, int]]:
    """Open cases that fall due on each day from today to the end of `LOOK_FORWARD`, days without any included."""
    days = [today + timedelta(days=one) for one in range(LOOK_FORWARD.days)]
    rows = RightsRequest.objects.filter(is_open=True, due_on__range=(days[0], days[-1])).order_by()
    found = dict(rows.values_list("due_on").annotate(number=Count("pk")))
    return [(day, found.get(day, 0)) for day in days]


def answers(today: date) -> Answers:
    """Grouped by the database: as many rows as there are pairs of days, however many cases."""
    since = timezone.make_aware(datetime.combine(today - LOOK_BACK, time.min))
    rows = (
        RightsRequest.objects.filter(state__in=ANSWERED, closed_at__gte=since)
        .order_by()
        .values_list("received_on", "due_on", TruncDate("closed_at"))
        .annotate(number=Count("pk"))
    )
    took: Counter[int] = Counter()
    on_time = 0
    for received, due, closed, number in rows:
        took[(closed - received).days] += number
        on_time += number if closed <= due else 0
    return Answers(number=took.total(), median_days=_median(took), on_time=on_time)


def _median(counted: "Counter[int]") -> int | None:
    """The lower of the two in the middle, where there are two."""
    left = (counted.total() + 1) // 2
    for value in sorted(counted):
        left -= counted[value]
        if left <= 0:
            return value
    return None

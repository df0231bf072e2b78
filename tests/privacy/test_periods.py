"""When a time to keep is over, and which of them an operator may change."""

import contextlib
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from hotsite.environment import WrongEnvironment, read
from hotsite.ground.calendar.counting import add_months
from privacy.periods import CHANGEABLE, cut_off, days, months, parse

BERLIN = ZoneInfo("Europe/Berlin")
#: Clocks that change at midnight, by half an hour, in the other half of the year, and by a whole day.
ZONES = [BERLIN, UTC, *(ZoneInfo(name) for name in ("Asia/Beirut", "Australia/Lord_Howe", "America/Sao_Paulo"))]
SECOND = timedelta(seconds=1)

seconds = st.integers(min_value=631_152_000, max_value=3_471_292_800)  # 1990 to 2080
moments = seconds.map(lambda second: datetime.fromtimestamp(second, UTC))
zones = st.sampled_from(ZONES)
numbers = st.integers(min_value=1, max_value=240)


def is_over(began: datetime, number: int, now: datetime, zone: ZoneInfo) -> bool:
    """The definition, forwards: the last day is over where the operator is."""
    return add_months(began.astimezone(zone).date(), number) < now.astimezone(zone).date()


@given(moments, numbers, zones, st.integers(min_value=-4 * 86400, max_value=4 * 86400))
@example(datetime(2027, 3, 31, 12, tzinfo=UTC), 1, BERLIN, 0)  # there is no 31 February
@example(datetime(2028, 2, 29, 23, 59, 59, tzinfo=UTC), 12, BERLIN, 0)
@example(datetime(1993, 3, 28, 0, 30, tzinfo=UTC), 1, ZoneInfo("Asia/Beirut"), 0)  # midnight was skipped
def test_months_are_over_exactly_before_the_cut_off(now: datetime, number: int, zone: ZoneInfo, near: int) -> None:
    edge = cut_off(months(number), now, zone)
    for began in (edge + near * SECOND, edge - SECOND, edge, edge + SECOND):
        assert (began < edge) is is_over(began, number, now, zone)


@given(moments, numbers, zones)
def test_a_day_is_twenty_four_hours_whatever_the_clocks_do(now: datetime, number: int, zone: ZoneInfo) -> None:
    assert now - cut_off(days(number), now, zone) == timedelta(hours=24 * number)


@given(moments, moments, numbers, zones, st.booleans())
def test_an_earlier_clock_lets_nothing_go_that_a_later_one_keeps(
    one: datetime, other: datetime, number: int, zone: ZoneInfo, in_months: bool
) -> None:
    period = months(number) if in_months else days(number)
    first, second = sorted((one, other))
    assert cut_off(period, first, zone) <= cut_off(period, second, zone)


@pytest.mark.parametrize(("hour", "day"), [(0, 28), (1, 28), (21, 28), (22, 29)])
def test_in_the_night_of_a_clock_change_the_day_begins_where_it_begins(hour: int, day: int) -> None:
    """In Berlin 28 March 2027 has 23 hours and ends at 22:00 UTC; 28 February is the last of its month."""
    now = datetime(2027, 3, 28, hour, tzinfo=UTC)
    midnight = datetime(2027, 2, 28, tzinfo=BERLIN) if day == 28 else datetime(2027, 3, 1, tzinfo=BERLIN)
    assert cut_off(months(1), now, BERLIN) == midnight


def test_a_message_of_the_thirty_first_is_kept_through_the_last_day_of_a_short_month() -> None:
    began = datetime(2027, 1, 31, 12, tzinfo=BERLIN)
    last_moment = datetime(2027, 2, 28, 23, 59, 59, tzinfo=BERLIN)
    assert not began < cut_off(months(1), last_moment, BERLIN)
    assert began < cut_off(months(1), last_moment + SECOND, BERLIN)


def test_an_operators_periods_are_read() -> None:
    assert parse("") == {}
    assert parse(" messages: 6 months;mail : 1 day; ") == {"messages": months(6), "mail": days(1)}


@pytest.mark.parametrize(
    ("value", "says"),
    [
        ("message: 6 months", "names 'message', which is none of messages, mailbox"),
        ("messages", "gives messages '', which is no period"),
        ("messages: six months", "which is no period: write 6 months, or 14 days"),
        ("messages: 6 months; messages: 7 months", "names 'messages' twice"),
        ("messages: 0 months", "which is no period"),
        ("messages: -1 months", "which is no period"),
        ("messages: ６ months", "which is no period"),
        ("messages: 6 months\n", None),
        ("messages: 99999 months", "which is no period"),
        ("messages: 37 months", "it has to be from 1 month to 36 months"),
        ("messages: 29 days", "it has to be from 1 month to 36 months"),
        ("tokens: 1 day", "names 'tokens'"),
    ],
)
def test_what_is_no_period_stops_the_start_and_says_why(value: str, says: str | None) -> None:
    if says is None:
        assert read({"RETENTION": value})
        return
    with pytest.raises(WrongEnvironment) as refused:
        read({"RETENTION": value})
    assert says in str(refused.value)
    assert "Example: RETENTION=messages: 6 months; mail: 14 days" in str(refused.value)


@given(st.text(max_size=40))
def test_any_text_is_a_period_or_a_clause(value: str) -> None:
    with contextlib.suppress(ValueError):
        assert all(period.length for period in parse(value).values())


def test_every_default_is_within_its_bounds() -> None:
    for one in CHANGEABLE:
        assert parse(f"{one.name}: {one.default}") == {one.name: one.default}

"""Counting months and working days, and the days off of a place."""

from datetime import date, timedelta

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from hotsite.ground.calendar.counting import add_months, add_working_days, next_working_day
from hotsite.ground.calendar.days_off import Place

DAYS = st.dates(date(2000, 1, 1), date(2090, 12, 31))


def is_weekend(day: date) -> bool:
    return day.isoweekday() > 5


@pytest.mark.parametrize(
    ("day", "number", "found"),
    [
        ("2026-01-31", 1, "2026-02-28"), ("2028-01-31", 1, "2028-02-29"), ("2026-01-31", 3, "2026-04-30"),
        ("2026-12-31", 2, "2027-02-28"), ("2026-03-31", -1, "2026-02-28"), ("2026-05-05", 0, "2026-05-05"),
        ("2026-11-25", 36, "2029-11-25"),
    ],
)  # fmt: skip
def test_a_month_keeps_the_day_s_number_or_ends_with_the_month(day: str, number: int, found: str) -> None:
    assert add_months(date.fromisoformat(day), number) == date.fromisoformat(found)


@given(DAYS, st.integers(-600, 600))
def test_months_are_counted_from_the_first_date_and_never_run_over(day: date, number: int) -> None:
    found = add_months(day, number)
    assert (found.year * 12 + found.month) - (day.year * 12 + day.month) == number
    assert found.day == day.day or (found.day < day.day and (found + timedelta(days=1)).day == 1)


@given(DAYS, st.integers(-60, 60))
def test_working_days_there_and_back_is_where_one_was(day: date, number: int) -> None:
    start = next_working_day(day, is_weekend)
    assert add_working_days(add_working_days(start, number, is_weekend), -number, is_weekend) == start


def test_a_period_beyond_the_calendar_is_refused() -> None:
    with pytest.raises(ValueError, match="year"):
        add_months(date(9999, 12, 1), 1)


@pytest.mark.parametrize(
    ("place", "day", "is_off"),
    [
        (Place("DE"), "2026-12-25", True), (Place("DE"), "2026-12-24", False), (Place("DE"), "2026-11-28", True),
        (Place("DE"), "2026-01-06", False), (Place("DE", "BY"), "2026-01-06", True),
        (Place("GB"), "2026-04-06", True), (Place("GB", "SCT"), "2026-04-06", False),
        (Place("PL"), "2026-12-24", True), (Place("DK"), "2026-05-01", False),
    ],
)  # fmt: skip
def test_a_day_is_off_by_the_law_of_its_place(place: Place, day: str, is_off: bool) -> None:
    assert place.is_day_off(date.fromisoformat(day)) is is_off


@pytest.mark.parametrize(
    ("code", "name"), [("en", "Christmas Day"), ("de", "Erster Weihnachtstag"), ("fr", "Erster W")]
)
def test_a_holiday_is_named_in_the_page_s_language_or_the_country_s(code: str, name: str) -> None:
    with translation.override(code):
        assert Place("DE").why_off(date(2026, 12, 25)).startswith(name)
        assert Place("DE").why_off(date(2026, 12, 23)) == ""


def test_a_saturday_is_named() -> None:
    with translation.override("de"):
        assert Place("DE").why_off(date(2026, 11, 28)) == "Samstag"


@pytest.mark.parametrize(("country", "region"), [("XX", ""), ("de", ""), ("", ""), ("DE", "XX")])
def test_an_unknown_place_is_refused_by_name(country: str, region: str) -> None:
    with pytest.raises(ValueError, match=repr(region or country)):
        Place(country, region)

"""Every day of 2026 to 2028 in fifteen countries, against lists of holidays from two other libraries.

`holiday_lists.json` holds what workalendar (Python) and date-holidays (JavaScript) say, as they wrote it. Where the two
differ, the statute decides, below. The oracle shares no code with what it judges: it walks day by day.
"""

import json
from datetime import date, timedelta
from pathlib import Path

import pytest

from contact.rights.deadlines import Facts, deadlines
from contact.rights.regimes import BY_KEY, Right
from hotsite.ground.calendar.counting import add_months, add_working_days
from hotsite.ground.calendar.days_off import Place

LISTS: dict[str, dict[str, list[str]]] = json.loads(Path(__file__).with_name("holiday_lists.json").read_text())

#: Country → days that one list has and the other has not → whether they are off, and by which statute.
RULINGS: dict[str, list[tuple[set[str], bool, str]]] = {
    "DK": [
        ({"2026-05-01", "2027-04-23", "2028-05-12", "2029-04-27"}, False, "Lov nr. 214 af 28/02/2023"),
        ({"2026-12-24", "2027-12-24", "2029-12-24"}, False, "no public holiday by law, only by agreement"),
    ],
    "IE": [
        (
            {"2026-02-02", "2027-02-01", "2028-02-07", "2029-02-05"},
            True,
            "Organisation of Working Time Act 1997, Second Schedule, as amended by S.I. No. 50/2022",
        ),
        (
            {"2026-12-28", "2027-12-27", "2027-12-28", "2028-01-03", "2029-03-19"},
            False,
            "the same Act names days and moves none; section 21 gives workers another day, not the public",
        ),
    ],
    "IT": [({"2027-10-04", "2028-10-04", "2029-10-04"}, True, "Legge 8 ottobre 2025, n. 151")],
    "PL": [({"2026-12-24", "2027-12-24", "2029-12-24"}, True, "Ustawa z dnia 6 grudnia 2024 r., Dz.U. 2024 poz. 1965")],
    "US": [
        ({"2026-06-19", "2027-06-18", "2028-06-19", "2029-06-19"}, True, "5 U.S.C. § 6103(a), (b)"),
        ({"2028-11-10", "2029-11-12"}, True, "5 U.S.C. § 6103(b), Executive Order 11582"),
    ],
}
SUNDAYS_AND_SATURDAYS = {6, 7}
FIRST, LAST = date(2026, 1, 1), date(2028, 12, 31)
ONE = timedelta(days=1)


def off_by_law(country: str) -> set[str]:
    one, other = (set(days) for days in LISTS[country].values())
    ruled_off = {day for days, is_off, _statute in RULINGS.get(country, []) if is_off for day in days}
    return (one & other) | ruled_off


def walk_to_working_day(day: date, off: set[str]) -> date:
    while day.isoweekday() in SUNDAYS_AND_SATURDAYS or day.isoformat() in off:
        day += ONE
    return day


def walk_months(day: date, number: int) -> date:
    """Day by day into the month that is meant, to the same number or to the month's end."""
    walked, entered = day, 0
    while True:
        is_last_of_month = (walked + ONE).month != walked.month
        if entered == number and (walked.day == day.day or is_last_of_month):
            return walked
        entered += is_last_of_month
        walked += ONE


@pytest.mark.parametrize("country", LISTS)
def test_where_the_lists_differ_a_statute_is_named(country: str) -> None:
    one, other = (set(days) for days in LISTS[country].values())
    ruled = {day for days, _is_off, statute in RULINGS.get(country, []) for day in days if statute}
    assert one ^ other == ruled


@pytest.mark.parametrize("country", LISTS)
def test_a_day_is_off_exactly_where_the_law_says_so(country: str) -> None:
    place, off, day = Place(country), off_by_law(country), FIRST
    while day <= date(2029, 12, 31):
        expected = day.isoweekday() in SUNDAYS_AND_SATURDAYS or day.isoformat() in off
        assert place.is_day_off(day) == expected, (country, day, place.why_off(day))
        day += ONE


@pytest.mark.parametrize("country", [country for country in LISTS if country != "US"])
def test_every_day_s_month_and_extension_are_what_a_walk_finds(country: str) -> None:
    place, off, day = Place(country), off_by_law(country), FIRST
    regime = BY_KEY["uk" if country == "GB" else "eu"]
    while day <= LAST:
        found = deadlines(Facts(right=Right.ACCESS, received=day), [regime], place, today=day).first
        assert found.due == walk_to_working_day(walk_months(day, 1), off), (country, day)
        assert found.may_extend_to == walk_to_working_day(walk_months(day, 3), off), (country, day)
        day += ONE


def test_every_day_s_ten_american_business_days_are_what_a_walk_finds() -> None:
    off, day = off_by_law("US"), FIRST
    while day <= LAST:
        walked = day
        for _ in range(10):
            walked = walk_to_working_day(walked + ONE, off)
        assert add_working_days(day, 10, Place("US").is_day_off) == walked
        day += ONE


def test_thirty_days_would_be_late_on_one_receipt_in_fifteen() -> None:
    """The mistake that is common elsewhere, counted: 30 days land after the month's last day."""
    day, late = FIRST, 0
    while day <= date(2027, 12, 31):
        month = walk_to_working_day(add_months(day, 1), off_by_law("DE"))
        late += day + timedelta(days=30) > month
        day += ONE
    assert late in {47, 48}

"""Months, days and working days, counted from a date.

The day from which a period is counted is not part of it (Regulation 1182/71 Art. 3(1)). A month is no number of days:
one month from 31 January is the last of February, and two months from then is 31 March again, so several months are
counted from the first date and never one after the other.
"""

from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta

IsDayOff = Callable[[date], bool]

DAY = timedelta(days=1)


def add_months(day: date, number: int) -> date:
    """The day of the same number `number` months later; the month's last if it has none (Reg. 1182/71 Art. 3(2)(c)).

    ValueError beyond the years 1 to 9999.
    """
    year, month = divmod(day.year * 12 + day.month - 1 + number, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def next_working_day(day: date, is_day_off: IsDayOff) -> date:
    """`day` itself, or the first after it that is no day off (Reg. 1182/71 Art. 3(4))."""
    while is_day_off(day):
        day += DAY
    return day


def add_working_days(day: date, number: int, is_day_off: IsDayOff) -> date:
    """The `number`th working day after `day`, which does not count itself; before it where `number` is negative."""
    step = DAY if number > 0 else -DAY
    for _ in range(abs(number)):
        day += step
        while is_day_off(day):
            day += step
    return day

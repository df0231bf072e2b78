"""Times to keep: what a period is, when it is over, and which of them an operator may change, within bounds.

RETENTION names those that differ from the default, as `messages: 6 months; mail: 14 days`.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import NamedTuple

from django.conf import settings

from hotsite.ground.calendar.counting import DAY, add_months


class Period(NamedTuple):
    """A time to keep: calendar months or days, never both mixed up (a month is not 30 days)."""

    months: int
    days: int

    def __str__(self) -> str:
        number, unit = (self.months, "month") if self.months else (self.days, "day")
        return f"{number} {unit}" if number == 1 else f"{number} {unit}s"

    @property
    def length(self) -> float:
        """In days, of which a month has 30.44: to compare two periods, never to count a date."""
        return self.months * 365.25 / 12 + self.days


def months(number: int) -> Period:
    return Period(months=number, days=0)


def days(number: int) -> Period:
    return Period(months=0, days=number)


def cut_off(period: Period, now: datetime, zone: tzinfo) -> datetime:
    """What began before this moment has been kept for its period, at `now`; what began at it or later has not.

    Months are calendar months in the operator's time zone, and end with the last hour of their last day (Regulation
    1182/71 Art. 3(2)(c)): the moment is the beginning of a day, so no hour that a clock change adds or takes moves it.
    Days are 24 hours each, whatever the clocks do.

    OverflowError or ValueError where that would be before the year 1.
    """
    if not period.months:
        return now - timedelta(days=period.days)
    today = now.astimezone(zone).date()
    first = add_months(today, -period.months)
    while add_months(first, period.months) < today:  # a month too short for the day: 31 May less three is 28 February
        first += DAY
    return _begin_of(first, zone)


def _begin_of(day: date, zone: tzinfo) -> datetime:
    """The day's first moment; where midnight was skipped, that is the moment of the change itself."""
    return datetime.combine(day, time.min, tzinfo=zone).astimezone(UTC)


@dataclass(frozen=True, kw_only=True)
class Changeable:
    name: str
    default: Period
    at_least: Period
    at_most: Period


CHANGEABLE: tuple[Changeable, ...] = (
    Changeable(name="messages", default=months(12), at_least=months(1), at_most=months(36)),
    Changeable(name="mailbox", default=months(12), at_least=months(1), at_most=months(36)),
    Changeable(name="requests", default=months(36), at_least=months(12), at_most=months(72)),
    Changeable(name="requesters", default=days(30), at_least=days(14), at_most=days(90)),
    Changeable(name="suppressions", default=months(120), at_least=months(36), at_most=months(240)),
    Changeable(name="consent", default=months(36), at_least=months(12), at_most=months(72)),
    Changeable(name="mail", default=days(30), at_least=days(1), at_most=days(90)),
    Changeable(name="staff", default=months(24), at_least=months(3), at_most=months(36)),
    Changeable(name="evidence", default=months(72), at_least=months(36), at_most=months(120)),
    Changeable(name="holds", default=months(36), at_least=months(12), at_most=months(120)),
    Changeable(name="purges", default=months(36), at_least=months(12), at_most=months(72)),
    Changeable(name="logs", default=days(14), at_least=days(1), at_most=days(90)),
)
_BY_NAME = {one.name: one for one in CHANGEABLE}
_PERIOD = re.compile(r"([1-9]\d{0,3}) (month|day)s?", re.ASCII)


def kept_for(name: str) -> Period:
    """The operator's period, or the default. KeyError for a name that nobody may change."""
    said: Mapping[str, Period] = settings.RETENTION
    return said.get(name, _BY_NAME[name].default)


def parse(value: str) -> dict[str, Period]:
    """RETENTION as the operator wrote it. ValueError with a clause that says which entry is wrong, and why."""
    said: dict[str, Period] = {}
    for entry in filter(None, (part.strip() for part in value.split(";"))):
        name, _colon, text = (part.strip() for part in entry.partition(":"))
        if name not in _BY_NAME:
            raise ValueError(f"names {name!r}, which is none of {', '.join(_BY_NAME)}")
        if name in said:
            raise ValueError(f"names {name!r} twice")
        said[name] = _period(name, text)
    return said


def _period(name: str, text: str) -> Period:
    found = _PERIOD.fullmatch(text)
    if not found:
        raise ValueError(f"gives {name} {text!r}, which is no period: write 6 months, or 14 days")
    number = int(found[1])
    period = months(number) if found[2] == "month" else days(number)
    bounds = _BY_NAME[name]
    if not bounds.at_least.length <= period.length <= bounds.at_most.length:
        raise ValueError(f"gives {name} {period}: it has to be from {bounds.at_least} to {bounds.at_most}")
    return period

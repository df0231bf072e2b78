"""Saturdays, Sundays and public holidays of a place, from the package `holidays`.

Only what a state has made a public holiday by law counts (Regulation 1182/71 Art. 2(1)). In doubt a day counts as a
working day: an answer is then due earlier, never later.
"""

from dataclasses import dataclass
from datetime import date
from functools import cache

import holidays
from django.utils.dates import WEEKDAYS
from django.utils.translation import get_language

SATURDAY = 5

#: The United Kingdom has few holidays in common: England and Wales stand for it.
USUAL_REGION = {"GB": "ENG"}


@dataclass(frozen=True)
class Place:
    """A country (ISO 3166-1, two letters) and, where its holidays differ inside, a region (ISO 3166-2, the part after
    the hyphen).
    """

    country: str
    region: str = ""

    def __post_init__(self) -> None:
        known = holidays.list_supported_countries(include_aliases=False)
        if self.country not in known:
            raise ValueError(f"{self.country!r} is no country whose holidays are known. Example: DE")
        if self.region and self.region not in known[self.country]:
            raise ValueError(f"{self.region!r} is no region of {self.country}. Example: {known[self.country][:1]}")

    def is_day_off(self, day: date) -> bool:
        return day.weekday() >= SATURDAY or day in _holidays(self, _OWN_LANGUAGE)

    def why_off(self, day: date) -> str:
        """The holiday's name in the active language, or as the country calls it; else the day of the week.

        "" for a working day.
        """
        if name := _holidays(self, get_language() or _OWN_LANGUAGE).get(day):
            return str(name)
        return str(WEEKDAYS[day.weekday()]) if day.weekday() >= SATURDAY else ""


#: The country's. Without one the package would take the process's.
_OWN_LANGUAGE = ""
#: Ours → the package's.
_LANGUAGES = {"en": "en_US"}


@cache
def _holidays(place: Place, language: str) -> holidays.HolidayBase:
    """Fills itself year by year as it is asked."""
    region = place.region or USUAL_REGION.get(place.country)
    own = holidays.country_holidays(place.country, subdiv=region)
    wanted = _LANGUAGES.get(language, language)
    spoken = wanted if wanted in own.supported_languages else own.default_language
    return holidays.country_holidays(place.country, subdiv=region, language=spoken)

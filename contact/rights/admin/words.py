"""How much time a case has left, for staff: in words, and how loudly."""

from datetime import date
from enum import Enum

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from contact.rights.models import RightsRequest
from contact.rights.selectors import SOON, days_left


class Urgency(Enum):
    """Also the name of a class in the style sheet."""

    CLOSED = "closed"
    LATER = "later"
    SOON = "soon"
    OVERDUE = "overdue"


def urgency(case: RightsRequest, today: date) -> Urgency:
    if case.is_closed:
        return Urgency.CLOSED
    left = days_left(case, today)
    if left < 0:
        return Urgency.OVERDUE
    return Urgency.SOON if left < SOON.days else Urgency.LATER


def in_words(case: RightsRequest, today: date) -> str:
    """As "3 days left"; of a closed case, when it was closed."""
    if case.is_closed:
        return _("closed on %(day)s") % {"day": date_format(case.closed_at, "SHORT_DATE_FORMAT")}
    left = days_left(case, today)
    if left < 0:
        return ngettext("%(days)d day overdue", "%(days)d days overdue", -left) % {"days": -left}
    if left == 0:
        return _("due today")
    return ngettext("%(days)d day left", "%(days)d days left", left) % {"days": left}

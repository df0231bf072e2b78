"""How much time a case has left, for staff: in words, and how loudly."""

from collections.abc import Mapping
from datetime import date
from enum import Enum

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from contact.rights.models import RightsRequest
from contact.rights.regimes import Right
from contact.rights.selectors import SOON, days_left

#: What a right is called among staff: the words of the form are a person's, and long.
RIGHTS: Mapping[Right, Promise] = {
    Right.ACCESS: gettext_lazy("access"),
    Right.RECTIFICATION: gettext_lazy("rectification"),
    Right.ERASURE: gettext_lazy("erasure"),
    Right.RESTRICTION: gettext_lazy("restriction"),
    Right.OBJECTION: gettext_lazy("objection"),
    Right.PORTABILITY: gettext_lazy("portability"),
    Right.WITHDRAWAL: gettext_lazy("withdrawal of consent"),
    Right.OPT_OUT: gettext_lazy("opting out"),
    Right.COMPLAINT: gettext_lazy("complaint"),
    Right.QUESTION: gettext_lazy("question"),
}


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

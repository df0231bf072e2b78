"""The queue in figures: what the page shows, and where."""

from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from contact.rights import figures
from hotsite.ground.plot import Bar, plot


def context(*, today: date, mine: int | None) -> dict[str, Any]:
    found = figures.counts(today=today, mine=mine)
    states = [Bar(str(state.label), number) for state, number in figures.open_by_state()]
    days = [Bar(date_format(day, "D, j. N"), number) for day, number in figures.due_by_day(today)]
    return {
        "tiles": [
            ("open", _("open"), found.open),
            ("mine", _("mine"), found.mine),
            ("unassigned", _("unassigned"), found.unassigned),
            ("week", _("due this week"), found.due_this_week),
            ("overdue", _("overdue"), found.overdue),
        ],
        "answers": figures.answers(today),
        "look_back": figures.LOOK_BACK.days,
        "plots": [plot("states", _("Open cases by state"), states), plot("due", _("Due in the next two weeks"), days)],
    }

"""A rectification: one value after the other, each shown first; the letter says afterwards what was changed."""

from datetime import datetime

from django.utils import translation
from django.utils.translation import gettext as _

from contact.rights.guards import NotAllowed
from contact.rights.models import CaseEvent, RightsRequest
from contact.rights.regimes import Right
from contact.rights.selectors import mailbox_of
from contact.rights.services.changing import Who, changing, note
from contact.rights.states import AT_WORK
from contact.rights.timeline import Code, place_name
from hotsite.ground.evidence.chain import Fact
from privacy import rectification


def rectify(
    key: int, place: str, value: str, *, shown: str, who: Who, now: datetime, seen: int | None = None
) -> CaseEvent:
    """Corrects what was shown. NotAllowed if it changed since; ValidationError for what cannot stand there."""
    with changing(key, now=now, seen=seen) as case:
        if case.right != Right.RECTIFICATION or case.state not in AT_WORK:
            raise NotAllowed(
                _("Nothing is corrected in a request that does not ask for it, or is not being worked on.")
            )
        try:
            done = rectification.correct(mailbox_of(case), place, value, shown=shown)
        except rectification.Changed:
            raise NotAllowed(
                _("Nothing was corrected: it is not the change that was shown. Look at it again.")
            ) from None
        facts: dict[str, Fact] = {
            "table": done.table, "row": done.row, "field": done.field, "before": done.before, "after": done.after,
        }  # fmt: skip
        return note(case, Code.RECTIFIED, who=who, now=now, facts=facts)


def corrected(case: RightsRequest) -> tuple[str, ...]:
    """What was corrected, in the person's language: for the letter, and so without a value."""
    with translation.override(case.language):
        facts = [step.facts for step in case.events.filter(code=Code.RECTIFIED).order_by("pk")]
        names = [place_name(str(one.get("table", "")), str(one.get("field", ""))) for one in facts]
        return tuple(dict.fromkeys(names))

"""Who else has to hear of a correction, an erasure or a restriction (GDPR Art. 19), and who was told when.

The recipients are those the operator named (PROCESSORS). That one was told is a step of the case, and so is in the
evidence as well; it needs no table of its own.
"""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.utils.text import slugify
from django.utils.translation import gettext as _

from contact.rights.guards import NotAllowed
from contact.rights.models import CaseEvent, RightsRequest
from contact.rights.regimes import Right
from contact.rights.services.changing import Who, changing, note
from contact.rights.timeline import Code

TOLD_OF = frozenset({Right.RECTIFICATION, Right.ERASURE, Right.RESTRICTION})


@dataclass(frozen=True)
class Notice:
    #: The recipient's name, as the policy shows it, and the code that the timeline keeps.
    recipient: str
    code: str
    #: None while nobody has told them.
    told_at: datetime | None


def notices(case: RightsRequest) -> tuple[Notice, ...]:
    """Every recipient, told or not; empty where the right wants nobody told."""
    if case.right not in TOLD_OF:
        return ()
    steps = case.events.filter(code=Code.TOLD).order_by("-pk")  # the first time counts
    told = {step.facts.get("recipient"): step.at for step in steps}
    named = ((one.name, _code(one.name)) for one in settings.PROCESSORS)
    return tuple(Notice(name, code, told.get(code)) for name, code in named)


def told(case: RightsRequest) -> tuple[str, ...]:
    """Who was told, by name: the person may ask for that (GDPR Art. 19), and so the letter says it."""
    return tuple(one.recipient for one in notices(case) if one.told_at is not None)


def tell(key: int, code: str, *, who: Who, now: datetime, seen: int | None = None) -> CaseEvent:
    """Notes that a recipient was told. NotAllowed for somebody who is none of this case."""
    with changing(key, now=now, seen=seen) as case:
        if code not in {notice.code for notice in notices(case)}:
            raise NotAllowed(_("This is no recipient who has to be told of this request."))
        return note(case, Code.TOLD, who=who, now=now, facts={"recipient": code})


def _code(name: str) -> str:
    """As evidence keeps it: letters, digits and hyphens, no more than 64."""
    return slugify(name)[:64] or "unnamed"

"""A restriction: the person's rows are frozen, read with a reason only, and free again when the person was told.

Under another request of the same person they may have to stay frozen: then they are handed over to it.
"""

from datetime import datetime

from django.db.models import QuerySet
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from contact.rights.guards import NotAllowed, why_not_lift
from contact.rights.letters.kinds import LiftingNotice
from contact.rights.models import CaseMessage, RightsRequest
from contact.rights.regimes import Right
from contact.rights.selectors import mailbox_of, of_mailbox
from contact.rights.services.changing import SITE, Who, changing, count_need, end_pause, note
from contact.rights.services.correspondence import send
from contact.rights.states import AT_WORK
from contact.rights.timeline import Code, OpeningReason
from privacy import restriction
from privacy.tables import name_of

#: Asked for itself, or in the meantime, while an objection is weighed (Art. 18(1)(d)).
FREEZES = frozenset({Right.RESTRICTION, Right.OBJECTION})


def freeze(key: int, *, who: Who, now: datetime, seen: int | None = None) -> RightsRequest:
    """Restricts every row of the person whose table knows a use to restrict. There may be none: that is noted too."""
    with changing(key, now=now, seen=seen) as case:
        if case.right not in FREEZES or case.state not in AT_WORK or case.is_restricting:
            raise NotAllowed(_("This request asks for no restriction, is not being worked on, or restricts already."))
        number = restriction.freeze(mailbox_of(case), case.reference)
        case.restricted_on, case.lift_on, case.lifted_on = timezone.localdate(now), None, None
        note(case, Code.RESTRICTED, who=who, now=now, facts={"count": number})
    return case


def frozen_tables(case: RightsRequest) -> tuple[str, ...]:
    """What is restricted under a request, in the person's language: for the letter, and so by table and number."""
    with translation.override(case.language):
        return tuple(f"{name_of(one)}: {rows.count()}" for one, rows in restriction.frozen(case.reference))


def open_frozen(key: int, reason: OpeningReason, *, who: Who, now: datetime, seen: int | None = None) -> RightsRequest:
    """Notes that somebody reads what is restricted, and why; only then is it shown."""
    with changing(key, now=now, seen=seen) as case:
        if not case.is_restricting:
            raise NotAllowed(_("Nothing is restricted under this request."))
        note(case, Code.OPENED, who=who, now=now, facts={"reason": reason})
    return case


def warn(key: int, letter: LiftingNotice, *, who: Who, now: datetime, seen: int | None = None) -> CaseMessage:
    """Tells the person on which day the restriction will end. `Incomplete` without day or reasons."""
    with changing(key, now=now, seen=seen) as case:
        if not case.is_restricting:
            raise NotAllowed(_("Nothing is restricted under this request."))
        if letter.lifted_on is not None and letter.lifted_on <= timezone.localdate(now):
            raise NotAllowed(_("The person has to hear of it before: name a day to come."))
        sent = send(case, letter, who=who, now=now)
        case.lift_on = letter.lifted_on
    return sent


def lift(key: int, *, who: Who, now: datetime, seen: int | None = None) -> RightsRequest:
    """Ends the restriction. NotAllowed before the person was told, and before the day that they were told."""
    with changing(key, now=now, seen=seen) as case:
        if against := why_not_lift(case, now):
            raise NotAllowed(" ".join(against))
        _end(case, who=who, now=now)
    return case


def end_empty(now: datetime) -> int:
    """Ends restrictions under which no row is left, since the time to keep them is over; the number ended."""
    ended = 0
    for key in _restricting().order_by("pk").values_list("pk", flat=True):
        with changing(key, now=now) as case:
            if case.is_restricting and case.is_closed and not restriction.frozen(case.reference):
                _end(case, who=SITE, now=now)
                ended += 1
    return ended


def _end(case: RightsRequest, *, who: Who, now: datetime) -> None:
    number = restriction.lift(case.reference, to=_another(case))
    case.lifted_on = timezone.localdate(now)
    note(case, Code.LIFTED, who=who, now=now, facts={"count": number})
    count_need(case, now)
    if case.is_closed:
        end_pause(case, now)


def _another(case: RightsRequest) -> str:
    """The reference of another request under which the same person's rows are to stay frozen; "" if there is none."""
    email = mailbox_of(case).lower()
    same = _restricting().exclude(pk=case.pk).filter(pk__in=of_mailbox(email).values("pk"))
    return next((other.reference for other in same.order_by("pk") if mailbox_of(other).lower() == email), "")


def _restricting() -> "QuerySet[RightsRequest]":
    return RightsRequest.objects.filter(restricted_on__isnull=False, lifted_on__isnull=True)

"""After an erasure: whether anything was left behind, and who says that what was found is nothing.

Nobody but the scan itself, or an approver with a reason, moves a case on from "carried out".
"""

from datetime import datetime

from django.utils.translation import gettext as _

from contact.rights.guards import NotAllowed
from contact.rights.models import RightsRequest
from contact.rights.selectors import of_mailbox
from contact.rights.services.changing import SITE, Who, changing, move, note
from contact.rights.services.kinds import SCANNED
from contact.rights.states import State
from contact.rights.timeline import Code
from privacy.erasure import scan
from privacy.erasure.executing import Erased
from privacy.erasure.findings import Kind, Outcome, Reason, counts, outcome
from privacy.erasure.models import Scan


def begin(case: RightsRequest, done: Erased, now: datetime) -> None:
    """In the transaction of the erasure. Mail about the person's cases is kept with them, and is no finding."""
    references = {case.reference, *_references(done.email)}
    scan.start(done, about=case.pk, then=SCANNED, own_files=sorted(references), now=now)


def _references(email: str) -> list[str]:
    return list(of_mailbox(email).values_list("request__reference", flat=True))


def hear(key: int, now: datetime) -> None:
    """A scan came to its end: a clean one moves the case on."""
    found = scan.latest(key)
    if found is None or not RightsRequest.objects.filter(pk=key, state=State.EXECUTED).exists():
        return  # the case was closed, or went back for a new plan, while it ran
    with changing(key, now=now) as case:
        note(case, Code.SCANNED, who=SITE, now=now, facts=_facts(found))
        if outcome(found) is Outcome.CLEAN:
            move(case, State.CONFIRMED_BY_SCAN, who=SITE, now=now)


def scan_again(key: int, *, who: Who, now: datetime, seen: int | None = None) -> RightsRequest:
    """When what was found has been cleared away."""
    with changing(key, now=now, seen=seen) as case:
        if case.state != State.EXECUTED:
            raise NotAllowed(_("Nothing was erased that could be looked for."))
        try:
            scan.again(key, now)
        except LookupError:
            raise NotAllowed(_("Nothing is kept that could be looked for.")) from None
        note(case, Code.SCAN_BEGUN, who=who, now=now)
    return case


def clear(key: int, reason: Reason, *, who: Who, now: datetime, seen: int | None = None) -> RightsRequest:
    """An approver has looked at what is short or common, and says why it is nothing of this person's."""
    with changing(key, now=now, seen=seen) as case:
        found = scan.latest(key)
        if found is None or outcome(found) is not Outcome.TO_JUDGE:
            raise NotAllowed(_("There is nothing that could be judged: the scan runs, or found what has to go first."))
        Scan.objects.filter(pk=found.pk).update(cleared=reason)
        note(case, Code.SCAN_CLEARED, who=who, now=now, facts={"reason": reason})
        move(case, State.CONFIRMED_BY_SCAN, who=who, now=now)
    return case


def _facts(found: Scan) -> dict[str, str | int]:
    number = counts(found)
    judge = number[Kind.DOUBTFUL] + number[Kind.NOT_READ]
    expected = number[Kind.KEPT] + number[Kind.SINCE] + number[Kind.LIST]
    return {"left": number[Kind.LEFT], "doubtful": judge, "expected": expected, "values": found.values_number}

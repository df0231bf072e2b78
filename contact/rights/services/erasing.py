"""An erasure: its plan is put forward with a digest, approved by a second person, and carried out exactly, or not.

If rows were added or changed since the approval, nothing is erased: the plan as it is now waits for approval again.
What was carried out is looked for everywhere afterwards (`scanning`): the case cannot be answered before.
"""

from collections import Counter
from datetime import datetime

from django.utils import translation
from django.utils.translation import gettext as _

from contact.rights.guards import NotAllowed
from contact.rights.models import RightsRequest
from contact.rights.selectors import mailbox_of
from contact.rights.services import handling, scanning
from contact.rights.services.changing import Who, changing, move, note
from contact.rights.states import State
from contact.rights.timeline import Code
from privacy.declarations import registry
from privacy.erasure.executing import Erased, PlanChanged, erase
from privacy.erasure.plan import Plan, plan
from privacy.tables import name_of

#: How the name of a fact begins that says how many rows of a table went.
TABLE = "table."


def plan_of(case: RightsRequest, now: datetime) -> Plan:
    """What erasing would do now, to the rows of whom the case is about. Without an address there is nothing to find."""
    return plan(mailbox_of(case), now=now)


def proposed_digest(case: RightsRequest) -> str:
    """Of the plan that was put forward last; "" if there is none."""
    last = case.events.filter(code=Code.PROPOSED).order_by("pk").last()
    return str(last.facts.get("plan", "")) if last else ""


def put_forward(key: int, digest: str, *, who: Who, now: datetime, seen: int | None = None) -> RightsRequest:
    """Puts forward the plan that was seen. NotAllowed if the rows are others by now."""
    with changing(key, now=now, seen=seen) as case:
        found = plan_of(case, now)
        if found.digest != digest:
            raise NotAllowed(_("The rows changed while you looked at the plan. Look at it again."))
        _propose(case, found, who=who, now=now)
    return case


def approve_plan(key: int, digest: str, *, who: Who, now: datetime, seen: int | None = None) -> RightsRequest:
    """By a second person, for the plan that they saw and that was put forward. NotAllowed if the two are not one."""
    case = RightsRequest.objects.get(pk=key)
    if not digest or digest != proposed_digest(case) or digest != plan_of(case, now).digest:
        raise NotAllowed(_("The rows changed since the plan was put forward: send it back, to be put forward anew."))
    return handling.approve(key, who=who, now=now, seen=seen)


def carry_out(key: int, *, who: Who, now: datetime, seen: int | None = None) -> RightsRequest:
    """Erases what was approved, and only that. NotAllowed if the rows changed: then the new plan waits for approval."""
    with changing(key, now=now, seen=seen) as case:
        if case.state != State.APPROVED:
            raise NotAllowed(_("It has to be approved first."))
        found = plan_of(case, now)
        done = _erase(found, now) if found.digest == proposed_digest(case) else None
        if done is None:
            _propose(case, plan_of(case, now), who=who, now=now)
        else:
            move(case, State.EXECUTING, who=who, now=now)
            move(case, State.EXECUTED, who=who, now=now, **done.counts, **_by_table(done))
            scanning.begin(case, done, now)
    if done is None:
        raise NotAllowed(_("Nothing was erased: the rows changed since the approval. The new plan waits for approval."))
    return case


def erased(case: RightsRequest) -> tuple[str, ...]:
    """What was erased under a request, in the person's language: for the letter, and so by table and number."""
    numbers: Counter[str] = Counter()
    for step in case.events.filter(code=Code.MOVED, to_state=State.EXECUTED):
        numbers.update({name: int(number) for name, number in step.facts.items() if name.startswith(TABLE)})
    with translation.override(case.language):
        named = {f"{TABLE}{one.model._meta.db_table}": name_of(one) for one in registry.declarations()}
        return tuple(f"{named[name]}: {number}" for name, number in numbers.items() if name in named)


def kept(case: RightsRequest, now: datetime) -> list[tuple[str, str]]:
    """What erasing leaves of a person as it stands now: a table with its number of rows, and on what ground.

    After an erasure that is what was kept, with the steps of the case that came since.
    """
    found = Counter((name_of(line.declaration), str(line.ground)) for line in plan_of(case, now).kept)
    return [(f"{name}: {number}", ground) for (name, ground), number in found.items()]


def _by_table(done: Erased) -> dict[str, int]:
    return {f"{TABLE}{table}": len(keys) for table, keys in done.keys.items()}


def _erase(found: Plan, now: datetime) -> Erased | None:
    try:
        return erase(found, now=now)
    except PlanChanged:
        return None


def _propose(case: RightsRequest, found: Plan, *, who: Who, now: datetime) -> None:
    case.proposed_by_id, case.proposed_at = who.key, now
    note(case, Code.PROPOSED, who=who, now=now, facts={"plan": found.digest})
    move(case, State.AWAITING_APPROVAL, who=who, now=now)

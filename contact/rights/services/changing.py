"""How a case is changed: locked, at the version that was seen, with its step in the timeline and in the evidence.

`move` is the only writer of a state. Every service works inside `changing`; one case in one transaction, since two
that lock two cases in different order would wait for each other.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from contact.rights.clock import end_of_appeal, end_of_recourse, set_dates
from contact.rights.guards import Move, NotAllowed, why_not
from contact.rights.models import Actor, CaseEvent, CaseMessage, Requester, RightsRequest
from contact.rights.services.kinds import ANNOUNCE
from contact.rights.states import ANSWERED, CLOSED, State
from contact.rights.timeline import Code
from hotsite.ground.evidence.chain import Fact
from hotsite.ground.evidence.keyed import NOBODY, KeyedHash, keyed_hash
from hotsite.ground.evidence.services import record
from hotsite.ground.not_yet import NOT_YET
from hotsite.ground.work.services import enqueue
from privacy.erasure import scan
from privacy.retention import pauses


@dataclass(frozen=True)
class Who:
    """Who does something: a member of staff by key, the person who asks, or the site itself."""

    actor: Actor
    key: int | None = None


PERSON = Who(Actor.PERSON)
SITE = Who(Actor.SITE)


def staff(key: int) -> Who:
    return Who(Actor.STAFF, key)


class Conflict(Exception):
    """Somebody changed the case since it was seen. `by` is a name for staff to read; "" for the person or the site."""

    def __init__(self, last: CaseEvent | None) -> None:
        self.by = last.by.get_username() if last and last.by else ""
        self.actor = Actor(last.actor) if last else Actor.SITE
        self.at = last.at if last else None
        super().__init__(_("Somebody else changed this case in the meantime. Look again, then decide."))


@contextmanager
def changing(key: int, *, now: datetime, seen: int | None = None) -> Iterator[RightsRequest]:
    """The case, locked; saved with its dates counted anew when the block ends, and not at all if it raises.

    A change is a step: what the block did without a `note` is not saved.

    `seen`: the version on which somebody decided. None where it does not matter: the person confirms or withdraws
    whatever staff did meanwhile. RightsRequest.DoesNotExist for a case that was erased; `Conflict` if it changed.
    """
    with transaction.atomic():
        case = RightsRequest.objects.select_for_update().get(pk=key)
        if seen is not None and seen != case.version:
            raise Conflict(case.events.select_related("by").order_by("pk").last())
        steps = case.steps_taken
        yield case
        if case.steps_taken == steps:
            return
        case.version += 1
        set_dates(case, today=timezone.localdate(now))
        case.save()


def move(case: RightsRequest, to: State, *, who: Who, now: datetime, **facts: Fact) -> CaseEvent:
    """Moves a case that `changing` holds to another state. `NotAllowed` says what stands against it."""
    if against := why_not(case, Move(to, who.key, now)):
        raise NotAllowed(" ".join(against))
    before, case.state = State(case.state), to
    if before is State.AWAITING_SUBJECT:
        _end_pauses(case, timezone.localdate(now))
    _open_or_close(case, before, now)
    _pause_the_purge(case, before, now)
    if to in {State.VERIFIED, State.APPEALED} or (before, to) == (State.RECEIVED, State.IN_PROGRESS):
        enqueue(ANNOUNCE, subject=case.pk, now=now)
    return note(case, Code.MOVED, who=who, now=now, facts=facts, states=(before, to))


def transition(key: int, to: State, *, seen: int | None, who: Who, now: datetime, **facts: Fact) -> RightsRequest:
    """`move`, for callers that do nothing else. What has a service of its own is done by that."""
    with changing(key, now=now, seen=seen) as case:
        move(case, to, who=who, now=now, **facts)
    return case


def note(
    case: RightsRequest,
    code: Code,
    *,
    who: Who,
    now: datetime,
    facts: Mapping[str, Fact] | None = None,
    states: tuple[State, State] | None = None,
) -> CaseEvent:
    """Appends a step to the timeline and, in the same transaction, to the evidence."""
    case.steps_taken += 1
    before, after = states or ("", "")
    said = dict(facts or {})
    proof = record(
        f"rights.{code}",
        about=about(case.reference),
        by=_hash(who),
        facts={**said, "actor": str(who.actor), **({"from": before, "to": after} if states else {})},
        now=now,
    )
    return CaseEvent.objects.create(
        request=case,
        at=now,
        code=code,
        actor=who.actor,
        by_id=who.key,
        from_state=before,
        to_state=after,
        facts={name: value for name, value in proof.facts.items() if name in said},
        evidence=proof.number,
        closed_at=case.closed_at,
    )


def about(reference: str) -> KeyedHash:
    """Under what the evidence of a case is found."""
    return keyed_hash("case", reference)


def _hash(who: Who) -> KeyedHash:
    return keyed_hash("staff", str(who.key)) if who.key is not None else NOBODY


def _end_pauses(case: RightsRequest, today: date) -> None:
    case.pauses = [one if one["ends"] else {**one, "ends": today.isoformat()} for one in case.pauses]
    case.is_paused = False


def _open_or_close(case: RightsRequest, before: State, now: datetime) -> None:
    """Starts the times to keep when a case is closed, and stops them when it is opened again."""
    if case.is_closed == (before in CLOSED):
        return
    case.is_open = not case.is_closed
    case.closed_at = now if case.is_closed else NOT_YET
    if case.is_closed:
        scan.forget(case.pk)
    case.events.update(closed_at=case.closed_at)
    count_need(case, now)


def count_need(case: RightsRequest, now: datetime) -> None:
    """From when on the person's words and address may go. While rows are restricted, somebody has to be told of it."""
    needed = NOT_YET
    if case.is_closed and not case.is_restricting:
        needed = now
        if case.state in ANSWERED:
            needed = max(needed, _end_of(end_of_appeal(case, timezone.localdate(case.closed_at))))
    Requester.objects.filter(pk=case.pk).update(last_needed_at=needed)
    CaseMessage.objects.filter(requester=case.pk).update(last_needed_at=needed)


def _pause_the_purge(case: RightsRequest, before: State, now: datetime) -> None:
    """From its proof to its end, what a case is about does not go by the purge; nothing is paused for who proved none.

    Where a law keeps it for whoever challenges the answer, until that time is over.
    """
    if case.level and case.state in {State.VERIFIED, State.APPEALED}:
        requester = Requester.objects.get(pk=case.pk)
        if email := requester.subject_email or requester.email:
            pauses.begin(email, about=about(case.reference), now=now)
    elif case.is_closed and before not in CLOSED:
        end_pause(case, now)


def end_pause(case: RightsRequest, now: datetime) -> None:
    """For a closed case: the person's rows may go again, but not while they are restricted, and so are to be kept."""
    if case.is_restricting:
        return
    last_day = end_of_recourse(case, timezone.localdate(case.closed_at)) if case.state in ANSWERED else None
    pauses.end(about(case.reference), at=max(now, _end_of(last_day)) if last_day else now, now=now)


def _end_of(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.max))

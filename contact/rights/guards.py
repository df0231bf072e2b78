"""What must hold for a transition, besides that `states` knows it; and what stands against one, in words."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from contact.rights.models import RightsRequest
from contact.rights.packages.standing import is_awaited
from contact.rights.regimes import Right
from contact.rights.states import ANSWERED, AT_WORK, TRANSITIONS, State
from hotsite.ground.four_eyes import may_approve
from privacy.erasure import scan
from privacy.erasure.findings import Outcome, outcome

#: What changes or removes data for good: a second person approves the plan first.
NEEDS_APPROVAL = frozenset({Right.ERASURE})

REMINDERS = 2
UNVERIFIED_FOR = timedelta(days=30)


@dataclass(frozen=True)
class Move:
    """A transition that somebody wants to make."""

    to: State
    #: The key of the member of staff; None for the person who asks, and for the site itself.
    by: int | None
    now: datetime


@dataclass(frozen=True)
class Guard:
    """What must hold for some transitions."""

    says: Promise
    to: frozenset[State]
    holds: Callable[[RightsRequest, Move], bool]
    #: Left out: whatever the state before.
    after: frozenset[State] = frozenset(State)


def _is_approver(case: RightsRequest, move: Move) -> bool:
    return may_approve(move.by, asked_by=case.proposed_by_id, asked_at=case.proposed_at, now=move.now)


def _is_clean(case: RightsRequest) -> bool:
    found = scan.latest(case.pk)
    return found is not None and outcome(found) is Outcome.CLEAN


def _was_reminded(case: RightsRequest, move: Move) -> bool:
    return case.reminders >= REMINDERS and timezone.localdate(move.now) >= case.received_on + UNVERIFIED_FOR


GUARDS = (
    Guard(
        _("The identity has to be proven first."),
        frozenset({State.VERIFIED}),
        lambda case, move: case.level >= case.rule.level,
    ),
    Guard(
        _("The identity has to be proven first."),
        frozenset({State.IN_PROGRESS}),
        lambda case, move: case.rule.first is State.IN_PROGRESS,
        after=frozenset({State.RECEIVED}),
    ),
    Guard(
        _("This request needs no proof of identity."),
        frozenset({State.AWAITING_IDENTITY}),
        lambda case, move: case.rule.first is State.AWAITING_IDENTITY,
    ),
    Guard(
        _("Nobody extended it: an extension needs a letter with reasons, in time."),
        frozenset({State.EXTENDED}),
        lambda case, move: case.is_extended,
    ),
    Guard(
        _("The person has to be asked first, by a letter."),
        frozenset({State.AWAITING_SUBJECT}),
        lambda case, move: case.is_paused,
    ),
    Guard(
        _("It was extended, and stays so."),
        frozenset({State.IN_PROGRESS}),
        lambda case, move: not case.is_extended,
        after=frozenset({State.AWAITING_SUBJECT, State.AWAITING_APPROVAL}),
    ),
    Guard(
        _("A second person has to approve it; where one works alone, the same person again after 24 hours."),
        frozenset({State.APPROVED}),
        _is_approver,
    ),
    Guard(
        _("It has to be approved and carried out first."),
        frozenset({State.FULFILLED, State.PARTIALLY_FULFILLED}),
        lambda case, move: case.right not in NEEDS_APPROVAL,
        after=AT_WORK,
    ),
    Guard(
        _("The package of data is still being built."),
        frozenset({State.FULFILLED, State.PARTIALLY_FULFILLED}),
        lambda case, move: not is_awaited(case),
    ),
    Guard(
        _("The person's rows have to be frozen first."),
        frozenset({State.FULFILLED, State.PARTIALLY_FULFILLED}),
        lambda case, move: case.right != Right.RESTRICTION or case.restricted_on is not None,
    ),
    Guard(
        _("Only an erasure is confirmed by a scan."),
        frozenset({State.CONFIRMED_BY_SCAN}),
        lambda case, move: case.right == Right.ERASURE,
    ),
    Guard(
        _("The scan has to find nothing of this person, or an approver to judge what it found."),
        frozenset({State.CONFIRMED_BY_SCAN}),
        lambda case, move: _is_clean(case),
    ),
    Guard(
        _("What was erased is looked for first: the answer waits until nothing of it is found."),
        ANSWERED,
        lambda case, move: case.right != Right.ERASURE,
        after=frozenset({State.EXECUTED}),
    ),
    Guard(
        _("A refusal, whole or in part, needs its ground."),
        frozenset({State.REFUSED, State.PARTIALLY_FULFILLED}),
        lambda case, move: bool(case.refusal_ground),
    ),
    Guard(
        _("Two reminders and 30 days come first."),
        frozenset({State.UNVERIFIED_CLOSED}),
        _was_reminded,
    ),
)


class NotAllowed(Exception):
    """The case cannot go there; the text says why, in the language that is active."""


def why_not(case: RightsRequest, move: Move) -> tuple[str, ...]:
    """What stands against a transition; empty if it may be made."""
    state = State(case.state)
    if move.to not in TRANSITIONS[state]:
        words = _("A request that is “%(state)s” cannot become “%(to)s”.")
        return (str(words) % {"state": state.label, "to": move.to.label},)
    broken = (guard for guard in GUARDS if move.to in guard.to and state in guard.after)
    return tuple(str(guard.says) for guard in broken if not guard.holds(case, move))


def why_not_lift(case: RightsRequest, now: datetime) -> tuple[str, ...]:
    """What stands against ending a restriction: the person hears of it before (GDPR Art. 18(3))."""
    if not case.is_restricting:
        return (str(_("Nothing is restricted under this request.")),)
    if case.lift_on is None:
        return (str(_("The person has to be told first, by a letter that names the day.")),)
    if timezone.localdate(now) < case.lift_on:
        return (str(_("The letter to the person names %(day)s: not before.")) % {"day": date_format(case.lift_on)},)
    return ()


def next_states(case: RightsRequest, *, by: int | None, now: datetime) -> dict[State, tuple[str, ...]]:
    """Every state that may follow, in the order of `State`, each with what stands against it now."""
    after = TRANSITIONS[State(case.state)]
    return {to: why_not(case, Move(to, by, now)) for to in State if to in after}

"""The dates of a case: what its row says, handed to `deadlines`, and what comes out, written back."""

from collections.abc import Sequence
from copy import copy
from datetime import date

from django.conf import settings

from contact.rights.deadlines import STAFF_MARGIN, Deadlines, Facts, Pause, count, deadlines
from contact.rights.models import RightsRequest
from contact.rights.regimes import BY_KEY, Extension, PauseReason, Regime, Right, Term
from hotsite.ground.calendar.counting import add_working_days
from hotsite.ground.calendar.days_off import Place


def regimes_of(case: RightsRequest) -> tuple[Regime, ...]:
    return tuple(BY_KEY[key] for key in case.regimes)


def pauses_of(case: RightsRequest) -> tuple[Pause, ...]:
    return tuple(
        Pause(reason=PauseReason(one["reason"]), begins=date.fromisoformat(one["begins"]), ends=_day(one["ends"]))
        for one in case.pauses
    )


def dates_of(case: RightsRequest, *, today: date, is_extended: bool | None = None) -> Deadlines:
    """Every regime's date, with its derivation. `is_extended`: as if it were, or were not.

    Counted from the day the request was received, whatever happened since: neither the proof of the mailbox nor a
    reopening begins anything anew. Only a doubt that staff raised about the identity, a pause, can move a start.
    """
    pauses = pauses_of(case)
    doubts = [pause for pause in pauses if pause.reason is PauseReason.IDENTITY]
    facts = Facts(
        right=Right(case.right),
        received=case.received_on,
        identity_proven=max((pause.ends for pause in doubts if pause.ends), default=None),
        identity_is_missing=any(pause.ends is None for pause in doubts),
        pauses=pauses,
        is_extended=case.is_extended if is_extended is None else is_extended,
        extended_to=case.extended_to,
    )
    return deadlines(facts, regimes_of(case), settings.OPERATOR_PLACE, today=today)


def set_dates(case: RightsRequest, *, today: date) -> None:
    """Writes the dates into the row's fields; saves nothing. A closed case keeps the dates it had."""
    if case.is_closed:
        return
    found = dates_of(case, today=today)
    case.due_on, case.due_under, case.staff_on = found.due, found.first.regime.key, found.staff.day
    if appeal := appeal_due(case):
        case.due_on, case.due_under = appeal
        case.staff_on = add_working_days(case.due_on, -STAFF_MARGIN, settings.OPERATOR_PLACE.is_day_off)


def extended_due(case: RightsRequest, to: date | None, *, today: date) -> date | None:
    """When the case would be due, were it extended now; None where a law wants a day named and there is none."""
    by_notice = any(regime.extension is Extension.BY_NOTICE for regime in regimes_of(case))
    if by_notice and to is None:
        return None
    as_if = copy(case)
    as_if.extended_to = to if by_notice else None
    return dates_of(as_if, today=today, is_extended=True).due


def appeal_due(case: RightsRequest) -> tuple[date, str] | None:
    """By when an appeal has to be answered, and under which regime; None if there is none, or no law says."""
    if case.appealed_on is None:
        return None
    days = [
        (count(regime.appeal, case.appealed_on, _place(regime)), regime.key)
        for regime in regimes_of(case)
        if regime.appeal
    ]
    return min(days, default=None)


def end_of_appeal(case: RightsRequest, closed: date) -> date:
    """Until when the person may appeal against the answer; the day itself where no law of theirs knows an appeal."""
    return _last_of([regime.appeal for regime in regimes_of(case)], closed) or closed


def end_of_recourse(case: RightsRequest, closed: date) -> date | None:
    """Until when the data asked about are kept for whoever challenges the answer; None where no law asks for that."""
    return _last_of([regime.recourse for regime in regimes_of(case)], closed)


def _last_of(terms: Sequence[Term | None], closed: date) -> date | None:
    return max((count(term, closed, settings.OPERATOR_PLACE) for term in terms if term), default=None)


def _place(regime: Regime) -> Place:
    return Place(regime.days_off_of) if regime.days_off_of else settings.OPERATOR_PLACE


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None

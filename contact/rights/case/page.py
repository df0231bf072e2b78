"""What the page of a case shows, and what its person may do now."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from contact.rights.clock import dates_of, end_of_appeal, regimes_of
from contact.rights.deadlines import Deadlines
from contact.rights.guards import Move, why_not
from contact.rights.models import CaseMessage, Direction, RightsRequest
from contact.rights.packages.models import Package
from contact.rights.packages.standing import COMING, Standing, package_of, standing
from contact.rights.services.knowing import tries_left
from contact.rights.states import ANSWERED, State
from contact.rights.timeline import Code, public_words


@dataclass(frozen=True)
class Step:
    """One line of the timeline, in the language that is active."""

    at: datetime
    words: str


@dataclass(frozen=True, kw_only=True)
class PackageShown:
    """How the package of data stands, for its person: `coming`, `offered`, `used_up` or `gone`."""

    standing: str
    row: Package | None


@dataclass(frozen=True, kw_only=True)
class CasePage:
    case: RightsRequest
    steps: tuple[Step, ...]
    #: Both ways; what staff note among themselves is not here.
    messages: tuple[CaseMessage, ...]
    #: None where its date is no term's any more: it is closed, or appealed.
    dates: Deadlines | None
    may_appeal_until: date | None
    #: Tries that are left to name the fact that is asked for; None where none is.
    fact_tries_left: int | None
    #: None where there never was one.
    package: "PackageShown | None"


def page_of(case: RightsRequest, now: datetime) -> CasePage:
    events = list(case.events.order_by("pk"))
    steps = (Step(event.at, public_words(event)) for event in events)
    messages = CaseMessage.objects.filter(requester_id=case.pk).exclude(direction=Direction.NOTE).order_by("pk")
    counts = case.is_open and case.appealed_on is None
    return CasePage(
        case=case,
        steps=tuple(step for step in steps if step.words),
        messages=tuple(messages),
        dates=dates_of(case, today=timezone.localdate(now)) if counts else None,
        may_appeal_until=last_day_of_appeal(case, now),
        fact_tries_left=tries_left(case.requester) if case.is_open and case.requester.fact_question else None,
        package=_package(case, now, was_offered=any(event.code == Code.PACKAGE_OFFERED for event in events)),
    )


def _package(case: RightsRequest, now: datetime, *, was_offered: bool) -> PackageShown | None:
    package = package_of(case)
    found = standing(package, now)
    if package is None or found is Standing.GONE:
        return PackageShown(standing="gone", row=None) if was_offered else None
    word = "coming" if found in COMING else found.name.lower()
    return PackageShown(standing=word, row=package)


def last_day_of_appeal(case: RightsRequest, now: datetime) -> date | None:
    """Until when the answer may be appealed against; None where it cannot be, or no more."""
    if case.state not in ANSWERED or not any(regime.appeal for regime in regimes_of(case)):
        return None
    last = end_of_appeal(case, timezone.localdate(case.closed_at))
    may = timezone.localdate(now) <= last and not why_not(case, Move(State.APPEALED, None, now))
    return last if may else None

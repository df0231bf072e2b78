"""By when a request has to be answered, and why by then.

Dates only: `received` is the day in the controller's time zone. Everything is counted from that original day, an
extension too; what a pause took is added at the end, and then the last day rolls if the law lets it. Each date carries
its derivation, step by step, to be shown to staff and to the person alike.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import Enum

from django.utils.formats import date_format
from django.utils.functional import lazy
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from contact.rights.regimes import Extension, PauseReason, Regime, Right, Roll, Start, Term, Unit
from hotsite.ground.calendar.counting import add_months, add_working_days, next_working_day
from hotsite.ground.calendar.days_off import Place

#: Staff should be done this much before the law's day.
STAFF_MARGIN = 5  # working days


@dataclass(frozen=True, kw_only=True)
class Pause:
    """A time in which a clock stood still. ValueError if it ends before it begins."""

    reason: PauseReason
    begins: date
    #: None while it lasts.
    ends: date | None = None

    def __post_init__(self) -> None:
        if self.ends is not None and self.ends < self.begins:
            raise ValueError(f"a pause cannot begin on {self.begins} and end on {self.ends}")


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What the dates of one request depend on."""

    right: Right
    received: date
    #: When identity was proven and a fee paid; None where neither was asked for, or it has not happened yet.
    identity_proven: date | None = None
    fee_paid: date | None = None
    identity_is_missing: bool = False
    pauses: tuple[Pause, ...] = ()
    #: Whether the person was told, with reasons and in time, that it takes longer.
    is_extended: bool = False
    #: Where the law wants a date in that notice: the date.
    extended_to: date | None = None


class StepKind(Enum):
    START = "start"
    TERM = "term"
    NOTICE = "notice"
    PAUSED = "paused"
    ROLLED = "rolled"
    STAFF = "staff"


@dataclass(frozen=True)
class Step:
    """One step of a derivation: the date that it leads to, and what it is made of."""

    kind: StepKind
    day: date
    of: Mapping[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        """In the language that is active."""
        words = {"day": date_format(self.day)} | {name: str(value) for name, value in self.of.items()}
        return _SENTENCES[self.kind]() % words


@dataclass(frozen=True, kw_only=True)
class Deadline:
    """One regime's dates for one request."""

    regime: Regime
    #: By when receipt has to be confirmed; None where the law names no time (we do it at once).
    acknowledge: date | None
    due: date
    #: As if nothing had paused it: the limit to keep where it is doubtful whether a pause counts.
    due_unpaused: date
    #: The day until which it may still be extended, and to when; None where it cannot be, or has been already.
    may_extend_to: date | None
    is_paused: bool
    derivation: tuple[Step, ...]


@dataclass(frozen=True, kw_only=True)
class Deadlines:
    """All regimes' dates, the earliest first."""

    each: tuple[Deadline, ...]
    staff: Step

    @property
    def first(self) -> Deadline:
        return self.each[0]

    @property
    def due(self) -> date:
        return self.first.due


def deadlines(facts: Facts, regimes: Iterable[Regime], place: Place, *, today: date) -> Deadlines:
    """The dates of a request under each regime, as they stand `today`: a pause that lasts moves them day by day.

    `place` is the controller's seat.

    ValueError without a regime, and if anything happened before the request came.
    """
    _must_be_in_order(facts)
    each = sorted((_deadline(facts, regime, place, today) for regime in regimes), key=lambda one: one.due)
    if not each:
        raise ValueError("a request falls under one regime at least")
    limit = min(one.due_unpaused if one.regime.confirm else one.due for one in each)
    staff = add_working_days(limit, -STAFF_MARGIN, place.is_day_off)
    return Deadlines(each=tuple(each), staff=Step(StepKind.STAFF, staff, {"number": STAFF_MARGIN}))


def count(term: Term, since: date, place: Place) -> date:
    """The last day of a term that is counted from `since`."""
    if term.unit is Unit.MONTHS:
        return add_months(since, term.number)
    if term.unit is Unit.DAYS:
        return since + timedelta(days=term.number)
    return add_working_days(since, term.number, place.is_day_off)


def _must_be_in_order(facts: Facts) -> None:
    later = [facts.identity_proven, facts.fee_paid, facts.extended_to, *(pause.begins for pause in facts.pauses)]
    for day in later:
        if day is not None and day < facts.received:
            raise ValueError(f"nothing can have happened on {day}, before the request came on {facts.received}")


def _deadline(facts: Facts, regime: Regime, place: Place, today: date) -> Deadline:
    start = _start(facts, regime, today)
    paused = _paused_days(facts.pauses, regime, today)
    place = Place(regime.days_off_of) if regime.days_off_of else place
    steps = [Step(StepKind.START, start), _last_day(facts, regime, start, place)]
    unpaused = _rolled(steps[-1].day, regime, place)
    if paused:
        steps.append(Step(StepKind.PAUSED, steps[-1].day + timedelta(days=paused), {"number": paused}))
    if (due := _rolled(steps[-1].day, regime, place)) != steps[-1].day:
        steps.append(
            Step(StepKind.ROLLED, due, {"off": lazy(place.why_off, str)(steps[-1].day), "source": regime.source})
        )
    return Deadline(
        regime=regime,
        acknowledge=_acknowledge(facts, regime, place),
        due=due,
        due_unpaused=unpaused,
        may_extend_to=_may_extend_to(facts, regime, start, paused, place),
        is_paused=any(pause.ends is None and pause.reason in regime.pauses for pause in facts.pauses)
        or (regime.start is Start.LATEST and facts.identity_is_missing),
        derivation=tuple(steps),
    )


def _start(facts: Facts, regime: Regime, today: date) -> date:
    if regime.start is Start.RECEIPT:
        return facts.received
    known = [day for day in (facts.received, facts.identity_proven, facts.fee_paid) if day is not None]
    return max([*known, today] if facts.identity_is_missing else known)


def _last_day(facts: Facts, regime: Regime, start: date, place: Place) -> Step:
    if facts.right is Right.OPT_OUT and regime.opt_out:
        last = count(regime.opt_out, start, place)
        return Step(StepKind.TERM, last, {"term": _Words(regime.opt_out), "source": regime.opt_out_source})
    if facts.is_extended and regime.extension is Extension.BY_NOTICE and facts.extended_to:
        return Step(StepKind.NOTICE, facts.extended_to, {"source": regime.source})
    terms = [_extended(term, regime) if facts.is_extended else term for term in regime.answer]
    last, term = min(((count(term, start, place), term) for term in terms), key=lambda pair: pair[0])
    return Step(StepKind.TERM, last, {"term": _Words(term), "source": regime.source})


def _extended(term: Term, regime: Regime) -> Term:
    """Term and extension in one, since both count from the original day: 31 January + 3 months is 30 April."""
    more = regime.extension
    return Term(term.number + more.number, term.unit) if isinstance(more, Term) else term


def _may_extend_to(facts: Facts, regime: Regime, start: date, paused: int, place: Place) -> date | None:
    own_term = facts.right is Right.OPT_OUT and regime.opt_out is not None
    if facts.is_extended or own_term or not isinstance(regime.extension, Term):
        return None
    last = min(count(_extended(term, regime), start, place) for term in regime.answer)
    return _rolled(last + timedelta(days=paused), regime, place)


def _acknowledge(facts: Facts, regime: Regime, place: Place) -> date | None:
    own = regime.acknowledge_complaint if facts.right is Right.COMPLAINT else None
    term = own or regime.acknowledge
    return count(term, facts.received, place) if term else None


def _paused_days(pauses: Iterable[Pause], regime: Regime, today: date) -> int:
    """Days on which at least one pause held that this regime knows; overlapping ones are not counted twice."""
    held: set[date] = set()
    for pause in pauses:
        if pause.reason in regime.pauses:
            length = ((pause.ends or max(today, pause.begins)) - pause.begins).days
            held.update(pause.begins + timedelta(days=number) for number in range(length))
    return len(held)


def _rolled(day: date, regime: Regime, place: Place) -> date:
    return next_working_day(day, place.is_day_off) if regime.roll is Roll.NEXT_WORKING_DAY else day


def term_in_words(term: Term) -> str:
    """As "45 days", in the language that is active."""
    return str(_Words(term))


@dataclass(frozen=True)
class _Words:
    """A term in words, in the language that is active when it is shown."""

    term: Term

    def __str__(self) -> str:
        number = self.term.number
        words = {
            Unit.MONTHS: lambda: ngettext("%(number)d month", "%(number)d months", number),
            Unit.DAYS: lambda: ngettext("%(number)d day", "%(number)d days", number),
            Unit.WORKING_DAYS: lambda: ngettext("%(number)d working day", "%(number)d working days", number),
        }
        return words[self.term.unit]() % {"number": number}


_SENTENCES = {
    StepKind.START: lambda: _("The clock starts on %(day)s; that day itself does not count."),
    StepKind.TERM: lambda: _("%(term)s later is %(day)s (%(source)s)."),
    StepKind.NOTICE: lambda: _("The notice of extension names %(day)s (%(source)s)."),
    StepKind.PAUSED: lambda: _("It stood still for %(number)s days, so %(day)s."),
    StepKind.ROLLED: lambda: _("That day is off (%(off)s); the next working day is %(day)s (%(source)s)."),
    StepKind.STAFF: lambda: _("Our own date, %(number)s working days before, is %(day)s."),
}

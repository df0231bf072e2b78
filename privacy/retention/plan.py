"""What a run will do: every rule's cut-off and counts, in one snapshot, and what the breaker says to them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.db.models import Max

from privacy.declarations import Declaration
from privacy.retention import breaker, covered
from privacy.retention.counting import Counted, count
from privacy.retention.models import LineState, PurgeLine, PurgeRun, Stop
from privacy.retention.rules import Rule


@dataclass(frozen=True, kw_only=True)
class Planned:
    rule: Rule
    cut_off: datetime
    counted: Counted
    stop: Stop | None


@dataclass(frozen=True, kw_only=True)
class Plan:
    at: datetime
    #: The clock says that no purge ran for days.
    in_gap: bool
    each: tuple[Planned, ...]


def plan(rules: Sequence[Rule], now: datetime, *, whole: bool) -> Plan:
    """Holds and pauses are resolved first, then all is counted. `whole`: these are all the rules there are.

    A gap ends with the first whole plan in which nothing would go; or with a person's approval.
    """
    resolve(rules, now)
    cut_offs = {rule: rule.cut_off(now) for rule in rules if rule.is_run}
    counted = count(cut_offs)
    is_gap = breaker.is_gap(last_run(), now)
    in_gap = is_gap and (not whole or any(one.free for one in counted.values()))
    each = tuple(
        Planned(rule=rule, cut_off=at, counted=counted[rule], stop=_stop(rule, counted[rule], in_gap))
        for rule, at in cut_offs.items()
    )
    return Plan(at=now, in_gap=in_gap, each=each)


def resolve(rules: Sequence[Rule], now: datetime) -> None:
    if rules:
        covered.refresh(now, only=[one.said for one in rules if isinstance(one.said, Declaration)], of=rules[0].of)
        covered.tell_planner()


def last_run() -> datetime | None:
    """The last plan that was not made in a gap."""
    moment: datetime | None = PurgeRun.objects.filter(in_gap=False).aggregate(last=Max("planned_at"))["last"]
    return moment


def _stop(rule: Rule, counted: Counted, in_gap: bool) -> Stop | None:
    done = PurgeLine.objects.filter(rule=rule.name, state=LineState.DONE).order_by("-planned_at")
    gone = list(done.values_list("gone", flat=True)[: breaker.TRAILING]) if counted.free > breaker.FEW else []
    return breaker.stop(counted.free, gone, cap=settings.PURGE_CAP, in_gap=in_gap)


def write(slot: str, made: Plan) -> PurgeRun:
    """Keeps a plan, for a run to work off, now or after whoever is killed over it."""
    with transaction.atomic():
        run = PurgeRun.objects.create(slot=slot, planned_at=made.at, in_gap=made.in_gap)
        PurgeLine.objects.bulk_create(_line(run, place, one) for place, one in enumerate(made.each))
    return run


def _line(run: PurgeRun, place: int, one: Planned) -> PurgeLine:
    return PurgeLine(
        run=run,
        place=place,
        rule=one.rule.name,
        period=str(one.rule.period),
        planned_at=run.planned_at,
        cut_off=one.cut_off,
        state=LineState.STOPPED if one.stop else LineState.READY,
        stop=one.stop or "",
        total_before=one.counted.total,
        due_before=one.counted.due,
        held_before=one.counted.held,
        waiting_before=one.counted.waiting,
    )

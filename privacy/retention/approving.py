"""A person lets go what the breaker stopped: the second of two, after the machine that asks.

An approval is a plan: the stopped lines again, at the cut-offs that were seen, for the next beat to work off. So
nothing goes that was not over when somebody looked; and what came under a hold since stays, as in any run.
"""

from collections.abc import Collection
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Max, QuerySet
from django.utils.translation import gettext as _

from hotsite.ground.evidence.keyed import keyed_hash
from hotsite.ground.evidence.services import record
from privacy.retention.models import LineState, PurgeLine, PurgeRun

#: What was stopped is asked for anew each day; what nobody asks for any more is no question.
STILL_ASKED = timedelta(days=3)


class NotApproved(Exception):
    """It cannot be approved any more; the text says why, in the language that is active."""


def waiting(now: datetime) -> "QuerySet[PurgeLine]":
    """Of each rule the newest line, where that is stopped."""
    recent = PurgeLine.objects.filter(planned_at__gt=now - STILL_ASKED)
    newest = recent.order_by().values("rule").annotate(newest=Max("pk")).values("newest")
    return PurgeLine.objects.filter(pk__in=newest, state=LineState.STOPPED).order_by("place")


def approve(seen: Collection[int], *, by: int, now: datetime) -> PurgeRun:
    """Lets go what stands in the lines with these keys. `NotApproved` if they are not what waits now."""
    with transaction.atomic():
        lines = list(waiting(now).select_for_update(of=("self",)))
        if not lines or {line.pk for line in lines} != set(seen):
            raise NotApproved(_("Something else waits now. Look again, then decide."))
        slot = f"approved {max(line.pk for line in lines)}"
        run = PurgeRun.objects.create(slot=slot, planned_at=now, approved_at=now, approved_by_id=by)
        PurgeLine.objects.bulk_create(_again(line, run) for line in lines)
        rows = sum(line.due_before - line.held_before - line.waiting_before for line in lines)
        record(
            "retention.approved",
            by=keyed_hash("staff", str(by)),
            facts={"run": run.pk, "rules": len(lines), "rows": rows},
            now=now,
        )
    return run


def _again(line: PurgeLine, run: PurgeRun) -> PurgeLine:
    return PurgeLine(
        run=run,
        place=line.place,
        rule=line.rule,
        period=line.period,
        planned_at=run.planned_at,
        cut_off=line.cut_off,
        total_before=line.total_before,
        due_before=line.due_before,
        held_before=line.held_before,
        waiting_before=line.waiting_before,
    )

"""The purge over time, in figures: sums by day, nothing of a person."""

from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, QuerySet, Sum
from django.db.models.functions import TruncDate
from django.utils import timezone

from privacy.retention.models import LineState, PurgeLine

LOOK_BACK = timedelta(days=14)

ByDay = list[tuple[date, int]]


def gone_by_day(now: datetime) -> ByDay:
    """Rows that went, the oldest day first; a day on which none did has 0."""
    return _filled_up(dict(_days(now).annotate(number=Sum("gone")).values_list("day", "number")), now)


def trouble_by_day(now: datetime) -> ByDay:
    """Rules that were stopped, that failed, or of which something was left: each once for each day."""
    done = _days(now).exclude(state=LineState.READY).exclude(state=LineState.DONE, left=0)
    return _filled_up(dict(done.annotate(number=Count("rule", distinct=True)).values_list("day", "number")), now)


def _days(now: datetime) -> "QuerySet[Any, Any]":
    lines = PurgeLine.objects.filter(run__planned_at__gte=now - LOOK_BACK).order_by()
    return lines.annotate(day=TruncDate("run__planned_at")).values("day")


def _filled_up(found: dict[date, int], now: datetime) -> ByDay:
    today = timezone.localdate(now)
    days = [today - timedelta(days=back) for back in reversed(range(LOOK_BACK.days))]
    return [(day, found.get(day, 0)) for day in days]

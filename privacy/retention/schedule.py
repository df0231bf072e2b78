"""When the purge runs. Each hour and each day is a slot that is run once, by whichever beat comes first.

A beat that was missed is no slot that was missed: the next beat finds it. A run that was killed, or that a person
approved, comes before a new one.
"""

from datetime import UTC, datetime, time, timedelta

from django.utils import timezone

from privacy.retention import engine
from privacy.retention.engine import Clock, Outcome
from privacy.retention.models import PurgeRun
from privacy.retention.rules import Rule

#: The hour of the operator's night at which a day's slot begins.
NIGHT = timedelta(hours=3)


def daily(now: datetime) -> str:
    return f"daily {(timezone.localtime(now) - NIGHT).date().isoformat()}"


def hourly(now: datetime) -> str:
    return f"hourly {now.astimezone(UTC):%Y-%m-%dt%H}"


def tick(clock: Clock) -> int:
    """Does what is to be done at this moment; how many runs it ended."""
    open_runs = PurgeRun.objects.filter(finished_at=None).order_by("planned_at")
    outcomes = [engine.run(slot, clock) for slot in open_runs.values_list("slot", flat=True)]
    now = clock()
    if _is_missing(daily(now)):
        outcomes.append(engine.run(daily(now), clock))
    if _is_missing(hourly(now)):
        outcomes.append(engine.run(hourly(now), clock, only=lambda rule: rule.is_short_lived))
    return outcomes.count(Outcome.DONE)


def _is_missing(slot: str) -> bool:
    return not PurgeRun.objects.filter(slot=slot, finished_at__isnull=False).exists()


def next_run(rule: Rule, now: datetime) -> datetime:
    """When the next slot of a rule begins."""
    if rule.is_short_lived:
        return now.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
    night = (timezone.localtime(now) - NIGHT).date() + timedelta(days=1)
    return timezone.make_aware(datetime.combine(night, time.min) + NIGHT)

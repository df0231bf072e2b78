"""What can be asked about the work."""

from datetime import datetime, timedelta

from django.db.models import QuerySet

from hotsite.ground.work import leases
from hotsite.ground.work.models import Job, Leased, OutboxMail, State, Tick

#: Work this long past its moment was missed by several sweeps: somebody should look.
OVERDUE_AFTER = timedelta(minutes=10)


def last_tick(name: str) -> datetime | None:
    return Tick.objects.filter(name=name).values_list("at", flat=True).first()


def job_counts(now: datetime) -> dict[str, int]:
    return _counts(Job.objects.all(), now)


def mail_counts(now: datetime) -> dict[str, int]:
    return _counts(OutboxMail.objects.all(), now)


def next_mail(now: datetime) -> int | None:
    """The mail that has waited longest among those due; None if none is."""
    return leases.due(OutboxMail.objects.order_by("due_at"), now).values_list("pk", flat=True).first()


def _counts(rows: "QuerySet[Leased] | QuerySet[Job] | QuerySet[OutboxMail]", now: datetime) -> dict[str, int]:
    waiting = rows.filter(state=State.WAITING)
    return {
        "waiting": waiting.count(),
        "overdue": waiting.filter(due_at__lt=now - OVERDUE_AFTER).count(),
        "given_up": rows.filter(state=State.GIVEN_UP).count(),
    }

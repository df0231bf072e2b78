"""What a day brings: reminders, dates that move while a clock stands still, the staff's digest."""

from datetime import datetime

from django.utils import timezone

from contact.rights.clock import set_dates
from contact.rights.digest import send_digest
from contact.rights.models import RightsRequest
from contact.rights.services.mailbox import chase
from contact.rights.services.restricting import end_empty


def round_of(now: datetime) -> dict[str, int]:
    """Does them all; counts, for the log. Safe to run twice."""
    return {
        "mails": chase(now),
        "dates": recount(now),
        "restrictions": end_empty(now),
        "digests": int(send_digest(now)),
    }


def recount(now: datetime) -> int:
    """Counts the dates of paused cases anew: they move by a day each day. The number that moved."""
    today = timezone.localdate(now)
    moved = 0
    for case in RightsRequest.objects.filter(is_open=True, is_paused=True).order_by("pk").iterator(chunk_size=500):
        set_dates(case, today=today)
        # Not through `changing`: nobody decided anything. A row that changed meanwhile has been counted by that.
        same = RightsRequest.objects.filter(pk=case.pk, version=case.version).exclude(due_on=case.due_on)
        moved += same.update(due_on=case.due_on, due_under=case.due_under, staff_on=case.staff_on)
    return moved

"""What reads the register."""

from datetime import datetime

from privacy.breaches.models import Breach


def counts(now: datetime) -> dict[str, int]:
    """Entries whose clock runs, and those of them whose time is up."""
    running = Breach.objects.filter(notified_at=None, no_notice_reason="")
    return {"running": running.count(), "overdue": running.filter(due_at__lt=now).count()}

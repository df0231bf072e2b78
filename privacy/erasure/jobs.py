"""The room's jobs."""

from datetime import datetime, timedelta

from hotsite.ground.work.services import enqueue, handles
from privacy.erasure import scan


@handles(scan.SCAN, lease=timedelta(minutes=5))
def look_on(pk: int, now: datetime) -> None:
    """One slice; the next is a job of its own."""
    if scan.run_slice(pk, now):
        enqueue(scan.SCAN, subject=pk, now=now)

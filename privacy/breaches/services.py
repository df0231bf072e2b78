"""What writes the register, and what its clock says."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum

from hotsite.ground.reference import new_reference
from privacy.breaches.models import Breach

REFERENCE_PREFIX = "B"
#: GDPR Art. 33(1). Hours are counted through nights and days off: an extension over a holiday (Reg. 1182/71 Art. 3(5))
#: is for counsel to claim, not for a clock to assume.
TIME_TO_NOTIFY = timedelta(hours=72)


class State(Enum):
    RUNNING = "running"
    OVERDUE = "overdue"
    NOTIFIED = "notified"
    NOTIFIED_LATE = "notified late"
    NOT_NOTIFIED = "not notified, with a reason"


@dataclass(frozen=True)
class Clock:
    state: State
    #: Until the time is up; negative once it is. Zero where the clock has stopped.
    left: timedelta


def due_at(aware_at: datetime) -> datetime:
    return aware_at + TIME_TO_NOTIFY


def clock(breach: Breach, now: datetime) -> Clock:
    if breach.notified_at:
        late = breach.notified_at > breach.due_at
        return Clock(State.NOTIFIED_LATE if late else State.NOTIFIED, timedelta(0))
    if breach.no_notice_reason.strip():
        return Clock(State.NOT_NOTIFIED, timedelta(0))
    left = breach.due_at - now
    return Clock(State.OVERDUE if left < timedelta(0) else State.RUNNING, left)


def record(breach: Breach) -> None:
    """Keeps a new or completed entry; the time that is due follows from the time it was known."""
    if not breach.reference:
        breach.reference = _free_reference()
    breach.due_at = due_at(breach.aware_at)
    breach.save()


def _free_reference() -> str:
    while Breach.objects.filter(reference=(reference := new_reference(REFERENCE_PREFIX))).exists():
        pass
    return reference

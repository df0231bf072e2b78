"""When a purge stops and asks a person: the plan is out of proportion, so a clock, a setting or a hold may be wrong.

What was deleted cannot be fetched back, and what waits a day longer can be explained.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from privacy.retention.models import Stop

#: So few rows are never far more than usual.
FEW = 500
#: Times the mean of earlier runs.
FAR_ABOVE = 20
#: Without this many earlier runs there is no usual number.
ENOUGH_RUNS = 7
#: Of how many runs the mean is taken.
TRAILING = 30
#: Longer than an outage over a long weekend. After that, somebody looks at the clock first.
LONGEST_GAP = timedelta(days=4)


def is_gap(last_run: datetime | None, now: datetime) -> bool:
    """Whether the clock says that the purge has not run for days: it did not, or the clock jumped."""
    return last_run is not None and now - last_run > LONGEST_GAP


def stop(free: int, gone_before: Sequence[int], *, cap: int, in_gap: bool) -> Stop | None:
    """Why nothing of a rule may go yet; None if it may.

    `free`: rows that would go. `gone_before`: rows gone in earlier runs of the rule, the newest first.
    """
    if not free:
        return None
    if in_gap:
        return Stop.GAP
    if free > cap:
        return Stop.CAP
    recent = gone_before[:TRAILING]
    if len(recent) >= ENOUGH_RUNS and free > max(FEW, FAR_ABOVE * sum(recent) / len(recent)):
        return Stop.MEAN
    return None

"""A second person for what cannot be undone; where one person does everything, time in that person's place."""

from datetime import datetime, timedelta

from django.conf import settings

#: Where FOUR_EYES=delay: how long the same person has to wait before saying yes again.
SLEEP_ON_IT = timedelta(hours=24)


def may_approve(by: int | None, *, asked_by: int | None, asked_at: datetime | None, now: datetime) -> bool:
    """Whether `by` may approve what `asked_by` asked for at `asked_at`: keys of staff accounts."""
    if by is None:
        return False
    if by != asked_by:
        return True
    return settings.FOUR_EYES == "delay" and asked_at is not None and now >= asked_at + SLEEP_ON_IT

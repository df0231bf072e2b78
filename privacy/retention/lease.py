"""One purge at a time: a lease that a runner takes, keeps with each slice, and gives back.

The number is the fence: a runner whose lease ran out, and was taken by another since, finds another number in the row,
and its slice is rolled back.
"""

from datetime import datetime, timedelta

from django.db.models import F, Q

from privacy.retention.models import Runner

LEASE = timedelta(seconds=120)  # far longer than a slice or a plan takes
_THE_ONE = 1


class LeaseLost(Exception):
    """Another runner took over."""


def take(now: datetime) -> int | None:
    """The number of our lease; None if another runner has it.

    A lease that ends later than one taken now would is a clock's that has been put back since: nobody has it.
    """
    Runner.objects.get_or_create(pk=_THE_ONE)
    over = Q(leased_until=None) | Q(leased_until__lte=now) | Q(leased_until__gt=now + LEASE)
    free = Runner.objects.filter(over, pk=_THE_ONE)
    if not free.update(leased_until=now + LEASE, token=F("token") + 1):
        return None
    return Runner.objects.values_list("token", flat=True).get(pk=_THE_ONE)


def keep(token: int, now: datetime) -> None:
    """To be called within the transaction of what is done under the lease. `LeaseLost` undoes it."""
    if not Runner.objects.filter(pk=_THE_ONE, token=token).update(leased_until=now + LEASE):
        raise LeaseLost


def give_back(token: int) -> None:
    Runner.objects.filter(pk=_THE_ONE, token=token).update(leased_until=None)

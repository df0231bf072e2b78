"""Removes packages whose time is over: the file and the row.

It deletes, so first what can go wrong here:

- A package goes that somebody may still fetch: the row is looked at again under the lock of its case, and a download
  takes the same lock. One that was handed over or built anew in between has a later time, and stays.
- The row goes and the file stays (the worker is killed between the two): the file has no row then, and goes as a
  leftover of the next run. The other way round, the row would promise what is not there; so the row goes first.
- A file goes that a worker is writing, or has just finished and not yet named in its row: leftovers are an hour old.
- Something goes that is not ours, as the folder is shared: only names that `files` makes are looked at, and only in
  that folder itself.
- Half of it goes: each package is a transaction of its own, so what was removed is removed, and noted in its case.

Batch size: one. There are as many packages as answers to access within two weeks. Beforehand, `expired` says what
would go.
"""

from datetime import datetime, timedelta

from django.db.models import QuerySet

from contact.rights.models import RightsRequest
from contact.rights.packages import files
from contact.rights.packages.models import KEPT, Package
from contact.rights.services.changing import SITE, changing, note
from contact.rights.timeline import Code

LEFT_OVER_AFTER = timedelta(hours=1)


def expired(now: datetime) -> "QuerySet[Package]":
    return Package.objects.filter(kept_from__lte=now - KEPT).order_by("pk")


def expire_packages(now: datetime) -> int:
    """The number of packages and of leftover files that were removed. Safe to run twice."""
    removed = sum(_remove(key, now) for key in list(expired(now).values_list("pk", flat=True)))
    named = set(Package.objects.exclude(file="").values_list("file", flat=True))
    leftovers = files.left_over(named, now - LEFT_OVER_AFTER)
    for name in leftovers:
        files.remove(name)
    return removed + len(leftovers)


def purge(before: datetime) -> int:
    """For the declared store: what was handed over before a moment, and whatever else its time is over for."""
    return expire_packages(before + KEPT)


def overdue(before: datetime) -> int:
    """For the declared store: how many packages that is. A file is as old as its row says, not as its disk does."""
    named = set(Package.objects.exclude(file="").values_list("file", flat=True))
    return expired(before + KEPT).count() + len(files.left_over(named, before))


def _remove(key: int, now: datetime) -> bool:
    try:
        with changing(key, now=now) as case:
            package = expired(now).filter(pk=key).first()
            if package is None:
                return False
            package.delete()
            note(case, Code.PACKAGE_GONE, who=SITE, now=now)
    except RightsRequest.DoesNotExist:
        return False
    files.remove(package.file)
    return True

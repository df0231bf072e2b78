"""How a package stands."""

from datetime import datetime
from enum import Enum

from contact.rights.models import RightsRequest
from contact.rights.packages.models import Package


class Standing(Enum):
    #: Nobody asked for one, or the person's own row is gone.
    NONE = "none"
    BUILDING = "building"
    FAILED = "failed"
    #: Built; the answer that says where to fetch it has not gone out.
    READY = "ready"
    OFFERED = "offered"
    USED_UP = "used up"
    #: Its time is over, or its file is not there any more.
    GONE = "gone"


#: Not yet, for the person.
COMING = frozenset({Standing.BUILDING, Standing.FAILED, Standing.READY})
#: Staff can look into it.
THERE = frozenset({Standing.READY, Standing.OFFERED, Standing.USED_UP})


def package_of(case: RightsRequest) -> Package | None:
    """No query, where the case was read with `requester__package`."""
    found: Package | None = getattr(getattr(case, "requester", None), "package", None)
    return found


def standing(package: Package | None, now: datetime) -> Standing:
    if package is None:
        return Standing.NONE
    if package.expires_at <= now:
        return Standing.GONE
    if package.made_at is None:
        return Standing.FAILED if package.fault else Standing.BUILDING
    if package.offered_at is None:
        return Standing.READY
    return Standing.OFFERED if package.downloads_left else Standing.USED_UP


def is_awaited(case: RightsRequest) -> bool:
    """Whether one is being built: no answer goes out before. One that fails holds nobody up: the law's day counts."""
    package = package_of(case)
    return package is not None and package.made_at is None and not package.fault

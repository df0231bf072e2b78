"""What staff see of a scan: where it looked, what it found, and what no scan of ours can see."""

from dataclasses import dataclass

from django.utils.functional import Promise

from privacy.declarations import Registry, registry
from privacy.erasure import stores
from privacy.erasure.findings import EXPECTED, Finding, Outcome, findings, outcome
from privacy.erasure.models import Scan
from privacy.erasure.scan import MOST_VALUES, NOT_COVERED, latest


@dataclass(frozen=True)
class Shown:
    scan: Scan
    outcome: str
    #: Places that were looked into, and all of them.
    done: int
    of: int
    megabytes: float
    in_the_way: tuple[Finding, ...]
    expected: tuple[Finding, ...]
    places: list[dict[str, object]]
    not_covered: tuple[Promise | str, ...]
    #: Values that were not looked for, as there were too many.
    left_out: int


def shown(about: int, *, of: Registry = registry) -> Shown | None:
    """None where nothing was erased."""
    scan = latest(about)
    if scan is None:
        return None
    found = findings(scan)
    sealed = (store.sealed for store in stores.sealed(of))
    return Shown(
        scan=scan,
        outcome=Outcome(outcome(scan)).value,
        done=len(scan.looked_into) - bool(scan.to_do and scan.after),
        of=len({one["place"] for one in scan.looked_into} | {name for _, name in scan.to_do}),
        megabytes=sum(one["bytes"] for one in scan.looked_into) / 1e6,
        in_the_way=tuple(one for one in found if one.kind not in EXPECTED),
        expected=tuple(one for one in found if one.kind in EXPECTED),
        places=scan.looked_into,
        not_covered=(*NOT_COVERED, *sealed),
        left_out=max(0, scan.values_number - MOST_VALUES),
    )

"""What a hit means, and what a scan comes to."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from privacy.erasure.models import Scan, ScanState
from privacy.erasure.values import Weight


class Kind(TextChoices):
    """The first three are as they should be."""

    KEPT = "kept", _("in a row or file that the plan keeps, with its ground")
    SINCE = "since", _("in a row that came after the erasure")
    LIST = "list", _("in the records of this search itself")
    LEFT = "left", _("left behind: the address, or words that stand there by no accident")
    DOUBTFUL = "doubtful", _("short, or said by others as well: somebody has to judge")
    NOT_READ = "not read", _("could not be read, or not to its end")


EXPECTED = frozenset({Kind.KEPT, Kind.SINCE, Kind.LIST})


class Reason(TextChoices):
    """Why what is doubtful is nothing of this person's."""

    OTHERS = "others", _("these are the data of others, or words that many use")
    ACCIDENT = "accident", _("these letters stand there by accident")
    OWN = "own", _("these are words of the site itself, or of its operator")
    UNREAD = "unread", _("what could not be read can hold nothing of this person")


class Outcome(Enum):
    RUNNING = "running"
    CLEAN = "clean"
    #: An approver has to judge, and to say why it is nothing.
    TO_JUDGE = "to judge"
    LEFT_BEHIND = "left behind"


@dataclass(frozen=True)
class Finding:
    place: str
    column: str
    kind: Kind
    count: int


def kind_of(weights: Iterable[Weight]) -> Kind:
    return Kind.DOUBTFUL if set(weights) <= {Weight.WEAK} else Kind.LEFT


def findings(scan: Scan) -> tuple[Finding, ...]:
    """What stands in the way first."""
    order = [Kind.LEFT, Kind.NOT_READ, Kind.DOUBTFUL, Kind.KEPT, Kind.SINCE, Kind.LIST]
    found = (Finding(one["place"], one["column"], Kind(one["kind"]), one["count"]) for one in scan.found)
    return tuple(sorted(found, key=lambda one: (order.index(one.kind), one.place, one.column)))


def counts(scan: Scan) -> dict[str, int]:
    """How often each kind was found: `{"kept": 3, "left": 0, …}`."""
    total: Counter[str] = Counter()
    for one in findings(scan):
        total[one.kind.value] += one.count
    return {kind.value: total[kind.value] for kind in Kind}


def outcome(scan: Scan) -> Outcome:
    if scan.state == ScanState.RUNNING:
        return Outcome.RUNNING
    kinds = {one.kind for one in findings(scan)}
    if Kind.LEFT in kinds or scan.state == ScanState.STOPPED:
        return Outcome.LEFT_BEHIND
    return Outcome.TO_JUDGE if kinds - EXPECTED and not scan.cleared else Outcome.CLEAN


def added(scan: Scan, more: Mapping[tuple[str, str, Kind], int]) -> list[dict[str, object]]:
    """As it is kept in the row: what was found so far, and more."""
    total = Counter({(one.place, one.column, one.kind): one.count for one in findings(scan)})
    total.update(more)
    return [
        {"place": place, "column": column, "kind": kind.value, "count": count}
        for (place, column, kind), count in total.items()
    ]

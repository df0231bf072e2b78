"""One line for each figure, beside its limit or its peer, as a ratio."""

from dataclasses import dataclass
from enum import Enum

from workshop.steps import say


class Bound(Enum):
    """Which side of the limit is the good one."""

    AT_MOST = "≤"
    AT_LEAST = "≥"


@dataclass(frozen=True, kw_only=True)
class Limit:
    value: float
    bound: Bound = Bound.AT_MOST


#: Milliseconds. A task of more than 50 ms is a "long task" (W3C Long Tasks): a key pressed meanwhile waits for it.
KEYSTROKE = Limit(value=50)
#: What people take for at once; so long the page may stand still, whatever is worked on.
TASK = Limit(value=100)


def head() -> None:
    say(f"{'':46}{'measured':>12}{'limit or peer':>18}{'ratio':>8}")


def line(name: str, value: float, unit: str, *, limit: Limit | None = None, digits: int = 0) -> bool:
    """Prints a figure and its limit; False, and the word "missed", where it is on the wrong side."""
    if limit is None:
        say(f"{name:46}{value:>8.{digits}f} {unit:<4}")
        return True
    kept = value <= limit.value if limit.bound is Bound.AT_MOST else value >= limit.value
    beside = f"{limit.bound.value} {limit.value:g} {unit}"
    verdict = "" if kept else "  missed"
    say(f"{name:46}{value:>8.{digits}f} {unit:<4}{beside:>17}{value / limit.value:>8.2f}{verdict}")
    return kept


def beside(name: str, value: float, unit: str, *, peer: str, peers: float, digits: int = 0) -> None:
    """Prints a figure beside the one that a peer reached in the same run."""
    say(f"{name:46}{value:>8.{digits}f} {unit:<4}{f'{peers:.{digits}f} {unit}':>17}{value / peers:>8.2f}  ({peer})")

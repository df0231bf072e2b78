"""What reads the sums: one dimension at a time, and none that is too small."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Sum

from hotsite.ground.plot import Bar
from privacy.usage.models import UsageCount

#: Fewer views than this are not shown: they might be one person's.
FEWEST = 10
DIMENSIONS = ("day", "page", "language", "device", "browser")


@dataclass(frozen=True)
class Sums:
    """By one dimension. Totals are of the bars shown: with the whole, what is hidden could be worked out."""

    dimension: str
    bars: tuple[Bar, ...]
    hidden: int


def sums(dimension: str, *, since: date, until: date) -> Sums:
    """Views from `since` to `until`, both included, by one of `DIMENSIONS`; the largest first, days in order."""
    rows = (
        UsageCount.objects.filter(day__range=(since, until))
        .values_list(dimension)
        .annotate(total=Sum("count"))
        .order_by("day" if dimension == "day" else "-total", dimension)
    )
    shown = tuple(Bar(str(name), total) for name, total in rows if total >= FEWEST)
    return Sums(dimension, shown, len(rows) - len(shown))

"""Bars drawn by the server: where each stands, for `admin/plot.html` to write as SVG."""

from collections.abc import Sequence
from dataclasses import dataclass

WIDTH, HEIGHT, GAP, LABEL, FIGURE = 640, 18, 6, 260, 70  # in the plot's own units


@dataclass(frozen=True)
class Bar:
    name: str
    count: int


@dataclass(frozen=True)
class Place:
    name: str
    count: int
    y: int
    text_y: int
    width: int
    end: int


@dataclass(frozen=True, kw_only=True)
class Plot:
    """One plot. `key` names it in the page; `hidden`: how many bars are too small to show."""

    key: str
    title: str
    bars: tuple[Place, ...]
    hidden: int = 0
    width: int = WIDTH
    height: int = 0
    label: int = LABEL - 8
    start: int = LABEL
    bar: int = HEIGHT


def plot(key: str, title: str, bars: Sequence[Bar], *, hidden: int = 0) -> Plot:
    most = max((bar.count for bar in bars), default=0) or 1
    room = WIDTH - LABEL - FIGURE
    places = []
    for place, bar in enumerate(bars):
        y, width = place * (HEIGHT + GAP), max(1, round(room * bar.count / most))
        places.append(Place(bar.name, bar.count, y, y + HEIGHT - 4, width, LABEL + width + 6))
    return Plot(key=key, title=title, bars=tuple(places), hidden=hidden, height=len(bars) * (HEIGHT + GAP))

"""What the page's main thread did, from the browser's own trace: script, style and layout, paint; not the drawing."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Browser, Page

BEGIN, END = "bench-begin", "bench-end"
CATEGORIES = ["toplevel", "devtools.timeline", "blink.user_timing"]
#: Names of the trace's events, by what they are. One of a kind may stand within another of it.
KINDS = {
    "script": {"EvaluateScript", "FireAnimationFrame", "EventDispatch", "TimerFire", "FunctionCall", "RunMicrotasks"},
    "style and layout": {
        "UpdateLayoutTree",
        "Layout",
        "HitTest",
        "IntersectionObserverController::computeIntersections",
    },
    "paint": {"PrePaint", "Paint", "Layerize", "Commit"},
    "collecting garbage": {"MajorGC", "MinorGC", "V8.GC_MC_INCREMENTAL", "BlinkGC.AtomicPhase"},
}
TASKS = {"RunTask", "ThreadControllerImpl::RunTask"}
#: A question of whoever measures, by DevTools: looking for what is on the page takes longer than most of the page's own
#: work. Of such a task only what the page does on an event counts, as when a file is chosen or a word filled in.
QUESTION = "blink.mojom.DevToolsSession"
HANDLED = {"EventDispatch"}

Event = dict[str, Any]


@dataclass(kw_only=True)
class Work:
    """Milliseconds."""

    tasks: list[float] = field(default_factory=list)
    #: What the processor did in the longest task; the rest of it the thread waited, on a busy machine for its turn.
    longest_busy: float = 0.0
    #: The most that the processor did in one task, however long the thread waited for its turn.
    busiest: float = 0.0
    kinds: dict[str, float] = field(default_factory=dict)

    @property
    def total(self) -> float:
        return sum(self.tasks)

    @property
    def longest(self) -> float:
        return max(self.tasks, default=0.0)


@contextmanager
def traced(browser: Browser, page: Page) -> Iterator[Work]:
    """What is done within is in the `Work`, once it is left."""
    work = Work()
    browser.start_tracing(page=page, categories=CATEGORIES)
    page.evaluate("name => void performance.mark(name)", BEGIN)
    yield work
    page.evaluate("name => void performance.mark(name)", END)
    events = json.loads(browser.stop_tracing())["traceEvents"]
    ours = list(_between_marks(events))
    tasks = _own_tasks(ours)
    work.tasks = [one.get("dur", 0) / 1_000 for one in tasks]
    longest = max(tasks, key=lambda one: one.get("dur", 0), default={})
    work.longest_busy = longest.get("tdur", 0) / 1_000
    work.busiest = max((one.get("tdur", 0) for one in tasks), default=0) / 1_000
    # Style that a script asks for is counted as style, and not once more as script.
    within = {kind: sum(span[1] for span in _outermost(ours, names)) for kind, names in KINDS.items()}
    script = list(_outermost(ours, KINDS["script"]))
    asked = [span for span in _outermost(ours, KINDS["style and layout"]) if _lies_in(span, script)]
    work.kinds = within | {"script": within["script"] - sum(span[1] for span in asked)}


def _between_marks(events: list[Event]) -> Iterator[Event]:
    """Events of the thread that set the marks, from one to the other."""
    marks = {event["name"]: event for event in events if event["name"] in {BEGIN, END} and "ts" in event}
    begin, end = marks[BEGIN], marks[END]
    for event in events:
        same = (event.get("pid"), event.get("tid")) == (begin["pid"], begin["tid"])
        if same and event.get("ph") == "X" and begin["ts"] <= event["ts"] <= end["ts"]:
            yield event


Span = tuple[float, float]


def _own_tasks(events: list[Event]) -> list[Event]:
    """The page's tasks, and what it handles in those that are questions."""
    questions = [_span(one) for one in events if _is_question(one)]
    own: list[Event] = []
    for task in _outermost_events(events, TASKS):
        start, length = _span(task)
        if any(start <= asked < start + length for asked, _length in questions):
            inside = [one for one in events if start <= _span(one)[0] < start + length]
            own += _outermost_events(inside, HANDLED)
        else:
            own.append(task)
    return own


def _is_question(event: Event) -> bool:
    said: Any = event.get("args", {}).get("chrome_mojo_event_info", {})
    return bool(said.get("mojo_interface_tag") == QUESTION)


def _span(event: Event) -> Span:
    return event["ts"] / 1_000, event.get("dur", 0) / 1_000


def _outermost(events: list[Event], names: set[str]) -> Iterator[Span]:
    """Start and length, in milliseconds, of what lies in none of its own kind."""
    return (_span(event) for event in _outermost_events(events, names))


def _outermost_events(events: list[Event], names: set[str]) -> Iterator[Event]:
    past = 0.0
    for event in sorted(
        (one for one in events if one["name"] in names), key=lambda one: (one["ts"], -one.get("dur", 0))
    ):
        if event["ts"] >= past:
            past = event["ts"] + event.get("dur", 0)
            yield event


def _lies_in(span: Span, others: list[Span]) -> bool:
    return any(start <= span[0] < start + length for start, length in others)

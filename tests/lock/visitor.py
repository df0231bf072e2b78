"""Tries vectors in a real browser, and looks where their marks arrived.

Each attempt has a mark and a foreign port of its own, so many run at once and each arrival says whose it is. What
leaves its page as it is runs together with others in one tab; what moves or opens pages has a tab of its own, several
side by side. The visitor's own part (reload, back and forward, clicks) goes through DevTools: to the browser it is the
user's, not the page's.
"""

import contextlib
import secrets
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal, TypeVar

from playwright.sync_api import BrowserContext, ConsoleMessage, Error, Page

from tests.lock.listeners import FOREIGN_ZONE, LOOPBACK, Arrival, Foreign, Own, Told
from tests.lock.vector import TOOL, Pair, Place, Room, Target, Then
from tests.lock.vectors import PAIRS

START = "/en/"
PLAIN = "/en/contact/"
#: For each room: how many attempts share a tab, and how many tabs stand side by side.
SIZES = {Room.SHARED: (70, 5), Room.IN_FRONT: (70, 1), Room.OWN_TAB: (1, 16), Room.OWN_BROWSER: (1, 1)}
#: Milliseconds: how often it looks whether something more arrived, how long nothing may, and when it gives up.
LOOK_EVERY, QUIET_FOR, AT_MOST = 100, 700, 15_000

Item = TypeVar("Item")


@dataclass(frozen=True)
class Attempt:
    """One try of a pair to reach one target."""

    pair: Pair
    target: Target
    mark: str
    port: int
    to: str


@dataclass(frozen=True)
class Outcome:
    """What came of an attempt: whether it ran at all, what it threw, and where its mark was seen."""

    attempt: Attempt
    said: tuple[str, ...]
    foreign: tuple[Arrival, ...]
    arrived: tuple[str, ...]
    view: tuple[str, ...]

    @property
    def tried(self) -> bool:
        return bool(self.said)


@dataclass(frozen=True)
class Seen:
    """How much had arrived at a moment."""

    foreign: int = 0
    own: int = 0


@dataclass
class Tab:
    """The page where attempts begin, the other page they need, and what they opened."""

    attempts: Sequence[Attempt]
    page: Page
    others: list[Page] = field(default_factory=list)


def in_groups(items: Sequence[Item], size: int) -> Iterator[Sequence[Item]]:
    for start in range(0, len(items), size):
        yield items[start : start + size]


@dataclass
class Visitor:
    """One browser with a profile of its own. `origin` is our site's."""

    context: BrowserContext
    origin: str
    #: The address of a script of the site's own that runs as a worker, and carries the attack.
    worker: str
    foreign: Foreign
    own: Own
    #: What the attack said of each mark: that it was tried, and what it threw.
    said: dict[str, list[str]] = field(default_factory=dict)

    def tries(self, pairs: Sequence[Pair] = PAIRS) -> list[Outcome]:
        """Every pair with each of its targets, once. What arrives late counts too: it is looked for at the end."""
        self.context.on("console", self._hears)
        attempts = [self._attempt(pair, target) for pair in pairs for target in pair.vector.targets]
        since: dict[str, Seen] = {}
        for room, (in_one_tab, tabs) in SIZES.items():
            groups = [
                group
                for place in Place
                for group in in_groups(
                    [one for one in attempts if one.pair.vector.room is room and one.pair.place is place], in_one_tab
                )
            ]
            for side_by_side in in_groups(groups, tabs):
                since |= self._side_by_side(side_by_side)
        told = self.own.by_mark()
        return [
            self._outcome(attempt, told.get(attempt.mark, []), since.get(attempt.mark, Seen())) for attempt in attempts
        ]

    def waits_for_the_service_worker(self) -> None:
        """Visits the site until its service worker stands behind its pages."""
        with self._bystander() as page:
            page.goto(self.origin + START)
            page.evaluate("navigator.serviceWorker.ready.then(() => true)")

    @property
    def _scheme(self) -> str:
        return self.origin.partition(":")[0]

    def _attempt(self, pair: Pair, target: Target) -> Attempt:
        mark = f"m{secrets.token_hex(7)}"
        port = self.foreign.open()
        to = {
            Target.FOREIGN: f"{self._scheme}://{LOOPBACK}:{port}/{mark}",
            Target.LISTED: f"{self.origin}{pair.vector.own}?{mark}",
            Target.UNLISTED: f"{self.origin}/{mark}",
        }[target]
        return Attempt(pair, target, mark, port, to)

    def _job(self, attempt: Attempt) -> dict[str, object]:
        """What the attack is told (attack.js)."""
        return {
            "way": attempt.pair.vector.script,
            "place": attempt.pair.place.value,
            "to": attempt.to,
            "mark": attempt.mark,
            "port": attempt.port,
            "scheme": self._scheme,
            "host": f"{attempt.mark}.{FOREIGN_ZONE}",
            "origin": self.origin,
            "worker": self.worker,
        }

    def _hears(self, message: ConsoleMessage) -> None:
        word, _, rest = message.text.partition(" ")
        mark, _, what = rest.partition(" ")
        if word == "proof":
            self.said.setdefault(mark, []).append(what)

    def _side_by_side(self, groups: Sequence[Sequence[Attempt]]) -> dict[str, Seen]:
        """Each group in one tab. What had arrived before the visitor's own part, by the marks that have one."""
        attempts = [attempt for group in groups for attempt in group]
        with self._bystander() as bystander:
            tabs = [self._open(group) for group in groups]
            for tab in tabs:
                self._begin(tab)
            self._settle(bystander, attempts)
            before = Seen(len(self.foreign.arrivals), self.own.lines())
            going_on = [tab for tab in tabs if tab.attempts[0].pair.vector.then is not Then.NOTHING]
            for tab in going_on:
                self._goes_on(tab)
            if going_on:
                self._settle(bystander, attempts)
        return {tab.attempts[0].mark: before for tab in going_on}

    def _begin(self, tab: Tab) -> None:
        pages = (tab.page, *tab.others)
        for page in pages:
            page.wait_for_load_state("domcontentloaded")
            page.on("popup", lambda popup: tab.others.append(popup))
        for page in tab.others:
            page.evaluate("marks => attack.listen(marks)", [attempt.mark for attempt in tab.attempts])
        tab.page.evaluate("jobs => attack.try(jobs)", [self._job(attempt) for attempt in tab.attempts])

    def _goes_on(self, tab: Tab) -> None:
        """The visitor's own part, in the pages that the attack moved."""
        pair = tab.attempts[0].pair
        step = STEPS[pair.vector.then]
        elsewhere = pair.place in {Place.PLAIN_TAB, Place.OPENER}
        for page in tab.others if elsewhere else [tab.page, *tab.others]:
            with contextlib.suppress(Error):  # the page is gone, or its document is
                step(page)

    @contextlib.contextmanager
    def _bystander(self) -> Iterator[Page]:
        """A tab that takes no part; at the end all others are closed, and what they kept is forgotten."""
        page = self.context.new_page()
        yield page
        for other in [one for one in self.context.pages if one is not page]:
            with contextlib.suppress(Error):
                other.close()
        self.context.clear_cookies()
        page.close()

    def _open(self, attempts: Sequence[Attempt]) -> Tab:
        """The locked page that begins, and a plain one where the place needs it; they may still be loading."""
        place = attempts[0].pair.place
        page = self.context.new_page()
        if place is Place.OPENER:
            page.goto(self.origin + PLAIN)
            return Tab(attempts, self._opened_by(page), [page])
        page.goto(self.origin + START, wait_until="commit")
        if place is not Place.PLAIN_TAB:
            return Tab(attempts, page)
        plain = self.context.new_page()
        plain.goto(self.origin + PLAIN, wait_until="commit")
        return Tab(attempts, page, [plain])

    def _opened_by(self, plain: Page) -> Page:
        """The locked page in a window that the plain one opened; in a tab without an opener where that is refused."""
        found: list[Page] = []
        plain.once("popup", lambda popup: found.append(popup))
        if not plain.evaluate("path => open(path) !== null", START):
            page = self.context.new_page()
            page.goto(self.origin + START, wait_until="commit")
            return page
        while not found:
            plain.wait_for_timeout(LOOK_EVERY)
        return found[0]

    def _settle(self, page: Page, attempts: Sequence[Attempt]) -> None:
        """Waits until every attempt has begun, and then until nothing more arrives."""
        waited, quiet, seen = 0, 0, (-1, -1)
        while waited < AT_MOST and quiet < QUIET_FOR:
            page.wait_for_timeout(LOOK_EVERY)
            waited += LOOK_EVERY
            now = (self.foreign.heard(), self.own.size())
            begun = all(attempt.mark in self.said for attempt in attempts)
            quiet, seen = (quiet + LOOK_EVERY if begun and now == seen else 0), now

    def _outcome(self, attempt: Attempt, told: Sequence[Told], since: Seen) -> Outcome:
        return Outcome(
            attempt,
            said=tuple(self.said.get(attempt.mark, ())),
            foreign=tuple(self.foreign.seen(mark=attempt.mark, port=attempt.port, since=since.foreign)),
            arrived=tuple(one.text for one in told if one.stage == "arrived" and one.line >= since.own),
            view=tuple(one.text for one in told if one.stage == "view" and one.line >= since.own),
        )


def _reload(page: Page) -> None:
    page.context.new_cdp_session(page).send("Page.reload")


def _back_and_forward(page: Page) -> None:
    session = page.context.new_cdp_session(page)
    history = session.send("Page.getNavigationHistory")
    entries, index = history["entries"], history["currentIndex"]
    for entry in (entries[max(index - 1, 0)], entries[index]):
        session.send("Page.navigateToHistoryEntry", {"entryId": entry["id"]})
        page.wait_for_timeout(300)


def _click(button: Literal["left", "middle"] = "left", key: str = "") -> Callable[[Page], None]:
    def click(page: Page) -> None:
        if key:
            page.keyboard.down(key)
        page.mouse.click(300, 300, button=button)
        if key:
            page.keyboard.up(key)

    return click


def _follow(path: str) -> Callable[[Page], None]:
    return lambda page: page.evaluate("path => void setTimeout(() => { location.href = path }, 0)", path)


STEPS: dict[Then, Callable[[Page], object]] = {
    Then.RELOAD: _reload,
    Then.BACK_AND_FORWARD: _back_and_forward,
    Then.CLICK: _click(),
    Then.CTRL_CLICK: _click(key="Control"),
    Then.MIDDLE_CLICK: _click("middle"),
    Then.ALT_CLICK: _click(key="Alt"),
    Then.INSTALL: lambda page: page.context.new_cdp_session(page).send("Page.getAppManifest"),
    Then.LISTED_PAGE: _follow(TOOL),
    Then.PLAIN_PAGE: _follow(PLAIN),
}

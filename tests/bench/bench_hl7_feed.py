"""A feed of 100 MB and 87,740 messages in the explorer, in a browser: how soon its first row stands, how soon all of it
can be gone through, how long a filter takes, for how long the page stands still meanwhile, and what the page's process
grows by. Wall-clock time by the page's own clock, from the choice of the file or the key to what is seen."""

import re
import tempfile
import time
from pathlib import Path

from playwright.sync_api import Browser, Page, expect

from tests.bench import inputs
from tests.bench.table import KEYSTROKE, Limit, head, line
from tests.bench.trace import traced
from tests.bench.visit import page_of, visit
from workshop.steps import say

MESSAGES = 87_740
FIRST = Limit(value=300)
WHOLE = Limit(value=2_000)
FILTER = Limit(value=300)
GROWTH = Limit(value=300)
PATIENCE = 60_000  # milliseconds
FILTERS = (
    ("MSH-10 contains 77", "a part of a field of the header"),
    ("PID-5.2 = CLEO", "a component"),
    ('OBX-5 matches "^1\\d\\d\\.5$"', "an expression on every result"),
    ("NTE-3 contains 8774", "a part of a text"),
    ("OBX[9]-8 = H and PID-5.2 != ADA", "two conditions"),
)

#: The page notes by its own clock when rows and counts come, and says when all is there. An expectation that is not met
#: yet would have the whole page described, again and again, while it works.
WATCH = """() => {
    globalThis.seen = {};
    let opened;
    globalThis.opened = new Promise((done) => { opened = done; });
    document.addEventListener("change", () => { seen.since = performance.now() }, { capture: true, once: true });
    const look = new MutationObserver(() => {
        const now = performance.now() - seen.since;
        if (document.querySelector(".feed-list [role=gridcell]")) seen.first ??= now;
        const verdict = document.querySelector(".hl7-verdict")?.textContent ?? "";
        if (/^\\d+,\\d+ messages$/.test(verdict)) { seen.whole ??= now; look.disconnect(); opened(seen) }
    });
    look.observe(document.body, { subtree: true, childList: true, characterData: true });
}"""
ASK = """() => new Promise(done => {
    const verdict = document.querySelector(".hl7-verdict");
    const since = performance.now();
    new MutationObserver((_, it) => { it.disconnect(); done(performance.now() - since) })
        .observe(verdict, { childList: true });
    document.querySelector(".feed-written")
        .dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true }));
})"""


def milliseconds(since: float) -> float:
    return (time.monotonic() - since) * 1_000


def renderers(browser: Browser) -> dict[int, float]:
    """Resident megabytes of each process that runs a page and its workers, by DevTools and the system."""
    session = browser.new_browser_cdp_session()
    found = session.send("SystemInfo.getProcessInfo")["processInfo"]
    session.detach()
    resident: dict[int, float] = {}
    for process in found:
        status = Path(f"/proc/{process['id']}/status")
        match = re.search(r"VmRSS:\s+(\d+)", status.read_text()) if status.exists() else None
        if process["type"] == "renderer" and match:
            resident[process["id"]] = int(match[1]) * 1_024 / inputs.MEGABYTE
    return resident


def growth(before: dict[int, float], after: dict[int, float]) -> float:
    """Of the page's own process: a browser keeps others ready, for pages to come."""
    return max(after[one] - before[one] for one in before.keys() & after.keys())


def ask(page: Page, written: str) -> float:
    """Milliseconds from the key to another count of messages."""
    page.get_by_label("Or written").fill(written)
    took: float = page.evaluate(ASK)
    return took


def take_away(page: Page) -> None:
    if page.get_by_role("button", name="Take all away").count():
        page.get_by_role("button", name="Take all away").click()
    else:
        page.get_by_role("button", name="Take away:").first.click()
    expect(page.locator(".hl7-verdict:visible")).to_have_text(f"{MESSAGES:,} messages")


def open_feed(page: Page, path: Path) -> tuple[float, float]:
    """Milliseconds from the choice to the first row, and until all can be gone through."""
    page.evaluate(WATCH)
    page.locator("input[type=file]").set_input_files(path)
    first, whole = page.evaluate("async () => { await opened; return [seen.first, seen.whole]; }")
    return first, whole


def main() -> None:
    head()
    with tempfile.TemporaryDirectory(prefix="hot-bench-") as folder, visit() as (browser, site):
        path = Path(folder) / "feed.hl7"
        inputs.varied_feed(path, messages=MESSAGES)
        say(f"{MESSAGES:,} messages, {path.stat().st_size / inputs.MEGABYTE:.1f} MB")
        with page_of(browser, site, "/en/tools/hl7-feed/") as page:
            before = renderers(browser)
            with traced(browser, page) as work:
                first, whole = open_feed(page, path)
                line("the first row stands after", first, "ms", limit=FIRST)
                line("all can be gone through after", whole, "ms", limit=WHOLE)
                fields = page.locator(".feed-fields [role=gridcell]").first
                since = time.monotonic()
                expect(fields).to_be_visible(timeout=PATIENCE)
                line("  and its fields are counted after another", milliseconds(since), "ms")
                for written, what in FILTERS:
                    line(f"filter: {what}", ask(page, written), "ms", limit=FILTER)
                    take_away(page)
                page.locator(".feed-list").focus()
                for key in ("End", "PageUp", "Home"):
                    page.keyboard.press(key)
                for panel in ("Timeline", "Duplicates"):
                    page.get_by_text(panel, exact=True).click()
                expect(page.get_by_text("Each of these messages is there once.")).to_be_visible(timeout=PATIENCE)
                grown = growth(before, renderers(browser))
            line("the page stands still for", work.longest, "ms", limit=KEYSTROKE)
            line("  the busiest task, the processor's time", work.busiest, "ms", limit=KEYSTROKE)
            line("the page's process grows by", grown, "MB", limit=GROWTH)


if __name__ == "__main__":
    main()

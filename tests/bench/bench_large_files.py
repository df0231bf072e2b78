"""How long the page stands still while a file of 100 MB is read and worked on: never for more than 100 ms."""

import re
import tempfile
import time
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.bench.inputs import all_inputs
from tests.bench.table import TASK, head, line
from tests.bench.trace import traced
from tests.bench.visit import held_megabytes, page_of, visit

PATIENCE = 180_000  # milliseconds


def work_on(page: Page, path: Path) -> float:
    """Opens the file, goes to its end and back, folds it and opens it again; seconds until it was shown."""
    page.set_viewport_size({"width": 1280, "height": 1600})  # so that all of the table is in view
    began = time.monotonic()
    page.locator("input[type=file]").first.set_input_files(path)
    grid = page.locator(".tool-body hot-grid")
    expect(grid).to_be_visible(timeout=PATIENCE)
    took = time.monotonic() - began
    grid.focus()
    for key in ("End", "PageUp", "ArrowLeft", "ArrowLeft", "ArrowRight", "Home"):
        page.keyboard.press(key)
        expect(page.locator(".tool-body hot-grid [aria-selected=true]")).to_be_in_viewport()
    for name in ("Fold all", "Unfold all", "Close all", "Open all"):
        button = page.get_by_role("button", name=name, exact=True)
        if button.count() == 1:
            button.click()
    following = page.get_by_role("button", name="Next message")
    for _turn in range(3 if following.count() == 1 else 0):
        following.click()
        expect(page.get_by_role("button", name="Cancel")).to_be_hidden()
    return took


def find_in(page: Page) -> float:
    """Seconds until a word is found in all rows."""
    began = time.monotonic()
    page.get_by_role("searchbox").filter(visible=True).fill("synthetic")
    expect(page.locator(".find-status")).to_have_text(re.compile("found$|^Nothing"), timeout=PATIENCE)
    return time.monotonic() - began


def mask(page: Page) -> None:
    page.keyboard.press("Alt+m")
    expect(page.get_by_role("button", name="Mask values")).to_have_attribute("aria-pressed", "true")


def main() -> None:
    head()
    with tempfile.TemporaryDirectory(prefix="hot-bench-") as folder, visit() as (browser, site):
        for name, path in all_inputs(Path(folder)):
            with page_of(browser, site, f"/en/tools/{name.split(':', maxsplit=1)[0]}/") as page:
                with traced(browser, page) as work:
                    seconds = work_on(page, path)
                    search = find_in(page)
                    mask(page)
                line(name, work.longest, "ms", limit=TASK)
                line("  of it the processor's time", work.longest_busy, "ms")
                line("  the busiest task, the processor's time", work.busiest, "ms")
                line("  shown after", seconds, "s", digits=1)
                line("  a word found in all rows after", search, "s", digits=1)
                line("  the page then holds", held_megabytes(page), "MB")


if __name__ == "__main__":
    main()

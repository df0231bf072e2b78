"""Corrections of 10,000 files in the DICOM folder: a Patient ID everywhere it stands, and new UIDs for all of it. How
long until every change is shown and until the zip archive is written, what that costs in memory, and how long the page
stands still meanwhile. The processor's time is that of the browser: other work on the machine is not in it.
"""

import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, expect

from tests.bench.bench_folder import MANY, resident, tool_page, write_files
from tests.bench.table import TASK, Limit, head, line
from tests.bench.trace import traced
from tests.bench.visit import held_megabytes, visit

#: Megabytes that the process of the page grows by: the changes of 10,000 files are some 60,000 rows.
GROWTH = Limit(value=150)
LONG = 300_000


def busy_seconds(browser: Browser) -> float:
    """Of the processor, of all that this browser runs."""
    session = browser.new_browser_cdp_session()
    processes = session.send("SystemInfo.getProcessInfo")["processInfo"]
    session.detach()
    return sum(float(one["cpuTime"]) for one in processes)


def grown(browser: Browser, page: Page) -> float:
    """Megabytes of the page's process, without what is only to be collected."""
    held_megabytes(page)
    return resident(browser, page)


@contextmanager
def measured(browser: Browser, page: Page, what: str) -> Iterator[None]:
    before, busy = grown(browser, page), busy_seconds(browser)
    with traced(browser, page) as work:
        began = time.monotonic()
        yield
        line(what, time.monotonic() - began, "s", digits=1)
    line("  of the processor's time", busy_seconds(browser) - busy, "s", digits=1)
    line("  the process grows by", grown(browser, page) - before, "MB", limit=GROWTH)
    line("  the longest task", work.longest, "ms")
    line("  the most that the processor did in one", work.busiest, "ms", limit=TASK)


def plan(page: Page) -> None:
    panel = page.get_by_role("region", name="Correct and save")
    form = page.get_by_role("group", name="New correction")
    panel.get_by_role("button", name="Choose all").click()
    form.get_by_role("combobox", name="Tag").fill("0010,0020")
    form.get_by_role("textbox", name="Value").fill("SYN-NEW")
    form.get_by_label("Where").select_option("everywhere")
    form.get_by_role("button", name="Add to the plan").click()
    form.get_by_label("What is to happen").select_option("renew")
    form.get_by_role("button", name="Add to the plan").click()


def main() -> None:
    head()
    with tempfile.TemporaryDirectory(prefix="hot-bench-") as place, visit() as (browser, site):
        paths = write_files(Path(place), MANY)
        with tool_page(browser, site) as page:
            page.locator("input[type=file]").set_input_files(paths)
            expect(page.get_by_text(f"{MANY:,} instances · ")).to_be_visible(timeout=LONG)
            panel = page.get_by_role("region", name="Correct and save")
            with measured(browser, page, f"a plan for {MANY:,} files"):
                plan(page)
            with measured(browser, page, f"every change in {MANY:,} files"):
                panel.get_by_role("button", name="Show every change").click()
                expect(panel.get_by_text(f"changes in {MANY:,} files.")).to_be_visible(timeout=LONG)
            with measured(browser, page, f"{MANY:,} files in a zip archive"):
                with page.expect_download(timeout=LONG) as download:
                    panel.get_by_role("button", name="Download as zip").click()
                download.value.path()


if __name__ == "__main__":
    main()

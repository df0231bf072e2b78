"""A folder of 500 files: how soon it is listed, looked at and opened, in a browser just started and once more."""

import tempfile
import time
from pathlib import Path

from playwright.sync_api import Browser, Page, expect

from tests.bench import inputs
from tests.bench.table import TASK, Limit, head, line
from tests.bench.trace import Work, traced
from tests.bench.visit import page_of, visit
from tests.site import Site

FILES = 500
#: Milliseconds. Listed in what people wait for without a thought; looked at before they lose the thread (Nielsen 1993).
LISTED = Limit(value=1_000)
LOOKED_AT = Limit(value=10_000)
OPENED = Limit(value=1_000)


def drop(page: Page, folder: Path) -> None:
    session = page.context.new_cdp_session(page)
    data = {"items": [], "files": [str(folder)], "dragOperationsMask": 1}
    for kind in ("dragEnter", "dragOver", "drop"):
        session.send("Input.dispatchDragEvent", {"type": kind, "x": 300, "y": 300, "data": data})
    session.detach()


def run(browser: Browser, site: Site, folder: Path) -> tuple[dict[str, float], Work]:
    """Milliseconds since the drop, and since the first file was asked for."""
    took: dict[str, float] = {}
    with page_of(browser, site, "/en/") as page, traced(browser, page) as work:
        began = time.monotonic()
        drop(page, folder)
        rows = page.get_by_role("grid", name="Files")
        expect(rows).to_have_attribute("aria-rowcount", str(FILES + 1))
        took["listed"] = (time.monotonic() - began) * 1_000
        expect(page.get_by_role("button", name=f"DICOM file {FILES * 9 // 10}")).to_be_visible(timeout=60_000)
        took["looked at"] = (time.monotonic() - began) * 1_000
        began = time.monotonic()
        rows.focus()
        page.keyboard.press("Home")
        page.keyboard.press("Enter")
        expect(page.get_by_role("treegrid").get_by_role("row").nth(2)).to_be_visible()
        took["the first opened"] = (time.monotonic() - began) * 1_000
    return took, work


def main() -> None:
    head()
    with tempfile.TemporaryDirectory(prefix="hot-bench-") as folder, visit() as (browser, site):
        study = inputs.study(Path(folder), files=FILES)
        for when in ("first run", "second run"):
            took, work = run(browser, site, study)
            line(f"{FILES} files listed, {when}", took["listed"], "ms", limit=LISTED)
            line("  looked at", took["looked at"], "ms", limit=LOOKED_AT)
            line("  the first opened", took["the first opened"], "ms", limit=OPENED)
            line("  the longest task", work.longest, "ms", limit=TASK)
            line("  of it the processor's time", work.longest_busy, "ms")


if __name__ == "__main__":
    main()

"""A browser and a site to measure in. Headless browsers draw by software: frames cost more here than on a screen."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.site import Site
from workshop import browser as browsers

ARGUMENTS = ["--no-first-run", "--disable-background-networking", "--enable-precise-memory-info"]


@contextmanager
def visit() -> Iterator[tuple[Browser, Site]]:
    """A running site and a browser for it."""
    found = browsers.find()
    assert found, f"no browser: {browsers.ADVICE}"
    as_root = ["--no-sandbox"] if os.geteuid() == 0 else []
    with (
        tempfile.TemporaryDirectory(prefix="hot-bench-") as folder,
        Site(Path(folder)) as site,
        sync_playwright() as driver,
    ):
        browser = driver.chromium.launch(executable_path=found, args=ARGUMENTS + as_root)
        yield browser, site
        browser.close()


@contextmanager
def page_of(browser: Browser, site: Site, address: str, asked: set[str] | None = None) -> Iterator[Page]:
    """A page that has everything it needs, closed afterwards whatever it holds; `asked` gathers addresses."""
    page = browser.new_page(base_url=site.url, service_workers="block" if asked is not None else "allow")
    if asked is not None:
        page.context.on("request", lambda request: asked.add(request.url))
    page.on("dialog", lambda dialog: dialog.accept())
    page.goto(address)
    expect(page.locator("html[data-ready]")).to_have_count(1, timeout=30_000)
    yield page
    page.close()


def held_megabytes(page: Page) -> float:
    """What the page's own heap holds after a collection, buffers among it."""
    session = page.context.new_cdp_session(page)
    session.send("HeapProfiler.collectGarbage")
    heap = session.send("Runtime.getHeapUsage")
    session.detach()
    return float(heap["usedSize"] + heap.get("backingStorageSize", 0)) / 1_000_000

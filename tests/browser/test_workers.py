"""What a visitor sees when the part of a page that reads data fails: a sentence, nothing lost, and a second try."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Error, Page, Worker, expect

from tests.browser.test_marker import CONTENTS
from tests.browser.test_tools import choose
from tests.catalogue import OPENERS
from tests.site import ROOT
from tools.catalogue import Tool

#: What the page itself has of them.
PAGES_OWN = {"bridge", "pool"}
NAMES = "|".join(path.stem for path in (ROOT / "tools/frontend/src/workers").glob("*.ts") if path.stem not in PAGES_OWN)
#: The scripts of workers alone, in this release's names.
WORKER = re.compile(rf"/static/assets/(?:{NAMES})-[\w-]{{8}}\.js$")
#: Those that read what is opened. Beside one of them the HL7 validator has one that checks, whenever that is ready.
READER = re.compile(r"/(?:dicom|dicom-diff|folder|hl7|hl7-diff|hl7-explore)-[\w-]{8}\.js$")
#: A browser without memory for what is asked of it, in words of its own.
NO_MEMORY = """() => {
    globalThis.healthy = [Blob.prototype.arrayBuffer, FileReaderSync.prototype.readAsArrayBuffer];
    const fails = () => { throw new RangeError("Array buffer allocation failed") };
    Blob.prototype.arrayBuffer = FileReaderSync.prototype.readAsArrayBuffer = fails;
}"""
#: Also asked of one that was started since, which has nothing to be given back.
MEMORY_AGAIN = """() => {
    if (!globalThis.healthy) return;
    [Blob.prototype.arrayBuffer, FileReaderSync.prototype.readAsArrayBuffer] = globalThis.healthy;
}"""


def readers(page: Page) -> list[Worker]:
    """One, or two that share the files: the one that fails may be either."""
    return [worker for worker in page.workers if READER.search(worker.url)]


def in_readers(page: Page, script: str) -> None:
    """In each of them; one that was just let go, with the reader that failed, may be gone before it is asked."""
    for worker in readers(page):
        try:
            worker.evaluate(script)
        except Error:
            assert worker not in page.workers


def is_read(page: Page) -> None:
    # A file opened twice, where two are compared.
    same = page.get_by_text(re.compile("Both (messages|files) are equal byte for byte."))
    expect(page.get_by_role("treegrid").get_by_role("row").nth(2).or_(same)).to_be_visible()
    expect(page.get_by_role("alert").filter(visible=True, has_text=".")).to_have_count(0)


@pytest.mark.parametrize("tool", OPENERS, ids=lambda tool: tool.slug)
def test_a_reader_that_fails_says_so_and_a_second_try_reads(
    context: BrowserContext, tool: Tool, tmp_path: Path
) -> None:
    file = tmp_path / "opened.bin"
    file.write_bytes(CONTENTS[tool.slug]("MARKERMARKERMARKER"))
    page = context.new_page()  # one that may complain
    page.on("dialog", lambda dialog: dialog.accept())
    failure = page.get_by_role("alert").filter(visible=True)
    again = page.get_by_role("button", name="Try again")

    context.route(WORKER, lambda route: route.abort())
    page.goto(f"/en/tools/{tool.slug}/")
    choose(page, file)
    expect(failure).to_contain_text("ended unexpectedly. Nothing was changed, and nothing was sent.")
    again.click()
    expect(failure).to_contain_text("ended unexpectedly")
    context.unroute(WORKER)
    again.click()
    is_read(page)

    in_readers(page, NO_MEMORY)
    choose(page, file)
    expect(failure).to_contain_text("There was not enough memory to read this. Nothing was changed.")
    in_readers(page, MEMORY_AGAIN)
    again.click()
    is_read(page)

    with page.expect_event("worker"):  # a fresh one, in place of the one that broke
        in_readers(page, "setTimeout(() => { throw new Error('a fault that nobody caught') })")
        choose(page, file)
    is_read(page)

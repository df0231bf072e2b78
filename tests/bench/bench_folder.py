"""The DICOM folder with real File objects: how fast 2,000 are read beside the floor, how soon the first rows stand, and
what 10,000 cost in memory and in tasks of the page.

The floor is what no reader can do without: one slice of 64 KB of each file, two workers, sixteen slices in flight each,
and no look at what is in them. It runs in the same browser, on a page of its own, and each takes its turn three times.
"""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from statistics import median
from threading import Thread

from playwright.sync_api import Browser, Page, expect

from tests.bench.inputs import element, meta
from tests.bench.table import TASK, Bound, Limit, beside, head, line
from tests.bench.trace import traced
from tests.bench.visit import page_of, visit
from tests.site import Site

FILES, MANY = 2_000, 10_000
RUNS = 3
#: Of the floor's speed.
SPEED = Limit(value=0.8, bound=Bound.AT_LEAST)
FIRST_ROWS = Limit(value=300)
#: Megabytes that the process of the page grows by.
GROWTH = Limit(value=150)
PIXELS = 96 * 1_024
CT = "1.2.840.10008.5.1.4.1.1.2"

FLOOR_WORKER = """
onmessage = async ({ data: files }) => {
  let next = 0;
  const run = async () => {
    while (next < files.length) await files[next++].slice(0, 65536).arrayBuffer();
  };
  await Promise.all(Array.from({ length: 16 }, run));
  postMessage("done");
};
"""
FLOOR_PAGE = """<!doctype html><input type=file multiple><script>
const workers = [0, 1].map(() => new Worker("/worker.js"));
document.querySelector("input").onchange = async ({ target }) => {
  const files = [...target.files];
  const half = files.length / 2;
  const began = performance.now();
  await Promise.all(workers.map((worker, at) => new Promise((done) => {
    worker.onmessage = done;
    worker.postMessage(files.slice(at * half, (at + 1) * half));
  })));
  document.title = String(performance.now() - began);
};
</script>"""
#: Milliseconds from the choice of the files to the first rows and to the last file, on the page's own clock.
WATCH = """() => {
  globalThis.took = {};
  const began = performance.now();
  globalThis.read = new Promise((done) => {
    const look = () => {
      const rows = document.querySelector("hot-grid")?.getAttribute("aria-rowcount") ?? 0;
      if (rows > 1) took.first ??= performance.now() - began;
      const said = document.querySelector(".folder [role=status]")?.textContent ?? "";
      if (/^[\\d,]+ instances? of/.test(said)) took.all = performance.now() - began;
      if (took.all === undefined) setTimeout(look, 4);
      else done(took);
    };
    look();
  });
}"""


class Floor(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        is_worker = self.path == "/worker.js"
        self.send_response(200)
        self.send_header("Content-Type", "text/javascript" if is_worker else "text/html")
        self.end_headers()
        self.wfile.write((FLOOR_WORKER if is_worker else FLOOR_PAGE).encode())

    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def floor_page(browser: Browser) -> Iterator[Page]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Floor)
    Thread(target=server.serve_forever, daemon=True).start()
    page = browser.new_page()
    page.goto(f"http://127.0.0.1:{server.server_port}/")
    yield page
    page.close()
    server.shutdown()


def write_files(folder: Path, count: int) -> list[Path]:
    """Twenty series of five patients, as a scanner writes them: about a hundred kilobytes a file."""
    pixels = element(0x7FE0_0010, "OW", b"\0" * PIXELS)
    paths = []
    for number in range(count):
        series = number % 20
        texts = [
            (0x0008_0005, "CS", "ISO_IR 100"),
            (0x0008_0016, "UI", CT),
            (0x0008_0018, "UI", f"2.25.1.{series}.{number}"),
            (0x0008_0020, "DA", "20200229"),
            (0x0008_0060, "CS", "CT"),
            *((0x0009_1000 + at, "LO", f"a private text {at}") for at in range(60)),
            (0x0010_0010, "PN", f"SAMPLE^{series % 5}"),
            (0x0010_0020, "LO", f"SYN{series % 5}"),
            (0x0020_000D, "UI", f"2.25.1.{series % 5}"),
            (0x0020_000E, "UI", f"2.25.1.{series}"),
            (0x0020_0011, "IS", str(series)),
            (0x0020_0013, "IS", str(number // 20 + 1)),
            (0x0020_0037, "DS", "1\\0\\0\\0\\1\\0"),
        ]
        rows = element(0x0028_0010, "US", b"\0\1") + element(0x0028_0011, "US", b"\0\1")
        whole = b"".join(element(tag, vr, text.encode()) for tag, vr, text in texts)
        path = folder / f"IM{number:05}.dcm"
        path.write_bytes(meta("1.2.840.10008.1.2.1") + whole + rows + element(0x0028_0100, "US", b"\x10\0") + pixels)
        paths.append(path)
    return paths


def floor_run(page: Page, paths: list[Path]) -> float:
    page.evaluate("document.title = document.querySelector('input').value = ''")
    page.locator("input").set_input_files(paths)
    page.wait_for_function("document.title !== ''")
    return float(page.title())


@contextmanager
def tool_page(browser: Browser, site: Site) -> Iterator[Page]:
    """One that has stored its own files for use without a network: a page that is visited again has."""
    with page_of(browser, site, "/en/tools/dicom-folder/") as page:
        expect(page.get_by_text("Available offline ·")).to_be_visible(timeout=60_000)
        yield page


def tool_run(browser: Browser, site: Site, paths: list[Path]) -> dict[str, float]:
    """On the page's clock, from the moment at which the files were chosen."""
    with tool_page(browser, site) as page:
        return read_all(page, paths)


def read_all(page: Page, paths: list[Path]) -> dict[str, float]:
    """The page says when: an expectation that is not met yet would have the whole of it described, again and again."""
    page.evaluate(f"document.querySelector('input[type=file]').addEventListener('change', {WATCH})")
    page.locator("input[type=file]").set_input_files(paths)
    took: dict[str, float] = page.evaluate("async () => await globalThis.read")
    return took


def resident(browser: Browser, page: Page) -> float:
    """Megabytes of the renderer that shows this page: the largest one of this browser."""
    session = browser.new_browser_cdp_session()
    processes = session.send("SystemInfo.getProcessInfo")["processInfo"]
    session.detach()
    ids = [int(one["id"]) for one in processes if one["type"] == "renderer"]
    sizes = []
    for pid in ids:
        status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
        sizes.append(int(next(row for row in status.splitlines() if row.startswith("VmRSS")).split()[1]) / 1_000)
    return max(sizes)


def main() -> None:
    head()
    with tempfile.TemporaryDirectory(prefix="hot-bench-") as place, visit() as (browser, site):
        paths = write_files(Path(place), MANY)
        few = paths[:FILES]
        floors, tools, firsts = [], [], []
        with floor_page(browser) as floor:
            for _run in range(RUNS):
                floors.append(FILES / floor_run(floor, few) * 1_000)
                took = tool_run(browser, site, few)
                tools.append(FILES / took["all"] * 1_000)
                firsts.append(took["first"])
        beside(f"{FILES:,} files", median(tools), "/s", peer="the floor", peers=median(floors))
        line("  of the floor's speed", median(tools) / median(floors), "", limit=SPEED, digits=2)
        line("  the first rows", median(firsts), "ms", limit=FIRST_ROWS)
        with tool_page(browser, site) as page:
            before = resident(browser, page)
            with traced(browser, page) as work:
                line(f"{MANY:,} files", read_all(page, paths)["all"] / 1_000, "s", digits=1)
            line("  the process grows by", resident(browser, page) - before, "MB", limit=GROWTH)
            line("  the longest task", work.longest, "ms", limit=TASK)
            line("  of it the processor's time", work.longest_busy, "ms")


if __name__ == "__main__":
    main()

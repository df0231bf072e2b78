"""How soon the start page says what a file of a gigabyte is: it reads the first 64 KB, and answers in 100 ms."""

import statistics
import tempfile
from pathlib import Path

from playwright.sync_api import expect

from tests.bench import inputs
from tests.bench.table import Limit, head, line
from tests.bench.visit import page_of, visit

GIGABYTE = 1024**3
RUNS = 5
ANSWER = Limit(value=100)

#: From the moment that the page has the file to the first button that offers a tool for it.
WATCH = """() => {
    const said = document.documentElement.dataset;
    let chosen = 0;
    document.addEventListener("change", () => { chosen = performance.now(); }, { capture: true, once: true });
    const seen = new MutationObserver(() => {
        if (chosen && !said.answer && document.querySelector("#start .btn.main"))
            said.answer = String(performance.now() - chosen);
    });
    seen.observe(document.querySelector("#start"), { childList: true, subtree: true });
}"""


def main() -> None:
    head()
    starts = {
        "a DICOM file of 1 GB": inputs.dicom_start(),
        "a feed of HL7 of 1 GB": (inputs.HEADER.format(id=1) + "\r" + inputs.PATIENT + "\r").encode(),
        "zeros, 1 GB": b"",
    }
    with tempfile.TemporaryDirectory(prefix="hot-bench-") as folder, visit() as (browser, site):
        for name, start in starts.items():
            path = Path(folder) / "large.bin"
            inputs.sparse(path, size=GIGABYTE, start=start)
            took = []
            for _run in range(RUNS):
                with page_of(browser, site, "/en/") as page:
                    page.evaluate(WATCH)
                    page.locator("#start input[type=file]").first.set_input_files(path)
                    answered = page.locator("html[data-answer]")
                    expect(answered).to_have_count(1)
                    took.append(float(answered.get_attribute("data-answer") or "nan"))
            line(f"{name}, median", statistics.median(took), "ms", limit=ANSWER, digits=1)
            line(f"{name}, slowest", max(took), "ms", limit=ANSWER, digits=1)


if __name__ == "__main__":
    main()

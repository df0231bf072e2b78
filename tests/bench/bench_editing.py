"""What a keystroke costs in a message of one megabyte, the largest that is edited, and how soon the table follows."""

import tempfile
import time
from pathlib import Path

from playwright.sync_api import expect

from tests.bench import inputs
from tests.bench.table import KEYSTROKE, TASK, Limit, head, line
from tests.bench.trace import traced
from tests.bench.visit import page_of, visit

#: As many as may be edited, or a little less.
SIZE = 950_000
TYPED = "synthetic words"
#: Milliseconds after the last keystroke, the viewer's pause of 250 among them.
FOLLOWS = Limit(value=1_000)


def main() -> None:
    head()
    with tempfile.TemporaryDirectory(prefix="hot-bench-") as folder, visit() as (browser, site):
        path = Path(folder) / "one.hl7"
        inputs.one_message(path, size=SIZE)
        with page_of(browser, site, "/en/tools/hl7-viewer/") as page:
            page.locator("input[type=file]").first.set_input_files(path)
            expect(page.get_by_role("treegrid").get_by_role("row").nth(3)).to_be_visible()
            text = page.get_by_role("textbox", name="Raw message")
            text.click()
            page.keyboard.press("Control+Home")
            page.keyboard.press("ArrowDown")
            page.keyboard.press("End")
            with traced(browser, page) as keys:
                for letter in TYPED:
                    page.keyboard.type(letter)
                    page.wait_for_timeout(100)  # less than the pause after which the table follows
            with traced(browser, page) as rest:
                began = time.monotonic()
                expect(page.locator("[aria-selected=true]").filter(visible=True)).to_contain_text(TYPED)
                follows = time.monotonic() - began
            line("a keystroke in a message of 1 MB: mean", keys.total / len(TYPED), "ms", limit=KEYSTROKE, digits=1)
            line("  its longest task", keys.longest, "ms", limit=TASK, digits=1)
            line("the table follows after", follows * 1_000, "ms", limit=FOLLOWS)
            line("  its longest task", rest.longest, "ms", limit=TASK, digits=1)


if __name__ == "__main__":
    main()

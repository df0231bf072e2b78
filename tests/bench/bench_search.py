"""What a keystroke in the search dialog costs: every entry of the dictionaries is looked at, nothing is cut off."""

from playwright.sync_api import expect

from tests.bench.table import KEYSTROKE, TASK, head, line
from tests.bench.trace import traced
from tests.bench.visit import page_of, visit

#: Of words, codes, paths and what nothing answers to.
QUERIES = ("patient name", "00100010", "PID-3.4", "1.2.840.10008.1.2", "observation identifier", "qqqq")


def main() -> None:
    head()
    with visit() as (browser, site), page_of(browser, site, "/en/tools/dicom-inspector/") as page:
        page.keyboard.press("Control+k")
        box = page.get_by_role("dialog").get_by_role("combobox")
        expect(box).to_be_focused()
        slowest = 0.0
        total = 0.0
        for query in QUERIES:
            for end in range(1, len(query) + 1):
                with traced(browser, page) as work:
                    page.keyboard.type(query[end - 1])
                    page.wait_for_timeout(50)
                slowest = max(slowest, work.longest)
                total += work.total
            box.fill("")
        keys = sum(map(len, QUERIES))
        line("a keystroke in the search: mean", total / keys, "ms", limit=KEYSTROKE, digits=1)
        line("  its longest task", slowest, "ms", limit=TASK, digits=1)


if __name__ == "__main__":
    main()

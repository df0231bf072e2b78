"""A tree of a million rows: how soon it stands, what it holds, how evenly it scrolls. Drawn by software here."""

from typing import Any

from tests.bench.table import Bound, Limit, beside, head, line
from tests.bench.trace import Work, traced
from tests.bench.visit import held_megabytes, page_of, visit

ROWS = 1_000_000
HEAP = Limit(value=40)
FRAMES = Limit(value=60, bound=Bound.AT_LEAST)
#: Milliseconds of the page's main thread at 60 frames a second; what a screen's own hardware draws is not in them.
FRAME = Limit(value=16.6)

#: 28 bytes a row, as the tools have them: tag, place, length, level, end. Texts are made for the rows in view.
COLUMNS = """count => {
    const began = performance.now();
    const u32 = () => new Uint32Array(count);
    const data = { tag: u32(), place: u32(), length: u32(), more: new Float64Array(count), end: u32() };
    const level = new Uint8Array(count);
    for (let row = 0; row < count; row++) {
        data.tag[row] = row; data.place[row] = row * 8; data.length[row] = row % 100;
        level[row] = row % 10 === 0 ? 1 : 2;
        data.end[row] = row % 10 === 0 ? Math.min(row + 10, count) : row + 1;
    }
    const cell = (row, column) => [data.tag, data.place, data.length][column][row].toString(16);
    return show(count, cell, { level, end: data.end }, began);
}"""

#: The plain way: an object a row, with its texts.
OBJECTS = """count => {
    const began = performance.now();
    const rows = Array.from({ length: count }, (_, row) => ({
        tag: row.toString(16), place: (row * 8).toString(16), length: (row % 100).toString(16),
        level: row % 10 === 0 ? 1 : 2, end: row % 10 === 0 ? Math.min(row + 10, count) : row + 1,
    }));
    const cell = (row, column) => rows[row][["tag", "place", "length"][column]];
    const tree = { level: Uint8Array.from(rows, ({ level }) => level), end: Uint32Array.from(rows, ({ end }) => end) };
    return show(count, cell, tree, began);
}"""

SHOW = """() => {
    window.show = (count, cell, tree, began) => {
        const grid = document.createElement("hot-grid");
        grid.columns = ["tag", "place", "length"].map(key => ({ key, label: key }));
        document.querySelector("main").replaceChildren(grid);
        grid.setRows({ count, cell, tree });
        return performance.now() - began;
    };
}"""

#: Three hundred pixels a frame for three seconds, as a wheel that is turned fast.
SCROLL = """() => new Promise(done => {
    const grid = document.querySelector("hot-grid");
    const frames = [];
    const step = now => {
        frames.push(now);
        grid.scrollTop += 300;
        if (now - frames[0] < 3000) requestAnimationFrame(step);
        else done({
            frames: frames.length,
            rate: (frames.length - 1) * 1000 / (now - frames[0]),
            worst: Math.max(...frames.slice(1).map((at, frame) => at - frames[frame])),
        });
    };
    requestAnimationFrame(step);
})"""

FOLD = """() => {
    const grid = document.querySelector("hot-grid");
    const began = performance.now();
    grid.toggleAll(false);
    return performance.now() - began;
}"""


def work_of(found: dict[str, Any]) -> Work:
    work = found["work"]
    assert isinstance(work, Work)
    return work


def main() -> None:
    head()
    found: dict[str, dict[str, Any]] = {}
    with visit() as (browser, site):
        for way, make in (("columns", COLUMNS), ("objects", OBJECTS)):
            with page_of(browser, site, "/en/tools/dicom-inspector/") as page:
                page.evaluate(SHOW)
                before = held_megabytes(page)
                built = page.evaluate(make, ROWS)
                held = held_megabytes(page) - before
                with traced(browser, page) as work:
                    scrolled = page.evaluate(SCROLL)
                found[way] = {"built": built, "held": held, **scrolled, "fold": page.evaluate(FOLD), "work": work}
    ours, peers = found["columns"], found["objects"]
    line("holds", ours["held"], "MB", limit=HEAP, digits=1)
    # A screen of 60 Hz gives 59.9 as often as 60.
    line("frames while scrolling", round(ours["rate"]), "/s", limit=FRAMES)
    line("  the longest of them", ours["worst"], "ms", digits=1)
    line("the main thread works on each for", work_of(ours).total / ours["frames"], "ms", limit=FRAME, digits=1)
    for kind, spent in work_of(ours).kinds.items():
        line(f"  {kind}", spent / ours["frames"], "ms", digits=1)
    line("  the longest task", work_of(ours).longest, "ms", limit=FRAME, digits=1)
    beside("holds", ours["held"], "MB", peer="an object a row", peers=peers["held"], digits=1)
    beside("stands after", ours["built"], "ms", peer="an object a row", peers=peers["built"])
    beside("folds in", ours["fold"], "ms", peer="an object a row", peers=peers["fold"], digits=1)


if __name__ == "__main__":
    main()

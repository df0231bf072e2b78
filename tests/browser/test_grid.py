"""A table of a million rows: every row can be reached, by keys, by wheel, by finger and by dragging the scroll bar."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, CDPSession, Locator, Page, Playwright, ViewportSize, expect

from tests.site import Site

ROWS = 1_000_000
#: What is less than a pixel is rounded away.
NEARLY_ALL = 0.95
#: A finger that has not moved further than this does not scroll yet.
SLOP = 15

#: In a page that has the element: a tree of `count` rows, nine leaves in each branch. Nothing but numbers is kept.
MAKE = """count => {
    const grid = document.createElement("hot-grid");
    grid.id = "million";
    grid.ariaLabel = "A million";
    grid.columns = [{ key: "number", label: "Number" }, { key: "square", label: "Square" }];
    grid.setRows({
        count,
        cell: (row, column) => String(column === 0 ? row : row * row),
        tree: {
            level: new Uint8Array(count).map((_, row) => row % 10 === 0 ? 1 : 2),
            end: new Uint32Array(count).map((_, row) => row % 10 === 0 ? Math.min(row + 10, count) : row + 1),
        },
    });
    document.querySelector("main").replaceChildren(grid);
}"""


def with_grid(page: Page, count: int = ROWS) -> Locator:
    page.goto("/en/tools/dicom-inspector/")
    expect(page.locator("html[data-ready]")).to_have_count(1, timeout=20_000)
    page.evaluate(MAKE, count)
    return page.locator("#million")


def row(page: Page, number: int) -> Locator:
    return page.locator(f"#million .grid-row[aria-rowindex='{number + 2}']")


def first_in_view(grid: Locator) -> int:
    """The number of the first row whose top is in view."""
    return int(
        grid.evaluate(
            """grid => {
                const top = grid.querySelector(".grid-top").getBoundingClientRect().bottom - 1;
                const rows = [...grid.querySelectorAll(".grid-row")];
                return Math.min(...rows.filter(row => row.getBoundingClientRect().top >= top)
                    .map(row => Number(row.getAttribute("aria-rowindex")) - 2));
            }"""
        )
    )


@pytest.fixture(scope="module")
def with_bars(driver: Playwright, launch: dict[str, Any]) -> Iterator[Browser]:
    """Headless browsers hide the scroll bar; this one has one to drag."""
    browser = driver.chromium.launch(**launch, ignore_default_args=["--hide-scrollbars"])
    yield browser
    browser.close()


def test_rows_that_stay_in_view_are_left_alone_and_all_stand_in_the_order_in_which_they_are_read(page: Page) -> None:
    grid = with_grid(page)
    expect(row(page, 0)).to_be_visible()
    places = "rows => rows.map(row => [row.ariaRowIndex, row.dataset.was])"
    rows = page.locator("#million .grid-row")
    before = [index for index, _was in rows.evaluate_all(places)]
    for by in (1_000, -400):
        rows.evaluate_all("rows => { for (const row of rows) row.dataset.was = row.ariaRowIndex; }")
        grid.evaluate("(grid, by) => grid.scrollBy(0, by)", by)
        expect(row(page, int(before[0]) - 2 if by > 0 else int(before[-1]) - 2)).to_be_hidden()
        after = rows.evaluate_all(places)
        numbers = [int(index) for index, _was in after]
        assert numbers == sorted(numbers)
        stayed = [was for index, was in after if index in before]
        assert stayed == [index for index, _was in after if index in before] != []
        before = [index for index, _was in after]


def test_every_row_of_a_million_can_be_reached_by_keys(page: Page) -> None:
    grid = with_grid(page)
    grid.focus()
    press = page.keyboard.press
    press("End")
    last = row(page, ROWS - 1)
    expect(last).to_be_in_viewport(ratio=NEARLY_ALL)
    expect(last).to_have_attribute("aria-selected", "true")
    expect(last).to_contain_text("999998000001")
    press("PageUp")
    press("ArrowUp")
    expect(page.locator("#million [aria-selected=true]")).to_be_in_viewport(ratio=NEARLY_ALL)
    press("Control+End")
    press("ArrowDown")
    expect(last).to_have_attribute("aria-selected", "true")
    press("Home")
    expect(row(page, 0)).to_be_in_viewport(ratio=NEARLY_ALL)
    press("PageDown")
    page_of_rows = int(page.locator("#million [aria-selected=true]").get_attribute("aria-rowindex") or 0) - 2
    assert page_of_rows > 3
    press("PageUp")
    expect(row(page, 0)).to_have_attribute("aria-selected", "true")


def test_a_screen_reader_hears_where_it_is_in_the_tree(page: Page) -> None:
    grid = with_grid(page)
    expect(grid).to_have_role("treegrid")
    expect(grid).to_have_attribute("aria-rowcount", str(ROWS + 1))
    expect(grid).to_have_attribute("aria-colcount", "2")
    grid.focus()
    page.keyboard.press("End")
    active = grid.get_attribute("aria-activedescendant")
    assert active == row(page, ROWS - 1).get_attribute("id")
    expect(row(page, ROWS - 1)).to_have_attribute("aria-level", "2")
    assert row(page, ROWS - 1).get_attribute("aria-expanded") is None
    page.keyboard.press("ArrowLeft")  # out of the leaf, to its branch
    branch = row(page, ROWS - 10)
    expect(branch).to_have_attribute("aria-selected", "true")
    expect(branch).to_have_attribute("aria-expanded", "true")
    expect(branch).to_have_attribute("aria-level", "1")
    page.keyboard.press("ArrowLeft")
    expect(branch).to_have_attribute("aria-expanded", "false")
    expect(grid).to_have_attribute("aria-rowcount", str(ROWS + 1 - 9))
    page.keyboard.press("ArrowRight")
    expect(branch).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("ArrowRight")
    expect(row(page, ROWS - 9)).to_have_attribute("aria-selected", "true")
    expect(grid.get_by_role("columnheader")).to_have_text(["Number", "Square"])


def test_a_closed_tree_of_a_million_opens_around_the_row_that_is_gone_to(page: Page) -> None:
    grid = with_grid(page)
    grid.evaluate("grid => grid.toggleAll(false)")
    expect(grid).to_have_attribute("aria-rowcount", str(ROWS // 10 + 1))
    grid.evaluate("grid => grid.select(765432)")
    expect(grid).to_have_attribute("aria-rowcount", str(ROWS // 10 + 1 + 9))
    selected = page.locator("#million [aria-selected=true]")
    expect(selected).to_be_in_viewport(ratio=NEARLY_ALL)
    expect(selected).to_contain_text("765432")
    grid.evaluate("grid => grid.filter(Uint32Array.of(10, 19, 999990, 999999))")
    expect(page.locator("#million .grid-row")).to_have_count(4)
    grid.evaluate("grid => grid.filter(null)")
    expect(page.locator("#million [aria-selected=true]")).to_be_in_viewport(ratio=NEARLY_ALL)


@pytest.mark.parametrize("zoom", [1, 1.5, 4])
def test_the_last_row_is_reached_by_dragging_the_scroll_bar(with_bars: Browser, site: Site, zoom: float) -> None:
    """Zoom is what the browser's own zoom is to a page: fewer pixels of its own on as many of the screen."""
    viewport: ViewportSize = {"width": int(1280 / zoom), "height": int(900 / zoom)}
    page = with_bars.new_page(base_url=site.url, viewport=viewport, device_scale_factor=zoom)
    grid = with_grid(page)
    grid.scroll_into_view_if_needed()
    box = grid.bounding_box()
    assert box
    bar = box["x"] + grid.evaluate("grid => grid.clientLeft + grid.clientWidth") + 6
    thumb = box["y"] + 22  # below the bar's arrow
    mouse = page.mouse
    mouse.move(bar, thumb)
    mouse.down()
    mouse.move(bar, box["y"] + box["height"] / 2, steps=8)
    middle = first_in_view(grid)
    assert ROWS // 4 < middle < ROWS * 3 // 4
    mouse.move(bar, box["y"] + box["height"] + 200, steps=8)
    mouse.up()
    expect(row(page, ROWS - 1)).to_be_in_viewport(ratio=NEARLY_ALL)
    page.close()


def test_the_wheel_moves_rows_pixel_by_pixel_where_one_pixel_of_the_bar_is_many_rows(page: Page) -> None:
    grid = with_grid(page)
    grid.evaluate("grid => grid.select(500_003)")
    expect(row(page, 500_003)).to_be_in_viewport(ratio=NEARLY_ALL)
    grid.hover()
    before = first_in_view(grid)
    height = row(page, 500_003).bounding_box()
    assert height
    page.mouse.wheel(0, height["height"] * 3)
    expect(row(page, before)).not_to_be_in_viewport()
    page.wait_for_timeout(400)  # until it rests, and the bar is put where it belongs
    assert first_in_view(grid) == before + 3
    for _turn in range(40):
        page.mouse.wheel(0, -height["height"] * 2)
    page.wait_for_timeout(600)
    assert abs(first_in_view(grid) - (before + 3 - 80)) <= 1


def swipe(page: Page, session: CDPSession, grid: Locator, pixels: int) -> None:
    """A finger moves up over the grid, rests, and is lifted: so nothing goes on moving by itself."""
    box = grid.bounding_box()
    assert box
    x, y = box["x"] + 100, box["y"] + 400

    def touch(kind: str, *points: dict[str, float]) -> None:
        session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": list(points)})

    touch("touchStart", {"x": x, "y": y})
    for by in range(0, pixels + SLOP + 1, 10):
        touch("touchMove", {"x": x, "y": y - by})
    for _rest in range(6):
        page.wait_for_timeout(40)  # what is lifted while it is fast is thrown, however late the page hears of it
        touch("touchMove", {"x": x, "y": y - pixels - SLOP})
    touch("touchEnd")


def rests(page: Page, grid: Locator) -> int:
    """The number of the first row in view once it has stayed the same, and the bar is put where it belongs."""
    seen = [-1]
    while len(set(seen[-4:])) > 1 or len(seen) < 5:
        page.wait_for_timeout(100)
        seen.append(first_in_view(grid))
        assert len(seen) < 100, seen
    return seen[-1]


def test_a_finger_on_a_phone_scrolls_row_by_row_and_reaches_the_last_one(chromium: Browser, site: Site) -> None:
    phone = chromium.new_context(
        base_url=site.url, viewport={"width": 390, "height": 844}, device_scale_factor=3, is_mobile=True, has_touch=True
    )
    page = phone.new_page()
    grid = with_grid(page)
    session = phone.new_cdp_session(page)
    grid.evaluate("grid => grid.select(500_003)")
    before = rests(page, grid)
    swipe(page, session, grid, 280)
    assert 8 <= rests(page, grid) - before <= 11
    grid.evaluate("grid => grid.scrollTo(0, grid.scrollHeight - 900)")  # a jump to near the end, as of a dragged bar
    assert 0 < ROWS - rests(page, grid) < 100
    for _swipe in range(6):
        swipe(page, session, grid, 250)
    expect(row(page, ROWS - 1)).to_be_in_viewport(ratio=NEARLY_ALL)
    phone.close()


def test_a_message_of_more_than_a_million_rows_is_walked_to_its_end(page: Page, tmp_path: Path) -> None:
    file = tmp_path / "long.hl7"
    segment = "OBX|" + "|".join(str(number) for number in range(1, 20))
    header = r"MSH|^~\&|LAB|NORTH|EHR|NORTH|20261122081500||ORU^R01|10042|P|2.5.1"
    file.write_text("\r".join([header, *[segment] * 51_000, "ZZZ|the last"]))
    page.goto("/en/tools/hl7-viewer/")
    page.locator("input[type=file]").set_input_files(file)
    grid = page.get_by_label("Segments and fields")
    expect(grid).to_be_visible(timeout=60_000)
    assert int(grid.get_attribute("aria-rowcount") or 0) > ROWS
    grid.focus()
    page.keyboard.press("End")
    expect(page.locator("[aria-selected=true]").filter(visible=True)).to_contain_text("the last")

"""Two series of 500 CT images each in the DICOM comparison, every tenth image with another pixel: how long until it
says what differs, and until other ignored paths are taken into account; what that costs in memory, and how long the
page stands still meanwhile. Beside it two files of 256 MB that differ in one byte.
"""

import tempfile
from pathlib import Path

from playwright.sync_api import expect

from tests.bench.bench_folder import write_files
from tests.bench.bench_folder_corrections import measured
from tests.bench.inputs import MEGABYTE, element, meta
from tests.bench.table import head
from tests.bench.visit import page_of, visit
from tests.browser.test_tools import drop

PAIRS, LARGE = 500, 256 * MEGABYTE
LONG = 120_000


def write_sides(place: Path) -> None:
    for side in ("left", "right"):
        (place / side).mkdir(parents=True)
        for number, path in enumerate(write_files(place / side, PAIRS)):
            if side == "right" and number % 10 == 0:
                path.write_bytes(path.read_bytes()[:-1] + b"\1")


def write_large(place: Path) -> list[Path]:
    start = meta("1.2.840.10008.1.2.1") + element(0x0008_0018, "UI", b"2.25.1") + element(0x0010_0020, "LO", b"SYN1")
    place.mkdir()
    paths = [place / "left.dcm", place / "right.dcm"]
    for last, path in enumerate(paths):
        path.write_bytes(start + element(0x7FE0_0010, "OW", bytes(LARGE - 2) + bytes([last, 0])))
    return paths


def main() -> None:
    head()
    with tempfile.TemporaryDirectory(prefix="hot-bench-") as folder, visit() as (browser, site):
        both = Path(folder) / "both"
        write_sides(both)
        with page_of(browser, site, "/en/tools/dicom-compare/") as page:
            with measured(browser, page, f"{PAIRS} and {PAIRS} files"):
                drop(page, both)
                expect(page.get_by_text(f"different {PAIRS // 10} · same {PAIRS - PAIRS // 10}")).to_be_visible(
                    timeout=LONG
                )
            with measured(browser, page, "  without the pixel data"):
                page.get_by_label("Ignore these paths").fill("7FE0,0010")
                expect(page.get_by_text(f"same {PAIRS} · ")).to_be_visible(timeout=LONG)
        large = write_large(Path(folder) / "large")
        with (
            page_of(browser, site, "/en/tools/dicom-compare/") as page,
            measured(browser, page, f"two files of {LARGE // MEGABYTE} MB"),
        ):
            page.locator(".intake input[type=file]").set_input_files(large)
            expect(page.get_by_text("1 difference")).to_be_visible(timeout=LONG)


if __name__ == "__main__":
    main()

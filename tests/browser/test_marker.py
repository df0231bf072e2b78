"""A marker in contents, file name and typed text of every tool is found nowhere but on the page.

Looked for in every form in which software might keep or send it: in requests, address, title, history, storage,
cookies, caches, the site's log; and, once the browser is closed, in every file of its profile.
"""

import base64
import re
import secrets
import zipfile
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from playwright.sync_api import BrowserContext, Page, Playwright, Request, expect

from tests.browser.conftest import watched
from tests.browser.test_tools import CT, ORU, drop, send_to
from tests.catalogue import OPENERS
from tests.site import Site


def forms_of(marker: str) -> dict[str, bytes]:
    """The marker as it is and as it might be written down; halves long enough to be no accident."""
    plain = marker.encode()
    half = len(plain) // 2
    packed = base64.b64encode(b"xx" + plain + b"xx").decode()
    return {
        "plain": plain,
        "base64": packed[4:-4].encode(),
        "hex": plain.hex().encode(),
        "percent": "".join(f"%{byte:02X}" for byte in plain).encode(),
        "quoted": quote(marker).encode(),
        "UTF-16": marker.encode("utf-16-le"),
        "reversed": plain[::-1],
        "first half": plain[:half],
        "second half": plain[half:],
    }


def found_in(content: bytes, marker: str) -> list[str]:
    lower = content.lower()
    return [name for name, form in forms_of(marker).items() if form.lower() in lower]


def dicom_with(marker: str) -> bytes:
    return CT.read_bytes().replace(b"CompressedSamples^CT1", marker.encode()[:21].ljust(21))


def faulty_dicom_with(marker: str) -> bytes:
    """With dates that are none: a validator has something to show."""
    return dicom_with(marker).replace(b"20040119", b"2004x119")


CONTENTS: dict[str, Callable[[str], bytes]] = {
    "dicom-inspector": dicom_with,
    "dicom-validator": faulty_dicom_with,
    "dicom-folder": dicom_with,
    "dicom-compare": dicom_with,
    "hl7-viewer": lambda marker: ORU.replace("SAMPLE^ADA", marker).encode(),
    "hl7-builder": lambda marker: ORU.replace("SAMPLE^ADA", marker).encode(),
    "hl7-paths": lambda marker: ORU.replace("SAMPLE^ADA", marker).encode(),
    "hl7-ack": lambda marker: ORU.replace("SAMPLE^ADA", marker).encode(),
    "hl7-compare": lambda marker: ORU.replace("SAMPLE^ADA", marker).encode(),
    "hl7-feed": lambda marker: ORU.replace("SAMPLE^ADA", marker).encode(),
    "hl7-convert": lambda marker: ORU.replace("SAMPLE^ADA", marker).encode(),
    "hl7-validator": lambda marker: ORU.replace("SAMPLE^ADA", marker).encode(),
}


@pytest.fixture
def marker() -> str:
    return "".join(secrets.choice("BCDFGHJKLMNPQRSTVWXZ") for _letter in range(20))


@pytest.fixture
def profile(tmp_path: Path) -> Path:
    return tmp_path / "profile"


@pytest.fixture
def lasting(driver: Playwright, launch: dict[str, Any], profile: Path, site: Site) -> BrowserContext:
    """A browser with a profile on disk, as a visitor's has."""
    return driver.chromium.launch_persistent_context(str(profile), base_url=site.url, **launch)


def test_every_tool_has_contents_to_try() -> None:
    assert {tool.slug for tool in OPENERS} == set(CONTENTS)


def everything_the_page_keeps(page: Page) -> str:
    kept: str = page.evaluate(
        """async () => {
          const cached = [];
          for (const name of await caches.keys()) {
            cached.push(name, ...(await (await caches.open(name)).keys()).map(({ url }) => url));
          }
          const root = await navigator.storage.getDirectory();
          const files = [];
          for await (const name of root.keys()) files.push(name);
          return JSON.stringify([location.href, document.title, history.state, window.name, document.cookie,
            { ...localStorage }, { ...sessionStorage }, await indexedDB.databases(), cached, files]);
        }"""
    )
    return kept


def use(page: Page, slug: str, file: Path, marker: str) -> None:
    """Opens the file in the tool, types the marker wherever typing is possible, and sends it on and back."""
    page.goto(f"/en/tools/{slug}/", wait_until="networkidle")
    page.locator("input[type=file]").set_input_files(file)
    expect(page.get_by_text(file.name).first).to_be_visible()
    typing = ":is(input[type=search], input.btn, textarea, [contenteditable=true]):visible"
    for box in page.locator(f"article.tool:visible {typing}").all():
        box.press_sequentially(marker[:8])
        box.press("Enter")
        if box.get_attribute("type") == "search":
            box.fill("")  # or the rows stay filtered
    page.get_by_role("treegrid").get_by_role("row").nth(2).click()
    expect(page).to_have_url(re.compile("#(tag|message|path)=.{3,20}$"))
    other = next(f"{tool.title}" for tool in OPENERS if tool.slug != slug)
    send_to(page, other)
    expect(page.get_by_role("heading", level=1, name=other)).to_be_visible()
    page.go_back()
    expect(page.get_by_role("treegrid").get_by_role("row").nth(2)).to_be_visible()
    page.keyboard.press("Control+k")
    page.keyboard.type(marker)


def use_many(page: Page, several: Path, marker: str, slugs: Iterable[str], before: str) -> None:
    """Drops a folder or an archive, finds files in it, opens them with these tools, and walks to the one before.

    before: its place among the files of this tool and all others.
    """
    page.goto("/en/", wait_until="networkidle")
    drop(page, several)
    files = page.get_by_role("region", name="Files", exact=True)
    search = files.get_by_role("searchbox")
    search.press_sequentially(marker[:8])
    for tool in (one for one in OPENERS if one.slug in slugs):
        name = f"{marker}.{tool.slug}"
        search.fill(name)  # in sight, however many there are
        files.get_by_role("row").filter(has_text=name).first.dblclick()
        opener = next(one for one in OPENERS if tool.opens[0] in one.opens)
        expect(page.get_by_role("heading", level=1)).to_have_text(str(opener.title))
        expect(page.locator(".tool-body:visible").get_by_text(name).first).to_be_visible()
        files.get_by_role("button", name="Show the list").click()
    search.fill(marker[:8])
    files.get_by_role("button", name="Previous file").click()
    expect(files).to_contain_text(before)


def a_folder(place: Path, marker: str, slugs: Iterable[str]) -> Path:
    folder = place / marker / "inner"
    folder.mkdir(parents=True)
    for slug in slugs:
        (folder / f"{marker}.{slug}").write_bytes(CONTENTS[slug](marker))
        (folder / f"{marker}.0.{slug}").write_bytes(CONTENTS[slug](marker))
    return place / marker


def an_archive(place: Path, marker: str, slugs: Iterable[str]) -> Path:
    with zipfile.ZipFile(place / f"{marker}.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        for file in sorted(a_folder(place, marker, slugs).rglob(f"{marker}.*")):
            archive.write(file, f"{marker}/{file.name}")
    return place / f"{marker}.zip"


@pytest.mark.parametrize(
    ("several", "slugs", "before"),
    [
        (a_folder, tuple(CONTENTS), "21 of 24"),  # from the 22nd to the one before it that this tool opens
        (an_archive, ("dicom-inspector", "hl7-viewer"), "2 of 4"),
    ],
    ids=["folder", "archive"],
)
def test_a_marker_in_many_files_is_nowhere_but_on_the_page(
    lasting: BrowserContext,
    profile: Path,
    site: Site,
    several: Callable[[Path, str, Iterable[str]], Path],
    slugs: tuple[str, ...],
    before: str,
    marker: str,
    tmp_path: Path,
) -> None:
    """Files of every tool in a folder; in an archive, from which they come in one way for all, one of each family."""
    brought = several(tmp_path, marker, slugs)
    nowhere_else(lasting, profile, site, marker, lambda page: use_many(page, brought, marker, slugs, before))


@pytest.mark.promise("P2.2")
@pytest.mark.parametrize("slug", sorted(CONTENTS))
def test_a_marker_is_nowhere_but_on_the_page(
    lasting: BrowserContext, profile: Path, site: Site, slug: str, marker: str, tmp_path: Path
) -> None:
    # Outside the profile: a file on the disk is the visitor's own.
    file = tmp_path / f"{marker}.bin"
    file.write_bytes(CONTENTS[slug](marker))
    nowhere_else(lasting, profile, site, marker, lambda page: use(page, slug, file, marker))


def nowhere_else(lasting: BrowserContext, profile: Path, site: Site, marker: str, use: Callable[[Page], None]) -> None:
    asked: list[str] = []

    def note(request: Request) -> None:
        asked.append(str([request.url, request.headers, request.post_data]))

    lasting.on("request", note)
    page = lasting.pages[0]
    wrong = watched(page)
    try:
        use(page)
    finally:
        assert wrong == []  # or what is missing is looked for in vain
    assert found_in(everything_the_page_keeps(page).encode(), marker) == []
    assert found_in("\n".join(asked).encode(), marker) == []
    lasting.close()
    assert found_in(site.log.read_bytes(), marker) == []
    kept = {
        str(path.relative_to(profile)): found_in(path.read_bytes(), marker)
        for path in profile.rglob("*")
        if path.is_file()
    }
    assert {name: forms for name, forms in kept.items() if forms} == {}
    assert len(kept) > 20  # the profile was there to be looked through


def test_the_search_finds_what_is_there(marker: str) -> None:
    for name, form in forms_of(marker).items():
        assert name in found_in(b"before" + form + b"after", marker)

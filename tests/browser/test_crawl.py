"""A crawl of the whole site with a provider of another origin: what it finds is what the list says, in every state."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import islice

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Request, expect

from hotsite.lock import plain_pages
from hotsite.pages import public_paths
from tests.browser.provider import LEAVES, FakeProvider
from tests.conftest import TABLE
from tests.site import Site

Record = Callable[[str, object], None]
BEACON = "/beacon"
SCRIPT_PATH = "/count.js"
TABS = 7  # a page that is shown uses little; seven that load at once use a machine of two cores well


@dataclass
class Found:
    """What a crawl left in the browser, and where it went."""

    cookies: set[str] = field(default_factory=set)
    storage: set[str] = field(default_factory=set)
    origins: set[str] = field(default_factory=set)
    #: What the provider heard.
    heard: set[str] = field(default_factory=set)
    #: The pages to which the provider's script was answered.
    counted: set[str] = field(default_factory=set)

    def note(self, path: str, answered: Request) -> None:
        """What a page asked for and was answered."""
        if answered.url.endswith(SCRIPT_PATH):
            self.counted.add(path)

    @property
    def kept(self) -> set[str]:
        return self.cookies | self.storage

    def beyond(self, listed: set[str], origins: set[str]) -> set[str]:
        """What is not listed: `*` at the end of a listed name stands for anything."""
        patterns = tuple(name[:-1] for name in listed if name.endswith("*"))
        kept = {name for name in self.kept if name not in listed and not name.startswith(patterns)}
        return kept | (self.origins - origins)

    def line(self, state: str, listed: set[str], beyond: set[str]) -> str:
        """A row of the table."""
        columns = {"cookies": self.cookies, "storage": self.storage, "asked": self.origins, "heard": self.heard}
        cells = [f"{title}: {in_words(names)}" for title, names in (columns | {"BEYOND": beyond}).items()]
        return " | ".join([f"crawl, {state}", f"listed: {len(listed)}", *cells])


def batched(paths: list[str], size: int) -> Iterator[list[str]]:
    rest = iter(paths)
    while batch := list(islice(rest, size)):
        yield batch


def in_words(names: set[str]) -> str:
    return " ".join(sorted(names)) or "–"


def enter(chromium: Browser, site: Site, state: str) -> BrowserContext:
    headers = {"Sec-GPC": "1"} if state == "GPC" else {}
    context = chromium.new_context(base_url=site.address, locale="en-GB", extra_http_headers=headers)
    if state in {"rejected", "accepted"}:
        page = context.new_page()
        page.goto("/en/contact/")
        page.get_by_role("button", name="Accept all" if state == "accepted" else "Reject all").click()
        expect(page.locator("#ask")).to_have_count(0)
        page.close()
    return context


LANGUAGES = ("en", "de")


def every_page() -> list[str]:
    """All but the entries of the dictionaries: they are thousands, and plain like the lists that lead to them."""
    listed = [f"/{code}/{path}" for code in LANGUAGES for path in public_paths()]
    return [*dict.fromkeys([*listed, *plain_pages()])]


def every_page_in_one_language() -> list[str]:
    """In turn: both have the same programs, and what differs is words."""
    paths = dict.fromkeys(path.removeprefix("/").partition("/")[2] for path in every_page())
    return [f"/{LANGUAGES[place % 2]}/{path}" for place, path in enumerate(paths)]


def crawl(context: BrowserContext, site: Site, paths: Sequence[str]) -> Found:
    """The start page first: from then on a service worker stands between the pages and the network."""
    found = Found()
    first, *others = paths
    visit(context, [first], found)
    for paths in batched(others, TABS):
        visit(context, paths, found)
    found.origins -= {site.address, "data:", "blob:"}
    found.heard = set(FakeProvider.asked)
    return found


def visit(context: BrowserContext, paths: Sequence[str], found: Found) -> None:
    """Each page in a tab of its own, all at a time: what takes long is to wait until nothing more is asked for."""
    tabs = [(path, context.new_page()) for path in paths]
    for path, page in tabs:
        page.on("request", lambda request: found.origins.add("/".join(request.url.split("/")[:3])))
        page.on("requestfinished", partial(found.note, path))
        page.goto(path, wait_until="commit")
    for _path, page in tabs:
        page.wait_for_load_state("networkidle")
        found.storage |= set(page.evaluate("[...Object.keys(localStorage), ...Object.keys(sessionStorage)]"))
    found.cookies |= {cookie["name"] for cookie in context.cookies()}
    for _path, page in tabs:
        page.close()


def listed(page: Page, state: str) -> set[str]:
    """What the page of choices lists for a state: the necessary group, and with consent every other."""
    page.goto("/en/choices/")
    sections = page.locator(".purpose")
    wanted = sections if state == "accepted" else sections.first
    return set(wanted.locator("td.mono").all_text_contents())


def findings(
    chromium: Browser, site: Site, provider: str, state: str, paths: Sequence[str]
) -> tuple[Found, set[str], str]:
    """What a crawl found, what of it is beyond the list, and a row for the table."""
    FakeProvider.asked.clear()
    context = enter(chromium, site, state)
    found = crawl(context, site, paths)
    names = listed(context.new_page(), state)
    context.close()
    beyond = found.beyond(names, {provider} if state == "accepted" else set())
    return found, beyond, found.line(state, names, beyond)


@pytest.mark.promise("P4.1", "P4.3")
@pytest.mark.parametrize("state", ["none", "rejected", "accepted", "GPC"])
def test_a_crawl_finds_nothing_that_is_not_listed(
    chromium: Browser, consent_site: Site, provider: str, state: str, record_property: Record
) -> None:
    paths = every_page_in_one_language()
    if state == "accepted":  # what was accepted runs on plain pages: there every word may matter
        paths = [*dict.fromkeys([*paths, *plain_pages()])]
    found, beyond, row = findings(chromium, consent_site, provider, state, paths)
    record_property(TABLE, row)
    assert beyond == set()
    if state == "accepted":  # or the crawl would prove nothing
        assert LEAVES | {"consent"} <= found.kept
        assert found.origins == {provider}
        assert BEACON in found.heard
        # On every page, also once the service worker stands between them and the network.
        assert found.counted == set(plain_pages())
    else:
        assert found.kept <= {"consent", "theme"}
        assert found.heard == set()


def test_without_the_gate_the_same_crawl_fails(
    chromium: Browser, open_site: Callable[..., Site], provider: str, record_property: Record
) -> None:
    site = open_site(DJANGO_SETTINGS_MODULE="tests.browser.ungated")
    # A crawl that tells of seven pages, at the same time, what it is asked tells it of every page.
    paths = [path for path in plain_pages() if path.startswith("/en/")][:TABS]
    for state in ("none", "rejected", "GPC"):
        found, beyond, row = findings(chromium, site, provider, state, paths)
        record_property(TABLE, f"without the gate: {row}")
        assert beyond >= LEAVES | {provider}
        assert BEACON in found.heard

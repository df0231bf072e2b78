"""A crawl of the whole site with a provider of another origin: what it finds is what the list says, in every state."""

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import ClassVar

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.test_accessibility import violations
from tests.site import Site, wait_for

SCRIPT = b"""
document.cookie = "_ga_x1=1; path=/";
localStorage.setItem("numbers", "1");
new Image().src = document.currentScript.src.replace("count.js", "beacon");
"""

PROVIDER = """
[[provider]]
slug = "numbers"
name = "Numbers of the test"
group = "analytics"
script = "{origin}/count.js"

[[provider.cookie]]
name = "_ga_*"
days = 30
purpose = {{ en = "Tells visits apart.", de = "Unterscheidet Besuche." }}

[[provider.cookie]]
name = "numbers"
kind = "local"
purpose = {{ en = "Remembers the last page.", de = "Merkt sich die letzte Seite." }}

[house_advert]
group = "marketing"
link = "/en/contact/"
says = {{ en = "A house advert", de = "Eine Hausanzeige" }}
"""


class FakeProvider(BaseHTTPRequestHandler):
    asked: ClassVar[list[str]] = []

    def do_GET(self) -> None:
        self.asked.append(self.path)
        self.send_response(200)
        self.send_header("Content-Type", "text/javascript" if self.path == "/count.js" else "image/gif")
        self.send_header("Cache-Control", "no-store")
        self.send_header("Cross-Origin-Resource-Policy", "cross-origin")
        self.end_headers()
        self.wfile.write(SCRIPT if self.path == "/count.js" else b"")

    def log_message(self, *_: object) -> None:
        """Says nothing."""


@pytest.fixture(scope="module")
def provider() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), FakeProvider)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://localhost:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def open_site(tmp_path_factory: pytest.TempPathFactory, provider: str) -> Iterator[Callable[..., Site]]:
    running: list[Site] = []

    def start(**environment: str) -> Site:
        folder: Path = tmp_path_factory.mktemp("consent")
        file = folder / "providers.toml"
        file.write_text(PROVIDER.format(origin=provider))
        site = Site(folder, PROVIDERS_FILE=str(file), USAGE_METRICS="1", **environment)
        running.append(site)
        site.__enter__()
        return site

    yield start
    for site in running:
        site.stop()


@pytest.fixture(scope="module")
def consent_site(open_site: Callable[..., Site]) -> Site:
    return open_site()


@dataclass
class Found:
    """What a crawl left in the browser, and where it went."""

    names: set[str] = field(default_factory=set)
    origins: set[str] = field(default_factory=set)

    def beyond(self, listed: set[str]) -> set[str]:
        patterns = tuple(name[:-1] for name in listed if name.endswith("*"))
        return {name for name in self.names if name not in listed and not (patterns and name.startswith(patterns))}


def public_paths() -> list[str]:
    from hotsite.pages import public_paths

    return [f"/{code}/{path}" for code in ("en", "de") for path in public_paths()]


def enter(chromium: Browser, site: Site, state: str) -> BrowserContext:
    headers = {"Sec-GPC": "1"} if state == "GPC" else {}
    context = chromium.new_context(base_url=site.url, locale="en-GB", extra_http_headers=headers)
    if state in {"rejected", "accepted"}:
        page = context.new_page()
        page.goto("/en/contact/")
        page.get_by_role("button", name="Accept all" if state == "accepted" else "Reject all").click()
        expect(page.locator("#ask")).to_have_count(0)
        page.close()
    return context


def crawl(context: BrowserContext, site: Site) -> Found:
    found = Found()
    page = context.new_page()
    page.on("request", lambda request: found.origins.add("/".join(request.url.split("/")[:3])))
    for path in public_paths():
        page.goto(path, wait_until="load")
        page.wait_for_load_state("networkidle")
        found.names |= set(page.evaluate("[...Object.keys(localStorage), ...Object.keys(sessionStorage)]"))
    found.names |= {cookie["name"] for cookie in context.cookies()}
    found.origins -= {site.url, "data:", "blob:"}
    page.close()
    return found


def listed(page: Page, state: str) -> set[str]:
    """What the page of choices lists for a state: the necessary group, and with consent every other."""
    page.goto("/en/choices/")
    sections = page.locator(".purpose")
    wanted = sections if state == "accepted" else sections.first
    return set(wanted.locator("td.mono").all_text_contents())


def findings(chromium: Browser, site: Site, provider: str, state: str) -> tuple[set[str], Found]:
    FakeProvider.asked.clear()
    context = enter(chromium, site, state)
    found = crawl(context, site)
    page = context.new_page()
    allowed = listed(page, state)
    context.close()
    beyond = found.beyond(allowed) | (found.origins - ({provider} if state == "accepted" else set()))
    seen = sorted(found.names | found.origins)
    print(f"{state:<9} listed {len(allowed)}, found {seen or '-'}, beyond the list {sorted(beyond) or '-'}")  # noqa: T201
    return beyond, found


@pytest.mark.parametrize("state", ["none", "rejected", "accepted", "GPC"])
def test_a_crawl_finds_nothing_that_is_not_listed(
    chromium: Browser, consent_site: Site, provider: str, state: str
) -> None:
    beyond, found = findings(chromium, consent_site, provider, state)
    assert beyond == set()
    if state == "accepted":  # or the crawl would prove nothing
        assert {"_ga_x1", "numbers", "consent"} <= found.names
        assert found.origins == {provider}
        assert "/beacon" in FakeProvider.asked
    else:
        assert found.names <= {"consent", "theme"}
        assert FakeProvider.asked == []


def test_without_the_gate_the_same_crawl_fails(
    chromium: Browser, open_site: Callable[..., Site], provider: str
) -> None:
    site = open_site(DJANGO_SETTINGS_MODULE="tests.browser.ungated")
    for state in ("none", "rejected", "GPC"):
        beyond, _found = findings(chromium, site, provider, state)
        assert provider in beyond


@pytest.fixture
def visitor(chromium: Browser, consent_site: Site) -> Iterator[Page]:
    context = chromium.new_context(base_url=consent_site.url, locale="en-GB")
    yield context.new_page()
    context.close()


def test_withdrawing_takes_one_click_and_clears_cookies_and_storage(visitor: Page) -> None:
    visitor.goto("/en/contact/")
    visitor.get_by_role("button", name="Accept all").click()
    wait_for(lambda: visitor.evaluate("document.cookie.includes('_ga_x1') && 'numbers' in localStorage"))
    visitor.goto("/en/choices/")
    visitor.get_by_role("button", name="Withdraw all").click()
    expect(visitor.get_by_role("status").filter(has_text="Your choice is saved.")).to_be_visible()
    wait_for(lambda: visitor.evaluate("!('numbers' in localStorage)"))
    assert {cookie["name"] for cookie in visitor.context.cookies()} == {"consent"}


def test_the_first_layer_comes_first_by_keyboard_and_its_buttons_are_alike(visitor: Page) -> None:
    visitor.goto("/en/contact/")
    names = []
    for _ in range(4):
        visitor.keyboard.press("Tab")
        names.append(visitor.evaluate("document.activeElement.textContent.trim()"))
    assert names == ["Skip to the content", "Reject all", "Accept all", "Choose"]
    boxes = [visitor.locator("#ask .btn").nth(place).bounding_box() for place in range(2)]
    assert [(box["width"], box["height"]) for box in boxes if box] == [(boxes[0]["width"], boxes[0]["height"])] * 2  # type: ignore[index]


def test_without_javascript_a_choice_works(chromium: Browser, consent_site: Site) -> None:
    context = chromium.new_context(base_url=consent_site.url, java_script_enabled=False, locale="en-GB")
    page = context.new_page()
    page.goto("/en/contact/")
    page.get_by_role("button", name="Reject all").click()
    expect(page.locator("#ask")).to_have_count(0)
    expect(page).to_have_url(f"{consent_site.url}/en/contact/")
    context.close()


def test_a_signal_that_only_scripts_see_is_honoured(chromium: Browser, consent_site: Site) -> None:
    context = chromium.new_context(base_url=consent_site.url, locale="en-GB")
    page = context.new_page()
    page.goto("/en/contact/")
    page.get_by_role("button", name="Accept all").click()
    wait_for(lambda: page.evaluate("'numbers' in localStorage"))
    page.wait_for_load_state("networkidle")
    context.add_init_script("Object.defineProperty(Navigator.prototype, 'globalPrivacyControl', { get: () => true })")
    FakeProvider.asked.clear()
    page.goto("/en/choices/", wait_until="networkidle")
    expect(page.locator("#signal-by-script")).to_be_visible()
    assert FakeProvider.asked == []
    context.close()


@pytest.mark.parametrize("code", ["en", "de"])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_consent_pages_have_no_violation(visitor: Page, code: str, theme: str) -> None:
    visitor.emulate_media(color_scheme=theme)  # type: ignore[arg-type]
    for width in (1280, 320):
        visitor.set_viewport_size({"width": width, "height": 800})
        for path in ("contact/", "choices/", "choices/receipt/"):
            visitor.goto(f"/{code}/{path}")
            assert violations(visitor) == [], (path, width)
            assert visitor.evaluate("document.documentElement.scrollWidth") <= width

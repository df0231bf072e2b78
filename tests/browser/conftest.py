"""A real browser, and a real site for it to visit."""

import contextlib
import os
import threading
from collections.abc import Callable, Iterator
from http.server import ThreadingHTTPServer
from pathlib import Path
from typing import Any, Literal

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Playwright, expect, sync_playwright

from tests.browser.provider import FILE, FakeProvider
from tests.browser.witness import Witness
from tests.site import Site, WebServer
from workshop import browser as browsers

#: Nothing but what the page itself asks for may go out: a browser's own services would be noise in the count.
QUIET = [
    "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip

#: How long a page may take until it shows what a test expects of it; far more than it needs on a busy machine.
expect.set_options(timeout=30_000)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    with Site(tmp_path_factory.mktemp("site"), SWEEP_SECONDS="5") as running:
        yield running


@pytest.fixture(scope="session")
def driver() -> Iterator[Playwright]:
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="session")
def launch() -> dict[str, Any]:
    """How the browser is started, in every test alike."""
    found = browsers.find_for_tests()
    if found is None:
        pytest.skip(f"no browser: {browsers.ADVICE}")
    as_root = ["--no-sandbox"] if os.geteuid() == 0 else []
    return {"executable_path": found, "args": QUIET + as_root}


@pytest.fixture(scope="session")
def chromium(driver: Playwright, launch: dict[str, Any]) -> Iterator[Browser]:
    browser = driver.chromium.launch(**launch)
    yield browser
    browser.close()


@pytest.fixture
def service_workers(request: pytest.FixtureRequest) -> Literal["allow", "block"]:
    """Whether the page's service worker may store the site, which takes half to four fifths of a first visit's time.

    Where somebody looks at what leaves the page, it may; a file that is about what is stored says so itself. Everywhere
    else the page is one of a browser that refuses service workers, as private windows do.
    """
    return "allow" if "witness" in request.fixturenames else "block"


@pytest.fixture
def context(chromium: Browser, site: Site, service_workers: Literal["allow", "block"]) -> Iterator[BrowserContext]:
    """A browser of the test's own, which has never been here."""
    context = new_context(chromium, site, service_workers)
    yield context
    context.close()


def new_context(chromium: Browser, site: Site, service_workers: Literal["allow", "block"]) -> BrowserContext:
    context = chromium.new_context(
        base_url=site.url, locale="en-GB", accept_downloads=True, service_workers=service_workers
    )
    context.grant_permissions(["clipboard-read", "clipboard-write"], origin=site.url)
    return context


class Common:
    """One browser for many tests: what the site's constant files hold need not come again for each of them."""

    #: All that a page can keep in a browser, but for constant files.
    KEPT = "cookies,file_systems,indexeddb,local_storage,service_workers,cache_storage"

    def __init__(self, chromium: Browser, site: Site) -> None:
        self.context = new_context(chromium, site, "block")
        self._origin = site.url
        self._own = self.context.new_page()
        self._storage = self.context.new_cdp_session(self._own)

    def empty(self) -> None:
        """As it was before any test: without a tab of one, and without anything that one kept."""
        for tab in self.context.pages:
            if tab is not self._own:
                tab.close()
        self._storage.send("Storage.clearDataForOrigin", {"origin": self._origin, "storageTypes": self.KEPT})
        self.context.clear_cookies()


@pytest.fixture(scope="session")
def common(chromium: Browser, site: Site) -> Iterator[Common]:
    common = Common(chromium, site)
    yield common
    common.context.close()


@pytest.fixture
def page(request: pytest.FixtureRequest, service_workers: str) -> Iterator[Page]:
    """A tab. The test fails if the page throws or its policy is broken by its own code.

    It is one of the common browser, unless the test asks for a browser of its own, or for what that would keep: a
    service worker stays, and of files that are kept no answer can be late.
    """
    own = "context" in request.fixturenames or service_workers == "allow" or {"LATE", "SLOW"} & set(os.environ)
    common: Common | None = None if own else request.getfixturevalue("common")
    context: BrowserContext = common.context if common else request.getfixturevalue("context")
    page = context.new_page()
    wrong = watched(page)
    yield page
    if common:
        common.empty()
    assert wrong == []


def watched(page: Page) -> list[str]:
    """What goes wrong on it from now on: it throws, or its policy is broken by its own code."""
    slow_down(page)
    wrong: list[str] = []
    page.on("dialog", lambda dialog: dialog.accept())  # "leave the page?", asked while it holds data
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda message: wrong.append(message.text) if is_wrong(message) else None)
    return wrong


#: What a worker says is heard so many milliseconds later, in its order.
LATE_WORKERS = """(() => {
    const own = Object.getOwnPropertyDescriptor(Worker.prototype, "onmessage");
    const set = function (hear) {
        own.set.call(this, hear && ((event) => setTimeout(() => hear.call(this, event), MILLISECONDS)));
    };
    Object.defineProperty(Worker.prototype, "onmessage", { ...own, set });
})()"""


def slow_down(page: Page) -> None:
    """With LATE=300 in the environment each answer comes 300 ms late: what is read too early is then seen to be.

    So does what a worker of the page says, with LATE_WORKERS=300. With SLOW=50000 no more than 50,000 bytes of the
    answers come in a second: a page is then seen while it is half there.
    """
    if "LATE_WORKERS" in os.environ:
        page.add_init_script(LATE_WORKERS.replace("MILLISECONDS", os.environ["LATE_WORKERS"]))
    late, slow = float(os.environ.get("LATE", "0")), float(os.environ.get("SLOW", "-1"))
    if late or slow > 0:
        network = page.context.new_cdp_session(page)
        network.send("Network.enable")
        limits = {"offline": False, "latency": late, "downloadThroughput": slow, "uploadThroughput": -1}
        network.send("Network.emulateNetworkConditions", limits)


def is_wrong(message: ConsoleMessage) -> bool:
    """An error that the page did not mean: a form's 422, a 404 and the blocked probe are what was asked for."""
    probe = "lock-probe.svg"
    meant = "status of 4" in message.text or probe in message.text or probe in message.location["url"]
    return message.type == "error" and not meant


@pytest.fixture(scope="session")
def password(site: Site) -> str:
    return site.staff()


@pytest.fixture
def staff_page(page: Page, password: str) -> Page:
    log_in(page, password)
    return page


def log_in(page: Page, password: str) -> None:
    page.goto("/en/admin/login/?next=/en/admin/")
    page.get_by_label("Username").fill("admin")
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Log in").click()
    expect(page.get_by_role("heading", name="Staff pages")).to_be_visible()


@pytest.fixture
def witness(page: Page, site: Site) -> Witness:
    return Witness(page, site)


@pytest.fixture(scope="session")
def provider() -> Iterator[str]:
    """The origin of an outside service."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), FakeProvider)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://localhost:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="session")
def open_site(tmp_path_factory: pytest.TempPathFactory, provider: str) -> Iterator[Callable[..., Site]]:
    """Starts a site that has something optional, below a domain of two labels; its address is `site.address`."""
    with contextlib.ExitStack() as running:

        def start(**environment: str) -> Site:
            folder = tmp_path_factory.mktemp("consent")
            file = folder / "providers.toml"
            file.write_text(FILE.format(origin=provider))
            site: Site = WebServer(folder, PROVIDERS_FILE=str(file), USAGE_METRICS="1", **environment)
            site.address = f"http://tools.clinic.localhost:{site.port}"
            site.environment["SITE_URL"] = site.address
            return running.enter_context(site)

        yield start


@pytest.fixture(scope="session")
def consent_site(open_site: Callable[..., Site]) -> Site:
    return open_site()

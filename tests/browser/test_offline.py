"""What was opened once opens again without a network, still locked; a new release breaks no page that is open."""

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from urllib.request import urlopen

import pytest
from playwright.sync_api import BrowserContext, Error, Page, expect

from hotsite import lock
from hotsite.ground import headers
from hotsite.ground.headers import Kind
from tests.browser.network import BehindANetwork
from tests.browser.test_accessibility import violations
from tests.site import ROOT
from tools.catalogue import TOOLS

SLUGS = [tool.slug for tool in TOOLS]
CONTROLLED = """async () => {
    await navigator.serviceWorker.ready;
    while (!navigator.serviceWorker.controller) await new Promise((done) => setTimeout(done, 20));
}"""
STORED = re.compile("Available offline · version [0-9a-f]{8}")
#: A file of the release that is served may have another name in the next.
HASHED = re.compile(r"-[\w-]{8}(?=\.(?:js|css)\b)")


@pytest.fixture(scope="module")
def dist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A build of this file's own, which a test may change: without compressed copies, which would stay as they are."""
    own = tmp_path_factory.mktemp("front-end") / "dist"
    return Path(shutil.copytree(ROOT / "tools/frontend/dist", own, ignore=shutil.ignore_patterns("*.br", "*.gz")))


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, dist: Path) -> Iterator[BehindANetwork]:
    """A site of this file's own, whose network a test may take away."""
    folder = tmp_path_factory.mktemp("site")
    with BehindANetwork(folder, DJANGO_SETTINGS_MODULE="tests.browser.release", RELEASE_DIST=str(dist)) as running:
        yield running


@pytest.fixture
def service_workers() -> str:
    return "allow"


@pytest.fixture
def tab(context: BrowserContext) -> Page:
    return free(context.new_page())


def free(tab: Page) -> Page:
    """A tab that may meet errors, and may be left while it holds data."""
    tab.on("dialog", lambda dialog: dialog.accept())
    return tab


def visit(page: Page, path: str) -> None:
    """Opens a page, and waits for the worker that will stand before the next one."""
    page.goto(path)
    page.evaluate(CONTROLLED)


def opens_a_sample(page: Page) -> None:
    """Or asks what can be asked."""
    page.locator("article.tool:visible .sample").first.click()
    opened = page.get_by_role("treegrid").get_by_role("row").nth(3)
    expect(opened.or_(page.locator(".dictionary-panel h2"))).to_be_visible()


def test_with_the_button_of_the_start_page_every_tool_works_without_a_network(tab: Page, site: BehindANetwork) -> None:
    visit(tab, "/en/")
    button = tab.get_by_role("button", name="Make available offline")
    expect(button).to_be_visible()
    assert violations(tab) == []
    button.click()
    expect(tab.get_by_text(STORED)).to_be_visible(timeout=20_000)
    assert violations(tab) == []
    with site.unreachable():
        tab.reload()
        expect(tab.get_by_text(STORED)).to_be_visible()
        for slug in SLUGS:
            answer = tab.goto(f"/en/tools/{slug}/", wait_until="commit")
            assert answer is not None
            assert answer.from_service_worker
            # Both pages have the same programs: what works in the one works in the other.
            answer = tab.goto(f"/de/tools/{slug}/")
            assert answer is not None
            assert answer.from_service_worker
            opens_a_sample(tab)


#: One that opens something and one that is asked, of each group. What a tool needs is read out of the same build, and
#: with what is stored all of them work in the test above: the others are swept.
OF_EACH_KIND = {(tool.group, bool(tool.opens)): tool.slug for tool in reversed(TOOLS)}.values()
ALONE = [slug if slug in OF_EACH_KIND else pytest.param(slug, marks=pytest.mark.sweep) for slug in SLUGS]


@pytest.mark.parametrize("slug", ALONE)
def test_a_tool_that_was_used_works_without_a_network(tab: Page, site: BehindANetwork, slug: str) -> None:
    """In a browser of its own, in which nothing else was ever used."""
    visit(tab, f"/en/tools/{slug}/")
    expect(tab.get_by_text(STORED)).to_be_visible(timeout=20_000)
    with site.unreachable():
        tab.reload()
        opens_a_sample(tab)


def test_a_tool_that_was_not_used_says_so_and_leads_to_what_is_stored(tab: Page, site: BehindANetwork) -> None:
    visit(tab, "/de/")
    with site.unreachable():
        answer = tab.goto(f"/de/tools/{SLUGS[0]}/")
        assert answer is not None
        assert answer.status == 503
        tab.get_by_role("link").click()
        expect(tab.locator("#intake, .intake").first).to_be_visible()


def test_a_page_from_the_worker_is_locked_like_one_from_the_site(tab: Page, site: BehindANetwork) -> None:
    visit(tab, f"/en/tools/{SLUGS[0]}/")
    expect(tab.get_by_text(STORED)).to_be_visible(timeout=20_000)
    answer = tab.reload()
    assert answer is not None
    assert answer.from_service_worker
    with urlopen(f"{site.url}/en/tools/{SLUGS[0]}/") as given:  # noqa: S310  (our own site)
        expected = {name.lower(): given.headers[name] for name in headers.table()[Kind.LOCKED_PAGE]}
    assert {name: answer.headers.get(name) for name in expected} == expected
    blocked = tab.evaluate(
        """async () => {
            const image = (address) => new Promise((done) => {
                const one = new Image();
                one.onload = () => done("loaded");
                one.onerror = () => done("blocked");
                one.src = address;
            });
            const notice = new Promise((done) => addEventListener("blocked-navigation", () => done("blocked")));
            location.href = "/en/nowhere/?DATA";
            return [
                await fetch("/en/").then(() => "loaded", () => "blocked"),
                await import("/static/assets/nothing.js").then(() => "loaded", () => "blocked"),
                await image("/static/icon.svg?DATA"),
                await image("/static/lock-probe.svg"),
                await notice,
                await image("/static/icon.svg"),
            ];
        }"""
    )
    assert blocked == ["blocked"] * 5 + ["loaded"]
    assert tab.url == f"{site.url}/en/tools/{SLUGS[0]}/"


def test_what_a_page_puts_into_the_cache_is_not_served(tab: Page, site: BehindANetwork) -> None:
    visit(tab, "/en/")
    tab.evaluate(
        """async () => {
            for (const name of [...await caches.keys(), "release of nobody"]) {
                const cache = await caches.open(name);
                for (const path of ["/en/", "/static/first.js", "/en/contact/"])
                    await cache.put(path, new Response("<h1>poisoned</h1>", {headers: {"Content-Type": "text/html"}}));
            }
        }"""
    )
    tab.reload()
    expect(tab.get_by_role("heading", level=1)).to_have_text("Open it here. It stays here.")
    assert "poisoned" not in tab.evaluate("(async () => (await (await caches.match('/en/')).text()))()")
    tab.goto("/en/contact/")
    expect(tab.get_by_role("heading", level=1)).not_to_have_text("poisoned")


def test_other_pages_are_left_to_the_network(tab: Page, site: BehindANetwork) -> None:
    visit(tab, "/en/")
    for path in ("/en/contact/", "/en/privacy/", "/en/admin/login/", "/healthz"):
        answer = tab.goto(path)
        assert answer is not None
        assert not answer.from_service_worker, path
    tab.goto("/en/admin/login/")
    # What only they use is theirs, by the address they send along.
    sheets = tab.evaluate("[...document.styleSheets].map((sheet) => sheet.cssRules.length)")
    assert sheets
    assert all(sheets)
    tab.goto("/en/contact/")
    stored = tab.evaluate(
        """async () => (await Promise.all((await caches.keys()).map(async (name) =>
            (await (await caches.open(name)).keys()).map(({url}) => new URL(url).pathname)))).flat()"""
    )
    assert set(stored) <= {*lock.locked_pages(), *lock.addresses().files}
    with site.unreachable(), pytest.raises(Error, match="ERR_CONNECTION_REFUSED"):
        tab.goto("/en/contact/")


def test_a_query_is_served_and_stays_here(tab: Page, site: BehindANetwork) -> None:
    visit(tab, "/en/")
    with site.unreachable():
        answer = tab.goto("/en/?DATA")
        assert answer is not None
        assert answer.from_service_worker


def test_what_a_locked_page_has_no_business_with_ends_in_the_worker(tab: Page, site: BehindANetwork) -> None:
    """Seen from a page that its own headers would let ask: without its address it counts as a locked one."""
    visit(tab, "/en/")
    tab.goto("/en/contact/")
    for policy, served in (("", False), ("no-referrer", True)):
        with tab.expect_response(re.compile("DATA")) as asked:
            tab.evaluate(
                """(policy) => {
                    const one = new Image();
                    one.referrerPolicy = policy;
                    one.src = `/static/icon.svg?DATA=${policy}`;
                }""",
                policy,
            )
        assert asked.value.from_service_worker is served
        assert asked.value.status == (404 if served else 200)


def test_whether_the_lock_holds_is_known_without_a_network_too(tab: Page, site: BehindANetwork) -> None:
    """The probe loads wherever the browser lets it: the worker answers it, and in a locked page nobody hears it."""
    probe = """() => new Promise((done) => {
        const one = new Image();
        one.onload = () => done("loaded");
        one.onerror = () => done("blocked");
        one.src = "/static/lock-probe.svg";
    })"""
    visit(tab, "/en/")
    tab.goto("/en/contact/")
    with site.unreachable():
        assert tab.evaluate(probe) == "loaded"
        tab.goto("/en/")
        assert tab.evaluate(probe) == "blocked"


def test_every_process_writes_the_same_worker(site: BehindANetwork) -> None:
    assert len({site.get(lock.SERVICE_WORKER) for _ in range(12)}) == 1


def test_a_browser_offers_to_install_the_site(tab: Page, site: BehindANetwork) -> None:
    visit(tab, "/en/")
    session = tab.context.new_cdp_session(tab)
    assert session.send("Page.getAppManifest")["errors"] == []
    # A context of these tests is a private window, which installs nothing; nothing else is in the way.
    problems = session.send("Page.getInstallabilityErrors")["installabilityErrors"]
    assert {problem["errorId"] for problem in problems} <= {"in-incognito"}


def release_anew(dist: Path) -> None:
    """The next build: every file has another name, and those of the build before are kept."""
    old = [path for path in (dist / "assets").iterdir() if path.name not in _kept(dist)]
    names = {path.name: HASHED.sub(lambda found: found[0][0] + found[0][:0:-1], path.name) for path in old}
    for path in [*old, dist / "manifest.json"]:
        text = path.read_text()
        for name, new in names.items():
            text = text.replace(name, new)
        path.with_name(names.get(path.name, path.name)).write_text(text)
    (dist / "previous.json").write_text(json.dumps(sorted(names)))


def _kept(dist: Path) -> list[str]:
    listed = dist / "previous.json"
    return list(json.loads(listed.read_text())) if listed.exists() else []


def version_of(page: Page) -> str:
    shown = page.get_by_text(STORED)
    expect(shown).to_be_visible(timeout=20_000)
    return shown.inner_text()[-8:]


def test_a_new_release_in_the_middle_breaks_no_open_page(
    context: BrowserContext, site: BehindANetwork, dist: Path
) -> None:
    page = context.new_page()
    visit(page, "/en/tools/dicom-inspector/")
    before = version_of(page)
    lazy = [f"/static/{json.loads((dist / 'manifest.json').read_text())['src/pages/hl7-viewer.ts']['file']}"]
    assert not page.evaluate("async ([path]) => Boolean(await caches.match(path))", lazy)
    with site.stopped():
        release_anew(dist)
    page.evaluate("async () => { await (await navigator.serviceWorker.ready).update(); }")
    # A program of the old release that was never stored: the site still serves it, and the old worker knows it.
    assert page.evaluate("async ([path]) => typeof (await import(path)).default.mount", lazy) == "function"
    # What was stored opens as it was.
    page.reload()
    assert version_of(page) == before
    opens_a_sample(page)
    page.close()
    # No page of it is open any more: the new one takes over, and knows the old one's stores.
    later = context.new_page()
    visit(later, "/en/tools/dicom-inspector/")
    assert version_of(later) != before
    assert len(later.evaluate("caches.keys()")) == 2


def test_a_page_that_was_never_stored_comes_from_the_new_release(
    context: BrowserContext, site: BehindANetwork, dist: Path
) -> None:
    old, new = context.new_page(), context.new_page()
    visit(old, "/en/tools/dicom-inspector/")
    before = version_of(old)
    with site.stopped():
        release_anew(dist)
    new.goto("/en/tools/hl7-viewer/?DATA")
    expect(new).to_have_url(f"{site.url}/en/tools/hl7-viewer/")
    opens_a_sample(new)
    # Would it register now, the old release's worker would be the one of this page's own workers.
    new.wait_for_load_state("networkidle")
    assert not new.evaluate("async () => Boolean(await navigator.serviceWorker.getRegistration())")
    assert not new.evaluate("async (start) => (await import('/offline.js')).release.startsWith(start)", before)
    opens_a_sample(old)
    old.close()
    version_of(new)  # nothing holds the new worker back any more

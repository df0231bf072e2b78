"""Start page and tools on a host of their own: locked there, and a click away from the rest."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import is_wrong
from tests.browser.test_tools import CT, choose
from tests.site import Site, WebServer


@pytest.fixture(scope="module")
def apart(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """One process that is two origins: `127.0.0.1` has the tools, `localhost` the rest."""
    site = WebServer(Path(tmp_path_factory.mktemp("apart")))
    site.environment |= {"SITE_URL": f"http://localhost:{site.port}", "TOOLS_URL": site.url}
    with site:
        yield site


@pytest.fixture
def page(chromium: Browser, apart: Site) -> Iterator[Page]:
    context = chromium.new_context(base_url=apart.url, locale="en-GB")
    page, wrong = context.new_page(), list[str]()
    page.on("dialog", lambda dialog: dialog.accept())
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda message: wrong.append(message.text) if is_wrong(message) else None)
    yield page
    context.close()
    assert wrong == []


def test_a_file_is_read_on_the_tools_host_under_its_own_lock(page: Page, apart: Site) -> None:
    answer = page.goto("/en/tools/dicom-inspector/")
    assert answer is not None
    listed = answer.headers["connection-allowlist"]
    assert f'"{apart.url}/en/?"' in listed
    assert f'"http://localhost:{apart.port}/en/contact/?"' in listed
    assert f"localhost:{apart.port}/en/?" not in listed
    choose(page, CT)
    expect(page.get_by_text("CT_small.dcm").first).to_be_visible()


def test_one_goes_from_the_tools_to_the_rest_and_back(page: Page, apart: Site) -> None:
    page.goto("/en/")
    page.get_by_role("navigation", name="Main").get_by_role("link", name="Contact").click()
    expect(page).to_have_url(f"http://localhost:{apart.port}/en/contact/")
    expect(page.get_by_role("button", name="Search")).to_be_visible()  # its script has begun, and hears keys
    page.keyboard.press("Control+k")
    expect(page.get_by_role("combobox", name="Find")).to_be_focused()
    page.keyboard.type("hl7")
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{apart.url}/en/tools/hl7-viewer/")
    assert page.context.cookies() == []


def test_the_other_hosts_address_shows_the_way(page: Page, apart: Site) -> None:
    page.goto(f"http://localhost:{apart.port}/de/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Diese Seite hat eine andere Adresse")
    page.get_by_role("main").get_by_role("link").click()
    expect(page).to_have_url(f"{apart.url}/de/")

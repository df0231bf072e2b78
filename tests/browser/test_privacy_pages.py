"""axe finds nothing on what was published, on the proof of consent, and on the staff's pages of both."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.test_accessibility import look_at, look_in_turn
from tests.site import Site

ARCHIVE = ("privacy/versions/", "privacy/versions/1/", "privacy/versions/1/2/", "imprint/versions/1/2/", "promises/")
STAFF = (
    "",
    "privacy/policyversion/",
    "privacy/policyversion/record/",
    "privacy/policyversion/1/change/",
    "privacy/consenttext/",
    "privacy/consenttext/1/change/",
    "privacy/consentrecord/",
    "privacy/consentrecord/1/change/",
    "privacy/consentwithdrawal/",
    "privacy/refusalcount/",
    "privacy/usagecount/",
    "privacy/breach/",
    "privacy/breach/add/",
    "privacy/breach/1/change/",
    "cookie_consent/cookie/",
    "cookie_consent/cookie/1/change/",
    "cookie_consent/cookiegroup/1/change/",
)
BREACH = """
from django.utils import timezone
from privacy.breaches.models import Breach
from privacy.breaches.services import record
record(Breach(aware_at=timezone.now(), what="A list was lost.", people="visitors", records="messages"))
"""


@pytest.fixture(scope="module")
def with_history(open_site: Callable[..., Site]) -> Site:
    """Two versions of the policies, a consent that was withdrawn, a refusal, a breach."""
    site: Site = open_site()
    for operator in ("North Hospital", "South Hospital"):
        site.environment["OPERATOR_NAME"] = operator
        site.manage("publish_policy", "material", "--summary-en", operator, "--summary-de", operator)
    site.manage("shell", "-c", BREACH)
    return site


@pytest.fixture
def page(chromium: Browser, with_history: Site) -> Iterator[Page]:
    context = chromium.new_context(base_url=with_history.address, locale="en-GB")
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("code", ["en", "de"])
def test_what_was_published_has_no_violation(page: Page, code: str) -> None:
    for path in ARCHIVE:
        page.goto(f"/{code}/{path}")
        expect(page.locator("h1")).to_be_visible()
        look_in_turn(page)
    page.goto(f"/{code}/choices/receipt/")
    page.get_by_role("textbox").fill("unknown")
    page.locator("button[value=see]").click()
    expect(page.get_by_role("alert")).to_be_visible()
    look_at(page)


def test_a_receipt_and_the_text_behind_it_have_no_violation(page: Page) -> None:
    page.goto("/de/contact/")
    page.locator("#ask button[value=accept]").click()
    expect(page.locator("#ask")).to_have_count(0)
    page.goto("/de/choices/receipt/")
    look_at(page)
    page.locator("dd a.mono").click()
    expect(page.locator("blockquote.shown")).to_be_visible()
    look_at(page)
    page.go_back()
    page.locator("button[value=withdraw]").click()
    expect(page.get_by_role("status")).to_be_visible()
    look_at(page)


def test_the_question_against_the_signal_has_no_violation(page: Page) -> None:
    page.set_extra_http_headers({"Sec-GPC": "1"})
    page.goto("/de/choices/")
    look_at(page)
    page.locator("button[value=accept]").click()
    expect(page.get_by_role("alert")).to_be_visible()
    look_at(page)


@pytest.mark.parametrize("code", ["en", "de"])
def test_the_staffs_pages_have_no_violation(page: Page, with_history: Site, code: str) -> None:
    page.goto("/en/contact/")
    page.locator("#ask button[value=accept]").click()
    expect(page.locator("#ask")).to_have_count(0)
    page.goto("/en/choices/")
    page.locator("button[value=reject]").click()
    expect(page.get_by_role("status")).to_be_visible()
    name = f"admin-{code}"
    page.goto(f"/{code}/admin/login/?next=/{code}/admin/")
    page.locator("#id_username").fill(name)
    page.locator("#id_password").fill(with_history.staff(name))
    page.locator("[type=submit]").click()
    expect(page.locator("#logout-form")).to_be_visible()
    for path in STAFF:
        page.goto(f"/{code}/admin/{path}")
        expect(page.locator("h1").last).to_be_visible()
        look_in_turn(page)

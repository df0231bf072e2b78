"""axe finds nothing on any page, in both languages and both themes, on a desk and on a phone."""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit
from zlib import crc32

import pytest
from playwright.sync_api import Browser, Page, expect

from hotsite import lock
from hotsite.ground.guard.form import LEAST_AGE
from tests.browser.conftest import log_in, watched
from tests.catalogue import OPENERS
from tests.site import ROOT, Site, WebServer, wait_for
from tools.catalogue import Tool

AXE = (ROOT / "tools/frontend/node_modules/axe-core/axe.min.js").read_text()
OPTIONS = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],  # of all else one example; to describe each part that is well takes half of the time
    "selectors": False,
    "preload": False,  # for one experimental rule axe would copy styles into the page, which the policy forbids
}
SEE_OTHER, BAD_REQUEST, FORBIDDEN, SERVER_ERROR = 303, 400, 403, 500
Theme = Literal["light", "dark"]
THEMES: tuple[Theme, Theme] = ("light", "dark")
WIDTHS = {"desk": 1280, "phone": 320}


Kept = tuple[Page, list[str]]


@contextmanager
def kept(chromium: Browser, site: Site) -> Iterator[Kept]:
    """A tab for all that is only looked at: what it loaded for a page it need not load again for the next."""
    context = chromium.new_context(base_url=site.url, locale="en-GB", service_workers="block")
    page = context.new_page()
    yield page, watched(page)
    context.close()


@pytest.fixture(scope="module")
def visitors(chromium: Browser, site: Site) -> Iterator[Kept]:
    with kept(chromium, site) as one:
        yield one


@pytest.fixture(scope="module")
def staffs(chromium: Browser, site: Site, password: str) -> Iterator[Kept]:
    """Of somebody who logged in, once; no test that has it logs out."""
    with kept(chromium, site) as one:
        log_in(one[0], password)
        yield one


@contextmanager
def as_new(one: Kept) -> Iterator[Page]:
    """The tab as it is before any test; the test fails if anything goes wrong in it meanwhile."""
    page, wrong = one
    wrong.clear()
    page.set_viewport_size({"width": WIDTHS["desk"], "height": 800})
    page.emulate_media(color_scheme="light", reduced_motion="no-preference")
    yield page
    assert wrong == []


@pytest.fixture
def tab(visitors: Kept) -> Iterator[Page]:
    with as_new(visitors) as page:
        yield page


@pytest.fixture
def staff_tab(staffs: Kept) -> Iterator[Page]:
    with as_new(staffs) as page:
        yield page


def violations(page: Page) -> list[str]:
    """What axe finds, one sentence each: the rule, and the first place."""
    if not page.evaluate("'axe' in window"):  # a second look at the same page
        page.evaluate(AXE)
    found: dict[str, Any] = page.evaluate("options => axe.run(document, options)", OPTIONS)
    return [f"{one['id']}: {one['help']} ({one['nodes'][0]['html'][:120]})" for one in found["violations"]]


def public_paths() -> list[str]:
    from hotsite.pages import public_paths

    items = ["dicom/tags/60xx3000/", "dicom/uids/1.2.840.10008.1.2/", "hl7/segments/OBX/", "hl7/tables/0203/"]
    return [*public_paths(), *items, "hl7/types/cx/", "nowhere/", "contact/sent/M-0000-0000/"]


def look_at(page: Page) -> None:
    """The page as it stands, in each theme and at each width; no colour is on its way to another.

    Of language, theme and width every two meet: in German a phone is light and a desk dark, in English the other way.
    """
    page.wait_for_load_state()  # of a page that begins nothing is there yet, not even its language
    german = page.evaluate("document.documentElement.lang") == "de"
    for theme, width in zip(THEMES, reversed(WIDTHS.values()) if german else WIDTHS.values(), strict=True):
        look(page, theme, width)


def look_in_turn(page: Page) -> None:
    """The page as it stands, once: for pages that are looked at in both languages. Each is then seen in both themes and
    at both widths; whether its phone is light or dark, and in which language, is a matter of its address."""
    language, _, path = urlsplit(page.url).path.removeprefix("/").partition("/")
    german, address = language == "de", crc32(path.encode())
    look(page, THEMES[german ^ (address & 1)], tuple(WIDTHS.values())[german ^ (address >> 1 & 1)])


def look(page: Page, theme: Theme, width: int) -> None:
    page.emulate_media(color_scheme=theme, reduced_motion="reduce")
    page.set_viewport_size({"width": width, "height": 800})
    assert violations(page) == [], (page.url, theme, width)
    wide = page.evaluate("document.documentElement.scrollWidth")
    assert wide <= width, f"{page.url} needs {wide} px of {width}"


@pytest.mark.parametrize("code", ["en", "de"])
@pytest.mark.parametrize("path", public_paths())
def test_a_page_has_no_violation(tab: Page, path: str, code: str) -> None:
    tab.goto(f"/{code}/{path}")
    if f"/{code}/{path}" in lock.locked_pages():  # it draws more than what came
        expect(tab.locator("html[data-ready]")).to_have_count(1)
    look_in_turn(tab)


@pytest.mark.parametrize("tool", OPENERS, ids=lambda tool: tool.slug)
def test_a_tool_with_a_broken_sample_open_has_no_violation(tab: Page, tool: Tool) -> None:
    for code in ("en", "de"):
        tab.set_viewport_size({"width": WIDTHS["desk"], "height": 800})
        tab.goto(f"/{code}/tools/{tool.slug}/")
        tab.locator(".intake [data-broken]").click()
        tab.get_by_role("treegrid").get_by_role("row").nth(3).click()
        look_in_turn(tab)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_contact_form_with_errors_has_no_violation(tab: Page, theme: Theme) -> None:
    tab.emulate_media(color_scheme=theme)
    tab.goto("/de/contact/")
    tab.get_by_role("button", name="Nachricht senden").click()
    expect(tab).to_have_title(re.compile("^Fehler:"))
    assert violations(tab) == []


STAFF_PAGES = [
    "",
    "contact/contactmessage/",
    "contact/contactmessage/add/",
    "contact/mailboxcheck/add/",
    "hotsite/staffaccount/",
    "hotsite/staffaccount/add/",
    "hotsite/staffaccount/1/change/",
    "hotsite/staffaccount/1/password/",
    "hotsite/staffaccount/1/history/",
    "hotsite/staffaccount/1/delete/",
    "auth/group/",
    "auth/group/1/change/",
    "ground/job/",
    "ground/outboxmail/",
    "admin/logentry/",
    "password_change/",
]


@pytest.mark.parametrize("code", ["en", "de"])
@pytest.mark.parametrize("path", STAFF_PAGES)
def test_the_staffs_pages_have_no_violation(staff_tab: Page, path: str, code: str) -> None:
    staff_tab.goto(f"/{code}/admin/{path}")
    expect(staff_tab.locator("h1").last).to_be_visible()
    look_in_turn(staff_tab)


@pytest.mark.parametrize("code", ["en", "de"])
def test_a_message_as_staff_see_it_has_no_violation(staff_tab: Page, site: Site, code: str) -> None:
    said = {"topic": "idea", "name": "Ada Sample", "email": "ada@example.invalid", "message": "A picture, please."}
    assert site.write(**said) == SEE_OTHER
    staff_tab.goto(f"/{code}/admin/contact/contactmessage/")
    staff_tab.locator("#result_list tbody th a").first.click()
    expect(staff_tab.get_by_text("A picture, please.")).to_be_visible()
    staff_tab.locator("#id_answer").fill("There is one now.")
    staff_tab.locator("[name=_continue]").click()
    expect(staff_tab.get_by_text("There is one now.")).to_be_visible()
    look_at(staff_tab)
    reference = staff_tab.locator(".field-reference .readonly").inner_text()
    # The announcement bears the reference too; only the answer holds a link to the thread.
    mails = wait_for(lambda: [text for text in site.mails(reference) if "/thread/" in text])
    staff_tab.goto(mails[0].partition(site.url)[2].split()[0])
    expect(staff_tab.get_by_text("There is one now.")).to_be_visible()
    look_at(staff_tab)


@pytest.mark.parametrize(("code", "again"), [("en", "Log in again"), ("de", "Erneut anmelden")])
def test_logging_in_and_out_has_no_violation(staff_page: Page, code: str, again: str) -> None:
    staff_page.goto(f"/{code}/admin/")
    staff_page.locator("#logout-form button").click()
    expect(staff_page.get_by_role("link", name=again)).to_be_visible()
    look_at(staff_page)
    staff_page.goto(f"/{code}/admin/login/?next=/{code}/admin/")
    look_at(staff_page)
    staff_page.locator("#id_username").fill("admin")
    staff_page.locator("#id_password").fill("not the password")
    staff_page.locator("[type=submit]").click()
    expect(staff_page.locator(".errornote")).to_be_visible()
    look_at(staff_page)


SEND = """([address, fields]) => {
    const form = Object.assign(document.createElement("form"), {method: "post", action: address});
    for (let number = 0; number < fields; number++)
        form.append(Object.assign(document.createElement("input"), {type: "hidden", name: `field-${number}`}));
    document.body.append(form);
    form.submit();
}"""


@pytest.mark.parametrize("code", ["en", "de"])
def test_the_page_for_a_form_that_is_too_much_has_no_violation(tab: Page, code: str) -> None:
    tab.goto(f"/{code}/contact/")
    with tab.expect_navigation() as answer:
        tab.evaluate(SEND, [tab.url, 1001])
    assert answer.value.status == BAD_REQUEST
    look_at(tab)


@pytest.mark.parametrize("code", ["en", "de"])
def test_the_page_for_a_form_from_elsewhere_has_no_violation(tab: Page, site: Site, code: str) -> None:
    tab.goto("about:blank")
    with tab.expect_navigation() as answer:
        tab.evaluate(SEND, [f"{site.url}/{code}/contact/", 1])
    assert answer.value.status == FORBIDDEN
    look_at(tab)


def test_the_page_for_a_fault_of_ours_has_no_violation(chromium: Browser, tmp_path: Path) -> None:
    with WebServer(tmp_path) as broken:
        with sqlite3.connect(tmp_path / "db.sqlite3") as database:
            database.execute("DROP TABLE contact_contactmessage")
        page = chromium.new_page(base_url=broken.url)
        for code in ("en", "de"):
            page.goto(f"/{code}/contact/")
            page.locator("[name=topic]").first.check()
            page.locator("[name=email]").fill("ada@example.invalid")
            page.locator("[name=message]").fill("Hello.")
            page.wait_for_timeout(LEAST_AGE.total_seconds() * 1000)  # as people take, and programs do not
            with page.expect_navigation() as answer:
                page.locator("main [type=submit]").click()
            assert answer.value.status == SERVER_ERROR
            look_at(page)
        page.close()


#: A person who wrote, and asks that a value be corrected, and that the use of the data be restricted, which it is.
AT_WORK = """
from django.utils import timezone
from contact.models import ContactMessage
from contact.rights import services, tokens
from contact.rights.models import Purpose
from contact.rights.regimes import Right
from contact.rights.services import PERSON, SITE, Asked

now = timezone.now()
ContactMessage.objects.create(reference="M-outcomes", topic="idea", email="outcomes@example.invalid",
    message="A picture, please.", language="de", created_at=now, last_activity_at=now)
for right in (Right.RECTIFICATION, Right.RESTRICTION, Right.OBJECTION):
    asked = Asked(right=right, residence="eu", language="de", email="outcomes@example.invalid")
    case = services.receive(asked, who=PERSON, now=now)
    services.confirm(tokens.issue(case, Purpose.MAILBOX, now), now)
    services.start(case.pk, who=SITE, now=now)
    if right is Right.OBJECTION:
        services.freeze(case.pk, who=SITE, now=now)
    print(case.pk)
"""


def test_correcting_restricting_and_reading_what_is_restricted_has_no_violation(staff_tab: Page, site: Site) -> None:
    to_correct, to_restrict, restricted = site.manage("shell", "-v0", "-c", AT_WORK).split()
    for code, why in (("en", "the only use is the answer"), ("de", "der einzige Zweck ist die Antwort")):
        step = f"/{code}/admin/contact/rightsrequest/{{}}/step/{{}}/"
        staff_tab.goto(step.format(to_restrict, "freeze"))
        expect(staff_tab.locator("main")).to_contain_text("M-outcomes")
        expect(staff_tab.locator("main")).to_contain_text(why)
        look_at(staff_tab)
        for name in ("announce-lifting", "lift"):
            staff_tab.goto(step.format(restricted, name))
            expect(staff_tab.locator("h1").last).to_be_visible()
            look_at(staff_tab)
        staff_tab.goto(step.format(restricted, "read-restricted"))
        look_at(staff_tab)
        staff_tab.locator("[name=reason]").first.check()
        staff_tab.locator("main [type=submit]").click()
        expect(staff_tab.locator("main")).to_contain_text("A picture, please.")
        look_at(staff_tab)
        staff_tab.goto(step.format(to_correct, "rectify"))
        look_at(staff_tab)
        staff_tab.locator("[name=place]").select_option(index=0)
        staff_tab.locator("[name=value]").fill("Ada Sample")
        staff_tab.locator("main [type=submit]").click()
        expect(staff_tab.locator("main")).to_contain_text("Ada Sample")
        look_at(staff_tab)

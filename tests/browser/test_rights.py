"""A person asks for a right, proves the mailbox, follows the case and withdraws it: by keyboard, without JavaScript."""

import email
import email.policy
import re
from collections.abc import Callable, Iterator
from uuid import uuid4

import pytest
from playwright.sync_api import Browser, Page, expect

from hotsite.ground.guard.form import LEAST_AGE
from tests.browser.test_accessibility import look_at
from tests.site import Site, wait_for


@pytest.fixture
def plain(chromium: Browser, site: Site) -> Iterator[Page]:
    """A browser that runs no script."""
    context = chromium.new_context(base_url=site.url, java_script_enabled=False)
    yield context.new_page()
    assert context.cookies() == []
    context.close()


def tab_to(page: Page, selector: str) -> None:
    """By the Tab key alone."""
    expect(page.locator(selector).first).to_be_visible()
    for _key in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"{selector} cannot be reached by keyboard on {page.url}")


def enter(page: Page) -> None:
    """Where Enter leads to another page: what is done next is done there."""
    with page.expect_navigation():
        page.keyboard.press("Enter")


def go_on(page: Page, button: str = "main form .btn.main") -> None:
    tab_to(page, button)
    enter(page)


def choose(page: Page, name: str, value: str) -> None:
    """Radio buttons are one stop; the arrows choose."""
    tab_to(page, f"[name={name}]")
    for _key in range(12):
        page.keyboard.press("ArrowDown")
        if page.locator(f"[name={name}][value={value}]").is_checked():
            return go_on(page)
    raise AssertionError(value)


def write(page: Page, name: str, words: str) -> None:
    tab_to(page, f"[name={name}]")
    page.keyboard.press("Control+A")
    page.keyboard.insert_text(words)


def heading(page: Page, words: str) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text(words)


def link_in_mail(site: Site, reference: str) -> str:
    folder = site.folder / "mail"
    file = wait_for(lambda: list(folder.glob(f"{reference}-*.eml")))[0]
    mail = email.message_from_bytes(file.read_bytes(), policy=email.policy.default)
    body = mail.get_content()
    found = re.search(r"https?://\S+/rights/confirm/\S+/", body)
    assert found, body
    assert "pictures" not in body
    return found[0]


WORDS = {
    "en": ("What do you want to ask for?", "Check your answers", "We have your request.", "Is it you who asked?"),
    "de": ("Was möchten Sie beantragen?", "Antworten prüfen", "Ihr Antrag ist bei uns.", "Haben Sie das beantragt?"),
}
DONE = {
    "en": ("Your message was added.", "Your request is withdrawn."),
    "de": ("Ihre Nachricht wurde hinzugefügt.", "Ihr Antrag ist zurückgezogen."),
}


def mailbox(code: str) -> str:
    """An address of its own for each walk: an unproven mailbox gets one mail a day."""
    return f"ada-{code}-{uuid4().hex[:8]}"


def nowhere(page: Page) -> None:
    """axe waits for timers, which a browser without scripts never runs."""


@pytest.mark.parametrize("code", ["en", "de"])
def test_from_the_contact_page_to_a_withdrawn_case(plain: Page, site: Site, code: str) -> None:
    ask_follow_and_withdraw(plain, site, code, look=nowhere)


def test_no_page_on_the_way_has_a_violation(page: Page, site: Site) -> None:
    ask_follow_and_withdraw(page, site, "de", look=look_at)


def ask_follow_and_withdraw(page: Page, site: Site, code: str, *, look: Callable[[Page], None]) -> None:
    first, check, received, proof = WORDS[code]
    added, withdrawn = DONE[code]
    page.goto(f"/{code}/contact/")
    tab_to(page, "a.door[href*=rights]")
    enter(page)
    heading(page, first)
    go_on(page)
    expect(page).to_have_title(re.compile("^(Error|Fehler):"))
    expect(page.locator("#error-summary")).to_be_focused()
    look(page)
    choose(page, "right", "objection")
    look(page)
    choose(page, "about", "other")
    choose(page, "residence", "eu")
    choose(page, "whom", "another")
    write(page, "subject_email", "berta@example.invalid")
    enter(page)
    write(page, "email", f"{mailbox(code)}@example.invalid")
    look(page)
    enter(page)
    write(page, "details", "The pictures.\nPID|1||4711001^^^NORTH^MR||Sample^Ada||19700102|F\nThank you.")
    look(page)
    go_on(page)
    go_on(page)  # the language of the page is chosen already

    heading(page, check)
    expect(page.locator(".answers")).to_contain_text("The pictures.")
    expect(page.locator(".answers")).not_to_contain_text("4711001")
    look(page)
    tab_to(page, ".change[value=whom]")
    enter(page)
    choose(page, "whom", "myself")
    heading(page, check)
    expect(page.locator(".answers")).not_to_contain_text("berta")
    page.wait_for_timeout(LEAST_AGE.total_seconds() * 1000)  # as people take, and programs do not
    go_on(page)
    heading(page, received)
    look(page)
    reference = page.locator("main .mono").inner_text()

    page.goto(link_in_mail(site, reference))
    heading(page, proof)
    look(page)
    go_on(page)
    expect(page.get_by_role("status")).to_be_visible()
    expect(page.locator("main")).to_contain_text(reference)
    look(page)
    write(page, "words", "And the ones of May.")
    go_on(page)
    expect(page.get_by_role("status")).to_have_text(added)
    expect(page.locator(".letter.theirs")).to_contain_text("And the ones of May.")
    tab_to(page, ".withdraw summary")
    page.keyboard.press("Enter")
    look(page)
    go_on(page, ".withdraw .btn")
    expect(page.get_by_role("status")).to_have_text(withdrawn)
    expect(page.locator("main form")).to_have_count(0)
    look(page)
    assert page.url.split("/")[-2] not in site.said()


@pytest.mark.parametrize("code", ["en", "de"])
def test_pages_on_which_something_went_wrong_have_no_violation(page: Page, code: str) -> None:
    page.goto(f"/{code}/contact/rights/confirm/unknown/")
    look_at(page)
    page.locator("main [type=submit]").click()
    expect(page.locator("#error-summary")).to_be_focused()
    look_at(page)
    page.goto(f"/{code}/contact/rights/")
    page.locator("[name=answers]").first.evaluate("field => { field.value = 'changed'; }")
    page.locator("[value=access]").check()
    page.locator("main [type=submit]").first.click()
    expect(page.locator("main a.btn")).to_be_visible()
    look_at(page)


#: A case whose package was handed over, and one of which a fact is asked: the links to their pages.
HANDED_OVER = """
from django.utils import timezone
from contact.rights import services, tokens
from contact.rights.letters import build
from contact.rights.letters.kinds import IdentityRequest
from contact.rights.links import link
from contact.rights.models import Purpose
from contact.rights.regimes import Right
from contact.rights.services import PERSON, SITE, Asked

now = timezone.now()
for name in ("packed", "doubted"):
    asked = Asked(right=Right.ACCESS, residence="eu", language="de", email=name + "@example.invalid")
    case = services.receive(asked, who=PERSON, now=now)
    services.confirm(tokens.issue(case, Purpose.MAILBOX, now), now)
    services.start(case.pk, who=SITE, now=now)
    if name == "packed":
        services.ask_for_package(case.pk, who=SITE, now=now)
        services.build_package(case.pk, now)
        services.fulfil(case.pk, build.answer(case, "Words."), who=SITE, now=now)
        print(link(Purpose.DOWNLOAD, tokens.issue(case, Purpose.DOWNLOAD, now), "de"))
    else:
        letter = build.for_case(IdentityRequest, case, question="In which month?", doubt="Two share it.")
        services.ask_fact(case.pk, letter, "May", who=SITE, now=now)
    print(link(Purpose.STATUS, tokens.issue(case, Purpose.STATUS, now), "de"))
"""


def test_no_page_of_a_download_or_of_a_fact_has_a_violation(page: Page, site: Site) -> None:
    download, packed, doubted = site.manage("shell", "-v0", "-c", HANDED_OVER).split()
    for address in (packed, download):
        page.goto(address)
        look_at(page)
    page.locator("main .btn.main").click()
    heading(page, "Hier sind Ihre Daten")
    look_at(page)
    page.goto(download)
    heading(page, "Dieser Link geht nicht")
    look_at(page)
    page.goto(doubted)
    page.get_by_label("Ihre Antwort").fill("In June")
    page.get_by_role("button", name="Antwort senden").click()
    expect(page.locator("#error-summary")).to_contain_text("Das ist nicht die richtige Antwort.")
    look_at(page)
    page.get_by_label("Ihre Antwort").fill("  may ")
    page.get_by_role("button", name="Antwort senden").click()
    expect(page.get_by_role("status")).to_contain_text("das war richtig")

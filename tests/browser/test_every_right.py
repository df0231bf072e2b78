"""Each right from its form to a closed case: the visitor without JavaScript, staff in the admin.

`make test` runs each right in one language, half of them in each; `make sweep` runs them in the other.
"""

import io
import json
import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from uuid import uuid4

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from hotsite.ground.guard.form import LEAST_AGE
from tests.site import Site, wait_for

SEE_OTHER = 303
ADMIN = "/en/admin/contact/rightsrequest/"
PASSWORD = "a-long-password"
STAFF = f"""
from django.contrib.auth.models import Group
from hotsite.models import StaffAccount
for name in ("handler", "approver"):
    account, made = StaffAccount.objects.get_or_create(
        username=name, defaults={{"email": name + "@example.invalid", "is_staff": True}}
    )
    account.set_password("{PASSWORD}")
    account.save()
    account.groups.add(Group.objects.get(name=name))
"""


@dataclass(frozen=True)
class Words:
    """What the visitor reads."""

    fulfilled: str
    refused: str
    extended: str
    ground: str
    court: str
    complaint: str


WORDS = {
    "en": Words(
        "fulfilled", "refused", "extended", "(Art. 15(4))", "You may also go to court", "data protection authority"
    ),
    "de": Words(
        "erfüllt",
        "abgelehnt",
        "verlängert",
        "(Art. 15 Abs. 4)",
        "Sie können auch vor Gericht",
        "Datenschutz-Aufsichtsbehörde",
    ),
}


@dataclass(frozen=True)
class Office:
    """A site, a visitor's language, and two members of staff who are logged in."""

    site: Site
    browser: Browser
    code: str
    handler: Page
    approver: Page

    @property
    def words(self) -> Words:
        return WORDS[self.code]


@pytest.fixture(scope="module")
def staff(site: Site, chromium: Browser) -> Iterator[tuple[Page, Page]]:
    """A handler and an approver, each in a browser of their own."""
    site.manage("shell", "-v0", "-c", STAFF)
    contexts = [chromium.new_context(base_url=site.url, locale="en-GB") for _one in range(2)]
    yield logged_in(contexts[0].new_page(), "handler"), logged_in(contexts[1].new_page(), "approver")
    for context in contexts:
        context.close()


@pytest.fixture(scope="module")
def office(request: pytest.FixtureRequest, site: Site, chromium: Browser, staff: tuple[Page, Page]) -> Office:
    """Open for no more than twenty requests at a time: so many the site takes from one place."""
    return Office(site, chromium, request.param, *staff)


def logged_in(page: Page, name: str) -> Page:
    page.goto("/en/admin/login/?next=/en/admin/")
    page.locator("[name=username]").fill(name)
    page.locator("[name=password]").fill(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Staff pages")).to_be_visible()
    return page


class Visitor:
    """A browser of their own, without scripts and without a cookie."""

    def __init__(self, office: Office) -> None:
        self.office, self.site = office, office.site
        self.context = office.browser.new_context(base_url=self.site.url, java_script_enabled=False)
        self.page = self.context.new_page()
        self.email = f"ada-{uuid4().hex[:12]}@example.invalid"

    def go_on(self) -> None:
        self.page.locator("main form .btn.main").first.click()

    def writes(self, name: str) -> None:
        """A message, by the contact form."""
        sent = self.site.write(topic="idea", name=name, email=self.email, message="A picture, please.")
        assert sent == SEE_OTHER

    def ask(self, right: str, residence: str) -> str:
        """Fills in the form; the reference."""
        page = self.page
        page.goto(f"/{self.office.code}/contact/rights/")
        for name, value in (("right", right), ("about", "other"), ("residence", residence), ("whom", "myself")):
            if name != "about" or right == "objection":
                page.locator(f"[name={name}][value={value}]").check()
                self.go_on()
        page.locator("[name=email]").fill(self.email)
        self.go_on()
        page.locator("[name=details]").fill("Plainly synthetic words.")
        self.go_on()
        self.go_on()  # in the language of the page
        page.wait_for_timeout(LEAST_AGE.total_seconds() * 1000)  # as people take, and programs do not
        self.go_on()
        return page.locator("main .mono").first.inner_text()

    def link(self, reference: str, kind: str) -> str:
        """The newest of its kind that came by mail."""

        def newest() -> str:
            return next((found for mail in self.mails(reference) if (found := link_in(mail, kind))), "")

        return wait_for(newest)

    def mails(self, reference: str) -> list[str]:
        """The newest first."""
        files = (self.site.folder / "mail").glob(f"{reference}-*.eml")
        newest = {file.name: file.stat().st_mtime_ns for file in files}
        texts = dict(zip(sorted(newest), self.site.mails(reference), strict=False))
        return [texts[name] for name in sorted(texts, key=lambda name: -newest.get(name, 0))]

    def prove(self, reference: str) -> None:
        self.page.goto(self.link(reference, "confirm"))
        self.go_on()
        expect(self.page.get_by_role("status")).to_be_visible()

    def sees(self, state: str) -> None:
        self.page.reload()
        expect(self.page.locator(".facts dd").first).to_have_text(state)

    def close(self) -> None:
        assert self.context.cookies() == []
        self.context.close()


def link_in(mail: str, kind: str) -> str:
    found = re.search(rf"https?://\S+/rights/{kind}/\S+/", mail)
    return found[0] if found else ""


@pytest.fixture
def visitor(office: Office) -> Iterator[Visitor]:
    visitor = Visitor(office)
    yield visitor
    visitor.close()


def open_case(page: Page, reference: str) -> None:
    page.goto(f"{ADMIN}?q={reference}")
    page.get_by_role("link", name=reference).click()
    expect(page.get_by_role("heading", name="What can be done now")).to_be_visible()


def step(page: Page, name: str) -> Locator:
    return page.get_by_role("button", name=name, exact=True).or_(page.get_by_role("link", name=name, exact=True))


def press(page: Page, name: str) -> None:
    """What it does is done when the page that follows is there: others look at it next."""
    with page.expect_navigation():
        step(page, name).click()


def wait_for_button(page: Page, name: str) -> None:
    """Until the work behind the page is done."""

    def is_there() -> bool:
        page.reload()
        return step(page, name).is_visible()

    wait_for(is_there)


def write_letter(page: Page, name: str, **parts: str) -> None:
    """Opens the step, fills in what staff write, looks at the letter, and sends it."""
    press(page, name)
    for part, words in parts.items():
        field = page.locator(f"[name={part}]")
        if field.evaluate("field => field.tagName") == "SELECT":
            field.select_option(words)
        else:
            field.fill(words)
    press(page, "Show the letter")
    expect(page.locator(".letter")).to_be_visible()
    press(page, f"Send the letter: {name}")
    expect(page.locator(".messagelist .success")).to_be_visible()


def answer(**parts: str) -> Callable[[Office, str], None]:
    return lambda office, reference: write_letter(office.handler, "Answer and close", **parts)


def pack_and_answer(office: Office, reference: str) -> None:
    page = office.handler
    press(page, "Build the package of data")
    wait_for_button(page, "Look into the package")
    write_letter(page, "Answer and close")  # what it says is there already


def erase_and_answer(office: Office, reference: str) -> None:
    # A mail on its way is a row with an address: once it is sent, the plan would be another.
    wait_for(lambda: json.loads(office.site.get("/statusz")[1])["mail"]["waiting"] == 0)
    press(office.handler, "Put forward for approval")
    press(office.handler, "Put forward for approval")
    open_case(office.approver, reference)
    press(office.approver, "Approve")
    press(office.approver, "Approve")
    open_case(office.handler, reference)
    press(office.handler, "Erase")
    press(office.handler, "Erase")
    wait_for_button(office.handler, "Answer and close")  # nothing of it was found anywhere
    answer(done="Nothing but this request was held.")(office, reference)


def correct_and_answer(office: Office, reference: str) -> None:
    page = office.handler
    press(page, "Correct a value")
    page.locator("[name=place]").select_option(page.locator("[name=place] option", has_text="Ada Sampel").inner_text())
    page.locator("[name=value]").fill("Ada Sample")
    press(page, "Show the change")
    expect(page.locator(".case-change")).to_contain_text("Ada Sample")
    press(page, "Correct a value")
    write_letter(page, "Answer and close")  # what was corrected stands there already


def restrict_and_answer(office: Office, reference: str) -> None:
    page = office.handler
    press(page, "Restrict the person's data")
    expect(page.locator(".case-plan table")).to_contain_text("Contact messages")
    press(page, "Restrict the person's data")
    write_letter(page, "Answer and close")  # what was restricted stands there already


#: What staff do, once the case is taken up.
ENDS: dict[str, Callable[[Office, str], None]] = {
    "access": pack_and_answer,
    "portability": pack_and_answer,
    "rectification": correct_and_answer,
    "erasure": erase_and_answer,
    "restriction": restrict_and_answer,
    "objection": answer(outcome="We stop.", balance="Your reasons weigh more.", restricted="Message 1."),
    "withdrawal": answer(words="The consent is withdrawn."),
    "opt_out": answer(words="Nothing is sold or shared."),
    "complaint": answer(words="You are right, and we changed it."),
    "question": answer(words="The policy says so in its second part."),
}
#: Rights that need something to be used on.
ABOUT_A_MESSAGE = {"rectification", "restriction"}
NO_PROOF_NEEDED = {"withdrawal", "opt_out", "complaint", "question"}


SWEEP = pytest.mark.sweep
#: Each right with each language, of which one is of the sweep alone: the next language for the next right.
RIGHTS = [
    pytest.param(code, right, marks=SWEEP if (place + number) % 2 else ())
    for place, right in enumerate(ENDS)
    for number, code in enumerate(WORDS)
]


@pytest.mark.parametrize(("office", "right"), RIGHTS, indirect=["office"])
def test_a_right_is_asked_for_and_answered(office: Office, visitor: Visitor, right: str) -> None:
    if right in ABOUT_A_MESSAGE:
        visitor.writes(name="Ada Sampel")
    reference = visitor.ask(right, "us-ca" if right == "opt_out" else "eu")
    visitor.prove(reference)
    open_case(office.handler, reference)
    if right not in NO_PROOF_NEEDED:
        press(office.handler, "Take it up")
    ENDS[right](office, reference)
    expect(office.handler.locator(".case-state")).to_have_text("fulfilled")
    visitor.sees(office.words.fulfilled)
    if right in {"access", "portability"}:
        downloads(visitor, reference)


def downloads(visitor: Visitor, reference: str) -> None:
    """By a fresh link, in another browser than the one that asked for it."""
    visitor.page.locator('form[action*="/download/"] .btn.main').click()
    expect(visitor.page.get_by_role("status")).to_be_visible()
    elsewhere = visitor.office.browser.new_context(base_url=visitor.site.url, java_script_enabled=False)
    page = elsewhere.new_page()
    page.goto(visitor.link(reference, "download"))
    page.locator("main .btn.main").click()
    with page.expect_download() as waiting:
        page.locator("main .btn.main").click()
    assert waiting.value.suggested_filename == f"{reference}.zip"
    package = zipfile.ZipFile(io.BytesIO(waiting.value.path().read_bytes()))
    assert visitor.email in package.read("contact.requester.csv").decode()
    assert f'lang="{visitor.office.code}"' in package.read("data.html").decode()
    assert elsewhere.cookies() == []
    elsewhere.close()
    visitor.page.reload()
    expect(visitor.page.locator(".timeline li").last).to_contain_text(
        {"en": "Your data were downloaded.", "de": "Ihre Daten wurden heruntergeladen."}[visitor.office.code]
    )


@pytest.mark.parametrize("office", ["de", pytest.param("en", marks=SWEEP)], indirect=True)
def test_a_request_is_refused_with_ground_complaint_and_court(office: Office, visitor: Visitor) -> None:
    reference = visitor.ask("access", "eu")
    visitor.prove(reference)
    open_case(office.handler, reference)
    press(office.handler, "Take it up")
    write_letter(office.handler, "Refuse", ground="third_party_rights", reasons="They name others alone.")
    visitor.sees(office.words.refused)
    letter = visitor.page.locator(".letter.ours").last
    for words in (office.words.ground, "They name others alone.", office.words.court):
        expect(letter).to_contain_text(words)
    expect(letter).to_contain_text(re.compile(office.words.complaint, re.IGNORECASE))
    assert wait_for(lambda: any("They name others alone." in mail for mail in visitor.mails(reference)))


@pytest.mark.parametrize("office", ["en", pytest.param("de", marks=SWEEP)], indirect=True)
def test_more_time_is_taken_with_reasons_and_then_it_is_answered(office: Office, visitor: Visitor) -> None:
    reference = visitor.ask("access", "eu")
    visitor.prove(reference)
    before = visitor.page.locator(".facts dd").nth(2).inner_text()
    open_case(office.handler, reference)
    press(office.handler, "Take it up")
    write_letter(office.handler, "Take more time", reasons="Many systems have to be looked through.")
    visitor.sees(office.words.extended)
    assert visitor.page.locator(".facts dd").nth(2).inner_text() != before
    expect(visitor.page.locator(".letter.ours").last).to_contain_text("Many systems have to be looked through.")
    answer(confirmation="Yes.", copy="They stand in this letter.")(office, reference)
    visitor.sees(office.words.fulfilled)

"""Staff take a case from its entry to its end, in a real browser."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.site import Site

STAFF = """
from django.contrib.auth.models import Group
from hotsite.models import StaffAccount
account = StaffAccount.objects.create_user("grace", "grace@example.invalid", "a-long-password", is_staff=True)
account.groups.add(Group.objects.get(name="handler"))
"""


@pytest.fixture(scope="module")
def staff(site: Site) -> Iterator[None]:
    site.manage("shell", "-v0", "-c", STAFF)
    yield
    site.manage("shell", "-v0", "-c", "from hotsite.models import StaffAccount; StaffAccount.objects.all().delete()")


def press(page: Page, name: str) -> None:
    """By keyboard alone."""
    target = page.get_by_role("button", name=name, exact=True).or_(page.get_by_role("link", name=name, exact=True))
    target.focus()
    page.keyboard.press("Enter")


def test_a_request_that_came_by_letter_is_worked_on_to_its_end(page: Page, staff: None) -> None:
    page.goto("/en/admin/")
    page.get_by_label("Username").fill("grace")
    page.get_by_label("Password").fill("a-long-password")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Staff pages")).to_be_visible()
    page.goto("/en/admin/contact/rightsrequest/")
    press(page, "Enter a request")
    page.get_by_label("letter", exact=True).check()
    page.get_by_label("What is asked for").select_option("access")
    page.get_by_label("Where the person lives").select_option("eu")
    page.get_by_label("Language to answer in").select_option("de")
    page.get_by_label("What they said").fill("Was speichern Sie über mich?")
    press(page, "Enter the request")
    expect(page.get_by_text("awaiting proof of identity", exact=True)).to_be_visible()
    press(page, "Record a proof of identity")
    page.get_by_label("By what").select_option("known_address")
    press(page, "Record a proof of identity")
    press(page, "Take it up")
    press(page, "Answer and close")
    page.get_by_label("Whether we process data about you").fill("Ja.")
    press(page, "Show the letter")
    lacks = page.get_by_role("alert")
    expect(lacks).to_contain_text("The copy of your data")
    expect(page.get_by_role("button", name="Send the letter")).to_have_count(0)
    page.get_by_label("The copy of your data").fill("Sie liegt diesem Brief bei.")
    press(page, "Show the letter")
    expect(page.get_by_role("heading", name="The letter, as the person receives it (German)")).to_be_visible()
    expect(page.locator(".letter [lang=de]")).to_contain_text("Sie liegt diesem Brief bei.")
    press(page, "Send the letter: Answer and close")
    expect(page.get_by_text("fulfilled", exact=True)).to_be_visible()
    expect(page.get_by_role("link", name="Refuse")).to_have_count(0)

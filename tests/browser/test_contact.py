"""From the visitor's form to the staff's page."""

import re

from playwright.sync_api import Browser, Page, expect

from hotsite.ground.guard.form import LEAST_AGE
from tests.site import Site, wait_for

SELECTED = """() => {
    const { value, selectionStart, selectionEnd } = document.activeElement;
    return value.slice(selectionStart, selectionEnd);
}"""
PATIENT = "PID|1||4711001^^^NORTH^MR||Sample^Ada||19700102|F\nPV1|1|I|WARD1^101^A"


def fill(page: Page) -> None:
    page.get_by_label("An idea").check()
    page.get_by_label("Your name").fill("Ada Sample")
    page.get_by_label("Your e-mail address").fill("ada@example.invalid")
    page.get_by_label("Your message").fill("A picture of the house, please.")
    page.wait_for_timeout(LEAST_AGE.total_seconds() * 1000)  # as people take, and programs do not


def test_patient_data_are_held_back_by_the_browser_and_refused_by_the_server(page: Page) -> None:
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.url) if request.method == "POST" else None)
    page.goto("/en/contact/")
    fill(page)
    message = page.get_by_label("Your message")
    message.fill(f"This is shown wrongly:\n{PATIENT}\nThank you")
    note = page.get_by_role("status")
    expect(note).to_contain_text("This looks like an HL7 message.")
    note.get_by_role("button", name="Show the place").click()
    assert page.evaluate(SELECTED) == PATIENT
    page.get_by_role("button", name="Send message").click()
    expect(note).to_contain_text("Nothing was sent yet.")
    expect(note).to_be_focused()
    assert sent == []
    page.get_by_role("button", name="Send message").click()
    expect(page.get_by_role("alert")).to_contain_text("Lines 2 to 3: this looks like patient data")
    note.get_by_role("button", name="Take it out").click()
    expect(message).to_have_value("This is shown wrongly:\n[removed]\nThank you")
    expect(note).to_be_hidden()
    page.get_by_role("button", name="Send message").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Thank you. Your message has arrived.")


def test_a_visitor_writes_and_staff_find_it(page: Page, staff_page: Page, site: Site) -> None:
    page.goto("/en/contact/")
    fill(page)
    page.get_by_role("button", name="Send message").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Thank you. Your message has arrived.")
    reference = page.locator("main .mono").inner_text()
    assert re.fullmatch(r"M-[0-9A-Z]{4}-[0-9A-Z]{4}", reference)

    page.goto("/en/admin/contact/contactmessage/")
    page.get_by_role("link", name=reference).click()
    expect(page.get_by_text("A picture of the house, please.")).to_be_visible()

    folder = site.folder / "mail"
    mail = wait_for(lambda: list(folder.glob(f"{reference}-*.eml")))[0].read_text()
    assert reference in mail
    assert "picture of the house" not in mail
    assert reference in site.said()
    assert "ada@example.invalid" not in site.said()


def test_a_visitor_who_reads_and_writes_is_left_without_a_cookie(page: Page) -> None:
    page.goto("/en/contact/")
    fill(page)
    page.get_by_role("button", name="Send message").click()
    assert page.context.cookies() == []


def test_errors_are_summed_up_linked_and_nothing_typed_is_lost(page: Page) -> None:
    page.goto("/en/contact/")
    fill(page)
    page.get_by_label("Your e-mail address").fill("ada")
    page.get_by_role("button", name="Send message").click()
    expect(page).to_have_title(re.compile("^Error: "))
    expect(page.get_by_label("Your message")).to_have_value("A picture of the house, please.")
    expect(page.get_by_label("An idea")).to_be_checked()
    summary = page.get_by_role("alert")
    expect(summary).to_be_focused()
    summary.get_by_role("link").click()
    expect(page.get_by_label("Your e-mail address")).to_be_focused()


def test_the_form_works_by_keyboard_alone(page: Page) -> None:
    page.goto("/en/contact/")
    press = page.keyboard.press
    press("Tab")
    expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
    press("Enter")
    while page.evaluate("document.activeElement.name") != "topic":
        press("Tab")
    press("Space")
    press("Tab")
    page.keyboard.type("Ada Sample")
    press("Tab")
    page.keyboard.type("ada@example.invalid")
    press("Tab")
    page.keyboard.type("By keyboard alone.")
    while page.evaluate("document.activeElement.type") != "submit":
        press("Tab")
    page.wait_for_timeout(LEAST_AGE.total_seconds() * 1000)  # as people take, and programs do not
    press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Thank you. Your message has arrived.")


def test_the_form_works_without_javascript(chromium: Browser, site: Site) -> None:
    context = chromium.new_context(base_url=site.url, java_script_enabled=False)
    page = context.new_page()
    page.goto("/en/contact/")
    fill(page)
    page.get_by_role("button", name="Send message").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Thank you. Your message has arrived.")
    context.close()

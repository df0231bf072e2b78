"""The second step of logging in, in a real browser: set up once, then asked for; every page of it is looked at."""

import base64
from collections.abc import Iterator

import pytest
from django_otp.oath import totp
from playwright.sync_api import Browser, Page, expect

from tests.browser.test_accessibility import look_at
from tests.site import Site, WebServer


@pytest.fixture(scope="module")
def strict(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    with WebServer(tmp_path_factory.mktemp("second-step"), STAFF_OTP="on") as site:
        yield site


def log_in(page: Page, name: str, password: str, code: str) -> None:
    page.goto(f"/{code}/admin/")
    page.locator("#id_username").fill(name)
    page.locator("#id_password").fill(password)
    send(page)


def enter(page: Page, digits: str) -> None:
    page.locator("#id_code").fill(digits)
    send(page)


def send(page: Page) -> None:
    with page.expect_navigation():
        page.keyboard.press("Enter")


@pytest.mark.parametrize("code", ["en", "de"])
def test_an_app_is_set_up_and_then_asked_for(chromium: Browser, strict: Site, code: str) -> None:
    name = f"staff-{code}"
    password = strict.staff(name)
    page = chromium.new_context(base_url=strict.url).new_page()
    wrong: list[str] = []
    page.on("console", lambda said: wrong.append(said.text) if "Content Security Policy" in said.text else None)
    log_in(page, name, password, code)
    expect(page.locator(".qr")).to_be_visible()
    look_at(page)
    key = base64.b32decode(page.locator(".second-step code").inner_text().replace(" ", ""))
    enter(page, "000000")
    expect(page.get_by_role("alert")).to_be_visible()
    look_at(page)
    enter(page, f"{totp(key):06}")
    expect(page.locator(".recovery-codes li")).to_have_count(10)
    codes = page.locator(".recovery-codes li").all_inner_texts()
    look_at(page)
    page.locator("#content a.button").click()
    expect(page.locator("#logout-form")).to_be_visible()
    page.goto(f"/{code}/admin/second-step/recovery-codes/")
    look_at(page)
    page.locator("#logout-form button").focus()
    send(page)
    log_in(page, name, password, code)
    look_at(page)
    enter(page, codes[0])
    expect(page.locator("#logout-form")).to_be_visible()
    assert wrong == []
    page.context.close()


def test_too_many_wrong_passwords_are_answered_by_a_page_that_says_when_to_come_again(
    chromium: Browser, strict: Site
) -> None:
    page = chromium.new_context(base_url=strict.url).new_page()
    for _number in range(5):
        log_in(page, "nobody", "wrong", "de")
    expect(page.get_by_role("alert")).to_contain_text("Versuchen Sie es nach")
    look_at(page)
    page.context.close()

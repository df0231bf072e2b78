"""The second step of logging in: an app's code, recovery codes, and nothing of the staff's pages without them."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
import time_machine
from django.conf import LazySettings
from django.core.management import CommandError, call_command
from django.test import Client
from django_otp.oath import totp
from hypothesis import given
from hypothesis import settings as hypothesis
from hypothesis import strategies as st

from hotsite import environment
from hotsite.ground.evidence.models import EvidenceEvent
from hotsite.login.qr import QUIET_ZONE, picture
from hotsite.models import RecoveryCode, SecondFactor, StaffAccount
from hotsite.roles import write_roles
from hotsite.second_factor import services
from hotsite.second_factor.services import STEP, TooManyTries, WrongCode
from tests.hotsite.test_roles import member
from tests.staff import StaffClient

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 25, 10, tzinfo=UTC)
LOGIN, STEP_TWO, SET_UP = "/en/admin/login/", "/en/admin/second-step/", "/en/admin/second-step/set-up/"
HOST = {"host": "127.0.0.1:8000"}
PASSWORD = "a-long-password"


@pytest.fixture(autouse=True)
def today() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


@pytest.fixture
def account() -> StaffAccount:
    return StaffAccount.objects.create_superuser("grace", "grace@example.invalid", PASSWORD)


@pytest.fixture
def visitor() -> Client:
    """Logs in as people do: nothing is verified for it."""
    return Client(headers=HOST)


def log_in(visitor: Client, password: str = PASSWORD) -> str:
    """Where the log-in leads in the end."""
    answer = visitor.post(f"{LOGIN}?next=/en/admin/", {"username": "grace", "password": password}, follow=True)
    return str(answer.request["PATH_INFO"])


def _at(key: bytes, now: datetime) -> str:
    with time_machine.travel(now, tick=False):
        return f"{totp(key, STEP):06}"


def app(account: StaffAccount) -> tuple[SecondFactor, list[str]]:
    """An app that was set up some time ago, and its recovery codes."""
    salt, before = services.new_salt(), NOW - timedelta(hours=1)
    codes = services.set_up(account, salt, _at(services._keys(account, salt)[0], before), before)
    return SecondFactor.objects.get(user=account), codes


def shown_code(factor: SecondFactor, now: datetime = NOW) -> str:
    return _at(services._keys(factor.user, factor.salt)[0], now)


# --- the pages


def test_the_first_log_in_sets_up_an_app_and_shows_codes_once(visitor: Client, account: StaffAccount) -> None:
    assert log_in(visitor) == SET_UP
    page = visitor.get(f"{SET_UP}?next=/en/admin/ground/job/").content.decode()
    found = re.search(r"<code[^>]*>([A-Z2-7 ]+)</code>", page)
    assert found
    assert '<svg class="qr"' in page
    assert "style=" not in page
    salt = visitor.session["second_factor_salt"]
    assert found[1].replace(" ", "") == services.as_text(account, salt)
    key = services._keys(account, salt)[0]
    done = visitor.post(SET_UP, {"code": _at(key, NOW), "next": "/en/admin/ground/job/"})
    codes = re.findall(r"<li>([0-9A-Z]{5}-[0-9A-Z]{5})</li>", done.content.decode())
    assert len(codes) == len(set(codes)) == 10
    assert 'href="/en/admin/ground/job/"' in done.content.decode()
    assert done["Cache-Control"] == "private, no-store"
    assert visitor.get("/en/admin/").status_code == 200
    assert not RecoveryCode.objects.filter(digest__in=codes).exists()


def test_a_later_log_in_asks_for_a_code_and_leads_on(visitor: Client, account: StaffAccount) -> None:
    factor, _codes = app(account)
    assert log_in(visitor) == STEP_TWO
    before = visitor.session.session_key
    answer = visitor.post(
        STEP_TWO, {"code": f" {shown_code(factor)[:3]} {shown_code(factor)[3:]}", "next": "/en/admin/ground/job/"}
    )
    assert (answer.status_code, answer["Location"]) == (302, "/en/admin/ground/job/")
    assert visitor.session.session_key != before
    assert visitor.get("/en/admin/ground/job/").status_code == 200
    assert visitor.get(STEP_TWO).status_code == 302


@pytest.mark.parametrize(
    "path",
    [
        "/en/admin/", "/en/admin/contact/contactmessage/", "/en/admin/contact/rightsrequest/cases.csv",
        "/en/admin/second-step/recovery-codes/", "/en/admin/password_change/",
    ],
)  # fmt: skip
def test_with_a_password_alone_no_page_opens(visitor: Client, account: StaffAccount, path: str) -> None:
    app(account)
    log_in(visitor)
    for answer in (visitor.get(path, follow=True), visitor.post(path, {}, follow=True)):
        assert answer.request["PATH_INFO"] in (STEP_TWO, LOGIN)


def test_who_has_an_app_sets_up_no_other_with_a_password_alone(visitor: Client, account: StaffAccount) -> None:
    factor, _codes = app(account)
    log_in(visitor)
    for answer in (visitor.get(SET_UP), visitor.post(SET_UP, {"code": "123456"})):
        assert (answer.status_code, answer["Location"]) == (302, STEP_TWO)
    assert SecondFactor.objects.get().salt == factor.salt


def test_nobody_without_a_password_sees_the_second_step(visitor: Client, account: StaffAccount) -> None:
    for path in (STEP_TWO, SET_UP):
        assert visitor.get(path)["Location"] == LOGIN
    visitor_account = StaffAccount.objects.create_user("nobody", "", PASSWORD)
    visitor.force_login(visitor_account, "django.contrib.auth.backends.ModelBackend")
    assert visitor.get(SET_UP)["Location"] == LOGIN


@pytest.mark.parametrize(
    "wrong", ["", "12345", "1234567", "abcdef", "１２３４５６", "-12345", "\0", "x" * 41, "' OR 1=1 --", "00000-00000"]
)
def test_a_wrong_code_is_said_and_opens_nothing(visitor: Client, account: StaffAccount, wrong: str) -> None:
    app(account)
    log_in(visitor)
    answer = visitor.post(STEP_TWO, {"code": wrong})
    assert answer.status_code == 422
    assert 'role="alert"' in answer.content.decode()
    assert visitor.get("/en/admin/").status_code == 302


def test_who_tries_again_too_soon_is_told_when_to(
    visitor: Client, account: StaffAccount, today: time_machine.Traveller
) -> None:
    factor, _codes = app(account)
    log_in(visitor)
    visitor.post(STEP_TWO, {"code": "000000"})
    answer = visitor.post(STEP_TWO, {"code": shown_code(factor)})
    assert answer.status_code == 429
    assert "Try again after 11:00:01." in answer.content.decode()
    today.move_to(NOW + timedelta(seconds=2))
    assert visitor.post(STEP_TWO, {"code": shown_code(factor)}).status_code == 302


@pytest.mark.parametrize(
    "onward", ["https://elsewhere.invalid/", "//elsewhere.invalid", "javascript:alert(1)", "\0", LOGIN]
)
def test_the_second_step_leads_to_no_other_place(visitor: Client, account: StaffAccount, onward: str) -> None:
    factor, _codes = app(account)
    log_in(visitor)
    answer = visitor.post(STEP_TWO, {"code": shown_code(factor), "next": onward})
    assert answer.get("Location", "/en/admin/") == "/en/admin/"


def test_one_may_leave_before_the_second_step(visitor: Client, account: StaffAccount) -> None:
    log_in(visitor)
    visitor.post("/en/admin/logout/")
    assert visitor.get(SET_UP)["Location"] == LOGIN


def test_new_recovery_codes_take_the_place_of_all_before(client: Client, account: StaffAccount) -> None:
    factor, old = app(account)
    client.force_login(account)
    assert "You have 10 recovery codes left." in client.get("/en/admin/second-step/recovery-codes/").content.decode()
    page = client.post("/en/admin/second-step/recovery-codes/").content.decode()
    assert not any(code in page for code in old)
    with pytest.raises(WrongCode):
        services.check(factor.user, old[0], NOW)


def test_who_is_verified_replaces_the_app(client: Client, account: StaffAccount) -> None:
    factor, _codes = app(account)
    client.force_login(account)
    client.get(SET_UP)
    new = client.session["second_factor_salt"]
    client.post(SET_UP, {"code": _at(services._keys(account, new)[0], NOW)})
    assert SecondFactor.objects.get().salt == new != factor.salt
    assert client.get("/en/admin/").status_code == 200


def test_where_it_is_off_a_password_is_enough(visitor: Client, account: StaffAccount, settings: LazySettings) -> None:
    settings.STAFF_OTP = False
    assert log_in(visitor) == "/en/admin/"


# --- codes


def test_a_code_is_good_once_and_for_a_minute_and_a_half(account: StaffAccount) -> None:
    factor, _codes = app(account)
    right = shown_code(factor)
    assert services.check(account, right, NOW) == factor
    for later in (NOW, NOW + timedelta(seconds=STEP)):
        with pytest.raises((WrongCode, TooManyTries)):
            services.check(account, right, later)


@pytest.mark.parametrize(("steps", "is_right"), [(-2, False), (-1, True), (0, True), (1, True), (2, False)])
def test_clocks_may_differ_by_one_step(account: StaffAccount, steps: int, is_right: bool) -> None:
    factor, _codes = app(account)
    said = shown_code(factor, NOW + timedelta(seconds=steps * STEP))
    if is_right:
        services.check(account, said, NOW)
    else:
        with pytest.raises(WrongCode):
            services.check(account, said, NOW)


def test_a_recovery_code_is_good_once_however_it_is_typed(account: StaffAccount) -> None:
    _factor, codes = app(account)
    typed = codes[0].lower().replace("-", " ").replace("0", "o").replace("1", "l")
    services.check(account, typed, NOW)
    with pytest.raises(WrongCode):
        services.check(account, codes[0], NOW)
    assert RecoveryCode.objects.count() == 9
    assert EvidenceEvent.objects.filter(kind="staff.recovery_code_used").count() == 1


def test_nobody_gets_in_with_anothers_code(account: StaffAccount) -> None:
    factor, codes = app(account)
    other = StaffAccount.objects.create_superuser("ada", "", PASSWORD)
    app(other)
    for code in (codes[0], shown_code(factor)):
        with pytest.raises((WrongCode, TooManyTries)):
            services.check(other, code, NOW)


def test_an_app_stays_good_when_the_secret_is_replaced(account: StaffAccount, settings: LazySettings) -> None:
    factor, codes = app(account)
    right = shown_code(factor)
    old, settings.SECRET_KEY = settings.SECRET_KEY, "another " * 10
    settings.SECRET_KEY_FALLBACKS = [old]
    services.check(account, right, NOW)
    services.check(account, codes[3], NOW)
    settings.SECRET_KEY_FALLBACKS = []
    with pytest.raises(WrongCode):
        services.check(account, codes[4], NOW)


def test_what_is_kept_is_no_key_and_no_code(account: StaffAccount) -> None:
    factor, codes = app(account)
    kept = [str(list(model.objects.values_list())) for model in (SecondFactor, RecoveryCode, EvidenceEvent)]
    secret = services.as_text(account, factor.salt)
    for said in (
        secret,
        services._keys(account, factor.salt)[0].hex(),
        *codes,
        *(code.replace("-", "") for code in codes),
    ):
        assert not any(said in rows for rows in kept)


@given(st.text(max_size=60))
@hypothesis(max_examples=60, deadline=None)
def test_no_text_but_the_code_is_taken(text: str) -> None:
    account = StaffAccount(pk=1, username="grace")
    assert services._step(account, "salt", text, NOW, after=-1) is None or text.strip().isdecimal()


# --- losing it


def test_an_administrator_makes_a_colleague_set_up_another_but_no_superuser(
    client: Client, account: StaffAccount
) -> None:
    write_roles()
    app(account)
    colleague = StaffAccount.objects.create_user("ada", "", PASSWORD, is_staff=True)
    app(colleague)
    member(client, "administrator")
    fields = {"action": "forget_second_factor", "_selected_action": [account.pk, colleague.pk]}
    client.post("/en/admin/hotsite/staffaccount/", fields)
    assert SecondFactor.objects.filter(user=account).exists()
    assert not SecondFactor.objects.filter(user=colleague).exists()
    assert not RecoveryCode.objects.filter(user=colleague).exists()
    assert EvidenceEvent.objects.filter(kind="staff.second_factor_removed").count() == 1


def test_the_command_line_helps_the_last_one(account: StaffAccount, capsys: pytest.CaptureFixture[str]) -> None:
    app(account)
    call_command("staff", name="grace", forget_second_factor=True)
    assert not SecondFactor.objects.exists()
    with pytest.raises(CommandError, match="no staff account"):
        call_command("staff", name="nobody", forget_second_factor=True)


# --- the picture, the setting


def test_the_picture_says_the_address_that_apps_read(account: StaffAccount) -> None:
    address = services.address(account, "salt")
    said = urlsplit(address)
    assert (said.scheme, said.netloc) == ("otpauth", "totp")
    assert parse_qs(said.query) == {
        "secret": [services.as_text(account, "salt")],
        "issuer": ["Healthcare Online Tools"],
    }
    drawn = picture(address)
    corners = [
        (QUIET_ZONE, QUIET_ZONE),
        (drawn.size - QUIET_ZONE - 1, QUIET_ZONE),
        (QUIET_ZONE, drawn.size - QUIET_ZONE - 1),
    ]
    assert all(f"M{x} {y}h1v1h-1z" in drawn.path for x, y in corners)  # of the finder patterns
    assert f"M{drawn.size - QUIET_ZONE} " not in drawn.path


@pytest.mark.parametrize(
    ("said", "is_allowed"),
    [({"STAFF_OTP": "off"}, True), ({"STAFF_OTP": "off", "SITE_URL": "https://tools.hospital.test"}, False)],
)
def test_it_is_off_on_this_machine_alone(said: dict[str, str], is_allowed: bool) -> None:
    if is_allowed:
        assert environment.read(said).text("STAFF_OTP") == "off"
    else:
        with pytest.raises(environment.WrongEnvironment, match="STAFF_OTP=off would open"):
            environment.read(said)


def test_a_test_client_is_verified_as_people_are(account: StaffAccount) -> None:
    client = StaffClient(headers=HOST)
    client.force_login(account)
    assert client.get("/en/admin/").status_code == 200

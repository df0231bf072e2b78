"""Too many wrong passwords: a lock with an end, and nothing kept that nobody needs."""

import ipaddress
import logging
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django.conf import LazySettings
from django.test import Client
from django.test.client import RequestFactory

from hotsite.login.throttle import place
from hotsite.models import StaffAccount

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 25, 10, tzinfo=UTC)
LOGIN = "/en/admin/login/"
PASSWORD, WRONG = "a-long-password", "wrong"


@pytest.fixture(autouse=True)
def today() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


@pytest.fixture(autouse=True)
def account() -> StaffAccount:
    return StaffAccount.objects.create_superuser("grace", "grace@example.invalid", PASSWORD)


@pytest.fixture
def visitor() -> Client:
    return Client(headers={"host": "127.0.0.1:8000"})


def tries(visitor: Client, password: str = WRONG, name: str = "grace", **meta: str) -> tuple[int, str]:
    answer = visitor.post(LOGIN, {"username": name, "password": password}, **meta)  # type: ignore[arg-type]  # WSGI's own
    return answer.status_code, answer.content.decode()


def test_the_fifth_wrong_password_locks_and_says_until_when(visitor: Client, today: time_machine.Traveller) -> None:
    assert [tries(visitor)[0] for _number in range(4)] == [200] * 4
    status, page = tries(visitor)
    assert status == 429
    assert "Try again after 11:15;" in page
    today.shift(timedelta(minutes=10))
    status, page = tries(visitor, PASSWORD)
    assert status == 429
    assert "Try again after 11:15;" in page  # what is tried meanwhile prolongs nothing
    today.shift(timedelta(minutes=5, seconds=1))
    assert tries(visitor, PASSWORD)[0] == 302


def test_the_answer_says_to_programs_when_to_come_again(visitor: Client) -> None:
    for _number in range(5):
        answer = visitor.post(LOGIN, {"username": "grace", "password": "wrong"})
    assert answer["Retry-After"] == str(15 * 60)
    assert "style=" not in answer.content.decode()


def test_another_name_and_another_place_are_not_locked(visitor: Client) -> None:
    for _number in range(6):
        tries(visitor)
    assert tries(visitor, PASSWORD)[0] == 429
    assert tries(visitor, PASSWORD, REMOTE_ADDR="192.0.2.7")[0] == 302
    assert tries(visitor, "wrong", "somebody else")[0] == 200


def test_the_right_password_forgets_the_wrong_ones(visitor: Client) -> None:
    for _number in range(4):
        tries(visitor)
    tries(visitor, PASSWORD)
    assert not AccessAttempt.objects.exists()


def test_of_a_wrong_try_little_is_kept(visitor: Client, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        tries(visitor, "the password of another site", "my-password-in-the-wrong-field", HTTP_USER_AGENT="Canary/1.0")
        tries(visitor, "x", "grace", REMOTE_ADDR="192.0.2.7")
    kept = str(list(AccessAttempt.objects.values()))
    for said in ("another site", "wrong-field", "Canary", "192.0.2.7", "127.0.0.1", "csrf"):
        assert said not in kept
        assert said not in caplog.text
    assert "grace" in kept
    assert not AccessLog.objects.exists()
    assert not AccessFailureLog.objects.exists()


def test_a_place_is_a_hash_that_looks_like_an_address_of_nobody() -> None:
    ask = RequestFactory()
    places = {place(ask.get("/", REMOTE_ADDR=peer)) for peer in ("192.0.2.7", "192.0.2.8", "2001:db8::1", "")}
    assert len(places) == 4
    assert all(ipaddress.ip_address(one) in ipaddress.ip_network("fd00::/8") for one in places)


@pytest.mark.parametrize(("https", "same"), [(True, True), (False, False)])
def test_behind_a_proxy_the_address_is_what_the_proxy_wrote_and_nothing_a_visitor_says(
    settings: LazySettings, https: bool, same: bool
) -> None:
    settings.HTTPS = https
    ask = RequestFactory()
    said = "6.6.6.6, 192.0.2.7"
    behind = place(ask.get("/", REMOTE_ADDR="10.0.0.1", HTTP_X_FORWARDED_FOR=said))
    plain = place(ask.get("/", REMOTE_ADDR="10.0.0.1", HTTP_X_FORWARDED_FOR="192.0.2.7"))
    liar = place(ask.get("/", REMOTE_ADDR="10.0.0.1", HTTP_X_FORWARDED_FOR="7.7.7.7"))
    assert behind == plain
    assert (plain != liar) is same


@pytest.mark.parametrize("name", ["", "\0", "x" * 5000, "' OR 1=1 --", "名前"])
def test_a_hostile_name_is_counted_and_breaks_nothing(visitor: Client, name: str) -> None:
    statuses = {tries(visitor, "wrong", name)[0] for _number in range(6)}
    assert statuses <= {200, 429}

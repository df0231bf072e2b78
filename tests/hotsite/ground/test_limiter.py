"""Token buckets by place."""

from datetime import UTC, datetime, timedelta

import pytest
from django.conf import LazySettings
from django.http import HttpRequest
from django.test import RequestFactory

from hotsite.ground.guard.limiter import MOST_PLACES, Limiter, address

NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)


def request_from(place: str, forwarded: str = "") -> HttpRequest:
    return RequestFactory().get("/", REMOTE_ADDR=place, HTTP_X_FORWARDED_FOR=forwarded)


def taken(limiter: Limiter, place: str, times: int, now: datetime = NOON) -> int:
    return sum(limiter.allows(request_from(place), now) for _ in range(times))


def test_a_place_gets_its_capacity_and_then_one_more_each_interval() -> None:
    limiter = Limiter(capacity=3, seconds=10)
    assert taken(limiter, "192.0.2.1", 5) == 3
    assert taken(limiter, "192.0.2.1", 5, NOON + timedelta(seconds=20)) == 2
    assert taken(limiter, "192.0.2.1", 5, NOON + timedelta(hours=1)) == 3


def test_places_do_not_share_a_bucket_but_an_ipv6_network_does() -> None:
    limiter = Limiter(capacity=1, seconds=10)
    assert taken(limiter, "192.0.2.1", 1) == taken(limiter, "192.0.2.2", 1) == 1
    assert taken(limiter, "2001:db8::1", 1) == 1
    assert taken(limiter, "2001:db8::2", 1) == 0
    assert taken(limiter, "2001:db8:0:1::2", 1) == 1


def test_a_clock_that_goes_back_gives_nothing_away() -> None:
    limiter = Limiter(capacity=1, seconds=10)
    assert taken(limiter, "192.0.2.1", 2) == 1
    assert taken(limiter, "192.0.2.1", 2, NOON - timedelta(hours=1)) == 0


def test_it_holds_no_address_and_forgets_at_midnight() -> None:
    limiter = Limiter(capacity=1, seconds=1e9)
    taken(limiter, "192.0.2.1", 1)
    [key] = limiter._buckets
    assert b"192.0.2.1" not in key
    assert taken(limiter, "192.0.2.1", 1, NOON + timedelta(days=1)) == 1
    assert key not in limiter._buckets


def test_a_flood_of_places_does_not_fill_the_memory() -> None:
    limiter = Limiter(capacity=1, seconds=10)
    for number in range(MOST_PLACES + 50):
        taken(limiter, f"10.{number >> 16}.{number >> 8 & 255}.{number & 255}", 1)
    assert len(limiter._buckets) == MOST_PLACES


@pytest.mark.parametrize(
    ("https", "peer", "forwarded", "expected"),
    [
        (False, "192.0.2.1", "203.0.113.9", "192.0.2.1"),  # without a proxy nobody is believed
        (True, "127.0.0.1", "203.0.113.9", "203.0.113.9"),
        (True, "127.0.0.1", "1.2.3.4, 203.0.113.9", "203.0.113.9"),  # what a client wrote stands before the proxy's
        (True, "127.0.0.1", "", "127.0.0.1"),
        (True, "127.0.0.1", "rubbish", ""),
        (False, "", "", ""),  # a Unix socket
        (False, "::ffff:192.0.2.1", "", "::ffff:192.0.2.1"),
    ],
)
def test_the_address_is_the_one_the_proxy_wrote(
    settings: LazySettings, https: bool, peer: str, forwarded: str, expected: str
) -> None:
    settings.HTTPS = https
    found = address(request_from(peer, forwarded))
    assert found in {expected, "::ffff:c000:201" if "ffff" in expected else expected}

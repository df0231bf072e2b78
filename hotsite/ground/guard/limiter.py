"""How often one place may do something: token buckets, in the memory of the process alone.

A place is the visitor's address as the proxy names it, of IPv6 the network (RFC 4291 §2.5.4: a household or a ward has
2⁶⁴ addresses). It is kept as a hash with a salt that is made anew each day and never leaves the process: nothing is
written anywhere, and a restart forgets everything. Each process counts for itself, so the site as a whole lets through
up to as many times the limit as it has processes.
"""

import hashlib
import ipaddress
import secrets
import threading
from collections import OrderedDict
from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.http import HttpRequest

MOST_PLACES = 10_000
IPV6_NETWORK_BITS = 64


@dataclass
class _Bucket:
    tokens: float
    filled_at: datetime


class Limiter:
    """`capacity` at once, and one more every `seconds`."""

    def __init__(self, *, capacity: int, seconds: float) -> None:
        self.capacity = capacity
        self.seconds = seconds
        self._lock = threading.Lock()
        self._buckets: OrderedDict[bytes, _Bucket] = OrderedDict()
        self._day: date | None = None
        self._salt = b""

    def allows(self, request: HttpRequest, now: datetime) -> bool:
        """Takes a token of the request's place; False if there is none left."""
        with self._lock:
            bucket = self._bucket(address(request), now)
            passed = (now - bucket.filled_at).total_seconds()
            bucket.tokens = min(self.capacity, bucket.tokens + max(passed, 0) / self.seconds)
            bucket.filled_at = now
            if bucket.tokens < 1:
                return False
            bucket.tokens -= 1
            return True

    def forget(self) -> None:
        with self._lock:
            self._buckets.clear()

    def _bucket(self, place: str, now: datetime) -> _Bucket:
        if now.date() != self._day:
            self._day, self._salt = now.date(), secrets.token_bytes(16)
            self._buckets.clear()
        key = hashlib.blake2b(place.encode(), key=self._salt, digest_size=16).digest()
        bucket = self._buckets.get(key)
        if bucket is None:
            bucket = self._buckets[key] = _Bucket(tokens=self.capacity, filled_at=now)
            if len(self._buckets) > MOST_PLACES:
                self._buckets.popitem(last=False)  # the one that came longest ago
        self._buckets.move_to_end(key)
        return bucket


def address(request: HttpRequest) -> str:
    """The visitor's address: of what the proxy in front says, the last, which it wrote itself; else the peer's."""
    said = request.META.get("REMOTE_ADDR", "")
    if settings.HTTPS:  # there is a proxy, for the site itself speaks plain http
        said = request.META.get("HTTP_X_FORWARDED_FOR", "").rpartition(",")[2].strip() or said
    if not is_address(said):
        return ""
    found = ipaddress.ip_address(said)
    if found.version == 6 and found.ipv4_mapped is None:
        return str(ipaddress.ip_network((found, IPV6_NETWORK_BITS), strict=False))
    return str(found)


def is_address(text: str) -> bool:
    try:
        ipaddress.ip_address(text)
    except ValueError:
        return False
    return True

"""Hashes and signatures with a key that only the site has.

The key is derived from the site's secret (SECRET_KEY). When that is replaced, the one before goes into
OLD_SECRET_KEYS: what it signed can then still be checked, and whatever is new is signed with the new one.
"""

from collections.abc import Iterator
from typing import NewType

from django.conf import settings
from django.utils.crypto import constant_time_compare, salted_hmac

#: 64 hexadecimal digits.
KeyedHash = NewType("KeyedHash", str)

NOBODY = KeyedHash("")


def keyed_hash(purpose: str, value: str) -> KeyedHash:
    """HMAC-SHA256 of `value`. The same value hashed for two purposes gives two hashes that nobody can connect."""
    return KeyedHash(_mac(f"hash.{purpose}", value, settings.SECRET_KEY))


def keyed_hashes(purpose: str, value: str) -> tuple[KeyedHash, ...]:
    """The hash under today's secret and under each before it: whatever was kept of `value` bears one of these."""
    return tuple(KeyedHash(_mac(f"hash.{purpose}", value, secret)) for secret in _secrets())


def sign(purpose: str, content: str) -> tuple[str, str]:
    """The key's id and the signature, both in hexadecimal digits."""
    return _key_id(settings.SECRET_KEY), _mac(purpose, content, settings.SECRET_KEY)


def is_signed(purpose: str, content: str, *, key: str, signature: str) -> bool:
    """Whether we signed it. LookupError if the key is none of ours, today's or before."""
    for secret in _secrets():
        if constant_time_compare(_key_id(secret), key):
            return constant_time_compare(_mac(purpose, content, secret), signature)
    raise LookupError(f"no secret of key {key!r}: is one missing in OLD_SECRET_KEYS?")


def _secrets() -> Iterator[str]:
    yield settings.SECRET_KEY
    yield from settings.SECRET_KEY_FALLBACKS


def _key_id(secret: str) -> str:
    return _mac("key", "", secret)[:8]


def _mac(purpose: str, content: str, secret: str) -> str:
    salt = f"hotsite.ground.evidence.{purpose}"
    return salted_hmac(salt, content, secret=secret, algorithm="sha256").hexdigest()

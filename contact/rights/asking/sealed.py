"""The answers between two pages: one encrypted field of the page itself. Nothing is kept of them until they are sent.

Fernet (AES in CBC mode, HMAC-SHA256, the time it was made) under a key derived from the site's secret; with the secret
before, what it sealed is still read.
"""

import base64
import json
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from enum import Enum

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.utils.crypto import salted_hmac

#: Counted anew at each page.
GOOD_FOR = timedelta(hours=2)


class Refusal(Enum):
    NOT_OURS = "not ours"
    EXPIRED = "expired"


class SealRefused(Exception):
    """A field that we did not make, that was changed on its way, or that is too old."""

    def __init__(self, why: Refusal) -> None:
        self.why = why
        super().__init__(why.value)


def seal(answers: Mapping[str, str], now: datetime) -> str:
    content = json.dumps(dict(answers), separators=(",", ":")).encode()
    return _box().encrypt_at_time(content, int(now.timestamp())).decode("ascii")


def unseal(sealed: str, now: datetime) -> dict[str, str]:
    """The answers, exactly as they were sealed. `SealRefused` says why not."""
    box, field = _box(), sealed.encode("ascii", "replace")
    try:
        made = box.extract_timestamp(field)
        content = box.decrypt(field)
    except InvalidToken:
        raise SealRefused(Refusal.NOT_OURS) from None
    if not 0 <= int(now.timestamp()) - made <= GOOD_FOR.total_seconds():
        raise SealRefused(Refusal.EXPIRED)
    answers: dict[str, str] = json.loads(content)
    return answers


def _box() -> MultiFernet:
    return MultiFernet([Fernet(key) for key in _keys()])


def _keys() -> Iterator[bytes]:
    for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS):
        key = salted_hmac("contact.rights.asking.sealed", "key", secret=secret, algorithm="sha256").digest()
        yield base64.urlsafe_b64encode(key)

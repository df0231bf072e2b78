"""What a page carries for us from one form to the next: encrypted, signed, for one purpose and a short time.

Fernet (AES in CBC mode, HMAC-SHA256, the time it was made) under a key derived from the site's secret and the purpose:
what one page was given is nothing to another. With the secret before, what it sealed is still read.
"""

import base64
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.utils.crypto import salted_hmac


class Refusal(Enum):
    NOT_OURS = "not ours"
    EXPIRED = "expired"


class SealRefused(Exception):
    """A field that we did not make, that was changed on its way, or that is too old."""

    def __init__(self, why: Refusal) -> None:
        self.why = why
        super().__init__(why.value)


@dataclass(frozen=True)
class Seal:
    purpose: str
    good_for: timedelta

    def seal(self, said: Mapping[str, str], now: datetime) -> str:
        content = json.dumps(dict(said), separators=(",", ":")).encode()
        return self._box().encrypt_at_time(content, int(now.timestamp())).decode("ascii")

    def unseal(self, sealed: str, now: datetime) -> dict[str, str]:
        """What was sealed, exactly. `SealRefused` says why not."""
        box, field = self._box(), sealed.encode("ascii", "replace")
        try:
            made = box.extract_timestamp(field)
            content = box.decrypt(field)
        except InvalidToken:
            raise SealRefused(Refusal.NOT_OURS) from None
        if not 0 <= int(now.timestamp()) - made <= self.good_for.total_seconds():
            raise SealRefused(Refusal.EXPIRED)
        said: dict[str, str] = json.loads(content)
        return said

    def _box(self) -> MultiFernet:
        return MultiFernet([Fernet(key) for key in self._keys()])

    def _keys(self) -> Iterator[bytes]:
        for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS):
            key = salted_hmac(self.purpose, "key", secret=secret, algorithm="sha256").digest()
            yield base64.urlsafe_b64encode(key)

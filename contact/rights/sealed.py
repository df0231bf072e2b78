"""What a page carries for us from one form to the next: encrypted, signed, for one purpose and a short time.

What one page was given is nothing to another. The seal holds the time it was made.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum

from cryptography.fernet import InvalidToken

from hotsite.ground import sealing


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
        return sealing.box(self.purpose).encrypt_at_time(content, int(now.timestamp())).decode("ascii")

    def unseal(self, sealed: str, now: datetime) -> dict[str, str]:
        """What was sealed, exactly. `SealRefused` says why not."""
        box, field = sealing.box(self.purpose), sealed.encode("ascii", "replace")
        try:
            made = box.extract_timestamp(field)
            content = box.decrypt(field)
        except InvalidToken:
            raise SealRefused(Refusal.NOT_OURS) from None
        if not 0 <= int(now.timestamp()) - made <= self.good_for.total_seconds():
            raise SealRefused(Refusal.EXPIRED)
        said: dict[str, str] = json.loads(content)
        return said

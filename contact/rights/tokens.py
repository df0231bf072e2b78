"""Secret links: 256 random bits, of which we keep the SHA-256 alone; one purpose, a limited time."""

import hashlib
import secrets
from collections.abc import Mapping
from datetime import datetime, timedelta
from enum import Enum

from django.db.models import F

from contact.rights.models import Purpose, RightsRequest, Token

TOKEN_BYTES = 32
MOST_TRIES = 5
GOOD_FOR: Mapping[Purpose, timedelta] = {
    Purpose.MAILBOX: timedelta(hours=24),
    Purpose.STATUS: timedelta(days=90),
    Purpose.DOWNLOAD: timedelta(hours=24),
}


class Refusal(Enum):
    """Why a link does not work. A page says no more than that; who holds a used one may be told that it is used."""

    UNKNOWN = "unknown"
    EXPIRED = "expired"
    USED = "used"
    TOO_MANY_TRIES = "too many tries"


class LinkRefused(Exception):
    def __init__(self, why: Refusal) -> None:
        self.why = why
        super().__init__(why.value)


def issue(case: RightsRequest, purpose: Purpose, now: datetime) -> str:
    """A new link's secret. It goes into the mail and is kept nowhere."""
    token = secrets.token_urlsafe(TOKEN_BYTES)
    Token.objects.create(
        requester_id=case.pk,
        purpose=purpose,
        digest=digest(token),
        created_at=now,
        expires_at=now + GOOD_FOR[purpose],
    )
    return token


def look_up(token: str, purpose: Purpose, now: datetime) -> RightsRequest:
    """The case, with its requester, that a link leads to; changes nothing. `LinkRefused` says why not."""
    whole = Token.objects.select_related("requester__request", "requester__package")
    kept = whole.filter(digest=digest(token), purpose=purpose).first()
    if kept is None:
        raise LinkRefused(Refusal.UNKNOWN)
    if kept.used_at:
        raise LinkRefused(Refusal.USED)
    if kept.expires_at <= now:
        raise LinkRefused(Refusal.EXPIRED)
    if kept.tries >= MOST_TRIES:
        raise LinkRefused(Refusal.TOO_MANY_TRIES)
    case = kept.requester.request
    case.requester = kept.requester
    return case


def reference_of(token: str) -> str:
    """The reference of the case that a link led to once, for who holds it; "" for one that nobody made."""
    kept = Token.objects.filter(digest=digest(token)).values_list("requester__request__reference", flat=True)
    return kept.first() or ""


def count_try(token: str, purpose: Purpose) -> Token:
    """Counted by the database and before anything else: of many tries at once, five are let through."""
    kept = Token.objects.filter(digest=digest(token), purpose=purpose)
    if not kept.filter(tries__lt=MOST_TRIES).update(tries=F("tries") + 1):
        raise LinkRefused(Refusal.TOO_MANY_TRIES if kept.exists() else Refusal.UNKNOWN)
    return kept.get()


def use_up(token: Token, now: datetime) -> None:
    """Once, however many try at the same moment."""
    kept = Token.objects.filter(pk=token.pk)
    if not kept.filter(used_at=None, expires_at__gt=now).update(used_at=now):
        raise LinkRefused(Refusal.EXPIRED if kept.filter(used_at=None).exists() else Refusal.USED)


def digest(token: str) -> str:
    return hashlib.sha256(token.encode(errors="replace")).hexdigest()

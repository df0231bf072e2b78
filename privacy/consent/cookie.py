"""A visitor's choice as a signed cookie. What does not verify is no choice: never an error, never an acceptance."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.core import signing
from django.http import HttpResponseBase

_SALT = "privacy.consent.cookie"
_LONGEST = 1000  # characters; ours have about 150


@dataclass(frozen=True, kw_only=True)
class Choice:
    #: The number of the consent text that was shown.
    text: int
    accepted: frozenset[str]
    decided_at: datetime
    #: The id of the record; None for a refusal: an id for somebody who refused would be a tracker.
    receipt: str | None = None
    #: Whether the visitor allowed it although the browser sends Global Privacy Control.
    over_signal: bool = False

    @property
    def expires_at(self) -> datetime:
        return self.decided_at + timedelta(days=settings.CONSENT_DAYS)


def write(choice: Choice) -> str:
    said: dict[str, object] = {"t": choice.text, "a": sorted(choice.accepted), "d": int(choice.decided_at.timestamp())}
    if choice.receipt:
        said["r"] = choice.receipt
    if choice.over_signal:
        said["g"] = 1
    return signing.dumps(said, salt=_SALT)


def read(value: str, now: datetime) -> Choice | None:
    """The choice; None for whatever is forged, truncated, expired or of another make."""
    if not value or len(value) > _LONGEST:
        return None
    try:
        said = signing.loads(value, salt=_SALT)
        choice = Choice(
            text=said["t"],
            accepted=frozenset(said["a"]),
            decided_at=datetime.fromtimestamp(said["d"], UTC),
            receipt=said.get("r"),
            over_signal=bool(said.get("g")),
        )
    except (signing.BadSignature, KeyError, TypeError, ValueError):
        return None
    return choice if choice.decided_at <= now < choice.expires_at else None


def set_on(response: HttpResponseBase, choice: Choice) -> None:
    response.set_cookie(
        settings.CONSENT_COOKIE,
        write(choice),
        max_age=settings.CONSENT_DAYS * 24 * 3600,
        secure=settings.HTTPS,
        httponly=True,
        samesite="Lax",
    )


def expire(response: HttpResponseBase, name: str, *, paths: Collection[str], domains: Collection[str]) -> None:
    """Expires a cookie under every path and domain it may have been set with: a browser tells neither.

    Django keeps one Set-Cookie per name; the answer's other lines are kept here under keys of their own.
    """
    for path in paths:
        for domain in domains:
            response.delete_cookie(name, path=path, domain=domain or None, samesite="Lax")
            line = response.cookies.pop(name)
            dict.__setitem__(response.cookies, f"{name} {path} {domain}", line)

"""The gate: what a visitor allowed decides what a plain page holds, and what its policy lets the browser fetch.

Until a group is accepted, its scripts are neither in the page nor in its headers. Locked pages never come near it:
their cookies are dropped before anything is read, and their templates have no place for anything optional.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import cast

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.utils.translation import get_language

from hotsite.ground import host
from hotsite.ground.headers import Kind, answer_with, has_own_headers, kind_of, plain_page
from privacy.consent import cookie
from privacy.consent.cookie import Choice
from privacy.consent.entries import REFUSED_BY_SIGNAL
from privacy.consent.entries import Kind as EntryKind
from privacy.consent.providers import HouseAdvert, Provider
from privacy.consent.selectors import InUse, in_use
from privacy.consent.texts import not_allowed

#: What django-cookie-consent reads, in its own form: a date later than any cookie's, or its sign for a refusal.
_ACCEPTED = "9999-12-31"
_REFUSED = "-1"

_STORAGE = {EntryKind.LOCAL_STORAGE.value, EntryKind.SESSION_STORAGE.value}


@dataclass(frozen=True)
class Consent:
    """One request's answer to "what is allowed?"."""

    now: datetime
    gpc: bool
    cookie: str
    language: str
    #: False on a host of the tools' own: nothing is asked there, for nothing about a visitor is read.
    applies: bool = True

    @cached_property
    def in_use(self) -> InUse:
        return in_use() if self.applies else InUse()

    @cached_property
    def signed(self) -> Choice | None:
        """What the cookie says, if we wrote it and it has not expired."""
        return cookie.read(self.cookie, self.now)

    @cached_property
    def choice(self) -> Choice | None:
        """A choice that holds today: of a text not materially older, and not withdrawn from elsewhere."""
        found = self.signed
        if found is None or found.text < self.in_use.material_number or found.receipt in self.in_use.revoked:
            return None
        return found

    @cached_property
    def optional(self) -> frozenset[str]:
        return frozenset(group["key"] for group in self.in_use.optional)

    @cached_property
    def refused_by_signal(self) -> frozenset[str]:
        """Groups that Global Privacy Control refuses for this request, and no explicit answer of theirs allowed."""
        over = self.choice is not None and self.choice.over_signal
        return self.optional & REFUSED_BY_SIGNAL if self.gpc and not over else frozenset()

    @cached_property
    def allowed(self) -> frozenset[str]:
        accepted = self.choice.accepted if self.choice else frozenset()
        return accepted & self.optional - self.refused_by_signal

    @cached_property
    def asks(self) -> bool:
        """Whether something optional is left to decide on."""
        return self.choice is None and bool(self.optional - self.refused_by_signal)

    @cached_property
    def banner(self) -> dict[str, str]:
        banner: dict[str, str] = self.in_use.content["banner"].get(self.language) or {}
        return banner

    @cached_property
    def providers(self) -> tuple[Provider, ...]:
        return tuple(one for one in settings.OPTIONAL.providers if one.group in self.allowed)

    @cached_property
    def slots(self) -> tuple[Provider, ...]:
        return tuple(provider for provider in self.providers if provider.slot)

    @cached_property
    def for_the_script(self) -> str:
        """JSON for the page's own script: what it starts, and what it clears from storage."""
        over = self.choice is not None and self.choice.over_signal
        scripts = [
            {
                "script": provider.script,
                "globals": dict(provider.globals),
                "unlessSignal": provider.group in REFUSED_BY_SIGNAL and not over,
            }
            for provider in self.providers
        ]
        storage = [entry for entry in not_allowed(self.in_use.content, self.allowed) if entry["kind"] in _STORAGE]
        clear = [{"kind": entry["kind"], "name": entry["name"]} for entry in storage]
        asked = sorted(self.optional - REFUSED_BY_SIGNAL)
        return json.dumps({"scripts": scripts, "clear": clear, "asksDespiteSignal": bool(asked)})

    @cached_property
    def house_advert(self) -> dict[str, str] | None:
        advert: HouseAdvert | None = settings.OPTIONAL.house_advert
        if advert is None or advert.group not in self.allowed:
            return None
        return {"says": advert.says.get(self.language) or advert.says["en"], "link": advert.link}

    @property
    def varies(self) -> bool:
        """Whether pages differ by consent at all."""
        return bool(self.optional)


def read(request: HttpRequest, now: datetime, *, cookie: str) -> Consent:
    """`cookie` is the consent cookie as it came."""
    return Consent(
        now=now,
        gpc=request.META.get("HTTP_SEC_GPC") == "1",
        cookie=cookie,
        language=get_language() or settings.LANGUAGE_CODE,
        applies=host.here(request) == settings.SITE_URL,
    )


class Asked(HttpRequest):
    """A request that went through the middleware."""

    consent: Consent


def of(request: HttpRequest) -> Consent:
    """The consent of a request that went through the middleware."""
    return cast(Asked, request).consent


class ConsentMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        consent = read(request, timezone.now(), cookie=request.COOKIES.get(settings.CONSENT_COOKIE, ""))
        cast(Asked, request).consent = consent
        _translate(request, consent)
        response = self.get_response(request)
        if _is_plain_page(request, response) and consent.varies:
            patch_cache_control(response, no_store=True, private=True)
            patch_vary_headers(response, ["Cookie", "Sec-GPC"])
            if consent.providers:
                answer_with(response, _own_headers(consent.providers))
        return response


def _is_plain_page(request: HttpRequest, response: HttpResponseBase) -> bool:
    is_page = response.headers.get("Content-Type", "").startswith("text/html")
    return is_page and kind_of(request, response) is Kind.PLAIN_PAGE and not has_own_headers(response)


def _translate(request: HttpRequest, consent: Consent) -> None:
    """Gives django-cookie-consent's tags the verified choice, and drops whatever a client sent under its name."""
    request.COOKIES.pop(settings.COOKIE_CONSENT_NAME, None)
    if consent.cookie and consent.choice is not None:
        request.COOKIES[settings.COOKIE_CONSENT_NAME] = "|".join(
            f"{key}={_ACCEPTED if key in consent.allowed else _REFUSED}" for key in sorted(consent.optional)
        )


def _own_headers(providers: tuple[Provider, ...]) -> Mapping[str, str]:
    return plain_page(
        scripts=tuple(dict.fromkeys(provider.origins[0] for provider in providers)),
        origins=tuple(dict.fromkeys(origin for provider in providers for origin in provider.origins)),
        frames=tuple(dict.fromkeys(origin for one in providers if one.slot for origin in one.origins)),
        trusted_types=all(provider.trusted_types for provider in providers),
    )

"""The security headers of every response, by the kind of page it belongs to: one table, one middleware.

A view says its profile with `@headers(LOCKED_PAGE)`; what says nothing is a plain page, an admin page or a static
file by its address. Inline script and style exist nowhere, so there is no nonce and the headers are constant.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import wraps
from types import MappingProxyType
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import patch_cache_control

_NOTHING = "default-src 'none'; base-uri 'none'; frame-ancestors 'none'"
_OWN = "script-src 'self'; style-src 'self'; font-src 'self'; manifest-src 'self'"

#: Powerful features, all refused. Names as in the Permissions Policy registry.
_FEATURES = """
    accelerometer attribution-reporting autoplay browsing-topics camera display-capture encrypted-media geolocation
    gyroscope hid identity-credentials-get join-ad-interest-group magnetometer microphone midi payment
    picture-in-picture private-aggregation publickey-credentials-create publickey-credentials-get run-ad-auction
    screen-wake-lock serial shared-storage sync-xhr usb web-share xr-spatial-tracking
"""

_ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "X-DNS-Prefetch-Control": "off",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": ", ".join(f"{feature}=()" for feature in _FEATURES.split()),
}

HSTS = "max-age=63072000; includeSubDomains; preload"


@dataclass(frozen=True)
class Profile:
    """One kind of response and its constant headers."""

    name: str
    headers: Mapping[str, str]


def _profile(name: str, **headers: str) -> Profile:
    named = {key.replace("_", "-"): value for key, value in headers.items()}
    return Profile(name, MappingProxyType(_ALWAYS | named))


#: The start page and every tool: they open healthcare data, and have no way to send.
LOCKED_PAGE = _profile(
    "locked page",
    Content_Security_Policy=(
        f"{_NOTHING}; {_OWN}; img-src 'self' blob: data:; worker-src 'self'; connect-src 'none'; form-action 'none'"
    ),
    Cross_Origin_Embedder_Policy="require-corp",
    Referrer_Policy="no-referrer",
)

#: Scripts, workers, styles. A worker obeys the headers of its own script, not those of its page.
LOCKED_STATIC = _profile(
    "locked static",
    Content_Security_Policy=LOCKED_PAGE.headers["Content-Security-Policy"],
    Cross_Origin_Embedder_Policy="require-corp",
    Referrer_Policy="no-referrer",
)

#: Contact, policies, errors. Under `no-referrer` Chromium posts `Origin: null`, and the origin check refuses it.
PLAIN_PAGE = _profile(
    "plain page",
    Content_Security_Policy=f"{_NOTHING}; {_OWN}; img-src 'self' data:; connect-src 'none'; form-action 'self'",
    Referrer_Policy="same-origin",
)

#: The staff's pages: as plain, and never kept by a cache. Its look-ups (autocomplete) ask the own origin.
ADMIN = _profile(
    "admin",
    Content_Security_Policy=f"{_NOTHING}; {_OWN}; img-src 'self' data:; connect-src 'self'; form-action 'self'",
    Referrer_Policy="same-origin",
    Cache_Control="private, no-store",
)

PROFILES = (LOCKED_PAGE, LOCKED_STATIC, PLAIN_PAGE, ADMIN)

type_view = Callable[..., HttpResponse]


def headers(profile: Profile) -> Callable[[type_view], type_view]:
    """Decorates a view with the profile of its responses."""

    def decorate(view: type_view) -> type_view:
        @wraps(view)
        def with_profile(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            response = view(request, *args, **kwargs)
            response.header_profile = profile  # type: ignore[attr-defined]  # read below, in this module
            return response

        return with_profile

    return decorate


def profile_of(request: HttpRequest, response: HttpResponseBase) -> Profile:
    """The profile the view named, else the one its address implies."""
    named: Profile | None = getattr(response, "header_profile", None)
    if named is not None:
        return named
    if request.path_info.startswith(settings.STATIC_URL):
        return LOCKED_STATIC
    match = request.resolver_match
    return ADMIN if match is not None and "admin" in match.app_names else PLAIN_PAGE


class SecurityHeadersMiddleware:
    """Outermost but for the log, so that static files, refusals and errors carry their headers as well."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        for name, value in profile_of(request, response).headers.items():
            response.headers[name] = value
        if settings.HTTPS:
            response.headers["Strict-Transport-Security"] = HSTS
        if isinstance(response, HttpResponse) and not response.has_header("Content-Length"):
            response.headers["Content-Length"] = str(len(response.content))
        return response


def never_stored(view: type_view) -> type_view:
    """For answers that belong to one person or one moment."""

    @wraps(view)
    def with_no_store(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        patch_cache_control(response, no_store=True, private=True)
        return response

    return with_no_store

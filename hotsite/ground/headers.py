"""The security headers of every response, by the kind of page it belongs to: one table, one middleware.

A view says its kind with `@headers(Kind.LOCKED_PAGE)`; what says nothing is a plain page, a page of the staff or a
static file by its address. Inline script and style exist nowhere, so there is no nonce and the headers are constant.

The lock. A Content Security Policy says what a page may load, but leaves it many ways to go somewhere: a location, a
link, a reload. `Connection-Allowlist` names every address the browser may connect to for a page, each ending in `?`,
which stands for "and no query": without it anything could follow. Browsers that do not know the header ignore it.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import Enum
from functools import cache, wraps
from types import MappingProxyType
from typing import Any, cast

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import patch_cache_control
from django.utils.module_loading import import_string

#: Of the longest header. nginx with 32 KB for a response's headers passes 31 KB of them (deploy/nginx.conf); the others
#: take 3. Each file of the build is an entry with the site's whole origin: a long host name needs the room.
MOST_HEADER_BYTES = 24 * 1024


class Kind(Enum):
    """The kinds of response, each with its own row in the table."""

    LOCKED_PAGE = "locked page"  # the start page and every tool: they open healthcare data, and cannot send it
    LOCKED_STATIC = "locked static"  # a worker obeys the headers of its own script, not those of its page
    SERVICE_WORKER = "service worker"
    PLAIN_PAGE = "plain page"  # contact, policies, errors
    ADMIN = "admin"
    INTERSTITIAL = "interstitial"  # the only way to a foreign site


@dataclass(frozen=True, kw_only=True)
class Addresses:
    """What the site's own locked pages may ask for, as paths; and where its interstitials lead."""

    locked_pages: tuple[str, ...]
    #: What they link to. It has its own host if the tools have one.
    plain_pages: tuple[str, ...]
    files: tuple[str, ...]
    service_worker: str
    #: Slug of an interstitial → the foreign address it leads to.
    ways_out: Mapping[str, str]

    def beside_the_tools(self) -> tuple[str, ...]:
        """Paths that the tools' host answers."""
        ways = tuple(f"/out/{slug}/" for slug in self.ways_out)
        return (*self.locked_pages, *self.files, self.service_worker, *ways)

    def urls(self) -> tuple[str, ...]:
        """All of it, with the origin of each."""
        tools = (f"{settings.TOOLS_URL}{path}" for path in self.beside_the_tools())
        return (*tools, *(f"{settings.SITE_URL}{path}" for path in self.plain_pages))


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
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": ", ".join(f"{feature}=()" for feature in _FEATURES.split()),
}
_ALONE = _ALWAYS | {"Cross-Origin-Opener-Policy": "same-origin"}

HSTS = "max-age=63072000; includeSubDomains; preload"

#: Popups are left out: what stands in one has no guard, and a reload of it is the visitor's own. Modals are in:
#: without them a page cannot ask before it is left.
SANDBOX = "sandbox allow-scripts allow-same-origin allow-downloads allow-modals"
#: Plain pages have forms and mailto links; but one in another tab does what a locked page tells it.
PLAIN_SANDBOX = f"{SANDBOX} allow-forms allow-top-navigation-to-custom-protocols"

LOCKED_POLICY = (
    f"{_NOTHING}; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; font-src 'self'; manifest-src 'self'; "
    "img-src 'self' blob: data:; worker-src 'self'; connect-src 'none'; form-action 'none'; "
    f"require-trusted-types-for 'script'; trusted-types default; {SANDBOX}"
)


def allowlist(addresses: Iterable[str], *, redirects: bool = False) -> str:
    """A `Connection-Allowlist`: a structured list of URL patterns (RFC 9651 §3.1), and what is said of all of them."""
    listed = " ".join(f'"{address}"' for address in addresses)
    return f"({listed}); webrtc=block" + ("; redirects=allow" if redirects else "")


@cache
def table() -> Mapping[Kind, Mapping[str, str]]:
    """Each kind's constant headers."""
    addresses: Addresses = import_string(settings.LOCKED_ADDRESSES)()
    exact = allowlist(f"{url}?" for url in addresses.urls())
    own = _own_site()
    locked = _ALONE | {
        "Content-Security-Policy": LOCKED_POLICY,
        "Connection-Allowlist": exact,
        "Cross-Origin-Embedder-Policy": "require-corp",
        "Referrer-Policy": "no-referrer",
    }
    rows = {
        Kind.LOCKED_PAGE: locked,
        Kind.LOCKED_STATIC: locked,
        Kind.SERVICE_WORKER: _ALONE
        | {
            "Content-Security-Policy": "default-src 'none'; script-src 'self'; connect-src 'self'",
            "Connection-Allowlist": exact,
            "Referrer-Policy": "no-referrer",
            "Cache-Control": "no-cache",
        },
        Kind.PLAIN_PAGE: plain_page(),
        # Its look-ups (autocomplete) ask the own origin, and Django's scripts write markup.
        Kind.ADMIN: _ALONE
        | {
            "Content-Security-Policy": (
                f"{_NOTHING}; {_OWN}; img-src 'self' data:; connect-src 'self'; form-action 'self'"
            ),
            "Connection-Allowlist": own,
            "Referrer-Policy": "same-origin",
            "Cache-Control": "private, no-store",
        },
        Kind.INTERSTITIAL: interstitial(""),
    }
    return MappingProxyType({kind: MappingProxyType(headers) for kind, headers in rows.items()})


def _own_site(*others: str) -> str:
    """For pages that answer a form with a redirect and have queries: only other origins are out of reach."""
    origins = dict.fromkeys((settings.SITE_URL, settings.TOOLS_URL, *others))
    return allowlist([f"{origin}/*" for origin in origins], redirects=True)


@cache
def plain_page(
    *,
    scripts: tuple[str, ...] = (),
    origins: tuple[str, ...] = (),
    frames: tuple[str, ...] = (),
    trusted_types: bool = True,
) -> Mapping[str, str]:
    """The headers of a plain page. What a visitor allowed adds foreign origins, by what may come from each."""
    own = "'self'"
    parts = [
        _NOTHING,
        " ".join(["script-src", own, *scripts]),
        f"style-src {own}; font-src {own}; manifest-src {own}",
        " ".join(["img-src", own, "data:", *origins]),
        " ".join(["connect-src", *(origins or ["'none'"])]),
        *([" ".join(["frame-src", *frames])] if frames else []),
        f"form-action {own}",
    ]
    if trusted_types:
        parts += ["require-trusted-types-for 'script'", f"trusted-types default{' optional' if scripts else ''}"]
    parts.append(PLAIN_SANDBOX)
    return MappingProxyType(
        _ALONE
        | {
            "Content-Security-Policy": "; ".join(parts),
            "Connection-Allowlist": _own_site(*origins),
            # Under `no-referrer` Chromium posts `Origin: null`, and the origin check refuses the form. Where a visitor
            # allowed a foreign origin, it learns ours: the service worker lets nothing pass that does not say whence.
            "Referrer-Policy": "strict-origin-when-cross-origin" if origins else "same-origin",
        }
    )


@cache
def interstitial(target: str) -> Mapping[str, str]:
    """The headers of the page that leads to `target`: it may connect there, and run nothing."""
    style = f"{settings.TOOLS_URL}{settings.STATIC_URL}out.css?"
    return _ALWAYS | {
        "Content-Security-Policy": (
            f"{_NOTHING}; style-src 'self'; form-action 'none'; "
            "sandbox allow-popups allow-popups-to-escape-sandbox allow-top-navigation-by-user-activation"
        ),
        "Connection-Allowlist": allowlist([f"{target}?", style] if target else [style], redirects=True),
        "Cross-Origin-Opener-Policy": "noopener-allow-popups",
        "Referrer-Policy": "no-referrer",
    }


class Marked(HttpResponseBase):
    """A response about whose headers something was said; the middleware below reads it."""

    kind: Kind
    #: In the place of its kind's.
    own_headers: Mapping[str, str]


def answer_with(response: HttpResponseBase, headers: Mapping[str, str]) -> None:
    """Gives one response headers of its own, in the place of its kind's."""
    cast(Marked, response).own_headers = headers


def has_own_headers(response: HttpResponseBase) -> bool:
    return hasattr(response, "own_headers")


View = Callable[..., HttpResponseBase]


def headers(kind: Kind) -> Callable[[View], View]:
    """Decorates a view with the kind of its responses."""

    def decorate(view: View) -> View:
        @wraps(view)
        def with_kind(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            response = view(request, *args, **kwargs)
            cast(Marked, response).kind = kind
            return response

        return with_kind

    return decorate


def kind_of(request: HttpRequest, response: HttpResponseBase) -> Kind:
    """The kind the view named, else the one its address implies."""
    named: Kind | None = getattr(response, "kind", None)
    if named is not None:
        return named
    if request.path_info.startswith(settings.STATIC_URL):
        return Kind.LOCKED_STATIC
    match = request.resolver_match
    return Kind.ADMIN if match is not None and "admin" in match.app_names else Kind.PLAIN_PAGE


class SecurityHeadersMiddleware:
    """Outermost but for the log, so that static files, refusals and errors carry their headers as well."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        kind = kind_of(request, response)
        own: Mapping[str, str] = getattr(response, "own_headers", table()[kind])
        for name, value in own.items():
            response.headers[name] = value
        if settings.HTTPS:
            response.headers["Strict-Transport-Security"] = HSTS
        if isinstance(response, HttpResponse) and not response.has_header("Content-Length"):
            response.headers["Content-Length"] = str(len(response.content))
        return response


def never_stored(view: View) -> View:
    """For answers that belong to one person or one moment."""

    @wraps(view)
    def with_no_store(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        patch_cache_control(response, no_store=True, private=True)
        return response

    return with_no_store

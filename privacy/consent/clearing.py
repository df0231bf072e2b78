"""What a refusal removes: cookies of ours that lie under our own domain, by name, pattern, path and domain."""

from collections.abc import Collection
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

from hotsite.ground.guard.limiter import is_address
from privacy.consent import cookie
from privacy.consent.entries import Kind
from privacy.consent.texts import Content, not_allowed

#: A request with more cookies than this is nobody's browser; the rest is left to the next click.
MOST_CLEARED = 50


def clear_cookies(request: HttpRequest, response: HttpResponseBase, content: Content, allowed: Collection[str]) -> None:
    """Expires every cookie the browser sent that belongs to a group which is not allowed."""
    unwanted = [entry for entry in not_allowed(content, allowed) if entry["kind"] == Kind.COOKIE and is_ours(entry)]
    sent = [name for name in request.COOKIES if any(matches(entry["name"], name) for entry in unwanted)]
    for name in sent[:MOST_CLEARED]:
        entries = [entry for entry in unwanted if matches(entry["name"], name)]
        paths = dict.fromkeys(["/", *(entry["path"] for entry in entries)])
        cookie.expire(response, name, paths=list(paths), domains=["", *own_domains()])


def matches(entry: str, name: str) -> bool:
    """Whether a name of the catalogue, which may end with `*`, stands for a cookie's."""
    return entry == name or (entry.endswith("*") and name.startswith(entry[:-1]))


def own_domains() -> list[str]:
    """The site's host and the domains above it, down to two labels: analytics like to set theirs as high as allowed."""
    host = urlsplit(settings.SITE_URL).hostname or ""
    if is_address(host) or "." not in host:
        return []
    labels = host.split(".")
    return [".".join(labels[start:]) for start in range(len(labels) - 1)]


def is_ours(entry: dict[str, Any]) -> bool:
    """Whether we can remove it: nobody can expire a cookie of another site."""
    domain = entry["domain"].lstrip(".")
    return not domain or domain in own_domains()

"""The site has one address, or two: start page and tools may have a host of their own (TOOLS_URL).

Whoever comes by another is told the right one, in one plain sentence. Whoever asks one host for what the other has is
shown the way by a page: nothing redirects from one origin to the other.
"""

from collections.abc import Callable
from functools import cache
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

MISDIRECTED_REQUEST = 421  # RFC 9110 §15.5.20

#: Balancers and monitors ask by address, not by name.
_ANY_HOST = frozenset({"/healthz", "/readyz", "/statusz"})
#: What each host answers for itself: the choice of a language, what machines read, and ways out.
_BOTH_HOSTS = frozenset({"/", "/robots.txt", "/sitemap.xml", "/.well-known/gpc.json", "/.well-known/security.txt"})


@cache
def locked_paths() -> frozenset[str]:
    """Where nothing about the visitor is read: locked pages, and what they ask for outside the static files."""
    return frozenset(import_string(settings.LOCKED_PATHS)())


def origin_of(path: str) -> str:
    """The origin that has `path`."""
    return settings.TOOLS_URL if path in locked_paths() or path.startswith("/out/") else settings.SITE_URL


def here(request: HttpRequest) -> str:
    """The origin that was asked; where nobody asked, since pages are rendered to be stored, that of the path."""
    asked = request.META.get("HTTP_HOST", "").lower()
    for origin in (settings.SITE_URL, settings.TOOLS_URL):
        if asked == _as_host(origin):
            return str(origin)
    return origin_of(request.path_info)


class HostMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        asked = request.META.get("HTTP_HOST", "").lower()
        own = (_as_host(settings.SITE_URL), _as_host(settings.TOOLS_URL))
        if asked in own or request.path_info in _ANY_HOST:
            return self.get_response(request)
        sentence = _("This site is at %(address)s") % {"address": f"{settings.TOOLS_URL}/"}
        return HttpResponse(sentence + "\n", status=MISDIRECTED_REQUEST, content_type="text/plain; charset=utf-8")

    def process_view(self, request: HttpRequest, *_: Any) -> HttpResponse | None:
        """A page that the other host has: a page with the link, of the kind that can do least."""
        path = request.path_info
        right = origin_of(path)
        if path in _ANY_HOST | _BOTH_HOSTS or request.META.get("HTTP_HOST", "").lower() == _as_host(right):
            return None
        return render(request, "hotsite/elsewhere.html", {"address": right + path}, status=MISDIRECTED_REQUEST)


def _as_host(origin: str) -> str:
    """What browsers send as Host (RFC 9110 §7.2): settings hold origins as they write them."""
    return urlsplit(origin).netloc

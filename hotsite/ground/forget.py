"""On a locked address nothing about the visitor is even read: query, Referer and cookies are dropped first of all.

A page that was tricked could try to carry data to our own server in one of these. What is dropped here is in no log,
reaches no view, and cannot change an answer. Where the tools have a host of their own, that is every address of it.
"""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

from hotsite.ground import host

DROPPED = (
    "HTTP_REFERER",
    "HTTP_COOKIE",
    "HTTP_SERVICE_WORKER_NAVIGATION_PRELOAD",
    # The whole address once more, as web servers hand it over.
    "RAW_URI",
    "REQUEST_URI",
)


class ForgetMiddleware:
    """First of all middleware, before anything is logged."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if _is_locked(request):
            request.META["QUERY_STRING"] = ""
            for name in DROPPED:
                request.META.pop(name, None)
        return self.get_response(request)


def _is_locked(request: HttpRequest) -> bool:
    path = request.path_info
    apart = settings.TOOLS_URL != settings.SITE_URL and host.here(request) == settings.TOOLS_URL
    return apart or path in host.locked_paths() or path.startswith(settings.STATIC_URL)

"""On a locked address nothing about the visitor is even read: query, Referer and cookies are dropped first of all.

A page that was tricked could try to carry data to our own server in one of these. What is dropped here is in no log,
reaches no view, and cannot change an answer.
"""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.utils.module_loading import import_string

DROPPED = ("HTTP_REFERER", "HTTP_COOKIE", "HTTP_SERVICE_WORKER_NAVIGATION_PRELOAD")


class ForgetMiddleware:
    """First of all middleware, before anything is logged."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        self.locked: frozenset[str] | None = None

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if self._is_locked(request.path_info):
            request.META["QUERY_STRING"] = ""
            for name in DROPPED:
                request.META.pop(name, None)
        return self.get_response(request)

    def _is_locked(self, path: str) -> bool:
        if self.locked is None:
            self.locked = frozenset(import_string(settings.LOCKED_PATHS)())
        return path in self.locked or path.startswith(settings.STATIC_URL)

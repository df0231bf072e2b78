"""Counts a page view, if the request carries a verified consent to analytics and no Global Privacy Control.

It stands before everything else: on a locked address the next middleware drops the cookie. Nothing but the yes or no of
the signed consent cookie is read here, from META: `request.COOKIES` would keep what is to be forgotten.
"""

from collections.abc import Callable

import structlog
from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponseBase
from django.http.cookie import parse_cookie
from django.urls import ResolverMatch
from django.utils import timezone

from privacy.consent import gate
from privacy.usage.client import browser, device
from privacy.usage.services import count_view

log = structlog.get_logger("privacy.usage")

GROUP = "analytics"
_LONGEST_PAGE = 100


class UsageMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        if not settings.USAGE_METRICS:
            raise MiddlewareNotUsed
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        counted = request.method == "GET" and _may_count(request)
        response = self.get_response(request)
        match = request.resolver_match
        if counted and match is not None and response.status_code == 200 and _is_page(match, response):
            _count(request, match)
        return response


def _may_count(request: HttpRequest) -> bool:
    cookie = parse_cookie(request.META.get("HTTP_COOKIE", "")).get(settings.CONSENT_COOKIE, "")
    return bool(cookie) and GROUP in gate.read(request, timezone.now(), cookie=cookie).allowed


def _is_page(match: ResolverMatch, response: HttpResponseBase) -> bool:
    return response.headers.get("Content-Type", "").startswith("text/html") and "admin" not in match.app_names


def _count(request: HttpRequest, match: ResolverMatch) -> None:
    language, _slash, route = match.route.partition("/")
    # A slug that was answered is one of a catalogue; whatever else a route holds stays a placeholder.
    page = route.replace("<slug:slug>", str(match.kwargs.get("slug", "")))[:_LONGEST_PAGE] or "/"
    said = request.META.get("HTTP_USER_AGENT", "")
    try:
        count_view(
            day=timezone.localdate(), page=page, language=language[:2], device=device(said), browser=browser(said)
        )
    except DatabaseError:
        log.warning("a page view was not counted")  # nobody waits, and no page fails, for a statistic

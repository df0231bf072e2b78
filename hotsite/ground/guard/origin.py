"""Same-origin check for public forms: no session, no token, no cookie.

A browser says where a form was sent from, by `Sec-Fetch-Site` (Fetch Metadata) or else by `Origin` (RFC 6454 §7),
and a page cannot forge either. A POST that says neither, or says another site, is refused.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.csrf import csrf_exempt


class CrossOrigin(PermissionDenied):
    """A form that was not sent from a page of this site."""


_READS = frozenset({"GET", "HEAD"})


def is_same_origin(request: HttpRequest) -> bool:
    origin = request.headers.get("Origin")
    if origin is not None and origin != settings.SITE_URL:
        return False
    site = request.headers.get("Sec-Fetch-Site")
    return site == "same-origin" if site is not None else origin is not None


def same_origin_form(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """For a view with a public form: takes the place of the token, and of the cookie that a token needs."""

    @csrf_exempt
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.method not in _READS and not is_same_origin(request):
            raise CrossOrigin
        return view(request, *args, **kwargs)

    return guarded

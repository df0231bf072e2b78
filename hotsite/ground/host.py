"""The site has one address. Whoever comes by another is told the right one, in one plain sentence."""

from collections.abc import Callable
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.translation import gettext as _

MISDIRECTED_REQUEST = 421  # RFC 9110 §15.5.20

#: Balancers and monitors ask by address, not by name.
_ANY_HOST = frozenset({"/healthz", "/readyz", "/statusz"})


class HostMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        asked = request.META.get("HTTP_HOST", "").lower()
        if asked == _own_host() or request.path_info in _ANY_HOST:
            return self.get_response(request)
        sentence = _("This site is at %(address)s") % {"address": f"{settings.SITE_URL}/"}
        return HttpResponse(sentence + "\n", status=MISDIRECTED_REQUEST, content_type="text/plain; charset=utf-8")


def _own_host() -> str:
    """What browsers send as Host (RFC 9110 §7.2): SITE_URL is an origin as they write it."""
    return urlsplit(settings.SITE_URL).netloc

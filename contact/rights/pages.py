"""What all public pages of the queue have in common: they belong to this site alone, and most to one person."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from hotsite.ground.guard.origin import same_origin_form
from hotsite.ground.headers import answer_with, never_stored, plain_page

UNPROCESSABLE = 422  # RFC 9110 §15.5.21: understood, but something in the form is missing or wrong
TOO_MANY = 429  # RFC 6585 §4
CONFLICT = 409
GONE = 410
SEE_OTHER = 303

View = Callable[..., HttpResponseBase]


def own_page(view: View) -> View:
    """Never stored, and its forms sent from this site alone.

    Whatever a visitor allowed elsewhere, nothing foreign comes in: what is typed or shown here is nobody else's.
    """

    @wraps(view)
    def own(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        answer_with(response, plain_page())
        return response

    return same_origin_form(never_stored(own))


def private_page(view: View) -> View:
    """An `own_page` that belongs to one person: no search finds it."""

    @wraps(view)
    def private(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        response["X-Robots-Tag"] = "noindex, nofollow"
        return response

    return own_page(private)


def see_other(address: str) -> HttpResponse:
    """After a form: a reload asks for the page, and sends nothing again (RFC 9110 §15.4.4)."""
    answer = HttpResponse(status=SEE_OTHER)
    answer["Location"] = address
    return answer

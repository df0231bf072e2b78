"""The site's settings behind something that loses the lock's header, as a careless proxy would."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase

from hotsite.settings import *  # noqa: F403  (the site as it is, but for one setting)
from hotsite.settings import MIDDLEWARE


class LosesTheHeader:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        response.headers.pop("Connection-Allowlist", None)
        return response


MIDDLEWARE = ["tests.stack.broken_lock.LosesTheHeader", *MIDDLEWARE]

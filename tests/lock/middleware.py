"""Two middleware of the proof's site: one before everything else, one next to the view.

They read META only: `request.headers`, `GET` and `COOKIES` are made from it once, at the first question, and a question
asked here would keep what the site is about to forget.
"""

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase

from hotsite.lock import SERVICE_WORKER
from tests.lock import runs

#: Names the file to which requests are written.
RECORD_FILE = "LOCK_RECORD_FILE"
MOST_BODY = 100_000


def _record(stage: str, text: str) -> None:
    line = json.dumps({"stage": stage, "text": text}) + "\n"
    with Path(os.environ[RECORD_FILE]).open("a", encoding="utf-8") as file:
        file.write(line)  # one write of one line, appended: the web server's processes do not mix them


def _told(request: HttpRequest) -> str:
    """Everything the request says: its line, its headers and its body."""
    meta = {name: value for name, value in request.META.items() if isinstance(value, str)}
    body = request.body.decode("latin-1") if int(request.META.get("CONTENT_LENGTH") or 0) in range(1, MOST_BODY) else ""
    return "\n".join([f"{request.method} {request.path_info}", *(f"{n}: {v}" for n, v in meta.items()), body])


class Outermost:
    """Records what arrives, and makes of the answer what the run says."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        _record("arrived", _told(request))
        change = runs.current()
        if request.path_info == SERVICE_WORKER and not change.offline:
            return HttpResponse(status=404)
        response = self.get_response(request)
        change.headers(response.headers, request.path_info)  # type: ignore[arg-type]  # a mapping by every name but its base
        if not change.guard and isinstance(response, HttpResponse):
            response.content = response.content.replace(runs.GUARDED.encode(), runs.UNGUARDED.encode())
            response.headers["Content-Length"] = str(len(response.content))
        return response


class AtTheView:
    """Records what a view is given, after the site's own middleware forgot what it forgets."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: object, args: tuple[Any, ...], kwargs: dict[str, Any]) -> None:
        _record("view", _told(request))

"""Too many wrong passwords for one name from one place: a lock of django-axes, and a sentence that says till when.

It would keep names, addresses, browsers and forms. Here its rows hold a name only if it is an account's, else a keyed
hash, since people type passwords into the wrong field; a place is a keyed hash in the shape of an address, as its
column takes nothing else; the rest is left empty.
"""

import ipaddress
from datetime import datetime
from typing import Any

from axes.handlers.database import AxesDatabaseHandler
from axes.helpers import get_client_username
from axes.models import AccessAttempt
from axes.signals import handle_post_delete_access_attempt
from django.conf import settings
from django.contrib.auth import get_user_model
from django.db.models.signals import post_delete
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from hotsite.ground.evidence.keyed import keyed_hash
from hotsite.ground.guard.limiter import address

TOO_MANY = 429  # RFC 6585 §4
LONGEST_NAME = 64
#: Unique local addresses (RFC 4193 §3.1) belong to nobody: none of these is a visitor's.
_LOCAL = b"\xfd"


class Handler(AxesDatabaseHandler):  # type: ignore[misc]  # django-axes ships no types
    """Counts, and keeps nothing of the browser or of what was sent."""

    def user_login_failed(
        self, sender: Any, credentials: dict[str, Any], request: HttpRequest | None = None, **kwargs: Any
    ) -> None:
        if request is not None:
            request.axes_user_agent = request.axes_http_accept = ""  # type: ignore[attr-defined]  # axes sets them
        super().user_login_failed(sender, credentials, request, **kwargs)
        if request is not None:
            attempts = AccessAttempt.objects.filter(
                username=get_client_username(request, credentials),
                ip_address=request.axes_ip_address,  # type: ignore[attr-defined]  # axes sets it
            )
            attempts.update(get_data="", post_data="")


def leave_the_purge_alone() -> None:
    """django-axes hears of each deleted row, and does nothing then: but who is heard makes every row be read first."""
    post_delete.disconnect(handle_post_delete_access_attempt, sender=AccessAttempt)


def name(request: HttpRequest, credentials: dict[str, Any] | None) -> str:
    """Under what wrong tries are counted."""
    said = str((credentials or request.POST).get("username") or "")
    known = get_user_model().objects.filter(username=said.replace("\0", "")).exists()
    return said if known else keyed_hash("log-in name", said)[:LONGEST_NAME]


def place(request: HttpRequest) -> str:
    """Whence: the last address that the proxy in front wrote, or the peer's; never what a visitor could say."""
    digest = bytes.fromhex(keyed_hash("log-in place", address(request)))
    return str(ipaddress.IPv6Address(_LOCAL + digest[:15]))


def anybody(*_said: object) -> str:
    """What django-axes writes into the log about who tried: nothing."""
    return "somebody"


def locked(request: HttpRequest, *said: Any) -> HttpResponse:
    """In the place of the log-in page, for a name and a place that are locked."""
    from django.contrib import admin

    credentials = said[-1] if said and isinstance(said[-1], dict) else None
    until = _until(request, credentials)
    words = _("Too many wrong tries for this name. Try again after %(time)s; until then nothing is checked.")
    context = {
        **admin.site.each_context(request),
        "title": _("Log in"),
        "words": words % {"time": date_format(timezone.localtime(until), "H:i")},
    }
    answer = TemplateResponse(request, "admin/locked.html", context, status=TOO_MANY)
    answer["Retry-After"] = str(max(int((until - timezone.now()).total_seconds()), 1))
    return answer.render()


def _until(request: HttpRequest, credentials: dict[str, Any] | None) -> datetime:
    same = AccessAttempt.objects.filter(username=name(request, credentials), ip_address=place(request))
    last = same.order_by("-attempt_time").values_list("attempt_time", flat=True).first() or timezone.now()
    return last + settings.AXES_COOLOFF_TIME

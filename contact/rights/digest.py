"""What staff are told by mail: references, dates and counts. Whose request it is stands in the staff's pages alone."""

from collections.abc import Iterable
from datetime import date, datetime

from django.conf import settings
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from contact.rights.models import RightsRequest
from contact.rights.selectors import Queue, queue
from hotsite.ground.work.models import OutboxMail
from hotsite.ground.work.services import post

REFERENCE = "R-digest"
#: Lines of one kind; the queue shows the rest.
MOST_LINES = 50


def send_digest(now: datetime) -> bool:
    """Once a day, and only if somebody has to do something; whether it was sent."""
    today = timezone.localdate(now)
    midnight = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
    if OutboxMail.objects.filter(reference=REFERENCE, created_at__gte=midnight).exists():
        return False
    with translation.override(settings.LANGUAGE_CODE):
        if not (parts := list(_parts(today))):
            return False
        body = "\n".join([*parts, f"{settings.SITE_URL}/{settings.LANGUAGE_CODE}/admin/", ""])
        subject = _("Requests on %(day)s") % {"day": date_format(today)}
        post(reference=REFERENCE, to=settings.OPERATOR_EMAIL, subject=subject, body=body, now=now)
    return True


def announce(case: RightsRequest, now: datetime) -> None:
    """At once, what somebody has to take up: a proven request, an appeal, something the person added."""
    with translation.override(settings.LANGUAGE_CODE):
        subject = _("Request %(reference)s needs you") % {"reference": case.reference}
        body = _("Due on %(day)s; our own date is %(staff)s.\n\nSee it here:\n%(page)s\n") % {
            "day": date_format(case.due_on),
            "staff": date_format(case.staff_on),
            "page": f"{settings.SITE_URL}/{settings.LANGUAGE_CODE}/admin/",
        }
        post(reference=case.reference, to=settings.OPERATOR_EMAIL, subject=subject, body=body, now=now)


def _parts(today: date) -> Iterable[str]:
    """A heading with the number, and a line for each case."""
    for view in (Queue.OVERDUE, Queue.DUE_THIS_WEEK, Queue.UNASSIGNED):
        cases = queue(view, today=today)
        if number := cases.count():
            lines = (f"  {case.reference}  {date_format(case.due_on)}" for case in cases[:MOST_LINES])
            yield "\n".join([_heading(view, number), *lines, ""])


def _heading(view: Queue, number: int) -> str:
    if view is Queue.OVERDUE:
        words = ngettext("%(n)d request is overdue:", "%(n)d requests are overdue:", number)
    elif view is Queue.DUE_THIS_WEEK:
        words = ngettext("%(n)d request is due within a week:", "%(n)d requests are due within a week:", number)
    else:
        words = ngettext(
            "%(n)d open request is assigned to nobody:", "%(n)d open requests are assigned to nobody:", number
        )
    return words % {"n": number}

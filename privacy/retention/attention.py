"""What the purge needs a person for, on the staff's first page and by mail once a day: names of rules and numbers."""

from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hotsite.ground.work.models import Tick
from hotsite.ground.work.services import post
from privacy.retention import standing
from privacy.retention.standing import Standing

TICK = "purge reminder"


def needs(now: datetime) -> list[str]:
    """A sentence for each rule that is red, and one for holds whose day of review is over; none if all is well."""
    found = [_line(one) for one in standing.standing(now) if not one.is_ok]
    if to_review := int(str(standing.holds_summary(now)["to_review"])):
        words = ngettext("%(n)d legal hold is due for review.", "%(n)d legal holds are due for review.", to_review)
        found.append(words % {"n": to_review})
    return found


def remind(now: datetime) -> bool:
    """Posts today's mail if something is red and it was not posted; whether it was now."""
    with transaction.atomic(), translation.override(settings.LANGUAGE_CODE):
        if not _is_first_today(now) or not (needed := needs(now)):
            return False
        Tick.objects.update_or_create(name=TICK, defaults={"at": now})
        subject = _("The purge needs you (%(day)s)") % {"day": date_format(timezone.localdate(now))}
        post(reference="purge", to=settings.OPERATOR_EMAIL, subject=subject, body=_body(needed), now=now)
    return True


def _is_first_today(now: datetime) -> bool:
    last = Tick.objects.filter(name=TICK).values_list("at", flat=True).first()
    return last is None or timezone.localdate(last) != timezone.localdate(now)


def _body(needed: list[str]) -> str:
    page = f"{settings.SITE_URL}/{settings.LANGUAGE_CODE}/admin/privacy/purgerun/rules/"
    return "\n".join([*needed, "", page, ""])


def _line(one: Standing) -> str:
    if one.is_stopped:
        rows = one.counted.free
        words = ngettext(
            "%(rule)s: stopped before %(n)d row went. A person has to approve it.",
            "%(rule)s: stopped before %(n)d rows went. A person has to approve it.",
            rows,
        )
        return words % {"rule": one.rule.name, "n": rows}
    if one.overdue:
        words = ngettext("%(rule)s: %(n)d row is overdue.", "%(rule)s: %(n)d rows are overdue.", one.overdue)
        return words % {"rule": one.rule.name, "n": one.overdue}
    if one.last_success is None:
        return _("%(rule)s: it has never run.") % {"rule": one.rule.name}
    last = date_format(timezone.localtime(one.last_success), "DATETIME_FORMAT")
    return _("%(rule)s: the last success was on %(last)s.") % {"rule": one.rule.name, "last": last}

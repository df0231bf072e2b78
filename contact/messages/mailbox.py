"""The operator's mailbox holds what people wrote. No program of ours reaches it: a person empties it, and says so."""

from datetime import datetime

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.utils import timezone

from contact.messages import mails
from contact.messages.models import MailboxCheck
from hotsite.ground.evidence.keyed import keyed_hash
from hotsite.ground.evidence.services import record
from hotsite.ground.work.models import Tick
from hotsite.ground.work.services import post

REMINDER = "mailbox reminder"


def remind(now: datetime) -> bool:
    """Posts this month's reminder, unless it was posted; whether it was now."""
    with transaction.atomic():
        tick, is_new = Tick.objects.select_for_update().get_or_create(name=REMINDER, defaults={"at": now})
        if not is_new and _month(tick.at) == _month(now):
            return False
        tick.at = now
        tick.save()
        mail = mails.mailbox_reminder()
        post(reference="mailbox", to=settings.OPERATOR_EMAIL, subject=mail.subject, body=mail.body, now=now)
    return True


def note_emptied(by: AbstractBaseUser, now: datetime) -> MailboxCheck:
    """Keeps who emptied it and when, and the same as evidence."""
    with transaction.atomic():
        check = MailboxCheck.objects.create(emptied_at=now, emptied_by_id=by.pk)
        record("mailbox.emptied", by=keyed_hash("staff", str(by.pk)), now=now)
    return check


def _month(moment: datetime) -> tuple[int, int]:
    local = timezone.localtime(moment)
    return local.year, local.month

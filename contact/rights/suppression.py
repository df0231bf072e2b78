"""Who wants no marketing: mail that is no answer leaves by `advertise` alone, which asks this list first.

`tests/contact/test_mail_doors.py` names every other place that posts mail, and what each is an answer to.

Kept is a hash with the site's key: the list tells nobody who is on it, and recognises whoever is asked about.
"""

from datetime import datetime

from django.db.models import QuerySet

from contact.rights.models import Suppression
from hotsite.ground.evidence.keyed import keyed_hash, keyed_hashes
from hotsite.ground.work.services import post

PURPOSE = "mailbox"


def suppress(email: str, now: datetime) -> None:
    """Once is enough; the second time changes nothing."""
    if may_advertise(email):
        Suppression.objects.get_or_create(digest=keyed_hash(PURPOSE, _plain(email)), defaults={"since": now})


def advertise(*, reference: str, to: str, subject: str, body: str, now: datetime) -> bool:
    """Posts a mail that nobody asked for; False, and nothing is posted, to who wants none."""
    if not may_advertise(to):
        return False
    post(reference=reference, to=to, subject=subject, body=body, now=now)
    return True


def may_advertise(email: str) -> bool:
    return not entries(email).exists()


def entries(email: str) -> "QuerySet[Suppression]":
    """The entry of one mailbox, under today's secret or one before."""
    return Suppression.objects.filter(digest__in=keyed_hashes(PURPOSE, _plain(email)))


def _plain(email: str) -> str:
    return email.strip().lower()

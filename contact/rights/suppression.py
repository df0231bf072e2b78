"""Who wants no marketing. Whatever sends mail that is no answer asks `may_advertise` first, and takes no for an answer.

Kept is a hash with the site's key: the list tells nobody who is on it, and recognises whoever is asked about.
"""

from datetime import datetime

from django.db.models import QuerySet

from contact.rights.models import Suppression
from hotsite.ground.evidence.keyed import keyed_hash, keyed_hashes

PURPOSE = "mailbox"


def suppress(email: str, now: datetime) -> None:
    """Once is enough; the second time changes nothing."""
    if may_advertise(email):
        Suppression.objects.get_or_create(digest=keyed_hash(PURPOSE, _plain(email)), defaults={"since": now})


def may_advertise(email: str) -> bool:
    return not entries(email).exists()


def entries(email: str) -> "QuerySet[Suppression]":
    """The entry of one mailbox, under today's secret or one before."""
    return Suppression.objects.filter(digest__in=keyed_hashes(PURPOSE, _plain(email)))


def _plain(email: str) -> str:
    return email.strip().lower()

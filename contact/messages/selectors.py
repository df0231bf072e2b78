"""What can be asked about messages."""

import hashlib
import re

from django.db.models import QuerySet

from contact.messages.models import ContactMessage
from privacy import restriction

_TOKEN = re.compile(r"[A-Za-z0-9_-]{43}")  # 32 bytes in base64url (RFC 4648 §5)


def in_use() -> "QuerySet[ContactMessage]":
    """What may be listed, searched and answered: without what is restricted (GDPR Art. 18)."""
    return restriction.free(ContactMessage.objects.all())


def restricted_under(key: str) -> str:
    """The reference of the request under which a message is restricted; "" for one that is not, or is none."""
    if not key.isdecimal():
        return ""
    return ContactMessage.objects.filter(pk=key).values_list("restricted_under", flat=True).first() or ""


def by_token(token: str) -> ContactMessage | None:
    """The thread that a private link leads to; None for a link that is none, or was replaced by a newer one."""
    if not _TOKEN.fullmatch(token):
        return None
    return ContactMessage.objects.filter(thread_digest=digest(token)).first()


def digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()

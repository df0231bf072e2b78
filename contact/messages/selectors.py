"""What can be asked about messages."""

import hashlib
import re

from contact.messages.models import ContactMessage

_TOKEN = re.compile(r"[A-Za-z0-9_-]{43}")  # 32 bytes in base64url (RFC 4648 §5)


def by_token(token: str) -> ContactMessage | None:
    """The thread that a private link leads to; None for a link that is none, or was replaced by a newer one."""
    if not _TOKEN.fullmatch(token):
        return None
    return ContactMessage.objects.filter(thread_digest=digest(token)).first()


def digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()

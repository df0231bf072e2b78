"""The embedded default for mail: a folder, one file a mail, readable by its owner only.

The console tells reference and file name, never what the mail says or to whom.
"""

import os
import uuid
from collections.abc import Sequence
from pathlib import Path

import structlog
from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

log = structlog.get_logger("hotsite.mail")


class FolderBackend(BaseEmailBackend):
    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        for message in email_messages:
            reference = message.extra_headers.get("X-Reference", "mail")
            file = write_mail(settings.MAIL_DIR, reference, message.message().as_bytes())
            log.info("mail written", reference=reference, file=file.name)
        return len(email_messages)


def write_mail(folder: Path, reference: str, content: bytes) -> Path:
    """Writes whole or not at all: a reader of the folder never sees half a mail."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    file = folder / f"{reference}-{uuid.uuid4().hex[:8]}.eml"
    draft = file.with_suffix(".part")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as handle:
        handle.write(content)
        handle.flush()
        os.fsync(handle.fileno())
    draft.replace(file)
    return file

"""The room's jobs."""

from datetime import datetime

from django.conf import settings

from contact.messages import mails
from contact.messages.selectors import in_use
from contact.messages.services import NOTIFY
from hotsite.ground.work.services import handles, post


@handles(NOTIFY)
def tell_staff(pk: int, now: datetime) -> None:
    """Announces to the operator's mailbox that a visitor wrote."""
    message = in_use().filter(pk=pk).first()
    if message is None:
        return  # erased or restricted in the meantime
    mail = mails.new_message(message)
    post(reference=message.reference, to=settings.OPERATOR_EMAIL, subject=mail.subject, body=mail.body, now=now)

"""The room's jobs."""

from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from contact.messages.models import ContactMessage
from contact.messages.services import NOTIFY
from hotsite.ground.work.services import handles, post


@handles(NOTIFY)
def tell_staff(pk: int, now: datetime) -> None:
    """Announces a message to the operator's mailbox: its reference and where to read it, none of its words."""
    message = ContactMessage.objects.filter(pk=pk).first()
    if message is None:
        return  # erased in the meantime
    with translation.override(settings.LANGUAGE_CODE):
        address = settings.SITE_URL + reverse("admin:contact_contactmessage_change", args=[pk])
        subject = _("New message %(reference)s") % {"reference": message.reference}
        body = _("A visitor wrote: %(topic)s.\n\nRead and answer it here:\n%(address)s\n") % {
            "topic": message.get_topic_display(),
            "address": address,
        }
    post(reference=message.reference, to=settings.OPERATOR_EMAIL, subject=subject, body=body, now=now)

"""The mails of this room, in the language of whoever reads them."""

from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from contact.messages.models import ContactMessage


@dataclass(frozen=True)
class Mail:
    subject: str
    body: str


def new_message(message: ContactMessage) -> Mail:
    """To the operator: which message, what about and where to read it; none of its words."""
    with translation.override(settings.LANGUAGE_CODE):
        address = settings.SITE_URL + reverse("admin:contact_contactmessage_change", args=[message.pk])
        subject = _("New message %(reference)s") % {"reference": message.reference}
        body = _("A visitor wrote: %(topic)s.\n\nRead and answer it here:\n%(address)s\n") % {
            "topic": message.get_topic_display(),
            "address": address,
        }
    return Mail(subject, body)


def answer(message: ContactMessage, text: str, token: str) -> Mail:
    """To the visitor: the answer, and the private link to the thread."""
    with translation.override(message.language):
        address = settings.SITE_URL + reverse("contact:thread", args=[token])
        subject = _("Answer to your message %(reference)s") % {"reference": message.reference}
        body = _(
            "%(text)s\n\n--\nThe whole conversation, and a field to write back, is at this private address. Whoever "
            "has it can read along; a later answer of ours brings a new one.\n%(address)s\n\n%(site)s, %(operator)s\n"
        ) % {"text": text, "address": address, "site": settings.SITE_NAME, "operator": settings.OPERATOR_NAME}
    return Mail(subject, body)


def mailbox_reminder() -> Mail:
    """To the operator: once a month, what nobody but a person can do."""
    with translation.override(settings.LANGUAGE_CODE):
        address = settings.SITE_URL + reverse("admin:contact_mailboxcheck_add")
        body = _(
            "Please delete from the mailbox %(mailbox)s what is older than twelve months: contact messages, their "
            "answers and announcements. The site cannot reach it, and its policy promises it.\n\n"
            "When it is done, say so here:\n%(address)s\n"
        ) % {"mailbox": settings.OPERATOR_EMAIL, "address": address}
        return Mail(_("Empty the mailbox of what is over"), body)

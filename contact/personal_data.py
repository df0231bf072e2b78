"""What contact holds about people."""

from django.utils.translation import gettext_lazy as _

from contact.messages.models import ContactMessage
from privacy.declarations import (
    Category,
    LeftOut,
    LegalBasis,
    NotPersonal,
    declare,
    delete_rows,
    months,
    set_fields,
)

declare(
    ContactMessage,
    subject="email",
    fields={
        "id": NotPersonal("a number of ours"),
        "reference": Category.PSEUDONYM,
        "state": Category.HISTORY,
        "topic": Category.CONTENT,
        "name": Category.IDENTITY,
        "email": Category.CONTACT,
        "message": Category.CONTENT,
        "language": Category.TECHNICAL,
        "created_at": Category.HISTORY,
        "last_activity_at": Category.HISTORY,
    },
    purpose=_("To answer your message"),
    legal_basis=LegalBasis.LEGITIMATE_INTEREST,
    balancing_note=_(
        "A person who writes to us expects an answer. We use the address and the words for that answer only, "
        "ask for no more than it needs, and let go of both twelve months after the last activity."
    ),
    recipients=_("Staff of the operator"),
    keep_for=months(12),
    counted_from="last_activity_at",
    erase=delete_rows,
    rectify=set_fields,
    restrict=LeftOut("no use is made of a message beyond its answer; the queue's restriction comes with requests"),
)

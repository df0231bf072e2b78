"""What contact holds about people."""

from django.utils.translation import gettext_lazy as _

from contact.messages.models import ContactMessage, MailboxCheck, ThreadEntry
from contact.rights.models import CaseEvent, CaseMessage, Requester, RightsRequest, Suppression, Token
from contact.rights.packages import files
from contact.rights.packages.models import KEPT, Package
from contact.rights.selectors import of_mailbox
from contact.rights.services import expiring
from contact.rights.suppression import entries
from privacy.declarations import (
    Blocked,
    Category,
    EndedBy,
    LeftOut,
    LegalBasis,
    NotPersonal,
    Whose,
    blank_fields,
    correctable,
    days,
    declare,
    declare_store,
    delete_rows,
    kept_for,
    months,
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
        "browser": Category.TECHNICAL,
        "device": Category.TECHNICAL,
        "channel": Category.HISTORY,
        "thread_digest": Category.PSEUDONYM,
        "restricted_under": Category.PSEUDONYM,
        "created_at": Category.HISTORY,
        "last_activity_at": Category.HISTORY,
    },
    purpose=_("To answer your message"),
    legal_basis=LegalBasis.LEGITIMATE_INTEREST,
    balancing_note=_(
        "A person who writes to us expects an answer. We use the address and the words for that answer only, "
        "ask for no more than it needs, and let go of both when their time is over."
    ),
    recipients=_("Staff of the operator"),
    keep_for=kept_for("messages"),
    counted_from="last_activity_at",
    erase=delete_rows,
    rectify=correctable("name", "email", "message"),
    restrict=Blocked("restricted_under"),
)

declare(
    ThreadEntry,
    subject="message__email",
    fields={
        "id": NotPersonal("a number of ours"),
        "message": Category.PSEUDONYM,
        "author": Category.HISTORY,
        "text": Category.CONTENT,
        "created_at": Category.HISTORY,
        "last_activity_at": Category.HISTORY,
    },
    purpose=_("To carry on the conversation that your message began"),
    legal_basis=LegalBasis.LEGITIMATE_INTEREST,
    balancing_note=_("Who writes back expects that both sides know what was said. It ends with the message."),
    recipients=_("Staff of the operator"),
    keep_for=kept_for("messages"),
    counted_from="last_activity_at",
    erase=delete_rows,
    rectify=correctable("text"),
    restrict=Blocked("message__restricted_under"),
)

declare(
    MailboxCheck,
    whose=Whose.STAFF,
    subject="emptied_by__email",
    fields={
        "id": NotPersonal("a number of ours"),
        "emptied_at": Category.HISTORY,
        "emptied_by": Category.IDENTITY,
    },
    purpose=_("To show that the mailbox is emptied of what is over"),
    legal_basis=LegalBasis.LEGITIMATE_INTEREST,
    balancing_note=_("Somebody has to do by hand what no program can, and the operator has to be able to show it."),
    recipients=_("Staff of the operator"),
    keep_for=months(36),
    counted_from="emptied_at",
    erase=blank_fields(emptied_by=None),
    rectify=LeftOut(_("who said so and when is what happened")),
    restrict=LeftOut(_("read by staff only; there is no further use to restrict")),
)

declare_store(
    "mailbox",
    title=_("The operator's mailbox"),
    purpose=_("E-mail to us, announcements and answers; a person empties it each month of what is over, and says so"),
    locate=lambda: None,
    purge=lambda _before: 0,  # no program of ours reaches it: `contact/messages/mailbox.py` reminds
    ended_by=EndedBy.OPERATOR,
    keep_for=kept_for("mailbox"),
    sealed=_("The operator's mailbox: a person empties it each month, and says so."),
)

OPERATOR = _("Staff of the operator")
#: What the law asks of us when somebody asks for a right (GDPR Art. 12, and to be able to show it, Art. 5(2)).
ANSWERING = _("To answer your request in time and completely, and to be able to show that we did")
NUMBER = NotPersonal("a number of ours")
CLOCK = NotPersonal("a date or rule of the law's clock")

declare(
    RightsRequest,
    subject=lambda email: RightsRequest.objects.filter(pk__in=of_mailbox(email).values("pk")),
    fields={
        "id": NUMBER,
        "reference": Category.PSEUDONYM,
        "right": Category.CHOICE,
        "about_marketing": Category.CHOICE,
        "for_another": Category.CHOICE,
        "channel": Category.HISTORY,
        "language": Category.TECHNICAL,
        "residence": Category.CONTACT,
        "regimes": CLOCK,
        "state": Category.HISTORY,
        "is_open": Category.HISTORY,
        "version": NotPersonal("how often the row was changed"),
        "assignee": Category.HISTORY,
        "level": Category.HISTORY,
        "proof": Category.HISTORY,
        "proven_on": Category.HISTORY,
        "reminders": Category.HISTORY,
        "received_on": Category.HISTORY,
        "created_at": Category.HISTORY,
        "due_on": CLOCK,
        "due_under": CLOCK,
        "staff_on": CLOCK,
        "pauses": Category.HISTORY,
        "is_paused": Category.HISTORY,
        "is_extended": Category.HISTORY,
        "extended_to": CLOCK,
        "appealed_on": Category.HISTORY,
        "restricted_on": Category.HISTORY,
        "lift_on": Category.HISTORY,
        "lifted_on": Category.HISTORY,
        "refusal_ground": Category.HISTORY,
        "proposed_by": Category.HISTORY,
        "proposed_at": Category.HISTORY,
        "closed_at": Category.HISTORY,
    },
    purpose=ANSWERING,
    legal_basis=LegalBasis.LEGAL_OBLIGATION,
    recipients=OPERATOR,
    # Without address and words: those go thirty days after the end, and a pseudonym is left.
    keep_for=kept_for("requests"),
    counted_from="closed_at",
    law="GDPR Art. 5(2), 12(3)",
    erase=delete_rows,
    rectify=LeftOut(_("what was done, and when; what the person said of themselves stands in another table")),
    restrict=LeftOut(_("kept as proof of the answer only; there is no further use to restrict")),
)

declare(
    Requester,
    subject=of_mailbox,
    fields={
        "request": Category.PSEUDONYM,
        "email": Category.CONTACT,
        "subject_email": Category.CONTACT,
        "mailed_at": Category.HISTORY,
        "details": Category.CONTENT,
        "fact_question": Category.CONTENT,
        "fact_digest": Category.PSEUDONYM,
        "fact_tries": Category.HISTORY,
        "last_needed_at": Category.HISTORY,
    },
    purpose=ANSWERING,
    legal_basis=LegalBasis.LEGAL_OBLIGATION,
    recipients=OPERATOR,
    keep_for=kept_for("requesters"),
    counted_from="last_needed_at",
    law="GDPR Art. 5(1)(e), 12(3)",
    erase=delete_rows,
    rectify=correctable("details"),
    restrict=LeftOut(_("the only use is the answer that the person asked for")),
)

declare(
    CaseEvent,
    subject=lambda email: CaseEvent.objects.filter(request__in=of_mailbox(email).values("pk")),
    fields={
        "id": NUMBER,
        "request": Category.PSEUDONYM,
        "at": Category.HISTORY,
        "code": Category.HISTORY,
        "actor": Category.HISTORY,
        "by": Category.HISTORY,
        "from_state": Category.HISTORY,
        "to_state": Category.HISTORY,
        "facts": Category.HISTORY,
        "evidence": NUMBER,
        "closed_at": Category.HISTORY,
    },
    purpose=ANSWERING,
    legal_basis=LegalBasis.LEGAL_OBLIGATION,
    recipients=OPERATOR,
    keep_for=kept_for("requests"),
    counted_from="closed_at",
    law="GDPR Art. 5(2), 12(3)",
    erase=delete_rows,
    rectify=LeftOut(_("what was done, and when; it holds no words")),
    restrict=LeftOut(_("kept as proof of the answer only; there is no further use to restrict")),
)

declare(
    CaseMessage,
    subject=lambda email: CaseMessage.objects.filter(requester__in=of_mailbox(email).values("pk")),
    fields={
        "id": NUMBER,
        "requester": Category.PSEUDONYM,
        "at": Category.HISTORY,
        "direction": Category.HISTORY,
        "by": Category.HISTORY,
        "letter": Category.HISTORY,
        "words": Category.CONTENT,
        "is_mailed": Category.HISTORY,
        "last_needed_at": Category.HISTORY,
    },
    purpose=ANSWERING,
    legal_basis=LegalBasis.LEGAL_OBLIGATION,
    recipients=OPERATOR,
    keep_for=kept_for("requesters"),
    counted_from="last_needed_at",
    law="GDPR Art. 5(1)(e), 12(3)",
    erase=delete_rows,
    rectify=LeftOut(
        _("what was written, and what was sent, is what happened; a correction stands beside it as a message")
    ),
    restrict=LeftOut(_("the only use is the answer that the person asked for")),
)

declare(
    Token,
    subject=lambda email: Token.objects.filter(requester__in=of_mailbox(email).values("pk")),
    fields={
        "id": NUMBER,
        "requester": Category.PSEUDONYM,
        "purpose": Category.HISTORY,
        "digest": NotPersonal("the hash of random bits"),
        "created_at": Category.HISTORY,
        "expires_at": Category.HISTORY,
        "tries": Category.HISTORY,
        "used_at": Category.HISTORY,
    },
    purpose=_("To let you, and nobody else, prove your mailbox, follow your request and receive its answer"),
    legal_basis=LegalBasis.LEGAL_OBLIGATION,
    recipients=OPERATOR,
    keep_for=days(1),
    counted_from="expires_at",
    erase=delete_rows,
    rectify=LeftOut(_("random bits and times cannot be wrong about a person")),
    restrict=LeftOut(_("a link works only for who holds it, and a short time")),
)

declare(
    Suppression,
    subject=entries,
    fields={
        "id": NUMBER,
        "digest": Category.PSEUDONYM,
        "since": Category.HISTORY,
    },
    purpose=_("To send you no marketing, as you asked"),
    legal_basis=LegalBasis.LEGAL_OBLIGATION,  # GDPR Art. 21(3)
    recipients=OPERATOR,
    # As long as anybody might think of writing to an address from an old list.
    keep_for=kept_for("suppressions"),
    counted_from="since",
    law="GDPR Art. 21(3)",
    erase=delete_rows,
    rectify=LeftOut(_("the hash of an address is right or of another address")),
    restrict=LeftOut(_("its only use is to hold mail back")),
)

declare(
    Package,
    subject=lambda email: Package.objects.filter(requester__in=of_mailbox(email).values("pk")),
    fields={
        "requester": Category.PSEUDONYM,
        "asked_at": Category.HISTORY,
        "made_at": Category.HISTORY,
        "offered_at": Category.HISTORY,
        "kept_from": Category.HISTORY,
        "file": NotPersonal("a random name"),
        "sha256": NotPersonal("a number over a file"),
        "size": NotPersonal("the size of a file"),
        "downloads": Category.HISTORY,
        "fault": NotPersonal("what went wrong in a machine"),
    },
    purpose=_("To hand over what we hold about you, as you asked"),
    legal_basis=LegalBasis.LEGAL_OBLIGATION,  # GDPR Art. 15, 20
    recipients=OPERATOR,
    keep_for=days(KEPT.days),
    counted_from="kept_from",
    erase=delete_rows,  # the file has no row then, and goes within the hour
    rectify=LeftOut(_("it is a copy; what it was made from is rectified, and it is built anew")),
    restrict=LeftOut(_("its only use is that the person downloads it")),
)

declare_store(
    "packages",
    title=_("Packages of data, in a folder"),
    purpose=_("Files with what is held about one person, until that person has downloaded them"),
    locate=files.folder,
    purge=expiring.purge,
    counts=expiring.overdue,
    keep_for=days(KEPT.days),
)

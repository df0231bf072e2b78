"""Work to be done, mails under way, and the evidence of what was done."""

from django.db.models import Q, QuerySet
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from contact.messages.models import ContactMessage
from hotsite.ground.evidence.models import EvidenceCheckpoint, EvidenceEvent, EvidenceHead
from hotsite.ground.evidence.services import purge as purge_evidence
from hotsite.ground.work.models import Job, OutboxMail, Tick
from privacy.declarations import (
    ADMINISTRATOR,
    Category,
    LeftOut,
    LegalBasis,
    NotPersonal,
    Whose,
    blank_fields,
    declare,
    declare_none,
    delete_rows,
    kept_for,
)

OPERATOR = _("Staff of the operator")
MACHINE = NotPersonal("how far a machine got with a piece of work")


def references_of(email: str) -> "QuerySet[ContactMessage, str]":
    """Of the messages that a person wrote to us."""
    own = ContactMessage.objects.alias(whose=Lower("email")).filter(whose=email.lower())
    return own.values_list("reference", flat=True)


def _mails_of(email: str) -> "QuerySet[OutboxMail]":
    """Mails to a person, and about their messages: of one that was sent, the reference is left."""
    mails = OutboxMail.objects.alias(whose=Lower("to"))
    return mails.filter(Q(whose=email.lower()) | Q(reference__in=references_of(email)))


_WORK = {
    "id": NotPersonal("a number of ours"),
    "state": MACHINE,
    "created_at": MACHINE,
    "due_at": MACHINE,
    "leased_until": MACHINE,
    "attempts": MACHINE,
    "ended_at": MACHINE,
    "fault": NotPersonal("the class of an error, never its message"),
}

declare(
    OutboxMail,
    whose=Whose.BOTH,
    subject=_mails_of,
    fields={
        **_WORK,
        "reference": Category.PSEUDONYM,
        "to": Category.CONTACT,
        "subject": Category.OURS,
        "body": Category.OURS,
        "message_id": Category.PSEUDONYM,
    },
    purpose=_("To send you our answers, and to be sure that they went out"),
    legal_basis=LegalBasis.LEGITIMATE_INTEREST,
    balancing_note=_(
        "A mail has to wait somewhere until a mail server takes it. Its address and words are blanked the moment it "
        "is sent; that it was sent, and when, stays a while to answer questions about lost mail."
    ),
    recipients=_("The operator's mail provider"),
    keep_for=kept_for("mail"),
    counted_from="created_at",
    owner=ADMINISTRATOR,
    erase=blank_fields(to="", subject="", body="", reference=""),
    rectify=LeftOut(_("a mail under way is a copy; what it was made from is rectified, and a new mail is sent")),
    restrict=LeftOut(_("a mail is sent within minutes or given up; there is no later use to restrict")),
)

declare(
    Job,
    whose=Whose.BOTH,
    subject=None,
    because="a job holds the number of a row, no address",
    found_by="the row whose number it holds",
    fields={**_WORK, "kind": NotPersonal("the name of a handler"), "subject": Category.PSEUDONYM},
    purpose=_("To do what your message or request asks for, even if a machine fails"),
    legal_basis=LegalBasis.LEGITIMATE_INTEREST,
    balancing_note=_("A list of what is left to do, by number only; kept a while to find what went wrong."),
    recipients=OPERATOR,
    keep_for=kept_for("mail"),
    counted_from="created_at",
    owner=ADMINISTRATOR,
    erase=delete_rows,
    rectify=LeftOut(_("a number of ours cannot be wrong about a person")),
    restrict=LeftOut(_("the work of a job is the use of another row, and is restricted there")),
)

declare_none(Tick, because="names of our own clocks and when they last struck")

declare(
    EvidenceEvent,
    whose=Whose.BOTH,
    subject=None,
    because="keyed hashes only: without the site's secret nobody can tell of whom",
    found_by="the reference of the request, hashed with that secret",
    fields={
        "number": NotPersonal("a number of ours"),
        "at": Category.HISTORY,
        "kind": Category.HISTORY,
        "about": Category.PSEUDONYM,
        "by": Category.PSEUDONYM,
        "facts": Category.HISTORY,
        "key": NotPersonal("which secret made the code"),
        "mac": NotPersonal("a code over the row"),
    },
    purpose=_("To prove that requests were answered lawfully, and that nobody changed the record of it"),
    legal_basis=LegalBasis.LEGAL_OBLIGATION,  # GDPR Art. 5(2)
    recipients=OPERATOR,
    keep_for=kept_for("evidence"),
    counted_from="at",
    # The database lets a row go only behind a signed checkpoint, which the evidence's own purge writes.
    purge=purge_evidence,
    law="GDPR Art. 5(2)",
    erase=delete_rows,
    rectify=LeftOut(_("evidence that could be changed would prove nothing; it holds no statement about a person")),
    restrict=LeftOut(_("kept as proof only; there is no further use to restrict")),
)
declare_none(EvidenceHead, because="the number of the last row of evidence, and a code")
declare_none(EvidenceCheckpoint, because="numbers of rows of evidence that were purged, and codes")

"""What privacy's own tables hold about people."""

from django.utils.translation import gettext_lazy as _

from privacy.breaches.models import Breach
from privacy.consent.models import (
    ConsentRecord,
    ConsentText,
    ConsentWithdrawal,
    CookieFacts,
    RefusalCount,
    Wording,
)
from privacy.declarations import (
    Category,
    LeftOut,
    LegalBasis,
    NotPersonal,
    Whose,
    days,
    declare,
    declare_none,
    declare_store,
    delete_rows,
    kept_for,
    months,
)
from privacy.erasure import ledger
from privacy.erasure.models import LedgerEntry, Scan, ScanValues
from privacy.policies.models import PolicyText, PolicyVersion
from privacy.retention import covered
from privacy.retention.models import CoveredRow, LegalHold, PurgeLine, PurgePause, PurgeRun, Runner
from privacy.usage.models import UsageCount

declare_none(PolicyVersion, because="numbers and dates of what we published; it names nobody but the operator")
declare_none(PolicyText, because="what we published, word for word; it names nobody but the operator")
declare_none(CookieFacts, because="the catalogue of cookies: names, providers and days")
declare_none(Wording, because="the catalogue's words in other languages")
declare_none(ConsentText, because="what visitors are shown when asked; it names nobody")
declare_none(UsageCount, because="sums of page views by day; no row says whose")
declare_none(PurgeLine, because="counts of rows, by the name of their table; they go with their run")
declare_none(Runner, because="until when a machine has a lease")
declare_none(RefusalCount, because="a number for each day; nothing of those who refused is kept")

_NOBODY = "a choice is made without a name or an address: nothing in it can be asked for but its random id"
_RECEIPT = "the id, which is in the visitor's cookie and on the receipt page"
_PROOF = _("To prove that a consent was given, and to what (GDPR Art. 7(1))")

declare(
    ConsentRecord,
    subject=None,
    because=_NOBODY,
    found_by=_RECEIPT,
    fields={
        "id": NotPersonal("a number of ours"),
        "receipt": Category.PSEUDONYM,
        "decided_at": Category.HISTORY,
        "expires_at": Category.HISTORY,
        "decisions": Category.CHOICE,
        "text": NotPersonal("the number of the text that everybody was shown"),
        "policy_version": NotPersonal("the number of the policy in force"),
        "language": Category.TECHNICAL,
        "source": NotPersonal("which form of ours was used"),
        "gpc": Category.TECHNICAL,
    },
    purpose=_PROOF,
    legal_basis=LegalBasis.LEGAL_OBLIGATION,
    recipients=_("Staff of the operator"),
    keep_for=kept_for("consent"),
    counted_from="expires_at",
    law="GDPR Art. 7(1)",
    erase=delete_rows,
    rectify=LeftOut(_("a proof that could be changed would prove nothing; a new choice replaces it")),
    restrict=LeftOut(_("kept as proof only; there is no further use to restrict")),
)

declare(
    ConsentWithdrawal,
    subject=None,
    because=_NOBODY,
    found_by=_RECEIPT,
    fields={
        "id": NotPersonal("a number of ours"),
        "record": Category.PSEUDONYM,
        "withdrawn_at": Category.HISTORY,
        "source": NotPersonal("which form of ours was used"),
    },
    purpose=_PROOF,
    legal_basis=LegalBasis.LEGAL_OBLIGATION,
    recipients=_("Staff of the operator"),
    # It goes with its record, which is valid for 13 months at most and kept after that: this never comes before.
    keep_for=months(kept_for("consent").months + 14),
    counted_from="withdrawn_at",
    goes_with="record",
    law="GDPR Art. 7(1)",
    erase=delete_rows,
    rectify=LeftOut(_("the moment of a click cannot be wrong")),
    restrict=LeftOut(_("kept as proof only; there is no further use to restrict")),
)

declare_none(
    Breach,
    because="categories and numbers of people, never a name: the form asks for none, and nobody could be found by it",
)

OPERATOR = _("Staff of the operator")
NUMBER = NotPersonal("a number of ours")

declare(
    LegalHold,
    whose=Whose.BOTH,
    subject=lambda email: LegalHold.objects.filter(subject__in=covered.hashes(email)),
    fields={
        "id": NUMBER,
        "subject": Category.PSEUDONYM,
        "sealed": Category.CONTACT,
        "table": NotPersonal("the name of a table"),
        "filter": Category.HISTORY,
        "reason": Category.HISTORY,
        "reference": Category.PSEUDONYM,
        "review_on": Category.HISTORY,
        "placed_at": Category.HISTORY,
        "placed_by": Category.HISTORY,
        "approved_at": Category.HISTORY,
        "approved_by": Category.HISTORY,
        "lift_asked_at": Category.HISTORY,
        "lift_asked_by": Category.HISTORY,
        "lifted_at": Category.HISTORY,
        "lifted_by": Category.HISTORY,
    },
    purpose=_("To keep what the law or a legal claim needs, and to show afterwards why it was kept"),
    legal_basis=LegalBasis.LEGAL_OBLIGATION,
    recipients=OPERATOR,
    keep_for=kept_for("holds"),
    counted_from="lifted_at",
    law="GDPR Art. 5(2), 17(3)(b) and (e)",
    erase=delete_rows,
    rectify=LeftOut(_("a hold of the wrong person is lifted, and another is placed")),
    restrict=LeftOut(_("its only use is to keep what it covers")),
)

declare(
    PurgePause,
    subject=lambda email: PurgePause.objects.filter(subject__in=covered.hashes(email)),
    fields={
        "id": NUMBER,
        "about": Category.PSEUDONYM,
        "subject": Category.PSEUDONYM,
        "sealed": Category.CONTACT,
        "because": Category.HISTORY,
        "begun_at": Category.HISTORY,
        "ends_at": Category.HISTORY,
    },
    purpose=_("To let nothing go that you have asked about, until you have your answer"),
    legal_basis=LegalBasis.LEGAL_OBLIGATION,
    recipients=OPERATOR,
    keep_for=days(30),
    counted_from="ends_at",
    law="GDPR Art. 12(3); PIPEDA s. 8(8)",
    erase=delete_rows,
    rectify=LeftOut(_("it is made from the request, and rectified there")),
    restrict=LeftOut(_("its only use is to keep what it covers")),
)

declare(
    CoveredRow,
    subject=None,
    because="it holds the numbers of rows, no address",
    found_by="the hold or the pause that it belongs to",
    fields={
        "id": NUMBER,
        "hold": Category.PSEUDONYM,
        "pause": Category.PSEUDONYM,
        "table": NotPersonal("the name of a table"),
        "key": Category.PSEUDONYM,
        "found_at": Category.HISTORY,
    },
    purpose=_("To know which rows a hold or a pause covers"),
    legal_basis=LegalBasis.LEGAL_OBLIGATION,
    recipients=OPERATOR,
    # Made anew at each run as long as its hold or pause lasts, and removed with its end: this catches what was missed.
    keep_for=days(30),
    counted_from="found_at",
    erase=delete_rows,
    rectify=LeftOut(_("numbers of ours cannot be wrong about a person")),
    restrict=LeftOut(_("its only use is to keep what it covers")),
)

_COUNTED = NotPersonal("a date or a number of a machine's work")

declare(
    PurgeRun,
    whose=Whose.STAFF,
    subject="approved_by__email",
    fields={
        "id": NUMBER,
        "slot": _COUNTED,
        "planned_at": _COUNTED,
        "in_gap": _COUNTED,
        "finished_at": _COUNTED,
        "fault": NotPersonal("the class of an error, never its message"),
        "approved_by": Category.HISTORY,
        "approved_at": Category.HISTORY,
        "report": _COUNTED,
        "evidence": NUMBER,
    },
    purpose=_("To show that what is over was deleted"),
    legal_basis=LegalBasis.LEGAL_OBLIGATION,
    recipients=OPERATOR,
    keep_for=kept_for("purges"),
    counted_from="planned_at",
    law="GDPR Art. 5(2)",
    erase=delete_rows,
    rectify=LeftOut(_("what was done, and when; it holds no words")),
    restrict=LeftOut(_("kept as proof only; there is no further use to restrict")),
)

_ERASED = _("To erase again what a restored backup would bring back, and to be able to show that it was erased")

declare(
    LedgerEntry,
    subject=lambda email: LedgerEntry.objects.filter(about__in=ledger.about_any(email)),
    fields={
        "id": NUMBER,
        "entry": NUMBER,
        "at": Category.HISTORY,
        "about": Category.PSEUDONYM,
        "plan": Category.PSEUDONYM,
        "counts": Category.HISTORY,
        "key": NotPersonal("which secret made the code"),
        "signature": NotPersonal("a code over the row"),
    },
    purpose=_ERASED,
    legal_basis=LegalBasis.LEGAL_OBLIGATION,  # GDPR Art. 5(2), 17(1)
    recipients=OPERATOR,
    keep_for=days(ledger.keep_for().days),
    counted_from="at",
    erase=delete_rows,
    rectify=LeftOut(_("what was erased, and when; it holds no statement about a person")),
    restrict=LeftOut(_("its only use is to erase again")),
)
declare_store(
    "erasure ledger",
    title=_("What was erased, by hash"),
    purpose=_ERASED,
    locate=ledger.folder,
    purge=ledger.purge,
    counts=ledger.due,
    keep_for=days(ledger.keep_for().days),
)

_SCANS = _("To look for what an erasure left behind, and to be able to show that nothing was found")

declare(
    Scan,
    subject=None,
    because="places, numbers and codes: of whom, only the case says",
    found_by="the number of the case it belongs to",
    fields={
        "id": NUMBER,
        "about": Category.PSEUDONYM,
        "then": NotPersonal("the name of a handler"),
        "state": Category.HISTORY,
        "started_at": Category.HISTORY,
        "ended_at": Category.HISTORY,
        "to_do": NotPersonal("names of tables and folders"),
        "after": NotPersonal("how far a machine got with a piece of work"),
        "looked_into": NotPersonal("names of tables and folders, and numbers"),
        "found": Category.HISTORY,
        "values_number": Category.HISTORY,
        "cleared": Category.HISTORY,
    },
    purpose=_SCANS,
    legal_basis=LegalBasis.LEGAL_OBLIGATION,
    recipients=OPERATOR,
    keep_for=months(36),
    counted_from="started_at",
    erase=delete_rows,
    rectify=LeftOut(_("what was found, and when")),
    restrict=LeftOut(_("kept as proof only; there is no further use to restrict")),
)

declare(
    ScanValues,
    subject="email",
    fields={
        "scan": Category.PSEUDONYM,
        "email": Category.CONTACT,
        "values_said": Category.CONTENT,
        "keys_erased": Category.PSEUDONYM,
        "own_files": Category.PSEUDONYM,
        "last_needed_at": Category.HISTORY,
    },
    purpose=_SCANS,
    legal_basis=LegalBasis.LEGAL_OBLIGATION,
    recipients=OPERATOR,
    # It goes at the moment that its case is closed; this is for what a fault left.
    keep_for=days(30),
    counted_from="last_needed_at",
    erase=delete_rows,
    rectify=LeftOut(_("a copy of what was erased, to find other copies")),
    restrict=LeftOut(_("its only use is to look for what was erased")),
)

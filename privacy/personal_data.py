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
    declare,
    declare_none,
    delete_rows,
    months,
)
from privacy.policies.models import PolicyText, PolicyVersion
from privacy.usage.models import UsageCount

declare_none(PolicyVersion, because="numbers and dates of what we published; it names nobody but the operator")
declare_none(PolicyText, because="what we published, word for word; it names nobody but the operator")
declare_none(CookieFacts, because="the catalogue of cookies: names, providers and days")
declare_none(Wording, because="the catalogue's words in other languages")
declare_none(ConsentText, because="what visitors are shown when asked; it names nobody")
declare_none(UsageCount, because="sums of page views by day; no row says whose")
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
    keep_for=months(36),
    counted_from="expires_at",
    erase=delete_rows,
    rectify=LeftOut("a proof that could be changed would prove nothing; a new choice replaces it"),
    restrict=LeftOut("kept as proof only; there is no further use to restrict"),
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
    # It goes with its record. That is 13 months valid at most and then kept for 36: this never comes before.
    keep_for=months(50),
    counted_from="withdrawn_at",
    erase=delete_rows,
    rectify=LeftOut("the moment of a click cannot be wrong"),
    restrict=LeftOut("kept as proof only; there is no further use to restrict"),
)

declare_none(
    Breach,
    because="categories and numbers of people, never a name: the form asks for none, and nobody could be found by it",
)

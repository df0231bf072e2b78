"""The life of a request, as data: which states there are, and what may follow what. What else must hold: `guards`.

    received → awaiting identity → verified → in progress ⇄ awaiting the person
                    └→ closed unverified      in progress → extended
    in progress | extended → awaiting approval → approved → executing → executed (→ confirmed by scan, erasure only)
    → fulfilled | partially fulfilled | refused;   any open → withdrawn;   answered → appealed → in progress
    executed → awaiting approval, where the scan found what a new plan has to erase

Nothing here writes: `services.transition` does, and nobody else.
"""

from collections.abc import Mapping

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class State(TextChoices):
    RECEIVED = "received", pgettext_lazy("request", "received")
    AWAITING_IDENTITY = "awaiting_identity", _("awaiting proof of identity")
    VERIFIED = "verified", _("verified")
    IN_PROGRESS = "in_progress", _("in progress")
    AWAITING_SUBJECT = "awaiting_subject", _("awaiting the person's answer")
    EXTENDED = "extended", _("extended")
    AWAITING_APPROVAL = "awaiting_approval", _("awaiting approval")
    APPROVED = "approved", _("approved")
    EXECUTING = "executing", _("being carried out")
    EXECUTED = "executed", _("carried out")
    CONFIRMED_BY_SCAN = "confirmed_by_scan", _("confirmed by a scan")
    FULFILLED = "fulfilled", _("fulfilled")
    PARTIALLY_FULFILLED = "partially_fulfilled", _("partially fulfilled")
    REFUSED = "refused", _("refused")
    WITHDRAWN = "withdrawn", _("withdrawn")
    UNVERIFIED_CLOSED = "unverified_closed", _("closed, as nobody proved to be the person")
    APPEALED = "appealed", _("appealed")


class Ground(TextChoices):
    """On what a request is refused, in whole or in part."""

    NOT_IDENTIFIED = "not_identified", _("the person could not be identified (Art. 11(2), 12(6))")
    MANIFESTLY_UNFOUNDED = "manifestly_unfounded", _("manifestly unfounded (Art. 12(5))")
    EXCESSIVE = "excessive", _("excessive (Art. 12(5))")
    THIRD_PARTY_RIGHTS = "third_party_rights", _("the rights of others (Art. 15(4))")
    NO_DATA_FOUND = "no_data_found", _("no data were found")
    EXPRESSION = "17_3_a", _("freedom of expression and information (Art. 17(3)(a))")
    LEGAL_OBLIGATION = "17_3_b", _("a legal obligation to keep them (Art. 17(3)(b))")
    PUBLIC_HEALTH = "17_3_c", _("public interest in public health (Art. 17(3)(c))")
    ARCHIVING = "17_3_d", _("archiving, research or statistics (Art. 17(3)(d))")
    CLAIMS = "17_3_e", _("needed for legal claims (Art. 17(3)(e))")
    PORTABILITY_NOT_APPLICABLE = "portability_not_applicable", _("portability does not apply (Art. 20)")
    COMPELLING_GROUNDS = "compelling_grounds", _("compelling legitimate grounds (Art. 21(1))")
    LEGAL_CLAIMS = "legal_claims", _("legal claims (Art. 21(1))")
    NOT_COVERED = "not_covered", _("the law does not cover it")
    OUTSIDE_JURISDICTION = "outside_jurisdiction", _("the law named does not apply to this person")
    SUSPECTED_FRAUD = "suspected_fraud", _("suspected fraud")
    TOO_MANY_REQUESTS = "too_many_requests", _("more requests than the law allows")
    OTHER = "other", _("another ground, in words")


ANSWERED = frozenset({State.FULFILLED, State.PARTIALLY_FULFILLED, State.REFUSED})
CLOSED = ANSWERED | {State.WITHDRAWN, State.UNVERIFIED_CLOSED}
OPEN = frozenset(State) - CLOSED

AT_WORK = frozenset({State.IN_PROGRESS, State.EXTENDED})

#: What may follow what, withdrawal left out: it may follow every open state.
_NEXT: Mapping[State, frozenset[State]] = {
    State.RECEIVED: frozenset({State.AWAITING_IDENTITY, State.IN_PROGRESS}),
    State.AWAITING_IDENTITY: frozenset({State.VERIFIED, State.UNVERIFIED_CLOSED}),
    State.VERIFIED: frozenset({State.IN_PROGRESS}),
    State.IN_PROGRESS: frozenset({State.AWAITING_SUBJECT, State.EXTENDED, State.AWAITING_APPROVAL}) | ANSWERED,
    State.AWAITING_SUBJECT: AT_WORK,
    State.EXTENDED: frozenset({State.AWAITING_SUBJECT, State.AWAITING_APPROVAL}) | ANSWERED,
    State.AWAITING_APPROVAL: AT_WORK | {State.APPROVED},
    State.APPROVED: frozenset({State.EXECUTING, State.AWAITING_APPROVAL}),
    State.EXECUTING: frozenset({State.EXECUTED, State.AWAITING_APPROVAL}),
    State.EXECUTED: frozenset({State.CONFIRMED_BY_SCAN, State.AWAITING_APPROVAL}) | ANSWERED,
    State.CONFIRMED_BY_SCAN: ANSWERED,
    State.FULFILLED: frozenset({State.APPEALED}),
    State.PARTIALLY_FULFILLED: frozenset({State.APPEALED}),
    State.REFUSED: frozenset({State.APPEALED}),
    State.UNVERIFIED_CLOSED: frozenset({State.VERIFIED}),
    State.WITHDRAWN: frozenset(),
    State.APPEALED: frozenset({State.IN_PROGRESS}),
}

TRANSITIONS: Mapping[State, frozenset[State]] = {
    state: after | ({State.WITHDRAWN} if state in OPEN else frozenset()) for state, after in _NEXT.items()
}

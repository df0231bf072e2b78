"""How a case stands, in the words of the Data Rights Protocol (version 1.0, section 3.02)."""

from collections.abc import Mapping
from dataclasses import dataclass

from contact.rights.models import RightsRequest
from contact.rights.states import Ground, State


@dataclass(frozen=True)
class PublicStatus:
    status: str
    reason: str = ""


_IN_PROGRESS = PublicStatus("in_progress")

_PUBLIC: Mapping[State, PublicStatus] = {
    State.RECEIVED: PublicStatus("open"),
    State.AWAITING_IDENTITY: PublicStatus("in_progress", "need_user_verification"),
    State.FULFILLED: PublicStatus("fulfilled"),
    State.PARTIALLY_FULFILLED: PublicStatus("fulfilled"),
    State.WITHDRAWN: PublicStatus("revoked"),
    State.UNVERIFIED_CLOSED: PublicStatus("expired"),
}

_DENIED: Mapping[Ground, str] = {
    Ground.NOT_IDENTIFIED: "insuf_verification",
    Ground.NO_DATA_FOUND: "no_match",
    Ground.NOT_COVERED: "claim_not_covered",
    Ground.PORTABILITY_NOT_APPLICABLE: "claim_not_covered",
    Ground.OUTSIDE_JURISDICTION: "outside_jurisdiction",
    Ground.SUSPECTED_FRAUD: "suspected_fraud",
    Ground.TOO_MANY_REQUESTS: "too_many_requests",
    Ground.EXCESSIVE: "too_many_requests",
}


def public_status(case: RightsRequest) -> PublicStatus:
    if case.state == State.REFUSED:
        ground = Ground(case.refusal_ground) if case.refusal_ground else Ground.OTHER
        return PublicStatus("denied", _DENIED.get(ground, "other"))
    return _PUBLIC.get(State(case.state), _IN_PROGRESS)

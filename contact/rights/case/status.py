"""How a case stands, for programs: the status of a request as the Data Rights Protocol 1.0 has it (section 3.02)."""

from datetime import datetime

from django.conf import settings
from django.utils.translation import get_language

from contact.rights.links import link
from contact.rights.models import Purpose, RightsRequest
from contact.rights.packages.standing import Standing, package_of, standing
from contact.rights.public import public_status
from contact.rights.states import State


def as_protocol(case: RightsRequest, token: str, now: datetime) -> dict[str, str]:
    """`reason` only where the protocol knows one. Times and days are ISO 8601.

    `results_url` is the page on which the person asks for the download: what is behind it, no program gets by itself.
    """
    found = public_status(case)
    said = {
        "request_id": case.reference,
        "received_at": case.created_at.isoformat(),
        "expected_by": case.due_on.isoformat(),
        "status": found.status,
        "reason": found.reason,
        "processing_details": f"{case.get_right_display()}: {case.get_state_display()}. {settings.OPERATOR_NAME}",
    }
    page = link(Purpose.STATUS, token, get_language() or case.language)
    if case.state == State.AWAITING_IDENTITY:
        said["user_verification_url"] = f"{page}#fact" if case.requester.fact_question else page
    package = package_of(case)
    if package and standing(package, now) is Standing.OFFERED:
        said |= {"results_url": f"{page}#data", "expires_at": package.expires_at.isoformat()}
    return {name: value for name, value in said.items() if value}

"""How a case stands, for programs: the status of a request as the Data Rights Protocol 1.0 has it (section 3.02)."""

from django.conf import settings

from contact.rights.models import RightsRequest
from contact.rights.public import public_status


def as_protocol(case: RightsRequest) -> dict[str, str]:
    """`reason` only where the protocol knows one. Times and days are ISO 8601."""
    found = public_status(case)
    said = {
        "request_id": case.reference,
        "received_at": case.created_at.isoformat(),
        "expected_by": case.due_on.isoformat(),
        "status": found.status,
        "reason": found.reason,
        "processing_details": f"{case.get_right_display()}: {case.get_state_display()}. {settings.OPERATOR_NAME}",
    }
    return {name: value for name, value in said.items() if value}

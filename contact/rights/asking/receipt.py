"""What the confirmation says, signed into its address. So it looks nothing up, and is the same for everybody."""

from dataclasses import dataclass
from datetime import date

from django.core import signing

from contact.rights.identity import Level
from contact.rights.models import RightsRequest

_SALT = "contact.rights.asking.receipt"


@dataclass(frozen=True)
class Receipt:
    reference: str
    due: date
    #: Whether we wait for the proof of the mailbox before we begin.
    waits: bool


def write(case: RightsRequest) -> str:
    return signing.dumps([case.reference, case.due_on.isoformat(), case.rule.level > Level.NONE], salt=_SALT)


def read(text: str) -> Receipt | None:
    """None for what we did not write."""
    try:
        reference, due, waits = signing.loads(text, salt=_SALT)
    except signing.BadSignature:
        return None
    return Receipt(reference, date.fromisoformat(due), waits)

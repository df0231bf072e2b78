"""What writes messages."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from contact.messages.models import ContactMessage, MessageState
from hotsite.ground.reference import new_reference
from hotsite.ground.work.services import enqueue

REFERENCE_PREFIX = "M"
NOTIFY = "contact.notify"


@dataclass(frozen=True)
class Diagnostics:
    """What a visitor may add about the browser: families, in a word each. Nothing, unless they did."""

    browser: str = ""
    device: str = ""


def receive(
    *,
    topic: str,
    name: str,
    email: str,
    message: str,
    language: str,
    now: datetime,
    diagnostics: Diagnostics = Diagnostics(),
) -> ContactMessage:
    """Keeps a visitor's message and the job of telling staff, both or neither."""
    with transaction.atomic():
        kept = ContactMessage.objects.create(
            reference=_free_reference(),
            topic=topic,
            name=name,
            email=email,
            message=message,
            language=language,
            browser=diagnostics.browser,
            device=diagnostics.device,
            created_at=now,
            last_activity_at=now,
        )
        enqueue(NOTIFY, subject=kept.pk, now=now)
    return kept


def set_state(messages: list[ContactMessage], state: MessageState, now: datetime) -> int:
    """Moves messages to a state; the number moved. What is in it already did not move: its clock goes on."""
    keys = [message.pk for message in messages]
    others = ContactMessage.objects.filter(pk__in=keys).exclude(state=state)
    return others.update(state=state, last_activity_at=now)


def _free_reference() -> str:
    while ContactMessage.objects.filter(reference=(reference := new_reference(REFERENCE_PREFIX))).exists():
        pass
    return reference

"""What writes messages."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction

from contact.messages import mails
from contact.messages.models import Author, Channel, ContactMessage, MessageState, ThreadEntry
from contact.messages.selectors import digest, in_use
from hotsite.ground.reference import new_reference
from hotsite.ground.work.services import enqueue, post

REFERENCE_PREFIX = "M"
NOTIFY = "contact.notify"
TOKEN_BYTES = 32
QUIET = timedelta(days=90)


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
    channel: Channel = Channel.FORM,
) -> ContactMessage:
    """Keeps a visitor's message and the job of telling staff, both or neither. What staff record, they know of."""
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
            channel=channel,
            created_at=now,
            last_activity_at=now,
        )
        if channel is Channel.FORM:
            enqueue(NOTIFY, subject=kept.pk, now=now)
    return kept


def answer(message: ContactMessage, text: str, now: datetime) -> None:
    """Staff's answer: kept in the thread and posted, both or neither. Its private link replaces older ones.

    ContactMessage.DoesNotExist for what was restricted meanwhile, here and in `write_back`.
    """
    token = secrets.token_urlsafe(TOKEN_BYTES)
    with transaction.atomic():
        kept = in_use().select_for_update().get(pk=message.pk)
        _add(kept, Author.STAFF, text, now)
        _move(kept, MessageState.ANSWERED, now, thread_digest=digest(token))
        mail = mails.answer(kept, text, token)
        post(reference=kept.reference, to=kept.email, subject=mail.subject, body=mail.body, now=now)


def write_back(message: ContactMessage, text: str, now: datetime) -> None:
    """The visitor goes on: the message is open again, and staff are told."""
    with transaction.atomic():
        kept = in_use().select_for_update().get(pk=message.pk)
        _add(kept, Author.VISITOR, text, now)
        _move(kept, MessageState.OPEN, now)
        enqueue(NOTIFY, subject=kept.pk, now=now)


def close_quiet(now: datetime) -> int:
    """Closes what nobody touched for QUIET; the number closed. That is no activity: the time to keep runs on."""
    quiet = in_use().exclude(state=MessageState.CLOSED).filter(last_activity_at__lte=now - QUIET)
    return quiet.update(state=MessageState.CLOSED)


def _add(message: ContactMessage, author: Author, text: str, now: datetime) -> None:
    ThreadEntry.objects.create(message=message, author=author, text=text, created_at=now, last_activity_at=now)


def _move(message: ContactMessage, state: MessageState, now: datetime, **more: str) -> None:
    ContactMessage.objects.filter(pk=message.pk).update(state=state, last_activity_at=now, **more)
    message.entries.update(last_activity_at=now)


def languages() -> list[tuple[str, str]]:
    return [(str(code), str(name)) for code, name in settings.LANGUAGES]


def set_state(messages: list[ContactMessage], state: MessageState, now: datetime) -> int:
    """Moves messages to a state; the number moved. What is in it already did not move: its clock goes on."""
    keys = [message.pk for message in messages]
    with transaction.atomic():
        others = in_use().select_for_update().filter(pk__in=keys).exclude(state=state)
        moved = list(others)
        for message in moved:
            _move(message, state, now)
    return len(moved)


def _free_reference() -> str:
    while ContactMessage.objects.filter(reference=(reference := new_reference(REFERENCE_PREFIX))).exists():
        pass
    return reference

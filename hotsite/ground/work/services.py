"""What the rooms above call: put work into the database, and do one piece of it."""

import uuid
from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import formatdate
from urllib.parse import urlsplit

import structlog
from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction

from hotsite.ground.work import leases, wake
from hotsite.ground.work.models import Job, OutboxMail, Tick

log = structlog.get_logger("hotsite.work")

Handler = Callable[[int, datetime], None]


@dataclass(frozen=True)
class Handling:
    handler: Handler
    lease: timedelta
    in_transaction: bool = True


_handlers: dict[str, Handling] = {}

SWEEP_LIMIT = 1000  # wake-up calls a sweep sends at most; the next one goes on


def handles(kind: str, *, lease: timedelta = leases.LEASE, in_transaction: bool = True) -> Callable[[Handler], Handler]:
    """Registers the handler of a kind of job; called with the subject's key and the time, in one transaction.

    So a handler is short. Longer work is cut into jobs, or done with `in_transaction=False`: then nobody waits for its
    locks, and the handler itself keeps what it did in a short transaction at its end. It may run again after that, or
    beside another when its lease ran out: it has to see that its work is done. `lease` is more than it usually takes.
    """

    def register(handler: Handler) -> Handler:
        if kind in _handlers:
            raise ValueError(f"two handlers for jobs of kind {kind!r}")
        _handlers[kind] = Handling(handler, lease, in_transaction)
        return handler

    return register


def enqueue(kind: str, *, subject: int, now: datetime) -> Job:
    """A job, to be called within the transaction that makes it necessary: both are kept, or neither."""
    if kind not in _handlers:
        raise LookupError(f"no handler for jobs of kind {kind!r}")
    job = Job.objects.create(kind=kind, subject=subject, created_at=now, due_at=now)
    transaction.on_commit(lambda: wake.run_job(job.pk))
    return job


def post(*, reference: str, to: str, subject: str, body: str, now: datetime) -> OutboxMail:
    """A mail, to be called within the transaction that makes it necessary."""
    if any(character in subject for character in "\r\n"):
        raise ValueError("a subject is one line")
    host = urlsplit(settings.SITE_URL).hostname or ""
    domain = f"[IPv6:{host}]" if ":" in host else host  # RFC 5321 §4.1.3
    mail = OutboxMail.objects.create(
        reference=reference,
        to=to,
        subject=subject,
        body=body,
        message_id=f"<{uuid.uuid4()}@{domain}>",
        created_at=now,
        due_at=now,
    )
    transaction.on_commit(lambda: wake.send_mail(mail.pk))
    return mail


def run_job(pk: int, now: datetime) -> None:
    """Runs the job if it is free and due. Its effects and its end are one transaction: both happen, or neither.

    But for work that is longer than a transaction should be: see `handles`.
    """
    kind = Job.objects.filter(pk=pk).values_list("kind", flat=True).first()
    handling = _handlers.get(kind or "")
    job = leases.claim(Job.objects.all(), pk, now, handling.lease) if handling else None
    if job is None or handling is None:
        return  # somebody else's, done, or of a kind that a newer release handles
    try:
        with transaction.atomic() if handling.in_transaction else nullcontext():
            handling.handler(job.subject, now)
            if not leases.finish(job, now):
                raise LeaseLost
    except LeaseLost:
        log.warning("lease lost", job=pk)
    except Exception as error:
        leases.give_back(job, now, error)
        log.exception("job failed", job=pk, kind=job.kind, attempt=job.attempts)


class LeaseLost(Exception):
    """Another worker took the row over; what we did in the transaction is rolled back."""


def send_mail(pk: int, now: datetime) -> None:
    """Sends the mail if it is free and due: at least once, as a worker may die between sending it and noting it."""
    mail = leases.claim(OutboxMail.objects.all(), pk, now)
    if mail is None:
        return
    headers = {"Message-ID": mail.message_id, "Date": formatdate(mail.created_at.timestamp())}
    headers |= {"Auto-Submitted": "auto-generated", "X-Reference": mail.reference}  # RFC 3834 §5
    try:
        EmailMessage(mail.subject, mail.body, settings.SITE_EMAIL, [mail.to], headers=headers).send()
    except Exception as error:
        leases.give_back(mail, now, error)
        log.exception("mail not sent", mail=pk, attempt=mail.attempts)
        return
    leases.finish(mail, now, to="", subject="", body="")
    log.info("mail sent", mail=pk, attempt=mail.attempts)


def sweep(now: datetime) -> int:
    """Wakes workers for what lost wake-up calls and dead workers left; the number of calls."""
    jobs = list(leases.due(Job.objects.order_by("due_at"), now).values_list("pk", flat=True)[:SWEEP_LIMIT])
    mails = list(leases.due(OutboxMail.objects.order_by("due_at"), now).values_list("pk", flat=True)[:SWEEP_LIMIT])
    for pk in jobs:
        wake.run_job(pk)
    for pk in mails:
        wake.send_mail(pk)
    leases.give_up_exhausted(Job.objects.all(), now)
    leases.give_up_exhausted(OutboxMail.objects.all(), now)
    Tick.objects.update_or_create(name="sweep", defaults={"at": now})
    log.info("sweep", jobs=len(jobs), mails=len(mails))
    return len(jobs) + len(mails)

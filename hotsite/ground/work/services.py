"""What the rooms above call: put work into the database, and do one piece of it."""

import uuid
from collections.abc import Callable
from datetime import datetime
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
_handlers: dict[str, Handler] = {}

SWEEP_LIMIT = 1000  # wake-up calls a sweep sends at most; the next one goes on


def handles(kind: str) -> Callable[[Handler], Handler]:
    """Registers the handler of a kind of job; called with the subject's key and the time, in a transaction."""

    def register(handler: Handler) -> Handler:
        if kind in _handlers:
            raise ValueError(f"two handlers for jobs of kind {kind!r}")
        _handlers[kind] = handler
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
    domain = urlsplit(settings.SITE_URL).hostname
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
    """Runs the job if it is free and due. Its effects and its end are one transaction: both happen, or neither."""
    job = leases.claim(Job.objects.all(), pk, now)
    if job is None:
        return
    try:
        with transaction.atomic():
            _handlers[job.kind](job.subject, now)
            if not leases.finish(job, now):
                raise LeaseLost
    except LeaseLost:
        log.warning("lease lost", job=pk)
    except Exception as error:
        leases.give_back(job, now, error)
        log.exception("job failed", job=pk, kind=job.kind, attempt=job.attempts)


class LeaseLost(Exception):
    """Another worker took the row over; what we did is rolled back."""


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
    Tick.objects.update_or_create(name="sweep", defaults={"at": now})
    log.info("sweep", jobs=len(jobs), mails=len(mails))
    return len(jobs) + len(mails)

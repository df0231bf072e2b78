import structlog
from celery import shared_task
from django.utils import timezone

from contact.messages import mailbox, services

log = structlog.get_logger("contact.messages")


@shared_task(name="contact.messages.daily")
def look_after_the_inbox() -> None:
    """Safe to run twice: what is closed stays closed, and a month has one reminder."""
    now = timezone.now()
    log.info("inbox", closed=services.close_quiet(now), reminded=mailbox.remind(now))

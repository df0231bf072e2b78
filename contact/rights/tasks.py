import structlog
from celery import shared_task
from django.utils import timezone

from contact.rights import services
from contact.rights.daily import round_of

log = structlog.get_logger("contact.rights")


@shared_task(name="contact.rights.daily")
def daily() -> None:
    log.info("daily round", **round_of(timezone.now()))


@shared_task(name="contact.rights.expire_packages")
def expire_packages() -> None:
    log.info("packages expired", count=services.expire_packages(timezone.now()))

from celery import shared_task
from django.utils import timezone

from privacy.retention import attention, schedule


@shared_task(name="privacy.retention.tick")
def tick() -> None:
    """Safe to run twice, at once or one after the other: the lease and the slots say what is left to do."""
    schedule.tick(timezone.now)
    attention.remind(timezone.now())

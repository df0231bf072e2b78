"""The tasks: they read the clock and pass an id on. Safe to run twice, as the row says what is left to do."""

import threading

from celery import shared_task
from django.utils import timezone

from hotsite.ground.work import selectors, services

#: A worker runs tasks in threads; one that is killed shall have at most one mail in its hands.
_one_mail_at_a_time = threading.Lock()


@shared_task(name="hotsite.ground.work.run_job")
def run_job(pk: int) -> None:
    services.run_job(pk, timezone.now())


@shared_task(name="hotsite.ground.work.send_mail")
def send_mail(pk: int) -> None:
    """Does not wait for the thread that is sending: that one goes on with whatever is due when it is done."""
    waiting: int | None = pk
    while waiting is not None and _one_mail_at_a_time.acquire(blocking=False):
        try:
            services.send_mail(waiting, timezone.now())
        finally:
            _one_mail_at_a_time.release()
        waiting = selectors.next_mail(timezone.now())


@shared_task(name="hotsite.ground.work.sweep")
def sweep() -> None:
    services.sweep(timezone.now())

"""The tasks: they read the clock and pass an id on. Safe to run twice, as the row says what is left to do."""

from celery import shared_task
from django.utils import timezone

from hotsite.ground.work import services


@shared_task(name="hotsite.ground.work.run_job")
def run_job(pk: int) -> None:
    services.run_job(pk, timezone.now())


@shared_task(name="hotsite.ground.work.send_mail")
def send_mail(pk: int) -> None:
    services.send_mail(pk, timezone.now())


@shared_task(name="hotsite.ground.work.sweep")
def sweep() -> None:
    services.sweep(timezone.now())

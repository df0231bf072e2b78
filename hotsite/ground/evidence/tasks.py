from celery import shared_task
from django.utils import timezone

from hotsite.ground.evidence import services


@shared_task(name="hotsite.ground.evidence.write_head")
def write_head() -> None:
    services.write_head(timezone.now())

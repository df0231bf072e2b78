"""Wake-up calls. One that cannot be made is only logged: the row is in the database, and the sweep finds it."""

import structlog
from celery import current_app

EXPIRES = 120  # seconds; a call that nobody heard by then was repeated by the sweep

log = structlog.get_logger("hotsite.work")


def run_job(pk: int) -> None:
    _call("hotsite.ground.work.run_job", pk)


def send_mail(pk: int) -> None:
    _call("hotsite.ground.work.send_mail", pk)


def _call(task: str, pk: int) -> None:
    try:
        current_app.send_task(task, args=[pk], retry=False, expires=EXPIRES)
    except Exception as error:  # whatever a broker's library raises when the broker is away
        log.warning("wake-up call lost", task=task, row=pk, fault=type(error).__name__)

"""A door: Celery looks here for the tasks of the ground's rooms."""

from hotsite.ground.evidence.tasks import write_head
from hotsite.ground.work.tasks import run_job, send_mail, sweep

__all__ = ["run_job", "send_mail", "sweep", "write_head"]

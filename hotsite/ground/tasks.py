"""A door: Celery looks here for the tasks of the ground's rooms."""

from hotsite.ground.work.tasks import run_job, send_mail, sweep

__all__ = ["run_job", "send_mail", "sweep"]

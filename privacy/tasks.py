"""A door: Celery looks here for the tasks of the rooms."""

from privacy.retention.tasks import tick

__all__ = ["tick"]

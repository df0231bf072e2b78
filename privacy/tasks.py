"""A door: Celery looks here for the tasks of the rooms."""

from privacy.erasure.tasks import export
from privacy.retention.tasks import tick

__all__ = ["export", "tick"]

"""A door: Celery looks here for the tasks of the rooms."""

from contact.rights.tasks import daily

__all__ = ["daily"]

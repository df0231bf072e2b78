"""A door: Celery looks here for the tasks of the rooms."""

from contact.messages.tasks import look_after_the_inbox
from contact.rights.tasks import daily, expire_packages

__all__ = ["daily", "expire_packages", "look_after_the_inbox"]

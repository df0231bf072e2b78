"""A door: Celery looks here for the tasks of the rooms."""

from contact.messages.tasks import look_after_the_inbox
from contact.rights.tasks import daily

__all__ = ["daily", "look_after_the_inbox"]

"""A door: Django looks here for the tables of the ground's rooms."""

from hotsite.ground.work.models import Job, OutboxMail, Tick

__all__ = ["Job", "OutboxMail", "Tick"]

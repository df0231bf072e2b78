"""A door: Django looks here for the tables of the rooms."""

from contact.messages.models import ContactMessage

__all__ = ["ContactMessage"]

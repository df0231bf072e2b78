"""A door: Django looks here for the staff's pages of the rooms."""

from contact.messages.admin import ContactMessageAdmin, MailboxCheckAdmin

__all__ = ["ContactMessageAdmin", "MailboxCheckAdmin"]

"""A door: Django looks here for the staff's pages of the rooms."""

from contact.messages.admin import ContactMessageAdmin, MailboxCheckAdmin
from contact.rights.admin import RightsRequestAdmin

__all__ = ["ContactMessageAdmin", "MailboxCheckAdmin", "RightsRequestAdmin"]

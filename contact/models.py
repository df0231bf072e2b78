"""A door: Django looks here for the tables of the rooms."""

from contact.messages.models import ContactMessage, MailboxCheck, ThreadEntry
from contact.rights.models import CaseEvent, CaseMessage, Requester, RightsRequest, Suppression, Token
from contact.rights.packages.models import Package

__all__ = ["ContactMessage", "MailboxCheck", "ThreadEntry"]
__all__ += ["CaseEvent", "CaseMessage", "Requester", "RightsRequest", "Suppression", "Token"]
__all__ += ["Package"]

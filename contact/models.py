"""A door: Django looks here for the tables of the rooms."""

from contact.messages.models import ContactMessage
from contact.rights.models import CaseEvent, CaseMessage, Requester, RightsRequest, Suppression, Token

__all__ = ["CaseEvent", "CaseMessage", "ContactMessage", "Requester", "RightsRequest", "Suppression", "Token"]

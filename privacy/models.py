"""A door: Django looks here for the tables of the rooms."""

from privacy.breaches.models import Breach
from privacy.consent.models import CookieFacts, Wording
from privacy.policies.models import PolicyText, PolicyVersion

__all__ = ["Breach", "CookieFacts", "PolicyText", "PolicyVersion", "Wording"]

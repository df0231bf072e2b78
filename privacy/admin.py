"""A door: Django looks here for the staff's pages of the rooms."""

from privacy.breaches.admin import BreachAdmin
from privacy.consent.admin import CookieWithFactsAdmin, GroupWithWordingsAdmin
from privacy.policies.admin import PolicyVersionAdmin

__all__ = ["BreachAdmin", "CookieWithFactsAdmin", "GroupWithWordingsAdmin", "PolicyVersionAdmin"]

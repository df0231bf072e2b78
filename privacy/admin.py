"""A door: Django looks here for the staff's pages of the rooms."""

from privacy.consent.admin import CookieWithFactsAdmin, GroupWithWordingsAdmin

__all__ = ["CookieWithFactsAdmin", "GroupWithWordingsAdmin"]

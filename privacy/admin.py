"""A door: Django looks here for the staff's pages of the rooms."""

from privacy.breaches.admin import BreachAdmin
from privacy.consent.admin import (
    ConsentRecordAdmin,
    ConsentTextAdmin,
    ConsentWithdrawalAdmin,
    CookieWithFactsAdmin,
    GroupWithWordingsAdmin,
    RefusalCountAdmin,
)
from privacy.policies.admin import PolicyVersionAdmin
from privacy.retention.admin import LegalHoldAdmin, PurgeRunAdmin
from privacy.usage.admin import UsageAdmin

__all__ = [
    "BreachAdmin",
    "ConsentRecordAdmin",
    "ConsentTextAdmin",
    "ConsentWithdrawalAdmin",
    "CookieWithFactsAdmin",
    "GroupWithWordingsAdmin",
    "LegalHoldAdmin",
    "PolicyVersionAdmin",
    "PurgeRunAdmin",
    "RefusalCountAdmin",
    "UsageAdmin",
]

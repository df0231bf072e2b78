"""A door: Django looks here for the tables of the rooms."""

from privacy.breaches.models import Breach
from privacy.consent.models import (
    ConsentRecord,
    ConsentText,
    ConsentWithdrawal,
    CookieFacts,
    RefusalCount,
    Wording,
)
from privacy.erasure.models import LedgerEntry, Scan, ScanValues
from privacy.policies.models import PolicyText, PolicyVersion
from privacy.retention.models import CoveredRow, LegalHold, PurgeLine, PurgePause, PurgeRun, Runner
from privacy.usage.models import UsageCount

__all__ = [
    "Breach",
    "ConsentRecord",
    "ConsentText",
    "ConsentWithdrawal",
    "CookieFacts",
    "CoveredRow",
    "LedgerEntry",
    "LegalHold",
    "PolicyText",
    "PolicyVersion",
    "PurgeLine",
    "PurgePause",
    "PurgeRun",
    "RefusalCount",
    "Runner",
    "Scan",
    "ScanValues",
    "UsageCount",
    "Wording",
]

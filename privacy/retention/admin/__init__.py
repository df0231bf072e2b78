"""The staff's pages: the rules and how they stand, runs and their reports, legal holds."""

from privacy.retention.admin.holds import LegalHoldAdmin
from privacy.retention.admin.runs import PurgeRunAdmin

__all__ = ["LegalHoldAdmin", "PurgeRunAdmin"]

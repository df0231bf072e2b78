"""A door: Django looks here for the tables of the ground's rooms."""

from hotsite.ground.evidence.models import EvidenceCheckpoint, EvidenceEvent, EvidenceHead
from hotsite.ground.work.models import Job, OutboxMail, Tick

__all__ = ["EvidenceCheckpoint", "EvidenceEvent", "EvidenceHead", "Job", "OutboxMail", "Tick"]

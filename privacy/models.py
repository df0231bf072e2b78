"""A door: Django looks here for the tables of the rooms."""

from privacy.policies.models import PolicyText, PolicyVersion

__all__ = ["PolicyText", "PolicyVersion"]

"""The answers between two pages: one sealed field of the page itself. Nothing is kept of them until they are sent."""

from datetime import timedelta

from contact.rights.sealed import Refusal, Seal, SealRefused

#: Counted anew at each page.
GOOD_FOR = timedelta(hours=2)
_ANSWERS = Seal("contact.rights.asking.sealed", GOOD_FOR)
seal, unseal = _ANSWERS.seal, _ANSWERS.unseal

__all__ = ["GOOD_FOR", "Refusal", "SealRefused", "seal", "unseal"]

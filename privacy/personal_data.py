"""What privacy's own tables hold about people."""

from privacy.breaches.models import Breach
from privacy.consent.models import CookieFacts, Wording
from privacy.declarations import declare_none
from privacy.policies.models import PolicyText, PolicyVersion

declare_none(PolicyVersion, because="numbers and dates of what we published; it names nobody but the operator")
declare_none(PolicyText, because="what we published, word for word; it names nobody but the operator")
declare_none(CookieFacts, because="the catalogue of cookies: names, providers and days")
declare_none(Wording, because="the catalogue's words in other languages")
declare_none(
    Breach,
    because="categories and numbers of people, never a name: the form asks for none, and nobody could be found by it",
)

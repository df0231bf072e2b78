"""The catalogue of policies. One entry drives the address, the footer, search and the site map.

A policy is its entry here and one text in each of the site's languages.
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Policy:
    #: The last part of the address and the name of the texts.
    slug: str
    title: Promise
    #: One sentence, for the top of the page and for search engines.
    summary: Promise


POLICIES: tuple[Policy, ...] = (
    Policy(
        "privacy",
        _("Privacy policy"),
        _("What we promise about your data, what we hold, for how long, and what you may ask of us."),
    ),
    Policy(
        "cookies",
        _("Cookie policy"),
        _("What this site keeps in your browser. Reading it and using its tools sets no cookie."),
    ),
    Policy(
        "disclaimer",
        _("Medical and compliance disclaimer"),
        _("What the tools are for, what they are not for, and what remains with you."),
    ),
    Policy("imprint", _("Imprint"), _("Who runs this site, and how to reach them.")),
    Policy(
        "accessibility", _("Accessibility"), _("What we aim at, how it is checked, and what we know to be missing.")
    ),
    Policy("processors", _("Processors"), _("Who processes data for us, what for, and where.")),
)


def policy(slug: str) -> Policy | None:
    return next((entry for entry in POLICIES if entry.slug == slug), None)

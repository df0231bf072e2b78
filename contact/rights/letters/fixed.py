"""Mails of fixed words, a reference and a link; nothing that anybody typed. A mailbox that nobody has proven gets no
others."""

from enum import Enum

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext_lazy as _


class Fixed(Enum):
    FIRST = "first"
    REMINDER = "reminder"
    CLOSING = "closing"
    #: To a proven mailbox: the page of its case again.
    WAY = "way"
    #: To a proven mailbox: the proof that is asked for before a download.
    DOWNLOAD = "download"


FIRST, REMINDER, CLOSING, WAY, DOWNLOAD = Fixed

_SUBJECTS = {
    Fixed.FIRST: _("Please confirm: request %(reference)s"),
    Fixed.REMINDER: _("Reminder, please confirm: request %(reference)s"),
    Fixed.CLOSING: _("Request %(reference)s is closed"),
    Fixed.WAY: _("The page of your request %(reference)s"),
    Fixed.DOWNLOAD: _("Download your data: request %(reference)s"),
}


def render(mail: Fixed, language: str, *, reference: str, button: str) -> tuple[str, str]:
    """Subject and body."""
    with translation.override(language):
        context = {
            "reference": reference,
            "button": button,
            "site": settings.SITE_NAME,
            "operator": settings.OPERATOR_NAME,
        }
        body = render_to_string(f"contact/rights/{mail.value}.txt", context).strip() + "\n"
        return str(_SUBJECTS[mail]) % {"reference": reference}, body

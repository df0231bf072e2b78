"""A letter as plain text. What somebody typed is only ever text here: no template reads it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from contact.rights.letters.kinds import Letter, Value, parts


@dataclass(frozen=True)
class Rendered:
    subject: str
    body: str
    language: str

    def with_link(self, page: str) -> str:
        """The body, and under it the way to the case's page."""
        with translation.override(self.language):
            return _text("contact/rights/link.txt", {"body": self.body, "page": page})


def render(letter: Letter, language: str) -> Rendered:
    with translation.override(language):
        context = {
            "opening": letter.opening,
            "reference": letter.reference,
            "parts": [(str(title), _lines(value)) for title, value in parts(letter)],
            "operator": settings.OPERATOR_NAME,
            "email": settings.OPERATOR_EMAIL,
        }
        subject = str(letter.subject) % {"reference": letter.reference}
        return Rendered(subject, _text("contact/rights/letter.txt", context), language)


def render_words(reference: str, words: str, language: str) -> Rendered:
    """A message in somebody's own words."""
    with translation.override(language):
        subject = _("About your request %(reference)s") % {"reference": reference}
        context = {"words": words, "operator": settings.OPERATOR_NAME, "email": settings.OPERATOR_EMAIL}
        return Rendered(subject, _text("contact/rights/words.txt", context), language)


def _text(template: str, context: Mapping[str, object]) -> str:
    """Without the blank lines that templates leave at their ends."""
    return render_to_string(template, dict(context)).strip() + "\n"


def _lines(value: Value) -> list[str]:
    values = value if isinstance(value, tuple) else (value,)
    return [date_format(one) if isinstance(one, date) else str(one) for one in values]

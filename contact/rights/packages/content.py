"""What a package holds: the rows of whom the case is about, under a cover letter made from the declarations."""

from collections.abc import Mapping
from typing import BinaryIO

from django.utils import translation
from django.utils.translation import gettext as _

from contact.rights.letters import build
from contact.rights.letters.kinds import Letter, PortabilityAnswer
from contact.rights.letters.render import render
from contact.rights.models import RightsRequest
from contact.rights.packages.models import KEPT, MOST_DOWNLOADS
from contact.rights.regimes import Right
from privacy.export import write_package

RIGHTS = frozenset({Right.ACCESS, Right.PORTABILITY})
FORMATS = "JSON, CSV"


def write(case: RightsRequest, into: BinaryIO) -> None:
    """Row by row: the memory it takes does not grow with them. The case has its `requester`."""
    email = case.requester.subject_email or case.requester.email
    letter = render(_cover(case), case.language).body
    write_package(email, into, letter=letter, language=case.language)


def answer_parts(case: RightsRequest) -> Mapping[str, str]:
    """What the answer says of a package that is ready, in the person's language; staff may change it."""
    with translation.override(case.language):
        copy = _(
            "On the page of your request, to download: one ZIP file with a page to read and the same as JSON and CSV. "
            "It is there for %(days)d days from this letter, for up to %(times)d downloads. Before each we send a "
            "fresh link to your mailbox, so that nobody else gets it."
        )
        said = copy % {"days": KEPT.days, "times": MOST_DOWNLOADS}
        return {"confirmation": _confirmation(), "copy": said, "formats": FORMATS}


def _cover(case: RightsRequest) -> Letter:
    with translation.override(case.language):
        copy = _("In this package: data.html to read, and JSON and CSV files that other software reads.")
        if case.right == Right.PORTABILITY:
            return build.for_case(PortabilityAnswer, case, copy=copy, formats=FORMATS)
        return build.access(case, confirmation=_confirmation(), copy=copy)


def _confirmation() -> str:
    return _("Yes, we hold data about you: at least this request.")

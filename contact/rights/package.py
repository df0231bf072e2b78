"""The answer to a request for access or portability as one file, for staff to hand over."""

from datetime import datetime
from tempfile import TemporaryFile
from typing import IO

from django.utils import translation
from django.utils.translation import gettext as _

from contact.rights.letters import build
from contact.rights.letters.kinds import Letter, PortabilityAnswer
from contact.rights.letters.render import render
from contact.rights.models import Requester, RightsRequest
from contact.rights.regimes import Right
from contact.rights.services.changing import Who, changing, note
from contact.rights.timeline import Code
from privacy.export import write_package

RIGHTS = frozenset({Right.ACCESS, Right.PORTABILITY})


def build_package(key: int, *, who: Who, now: datetime, seen: int | None = None) -> IO[bytes]:
    """A ZIP in a file without a name, gone when it is closed: nothing of the person is left lying about.

    That it was made is a step of the case. The rows are those of whom the case is about.
    """
    with changing(key, now=now, seen=seen) as case:
        note(case, Code.PACKAGED, who=who, now=now)
    requester = Requester.objects.filter(pk=key).first()
    email = (requester.subject_email or requester.email) if requester else ""
    letter = render(_letter(case), case.language).body
    file = TemporaryFile()  # noqa: SIM115 (the response that sends it closes it)
    try:
        write_package(email, file, letter=letter, language=case.language)
    except BaseException:
        file.close()
        raise
    file.seek(0)
    return file


def _letter(case: RightsRequest) -> Letter:
    with translation.override(case.language):
        copy = _("In this package: data.html to read, and JSON and CSV files that other software reads.")
        if case.right == Right.PORTABILITY:
            return build.for_case(PortabilityAnswer, case, copy=copy, formats="JSON, CSV")
        return build.access(case, confirmation=_("Yes, we hold data about you: at least this request."), copy=copy)

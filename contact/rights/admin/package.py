"""The package of data, among staff: its steps, and what the page of a case says of it."""

import zipfile
from collections.abc import Iterator
from datetime import datetime
from typing import Any, BinaryIO

from django.http import FileResponse, StreamingHttpResponse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from contact.rights import services
from contact.rights.guards import NotAllowed
from contact.rights.models import RightsRequest
from contact.rights.packages.content import RIGHTS
from contact.rights.packages.models import MOST_DOWNLOADS
from contact.rights.packages.standing import THERE, Standing, package_of, standing
from contact.rights.services import NoPackage
from hotsite.ground.headers import Kind, answer_with, table

#: The person's own page, as it lies in the file: it runs nothing and loads nothing.
_READ_ONLY = "default-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'none'; sandbox"

PIECE = 64 * 1024  # bytes in memory at once

WORDS: dict[Standing, Promise] = {
    Standing.NONE: _("Nobody has asked for it yet."),
    Standing.BUILDING: _("It is being built. Load this page again to see whether it is ready."),
    Standing.FAILED: _("It could not be built. That is tried again by itself, for a day; you can have it built anew."),
    Standing.READY: _("It is ready, and goes out with the answer. Until then only staff can see it."),
    Standing.OFFERED: _("It was handed over with the answer."),
    Standing.USED_UP: _("It was handed over, and downloaded as often as it may be."),
    Standing.GONE: _("It is gone: its time is over."),
}


def shown(case: RightsRequest, now: datetime, *, was_built: bool) -> dict[str, Any] | None:
    """For the page of a case; None where the right knows no package. `was_built`: whether there ever was one."""
    if case.right not in RIGHTS:
        return None
    package = package_of(case)
    found = standing(package, now)
    if found is Standing.NONE and was_built:
        found = Standing.GONE
    return {"row": package, "words": WORDS[found], "is_there": found in THERE, "most": MOST_DOWNLOADS}


def is_built(case: RightsRequest) -> bool:
    package = package_of(case)
    return package is not None and package.made_at is not None


def save(case: RightsRequest, **common: Any) -> FileResponse:
    return FileResponse(_open(case, **common), as_attachment=True, filename=f"{case.reference}.zip")


def look(case: RightsRequest, **common: Any) -> StreamingHttpResponse:
    """The page to read that is in it, just as the person will have it."""
    response = StreamingHttpResponse(_page(_open(case, **common)), content_type="text/html; charset=utf-8")
    answer_with(response, {**table()[Kind.ADMIN], "Content-Security-Policy": _READ_ONLY})
    return response


def _open(case: RightsRequest, **common: Any) -> BinaryIO:
    try:
        return services.open_package(case.pk, **common)
    except NoPackage as none:
        raise NotAllowed(WORDS[none.standing]) from None


def _page(file: BinaryIO) -> Iterator[bytes]:
    with file, zipfile.ZipFile(file) as package, package.open("data.html") as page:
        while piece := page.read(PIECE):
            yield piece

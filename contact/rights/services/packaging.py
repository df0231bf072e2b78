"""A package is asked for by staff, built in the background, and handed over with the answer.

It is built outside of any transaction: a person may have ten thousand rows, and nobody shall wait meanwhile. What
makes it count is one short transaction at the end, which names the file that is whole by then.
"""

from datetime import datetime

from django.db import Error, transaction
from django.utils.translation import gettext as _

from contact.rights.guards import NotAllowed
from contact.rights.models import RightsRequest
from contact.rights.packages import content, files
from contact.rights.packages.models import Fault, Package
from contact.rights.services.changing import SITE, Who, changing, note
from contact.rights.services.kinds import BUILD_PACKAGE
from contact.rights.states import AT_WORK, State
from contact.rights.timeline import Code
from hotsite.ground.work.services import enqueue

#: Where the answer went out already, what is built is handed over at once.
FULFILLED = frozenset({State.FULFILLED, State.PARTIALLY_FULFILLED})


def may_have_one(case: RightsRequest) -> bool:
    return case.right in content.RIGHTS and case.level >= case.rule.level and case.state in AT_WORK | FULFILLED


def ask_for_package(key: int, *, who: Who, now: datetime, seen: int | None = None) -> Package:
    """Has the package built, or built anew: the old one is no longer given to anybody, and the downloads count anew."""
    with changing(key, now=now, seen=seen) as case:
        if not may_have_one(case):
            raise NotAllowed(_("A package is built for access and portability, when it is proven who asks."))
        old = Package.objects.filter(pk=key).values_list("file", flat=True).first()
        fresh = {"asked_at": now, "kept_from": now, "made_at": None, "offered_at": None, "downloads": 0}
        blank = {"file": "", "sha256": "", "size": 0, "fault": ""}
        package, _made = Package.objects.update_or_create(pk=key, defaults=fresh | blank)
        note(case, Code.PACKAGE_ASKED, who=who, now=now)
        enqueue(BUILD_PACKAGE, subject=key, now=now)
        if old:
            transaction.on_commit(lambda: files.remove(old))
    return package


def build_package(key: int, now: datetime) -> None:
    """Does what `ask_for_package` asked for. Safe to run twice, and beside itself: what comes second is thrown away.

    What goes wrong is written down for staff, and raised.
    """
    package = Package.objects.select_related("requester__request").filter(pk=key, made_at=None).first()
    if package is None:
        return  # somebody was faster, or the person's rows are gone
    case = package.requester.request
    case.requester = package.requester
    try:
        written = files.write(lambda file: content.write(case, file))
    except Exception as error:
        Package.objects.filter(pk=key, asked_at=package.asked_at).update(fault=_fault(error))
        raise
    if not _keep(package, written, now):
        files.remove(written.name)


def offer_package(case: RightsRequest, now: datetime) -> None:
    """Within `changing`: from now on the person may download it, if there is one."""
    ready = Package.objects.filter(pk=case.pk, made_at__isnull=False, offered_at=None)
    if ready.update(offered_at=now, kept_from=now):
        note(case, Code.PACKAGE_OFFERED, who=SITE, now=now)


def _keep(package: Package, written: files.Written, now: datetime) -> bool:
    """Whether this file is the package's now: the row is still there, and waits for what was asked for then."""
    try:
        with changing(package.pk, now=now) as case:
            same = Package.objects.filter(pk=package.pk, asked_at=package.asked_at, made_at=None)
            made = {"made_at": now, "kept_from": now, "fault": ""}
            if not same.update(file=written.name, sha256=written.sha256, size=written.size, **made):
                return False
            note(case, Code.PACKAGED, who=SITE, now=now)
            if case.state in FULFILLED:
                offer_package(case, now)
    except RightsRequest.DoesNotExist:
        return False
    return True


def _fault(error: Exception) -> Fault:
    if isinstance(error, Error):
        return Fault.DATABASE
    return Fault.FOLDER if isinstance(error, OSError) else Fault.PROGRAM

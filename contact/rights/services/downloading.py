"""How a person gets the package: a fresh link to the mailbox, a button that proves it, and a download that is counted.

The page of the case is not enough: its link lives for 90 days, in a mailbox and in a browser's history. So whoever
downloads has opened a new mail within the day, and pressed two buttons within half an hour.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import BinaryIO

from django.db.models import F
from django.utils.translation import gettext as _

from contact.rights import tokens
from contact.rights.guards import NotAllowed
from contact.rights.identity import Level, Proof
from contact.rights.letters import fixed
from contact.rights.links import link
from contact.rights.models import Purpose, Requester, RightsRequest
from contact.rights.packages import files
from contact.rights.packages.models import Package
from contact.rights.packages.standing import THERE, Standing, standing
from contact.rights.sealed import Seal
from contact.rights.services.changing import PERSON, SITE, Who, changing, note
from contact.rights.timeline import Code
from hotsite.ground.work.services import post

ONE_LINK_IN = timedelta(minutes=10)
#: What the button's page carries. It proves nothing but that the mailbox was proven just now; so it is short-lived.
GRANT = Seal("contact.rights.download", timedelta(minutes=30))


class NoPackage(Exception):
    """There is nothing to download; `standing` says why."""

    def __init__(self, standing: Standing) -> None:
        self.standing = standing
        super().__init__(standing.value)


@dataclass(frozen=True)
class Proven:
    """A mailbox that was proven just now: what the button of the next page sends along."""

    grant: str
    case: RightsRequest
    package: Package


@dataclass(frozen=True)
class Download:
    reference: str
    file: BinaryIO


def send_download_link(key: int, now: datetime) -> None:
    """Mails a link that is good once and for a day. `NoPackage`; NotAllowed without mailbox, or just after another."""
    with changing(key, now=now) as case:
        _offered(key, now)
        requester = Requester.objects.get(pk=key)
        if not requester.email or case.level < Level.MAILBOX:
            raise NotAllowed(_("No mailbox is known to which we could send a link."))
        if requester.tokens.filter(purpose=Purpose.DOWNLOAD, created_at__gt=now - ONE_LINK_IN).exists():
            raise NotAllowed(
                _("A link was sent a few minutes ago. Look among unwanted mail; after ten minutes you can ask again.")
            )
        button = link(Purpose.DOWNLOAD, tokens.issue(case, Purpose.DOWNLOAD, now), case.language)
        subject, body = fixed.render(fixed.DOWNLOAD, case.language, reference=case.reference, button=button)
        post(reference=case.reference, to=requester.email, subject=subject, body=body, now=now)
        note(case, Code.MAILED, who=SITE, now=now)


def prove_for_download(token: str, now: datetime) -> Proven:
    """Uses the link up. `LinkRefused` says why not; `NoPackage` if there is nothing behind it any more."""
    found = tokens.count_try(token, Purpose.DOWNLOAD)
    with changing(found.requester_id, now=now) as case:
        tokens.use_up(found, now)
        note(case, Code.PROVEN, who=PERSON, now=now, facts={"proof": Proof.LINK})
        package = _offered(case.pk, now)
    grant = GRANT.seal({"case": str(case.pk), "asked": package.asked_at.isoformat()}, now)
    return Proven(grant, case, package)


def download(grant: str, now: datetime) -> Download:
    """Counts, and opens the file; the one who is given it closes it. `SealRefused`, `NoPackage`.

    The case is locked meanwhile: of many at the same moment five are let through, and each is a step of the case.
    """
    proven = GRANT.unseal(grant, now)
    key = int(proven["case"])
    try:
        with changing(key, now=now) as case:
            package = _offered(key, now)
            if package.asked_at.isoformat() != proven["asked"]:
                raise NoPackage(Standing.GONE)  # it was built anew since
            Package.objects.filter(pk=key).update(downloads=F("downloads") + 1)
            note(case, Code.DOWNLOADED, who=PERSON, now=now, facts={"count": package.downloads + 1})
            return Download(case.reference, _open(package))
    except RightsRequest.DoesNotExist:
        raise NoPackage(Standing.GONE) from None


def open_package(key: int, *, who: Who, now: datetime, seen: int | None = None) -> BinaryIO:
    """For staff to look into, before it is handed over and after: not counted, but a step of the case. `NoPackage`."""
    with changing(key, now=now, seen=seen) as case:
        package = Package.objects.filter(pk=key).first()
        found = standing(package, now)
        if package is None or found not in THERE:
            raise NoPackage(found)
        note(case, Code.PACKAGE_OPENED, who=who, now=now)
        return _open(package)


def _offered(key: int, now: datetime) -> Package:
    package = Package.objects.filter(pk=key).first()
    found = standing(package, now)
    if package is None or found is not Standing.OFFERED:
        raise NoPackage(found)
    return package


def _open(package: Package) -> BinaryIO:
    """Nothing was counted, if the file is not there: what comes of this undoes it."""
    try:
        return files.read(package.file)
    except FileNotFoundError:
        raise NoPackage(Standing.GONE) from None

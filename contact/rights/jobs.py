"""The room's jobs."""

from datetime import datetime, timedelta

from contact.rights.digest import announce
from contact.rights.models import RightsRequest
from contact.rights.services import packaging, scanning
from contact.rights.services.kinds import ANNOUNCE, BUILD_PACKAGE, FIRST_MAIL, SCANNED
from contact.rights.services.mailbox import send_link, send_way
from hotsite.ground.work.services import handles

#: Ten thousand rows take seconds. A worker that is killed is replaced after it.
BUILDING = timedelta(minutes=5)


@handles(FIRST_MAIL)
def first_mail(pk: int, now: datetime) -> None:
    """The link to a mailbox that nobody has proven; to one that was, the way to its case.

    What a day allows no more goes out with the daily round.
    """
    if RightsRequest.objects.filter(pk=pk).exists():  # else it was erased in the meantime
        send_link(pk, now) or send_way(pk, now)


@handles(ANNOUNCE)
def tell_staff(pk: int, now: datetime) -> None:
    if case := RightsRequest.objects.filter(pk=pk).first():
        announce(case, now)


@handles(BUILD_PACKAGE, lease=BUILDING, in_transaction=False)
def build_package(pk: int, now: datetime) -> None:
    packaging.build_package(pk, now)


@handles(SCANNED)
def hear_of_the_scan(pk: int, now: datetime) -> None:
    scanning.hear(pk, now)

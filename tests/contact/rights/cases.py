"""Requests to test with; nobody in them exists."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any

from django.conf import settings

from contact.rights import services
from contact.rights.models import Actor, RightsRequest
from contact.rights.regimes import Right
from contact.rights.services import PERSON, Asked, Who
from hotsite.ground.work.models import OutboxMail
from hotsite.ground.work.services import run_job
from hotsite.models import StaffAccount

#: A Wednesday.
NOW = datetime(2026, 11, 25, 10, tzinfo=UTC)
DAY = timedelta(days=1)


def member(name: str = "handler") -> Who:
    account, _made = StaffAccount.objects.get_or_create(username=name, defaults={"email": f"{name}@example.invalid"})
    return Who(Actor.STAFF, account.pk)


def asked(**changes: Any) -> Asked:
    usual = {"right": Right.ACCESS, "residence": "eu", "language": "en", "email": "ada@example.invalid"}
    return Asked(**(usual | changes))


def received(now: datetime = NOW, who: Who = PERSON, **changes: Any) -> RightsRequest:
    """Received, and what the job does done."""
    case = services.receive(asked(**changes), who=who, now=now)
    work(now)
    case.refresh_from_db()
    return case


def work(now: datetime = NOW) -> None:
    from hotsite.ground.work.models import Job

    for key in Job.objects.filter(state="waiting").values_list("pk", flat=True):
        run_job(key, now)


def mails() -> list[OutboxMail]:
    """To people who ask."""
    return list(OutboxMail.objects.exclude(to=settings.OPERATOR_EMAIL).order_by("pk"))


def mails_to_staff() -> list[OutboxMail]:
    return list(OutboxMail.objects.filter(to=settings.OPERATOR_EMAIL).order_by("pk"))


def token_in(mail: OutboxMail) -> str:
    found = re.search(r"/contact/rights/(?:confirm|case)/([\w-]+)/", mail.body)
    assert found, mail.body
    return found[1]


def verified(now: datetime = NOW, **changes: Any) -> RightsRequest:
    received(now, **changes)
    return services.confirm(token_in(mails()[-1]), now)


def in_progress(now: datetime = NOW, **changes: Any) -> RightsRequest:
    case = verified(now, **changes)
    return services.start(case.pk, who=member(), now=now)

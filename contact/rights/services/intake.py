"""How a request comes in: from the form, or entered by staff for e-mail, telephone and post."""

from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from contact.rights.clock import set_dates
from contact.rights.identity import Channel
from contact.rights.models import REFERENCE_PREFIX, Requester, RightsRequest
from contact.rights.payloads import without_payloads
from contact.rights.regimes import Right, regimes_for
from contact.rights.services.changing import Who, move, note
from contact.rights.services.kinds import FIRST_MAIL
from contact.rights.timeline import Code
from hotsite.ground.reference import new_reference
from hotsite.ground.work.services import enqueue


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What somebody asks for. ValueError for what no form lets through."""

    right: Right
    #: The key of a regime: where the person lives.
    residence: str
    language: str
    email: str
    details: str = ""
    channel: Channel = Channel.FORM
    about_marketing: bool = False
    for_another: bool = False
    subject_email: str = ""
    #: When it reached us, where staff enter it later: the law counts from then.
    received_on: date | None = None

    def __post_init__(self) -> None:
        if self.language not in dict(settings.LANGUAGES):
            raise ValueError(f"{self.language!r} is no language of this site")
        if not self.email and self.channel in {Channel.FORM, Channel.EMAIL}:
            raise ValueError("without an e-mail address only a telephone call or a letter can be answered")


def receive(asked: Asked, *, who: Who, now: datetime) -> RightsRequest:
    """Keeps a request, with its reference, its dates and its first state. It is never refused.

    The same is done whether or not we know the address or hold anything about it: what is sent to the mailbox, if
    anything, a job decides later.

    KeyError for a residence that is no regime's key; ValueError for a day of receipt that is still to come.
    """
    today = timezone.localdate(now)
    received_on = asked.received_on or today
    if received_on > today:
        raise ValueError(f"a request cannot have come on {received_on}: that day is still to come")
    regimes = regimes_for(asked.residence, seat=settings.OPERATOR_PLACE.country)
    words = without_payloads(asked.details)
    with transaction.atomic():
        case = RightsRequest(
            reference=_free_reference(),
            right=asked.right,
            about_marketing=asked.about_marketing,
            for_another=asked.for_another,
            channel=asked.channel,
            language=asked.language,
            residence=asked.residence,
            regimes=[regime.key for regime in regimes],
            received_on=received_on,
            created_at=now,
        )
        set_dates(case, today=today)
        case.save(force_insert=True)
        Requester.objects.create(
            request=case, email=asked.email, subject_email=asked.subject_email or None, details=words.text
        )
        note(case, Code.RECEIVED, who=who, now=now, facts={"channel": asked.channel, "right": asked.right})
        if words.cut:
            note(case, Code.CUT, who=who, now=now, facts={"count": words.cut})
        move(case, case.rule.first, who=who, now=now)
        case.save()
        enqueue(FIRST_MAIL, subject=case.pk, now=now)
    return case


def _free_reference() -> str:
    while RightsRequest.objects.filter(reference=(reference := new_reference(REFERENCE_PREFIX))).exists():
        pass
    return reference

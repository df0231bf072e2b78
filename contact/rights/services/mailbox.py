"""The proof that somebody controls a mailbox, without an account.

The link is good once, and opening it proves nothing, since mail scanners open links: a button on its page does.

To a mailbox that nobody has proven goes one mail a day at most, whoever asks in its name and how often, with a
reference and a button and nothing that anybody typed.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db.models import F, QuerySet
from django.db.models.functions import Lower
from django.utils import timezone

from contact.rights import tokens
from contact.rights.guards import REMINDERS, UNVERIFIED_FOR
from contact.rights.identity import Level, Proof
from contact.rights.letters import fixed
from contact.rights.links import link
from contact.rights.models import Direction, Purpose, Requester, RightsRequest
from contact.rights.services.changing import PERSON, SITE, changing, move, note
from contact.rights.services.correspondence import acknowledge
from contact.rights.services.kinds import ANNOUNCE, FIRST_MAIL
from contact.rights.states import State
from contact.rights.timeline import Code
from hotsite.ground.work.services import enqueue, post

ONE_MAIL_A = timedelta(days=1)
#: How long an answer that waits on its page is announced again, each time that a day's mail was spent.
NEWS_FOR = timedelta(days=30)
#: To a mailbox that was proven, the way to its case goes this often when it is asked for.
ONE_WAY_AN = timedelta(hours=1)
#: Time after receipt until somebody who has proven nothing is reminded, and reminded again.
REMIND_AFTER = (timedelta(days=7), timedelta(days=21))


def confirm(token: str, now: datetime) -> RightsRequest:
    """Proves the mailbox, once. `LinkRefused` says why not.

    The case's dates stay as they are: the law's clock does not wait for a click. One that was closed for want of this
    proof is open again.
    """
    found = tokens.count_try(token, Purpose.MAILBOX)
    with changing(found.requester_id, now=now) as case:
        tokens.use_up(found, now)
        if case.level < Level.MAILBOX:
            case.level, case.proof, case.proven_on = Level.MAILBOX, Proof.LINK, timezone.localdate(now)
        note(case, Code.PROVEN, who=PERSON, now=now, facts={"proof": Proof.LINK})
        if case.state == State.UNVERIFIED_CLOSED:
            note(case, Code.REOPENED, who=PERSON, now=now)
        if case.state in {State.AWAITING_IDENTITY, State.UNVERIFIED_CLOSED} and case.level >= case.rule.level:
            move(case, State.VERIFIED, who=PERSON, now=now)
        elif case.level < case.rule.level:
            enqueue(ANNOUNCE, subject=case.pk, now=now)  # staff ask for what is missing
        acknowledge(case, now)
    return case


def resend(reference: str, now: datetime) -> None:
    """Asks for the link again. Nothing comes back: whether there is such a case, the page must not know."""
    for key in RightsRequest.objects.filter(reference=reference).values_list("pk", flat=True):
        enqueue(FIRST_MAIL, subject=key, now=now)


def send_way(key: int, now: datetime) -> bool:
    """Sends a proven mailbox the way to its case again; whether it went out."""
    with changing(key, now=now) as case:
        requester = Requester.objects.get(pk=key)
        recent = requester.tokens.filter(purpose=Purpose.STATUS, created_at__gt=now - ONE_WAY_AN)
        if not requester.email or case.level < Level.MAILBOX or recent.exists():
            return False
        page = link(Purpose.STATUS, tokens.issue(case, Purpose.STATUS, now), case.language)
        subject, body = fixed.render(fixed.WAY, case.language, reference=case.reference, button=page)
        post(reference=case.reference, to=requester.email, subject=subject, body=body, now=now)
        note(case, Code.MAILED, who=SITE, now=now)
    return True


def send_link(key: int, now: datetime, *, mail: fixed.Fixed = fixed.FIRST) -> bool:
    """Sends a link to an unproven mailbox, unless it had a mail of ours within a day; whether it went out."""
    with changing(key, now=now) as case:
        requester = Requester.objects.get(pk=key)
        if not requester.email or case.level >= Level.MAILBOX or not _may_mail(requester.email, now):
            return False
        button = link(Purpose.MAILBOX, tokens.issue(case, Purpose.MAILBOX, now), case.language)
        subject, body = fixed.render(mail, case.language, reference=case.reference, button=button)
        post(reference=case.reference, to=requester.email, subject=subject, body=body, now=now)
        Requester.objects.filter(pk=key).update(mailed_at=now)
        _note_mail(case, mail, now)
    return True


def _note_mail(case: RightsRequest, mail: fixed.Fixed, now: datetime) -> None:
    if mail is fixed.REMINDER:
        case.reminders += 1
        note(case, Code.REMINDED, who=SITE, now=now, facts={"count": case.reminders})
    else:
        note(case, Code.MAILED, who=SITE, now=now)
    if mail is fixed.CLOSING:
        move(case, State.UNVERIFIED_CLOSED, who=SITE, now=now)


def _may_mail(email: str, now: datetime) -> bool:
    """Locks every case of the mailbox, in order: of two workers, the second sees what the first has sent."""
    same = same_mailbox(email).order_by("pk").select_for_update()
    return all(other.mailed_at is None or other.mailed_at <= now - ONE_MAIL_A for other in same)


def same_mailbox(email: str) -> "QuerySet[Requester]":
    """Whatever the case of its letters: no mail server in use tells them apart."""
    return Requester.objects.annotate(lower=Lower("email")).filter(lower=email.lower())


def chase(now: datetime) -> int:
    """Once a day: what an earlier day allowed no more, reminders, and the closing of what nobody proved in 30 days.

    The number of mails.
    """
    return sum(send_link(key, now, mail=mail) for key, mail in _mails_of_today(now))


def _mails_of_today(now: datetime) -> Iterator[tuple[int, fixed.Fixed]]:
    unproven = RightsRequest.objects.filter(level=Level.NONE).exclude(requester__email="").order_by("pk")
    waiting = unproven.filter(state=State.AWAITING_IDENTITY)
    for case in waiting.select_related("requester").iterator(chunk_size=500):
        if mail := _next_mail(case, now):
            yield case.pk, mail
    others = unproven.exclude(state=State.AWAITING_IDENTITY)
    never_mailed = others.filter(is_open=True, requester__mailed_at=None)
    written_since = others.filter(
        requester__messages__direction=Direction.TO_PERSON,
        requester__messages__at__gt=F("requester__mailed_at"),
        requester__messages__at__gte=now - NEWS_FOR,
    )
    for key in sorted({*never_mailed.values_list("pk", flat=True), *written_since.values_list("pk", flat=True)}):
        yield key, fixed.FIRST


def _next_mail(case: RightsRequest, now: datetime) -> fixed.Fixed | None:
    """What the day brings for a case that waits for its proof."""
    waited = timezone.localdate(now) - case.received_on
    if case.requester.mailed_at is None:
        return fixed.FIRST
    if case.reminders < REMINDERS:
        return fixed.REMINDER if waited >= REMIND_AFTER[case.reminders] else None
    return fixed.CLOSING if waited >= UNVERIFIED_FOR else None

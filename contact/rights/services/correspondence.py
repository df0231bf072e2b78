"""What is written in a case, both ways, and what staff note among themselves.

A letter goes by mail to a mailbox that was proven, and waits on the case's page for one that was not: there, only
the link goes out. Where there is no mailbox it waits to be printed.
"""

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from contact.rights import tokens
from contact.rights.identity import Level
from contact.rights.letters.build import acknowledgement
from contact.rights.letters.kinds import Letter, missing
from contact.rights.letters.render import Rendered, render, render_words
from contact.rights.links import link
from contact.rights.models import CaseMessage, Direction, Purpose, Requester, RightsRequest
from contact.rights.payloads import without_payloads
from contact.rights.services.changing import PERSON, SITE, Who, changing, move, note
from contact.rights.services.kinds import ANNOUNCE, FIRST_MAIL
from contact.rights.states import State
from contact.rights.timeline import Code
from hotsite.ground.work.services import enqueue, post


class Incomplete(Exception):
    """A letter that lacks what the law wants in it; `missing` names each part in words."""

    def __init__(self, missing: tuple[str, ...]) -> None:
        self.missing = missing
        super().__init__(_("The letter cannot be sent; it lacks: %(parts)s.") % {"parts": "; ".join(missing)})


def write(key: int, letter: Letter, *, who: Who, now: datetime, seen: int | None = None) -> CaseMessage:
    """Sends a letter that moves nothing. `Incomplete` while anything is missing."""
    with changing(key, now=now, seen=seen) as case:
        return send(case, letter, who=who, now=now)


def send(case: RightsRequest, letter: Letter, *, who: Who, now: datetime) -> CaseMessage:
    """`write`, within `changing`: with it a letter and what it says become true together."""
    if lacks := missing(letter):
        raise Incomplete(lacks)
    note(case, Code.LETTER, who=who, now=now, facts={"letter": letter.kind})
    return _deliver(case, render(letter, case.language), who=who, now=now, kind=letter.kind)


def acknowledge(case: RightsRequest, now: datetime) -> CaseMessage:
    return send(case, acknowledgement(case, today=timezone.localdate(now)), who=SITE, now=now)


def answer(key: int, words: str, *, who: Who, now: datetime, seen: int | None = None) -> CaseMessage:
    """A message of staff to the person, in their own words."""
    with changing(key, now=now, seen=seen) as case:
        note(case, Code.MESSAGE_OUT, who=who, now=now)
        clean = without_payloads(words)
        return _deliver(case, render_words(case.reference, clean.text, case.language), who=who, now=now)


def add_from_person(key: int, words: str, *, who: Who = PERSON, now: datetime) -> CaseMessage:
    """What the person adds: on the case's page, or entered by staff (`who`) for e-mail, telephone and post.

    If we waited for it, the clock runs again.
    """
    clean = without_payloads(words)
    with changing(key, now=now) as case:
        note(case, Code.MESSAGE_IN, who=who, now=now)
        enqueue(ANNOUNCE, subject=case.pk, now=now)
        if clean.cut:
            note(case, Code.CUT, who=who, now=now, facts={"count": clean.cut})
        if case.state == State.AWAITING_SUBJECT:
            note(case, Code.RESUMED, who=who, now=now)
            move(case, State.EXTENDED if case.is_extended else State.IN_PROGRESS, who=who, now=now)
        return keep(case, Direction.FROM_PERSON, clean.text, who=who, now=now)


def add_note(key: int, words: str, *, who: Who, now: datetime) -> CaseMessage:
    """A note that only staff read. The person receives it with a copy of their data, if they ask for one."""
    clean = without_payloads(words)
    with changing(key, now=now) as case:
        note(case, Code.NOTE, who=who, now=now)
        return keep(case, Direction.NOTE, clean.text, who=who, now=now)


def _deliver(case: RightsRequest, mail: Rendered, *, who: Who, now: datetime, kind: str = "") -> CaseMessage:
    requester = Requester.objects.get(pk=case.pk)
    may_be_mailed = bool(requester.email) and case.level >= Level.MAILBOX
    if may_be_mailed:
        page = link(Purpose.STATUS, tokens.issue(case, Purpose.STATUS, now), case.language)
        post(reference=case.reference, to=requester.email, subject=mail.subject, body=mail.with_link(page), now=now)
    elif requester.email:
        enqueue(FIRST_MAIL, subject=case.pk, now=now)
    return keep(case, Direction.TO_PERSON, mail.body, who=who, now=now, letter=kind, is_mailed=may_be_mailed)


def keep(
    case: RightsRequest,
    direction: Direction,
    words: str,
    *,
    who: Who,
    now: datetime,
    letter: str = "",
    is_mailed: bool = False,
) -> CaseMessage:
    """Adds to the thread. What is kept goes when the person's own row goes."""
    return CaseMessage.objects.create(
        requester_id=case.pk,
        at=now,
        direction=direction,
        by_id=who.key,
        letter=letter,
        words=words,
        is_mailed=is_mailed,
        last_needed_at=Requester.objects.values_list("last_needed_at", flat=True).get(pk=case.pk),
    )

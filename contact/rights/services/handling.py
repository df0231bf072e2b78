"""What staff do with a case, and what the person may still do: each a step that the law knows."""

from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from contact.rights.clock import dates_of, regimes_of
from contact.rights.guards import NotAllowed
from contact.rights.identity import Level, Proof
from contact.rights.letters.build import extension
from contact.rights.letters.kinds import Letter, Question, Refusal
from contact.rights.models import Direction, RightsRequest
from contact.rights.payloads import without_payloads
from contact.rights.regimes import Extension, Right
from contact.rights.selectors import mailbox_of
from contact.rights.services import packaging
from contact.rights.services.changing import PERSON, Who, changing, move, note
from contact.rights.services.correspondence import acknowledge, keep, send
from contact.rights.states import Ground, State
from contact.rights.suppression import suppress
from contact.rights.timeline import Code


class TooLate(NotAllowed):
    """The law lets it be done before a day, and that day is over."""


def assign(key: int, to: int | None, *, who: Who, now: datetime, seen: int | None = None) -> RightsRequest:
    with changing(key, now=now, seen=seen) as case:
        case.assignee_id = to
        note(case, Code.ASSIGNED, who=who, now=now)
    return case


def start(key: int, *, who: Who, now: datetime, seen: int | None = None) -> RightsRequest:
    """Takes up a verified or appealed case; whoever does so has it, unless somebody else does already."""
    with changing(key, now=now, seen=seen) as case:
        case.assignee_id = case.assignee_id or who.key
        move(case, State.IN_PROGRESS, who=who, now=now)
    return case


def record_identity(
    key: int, level: Level, proof: Proof, *, who: Who, now: datetime, seen: int | None = None
) -> RightsRequest:
    """Staff record another proof than the link, where the table lets one count."""
    with changing(key, now=now, seen=seen) as case:
        if not case.rule.other_proof or proof is Proof.LINK:
            raise NotAllowed(_("For this request only the link to the mailbox counts."))
        case.level, case.proof, case.proven_on = level, proof, timezone.localdate(now)
        note(case, Code.PROVEN, who=who, now=now, facts={"proof": proof, "level": int(level)})
        if case.state == State.AWAITING_IDENTITY and level >= case.rule.level:
            move(case, State.VERIFIED, who=who, now=now)
            acknowledge(case, now)
    return case


def extend(
    key: int, reasons: str, *, to: date | None = None, who: Who, now: datetime, seen: int | None = None
) -> RightsRequest:
    """Takes the longer time, and writes to the person why, before the first term is over.

    `to`: the day, where a law leaves it to our notice. NotAllowed where no law of this request knows an extension;
    `TooLate` once the first term is over; `Incomplete` without reasons.
    """
    with changing(key, now=now, seen=seen) as case:
        today = timezone.localdate(now)
        first = dates_of(case, today=today, is_extended=False)
        by_notice = any(regime.extension is Extension.BY_NOTICE for regime in regimes_of(case))
        if case.is_extended or not (by_notice or any(one.may_extend_to for one in first.each)):
            raise NotAllowed(_("No law of this request lets its time be extended, or not once more."))
        if today > first.due:
            raise TooLate(_("The first term ended on %(day)s: it can no longer be extended.") % {"day": first.due})
        if by_notice and (to is None or to <= first.due):
            raise NotAllowed(_("A law of this request wants a later day named in the notice."))
        case.is_extended, case.extended_to = True, to if by_notice else None
        due = dates_of(case, today=today).due
        send(case, extension(case, reasons=reasons, new_date=due), who=who, now=now)
        note(case, Code.EXTENDED, who=who, now=now, facts={"day": due})
        move(case, State.EXTENDED, who=who, now=now)
    return case


def pause(key: int, letter: Question, *, who: Who, now: datetime, seen: int | None = None) -> RightsRequest:
    """Asks the person something that we cannot go on without; the clock stands still where a law lets it."""
    with changing(key, now=now, seen=seen) as case:
        stand_still(case, letter, who=who, now=now)
    return case


def stand_still(case: RightsRequest, letter: Question, *, who: Who, now: datetime) -> None:
    """`pause`, within `changing`."""
    send(case, letter, who=who, now=now)
    begins = timezone.localdate(now).isoformat()
    case.pauses = [*case.pauses, {"reason": letter.reason.value, "begins": begins, "ends": None}]
    case.is_paused = True
    note(case, Code.PAUSED, who=who, now=now, facts={"reason": letter.reason})
    move(case, State.AWAITING_SUBJECT, who=who, now=now)


def resume(key: int, *, who: Who, now: datetime, seen: int | None = None) -> RightsRequest:
    """Goes on, answered or not."""
    with changing(key, now=now, seen=seen) as case:
        note(case, Code.RESUMED, who=who, now=now)
        move(case, back_to(case), who=who, now=now)
    return case


def propose(key: int, *, who: Who, now: datetime, seen: int | None = None) -> RightsRequest:
    """Puts forward for approval what shall be done."""
    with changing(key, now=now, seen=seen) as case:
        case.proposed_by_id, case.proposed_at = who.key, now
        note(case, Code.PROPOSED, who=who, now=now)
        move(case, State.AWAITING_APPROVAL, who=who, now=now)
    return case


def approve(key: int, *, who: Who, now: datetime, seen: int | None = None) -> RightsRequest:
    """By another than who proposed it; or, where FOUR_EYES=delay, by the same a day later, and the evidence says so."""
    with changing(key, now=now, seen=seen) as case:
        alone = who.key == case.proposed_by_id
        move(case, State.APPROVED, who=who, now=now, approval="alone_after_delay" if alone else "second_person")
    return case


def send_back(key: int, *, who: Who, now: datetime, seen: int | None = None) -> RightsRequest:
    """What was proposed is not approved."""
    with changing(key, now=now, seen=seen) as case:
        move(case, back_to(case), who=who, now=now)
    return case


def fulfil(
    key: int, letter: Letter, *, kept: Ground | None = None, who: Who, now: datetime, seen: int | None = None
) -> RightsRequest:
    """Closes the case with its answer; `kept` is the ground on which a part of it was refused.

    If a package of data is ready, the person may download it from now on.
    """
    with changing(key, now=now, seen=seen) as case:
        case.refusal_ground = kept or ""
        if wants_no_marketing(case) and not is_suppressed(case):
            _suppress(case, who=who, now=now)
        send(case, letter, who=who, now=now)
        move(case, State.PARTIALLY_FULFILLED if kept else State.FULFILLED, who=who, now=now)
        packaging.offer_package(case, now)
    return case


def refuse(key: int, letter: Refusal, *, who: Who, now: datetime, seen: int | None = None) -> RightsRequest:
    """Closes the case with a refusal: ground, reasons, and where to complain, to appeal or to sue."""
    with changing(key, now=now, seen=seen) as case:
        case.refusal_ground = letter.code or ""
        send(case, letter, who=who, now=now)
        move(case, State.REFUSED, who=who, now=now, ground=letter.code or "")
    return case


def stop_marketing(key: int, *, who: Who, now: datetime, seen: int | None = None) -> RightsRequest:
    """Puts the mailbox on the list of those who want no marketing: at once, before any answer (Art. 21(3), 7(3))."""
    with changing(key, now=now, seen=seen) as case:
        if not wants_no_marketing(case) or not _suppress(case, who=who, now=now):
            raise NotAllowed(_("This request is not about marketing or a consent, or no mailbox is known."))
    return case


def wants_no_marketing(case: RightsRequest) -> bool:
    """An objection to marketing, and a consent that is withdrawn: there is none left to write on."""
    return case.right == Right.WITHDRAWAL or (case.right == Right.OBJECTION and case.about_marketing)


def is_suppressed(case: RightsRequest) -> bool:
    return case.events.filter(code=Code.SUPPRESSED).exists()


def _suppress(case: RightsRequest, *, who: Who, now: datetime) -> bool:
    """Whether there was a mailbox to put on the list."""
    email = mailbox_of(case)
    if email:
        suppress(email, now)
        note(case, Code.SUPPRESSED, who=who, now=now)
    return bool(email)


def withdraw(key: int, *, who: Who = PERSON, now: datetime, seen: int | None = None) -> RightsRequest:
    """The person no longer asks."""
    with changing(key, now=now, seen=seen) as case:
        move(case, State.WITHDRAWN, who=who, now=now)
    return case


def appeal(key: int, words: str, *, who: Who = PERSON, now: datetime) -> RightsRequest:
    """The person does not accept the answer. What they asked for keeps its date; the appeal has its own."""
    clean = without_payloads(words)
    with changing(key, now=now) as case:
        note(case, Code.APPEALED, who=who, now=now)
        move(case, State.APPEALED, who=who, now=now)
        case.appealed_on = timezone.localdate(now)
        keep(case, Direction.FROM_PERSON, clean.text, who=who, now=now)
    return case


def back_to(case: RightsRequest) -> State:
    return State.EXTENDED if case.is_extended else State.IN_PROGRESS

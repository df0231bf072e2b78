"""Identity, level 2: one fact that the person and we know, named on the page of the case.

Staff choose the fact, out of what is held or was written: no program does, since a message may bear an address that is
not its writer's, and its reference is known to whoever wrote it. The site keeps a keyed hash of the right answer, and
compares. Where nothing is held there is no right answer, and nothing else is different: neither the question, nor what
the page says to an answer, nor the time it takes.
"""

import hmac
import re
import unicodedata
from datetime import datetime

from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from contact.rights.guards import NotAllowed
from contact.rights.identity import Level, Proof
from contact.rights.letters.kinds import IdentityRequest
from contact.rights.models import Requester, RightsRequest
from contact.rights.services.changing import PERSON, Who, changing, move, note
from contact.rights.services.correspondence import acknowledge, send
from contact.rights.services.handling import back_to, stand_still
from contact.rights.services.kinds import ANNOUNCE
from contact.rights.states import State
from contact.rights.timeline import Code
from hotsite.ground.evidence.keyed import KeyedHash, keyed_hashes
from hotsite.ground.work.services import enqueue

MOST_TRIES = 5
#: Compared with where nothing is held; no hash of ours looks like it.
_NO_ANSWER = "-" * 64


def may_ask_fact(case: RightsRequest) -> bool:
    """Of a proven mailbox only: to another, nothing goes but the link."""
    return Level.MAILBOX <= case.level < Level.FACT


def ask_fact(
    key: int, letter: IdentityRequest, fact: str, *, who: Who, now: datetime, seen: int | None = None
) -> RightsRequest:
    """Asks for a fact, by a letter and on the page; the tries count anew. `fact`: the right answer, "" for none.

    A case that waits for its proof anyway goes on waiting; in any other the clock stands still, as with any doubt.
    """
    with changing(key, now=now, seen=seen) as case:
        if not may_ask_fact(case):
            raise NotAllowed(_("A fact is asked for when the mailbox is proven, and no more."))
        kept = _digests(case, fact)[0] if _plain(fact) else ""
        Requester.objects.filter(pk=key).update(fact_question=str(letter.question), fact_digest=kept, fact_tries=0)
        note(case, Code.FACT_ASKED, who=who, now=now)
        if case.state == State.AWAITING_IDENTITY:
            send(case, letter, who=who, now=now)
        else:
            stand_still(case, letter, who=who, now=now)
    return case


def name_fact(key: int, answer: str, *, now: datetime) -> bool:
    """Whether it was the right one. NotAllowed if none is asked for, or after five tries.

    A try is counted by the database and before anything is compared: of many at once, five are let through.
    """
    asked = Requester.objects.filter(pk=key, request__is_open=True).exclude(fact_question="")
    if not asked.filter(fact_tries__lt=MOST_TRIES).update(fact_tries=F("fact_tries") + 1):
        raise NotAllowed(_("No fact is asked for, or it was tried too often. Write to us instead."))
    with changing(key, now=now) as case:
        kept = Requester.objects.values_list("fact_digest", flat=True).get(pk=key)
        matches = [hmac.compare_digest(kept or _NO_ANSWER, said) for said in _digests(case, answer)]
        enqueue(ANNOUNCE, subject=key, now=now)
        if not any(matches):
            note(case, Code.FACT_WRONG, who=PERSON, now=now)
            return False
        Requester.objects.filter(pk=key).update(fact_question="", fact_digest="")
        case.level, case.proof, case.proven_on = Level.FACT, Proof.FACT, timezone.localdate(now)
        note(case, Code.PROVEN, who=PERSON, now=now, facts={"proof": Proof.FACT, "level": int(Level.FACT)})
        _go_on(case, now)
    return True


def tries_left(requester: Requester) -> int:
    return max(MOST_TRIES - requester.fact_tries, 0)


def _go_on(case: RightsRequest, now: datetime) -> None:
    if case.state == State.AWAITING_IDENTITY and case.level >= case.rule.level:
        move(case, State.VERIFIED, who=PERSON, now=now)
        acknowledge(case, now)
    elif case.state == State.AWAITING_SUBJECT:
        note(case, Code.RESUMED, who=PERSON, now=now)
        move(case, back_to(case), who=PERSON, now=now)


def _digests(case: RightsRequest, answer: str) -> tuple[KeyedHash, ...]:
    """Under today's secret, and under each before it."""
    return keyed_hashes("fact", f"{case.reference} {_plain(answer)}")


def _plain(answer: str) -> str:
    """Without what people write differently each time: capitals, spaces, punctuation."""
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", answer).casefold())

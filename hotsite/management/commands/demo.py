from datetime import datetime, timedelta
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from contact.messages.models import ContactMessage, MessageState, Topic
from contact.messages.services import receive, set_state
from contact.rights import services as rights
from contact.rights import tokens
from contact.rights.letters import build
from contact.rights.models import Purpose, RightsRequest
from contact.rights.regimes import Right
from contact.rights.services import PERSON, SITE, Asked
from contact.rights.states import Ground

#: Plainly synthetic: names of alphabets, a domain that can never exist (RFC 2606 §2).
MESSAGES = (
    (Topic.QUESTION, "Ada Sample", "Does the inspector show private data elements of every vendor?", "en"),
    (
        Topic.FAULT,
        "",
        "The viewer says that my line ends are mixed. They are, and I would like to keep them.",
        "en",
    ),
    (Topic.IDEA, "Berta Muster", "Ein Vergleich zweier Nachrichten nebeneinander wäre schön.", "de"),
    (Topic.SECURITY, "Test Person", "Your security.txt is there. Thank you.", "en"),
    (Topic.OTHER, "Carl Beispiel", "Dürfen wir die Seite in unserer Klinik selbst betreiben?", "de"),
    (Topic.QUESTION, "Dora Sample", "Which HL7 v2 versions do you know?", "en"),
)

#: Right, where the person lives, language, days ago, and what became of it since.
REQUESTS: tuple[tuple[Right, str, str, int, tuple[str, ...]], ...] = (
    (Right.ACCESS, "eu", "en", 2, ()),
    (Right.ERASURE, "eu", "de", 12, ("confirm", "start")),
    (Right.ACCESS, "uk", "en", 40, ("confirm", "start")),
    (Right.OPT_OUT, "us-ca", "en", 9, ()),
    (Right.RECTIFICATION, "ch", "de", 20, ("confirm",)),
    (Right.QUESTION, "eu", "de", 5, ("answer",)),
    (Right.OBJECTION, "eu", "en", 25, ("confirm", "start", "extend")),
    (Right.PORTABILITY, "us-co", "en", 45, ("confirm", "start", "refuse")),
    (Right.ERASURE, "elsewhere", "en", 15, ("confirm", "withdraw")),
)


def tell_story(case: RightsRequest, story: tuple[str, ...], now: datetime) -> None:
    """What became of a request, a day after the other."""
    for day, step in enumerate(story, start=1):
        _step(case, step, now + timedelta(days=day))


def _step(case: RightsRequest, step: str, now: datetime) -> None:
    if step == "confirm":
        rights.confirm(tokens.issue(case, Purpose.MAILBOX, now), now)
    elif step == "start":
        rights.start(case.pk, who=SITE, now=now)
    elif step == "extend":
        rights.extend(case.pk, "Many rows have to be looked through.", who=SITE, now=now)
    elif step == "answer":
        rights.fulfil(case.pk, build.answer(case, "This is the answer."), who=SITE, now=now)
    elif step == "refuse":
        letter = build.refusal(case, Ground.NO_DATA_FOUND, "No table holds anything under this address.")
        rights.refuse(case.pk, letter, who=SITE, now=now)
    elif step == "withdraw":
        rights.withdraw(case.pk, now=now)
    else:
        raise ValueError(step)


class Command(BaseCommand):
    help = "Writes synthetic messages and requests to explore the staff's pages with. Each run adds the same again."

    def handle(self, *args: Any, **options: Any) -> None:
        now = timezone.now()
        kept: list[ContactMessage] = []
        for place, (topic, name, text, language) in enumerate(MESSAGES):
            when = now - timedelta(days=9 * place, hours=place)
            address = f"sample-{place}@example.invalid"
            kept.append(receive(topic=topic, name=name, email=address, message=text, language=language, now=when))
        set_state(kept[2:3], MessageState.ANSWERED, now - timedelta(days=1))
        set_state(kept[4:5], MessageState.CLOSED, now)
        self.stdout.write(f"{len(kept)} synthetic messages written; see /en/admin/contact/contactmessage/")
        for place, (right, residence, language, days, story) in enumerate(REQUESTS):
            when = now - timedelta(days=days)
            asked = Asked(
                right=right,
                residence=residence,
                language=language,
                email=f"request-{place}@example.invalid",
                details="Synthetic words of a person who does not exist.",
            )
            tell_story(rights.receive(asked, who=PERSON, now=when), story, when)
        self.stdout.write(f"{len(REQUESTS)} synthetic requests written")

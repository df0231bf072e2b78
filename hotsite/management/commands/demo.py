from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from contact.messages.models import ContactMessage, MessageState, Topic
from contact.messages.services import receive, set_state

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


class Command(BaseCommand):
    help = "Writes synthetic messages to explore the staff's pages with. Each run adds the same again."

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

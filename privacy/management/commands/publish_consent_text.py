from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from privacy.consent.services import publish
from privacy.publishing import Change


class Command(BaseCommand):
    help = (
        "Puts the words and cookies of the catalogue, as they are now, into use as the text that visitors are asked "
        "with. A material change asks everyone again; an editorial one asks nobody. Other groups or cookies are "
        "material, whatever is said. What was agreed to before can still be read."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("change", choices=[change.value for change in Change])

    def handle(self, *args: Any, **options: Any) -> None:
        asked = Change(options["change"])
        text = publish(asked, timezone.now())
        if text is None:
            raise CommandError("Nothing has changed: visitors are asked with these words and cookies already.")
        again = "everyone is asked again" if text.change == Change.MATERIAL else "nobody is asked again"
        why = ", because the groups or cookies are others" if text.change != asked else ""
        self.stdout.write(f"Text {text.number} ({text.change}{why}) is in use: {again}.")

from datetime import date
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from privacy.policies.services import NotPublishable, publish
from privacy.publishing import Change


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise CommandError(f"--in-force {text!r} is no date. Example: --in-force 2027-01-31") from None


class Command(BaseCommand):
    help = (
        "Publishes all policies as they are now, in every language, as the next version. A published version never "
        "changes. A material change asks visitors again who have made choices; an editorial one does not."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("change", choices=[change.value for change in Change])
        parser.add_argument("--in-force", default="", help="the first day it counts, as 2027-01-31; today if left out")
        for code, name in settings.LANGUAGES:
            parser.add_argument(f"--summary-{code}", required=True, help=f"what changed, in a sentence, in {name}")

    def handle(self, *args: Any, **options: Any) -> None:
        now = timezone.now()
        day = _day(options["in_force"]) if options["in_force"] else timezone.localdate(now)
        summary = {code: options[f"summary_{code}"] for code, _name in settings.LANGUAGES}
        try:
            version = publish(change=Change(options["change"]), in_force_from=day, summary=summary, now=now)
        except NotPublishable as error:
            raise CommandError(str(error)) from None
        texts = version.texts.count()
        self.stdout.write(
            f"Version {version.number} ({version.change}) is published, in force from {version.in_force_from}: "
            f"{texts} texts."
        )

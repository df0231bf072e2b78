from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from hotsite.ground.evidence.verify import Report, verify


class Command(BaseCommand):
    help = (
        "Checks the whole of the evidence: that no event was changed, deleted, moved or inserted, and that its end "
        "was not cut off behind the last head outside the database. Says which events came after that head: what was "
        "cut of those would leave no trace. Ends with an error if anything is wrong."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--heads", type=Path, default=settings.EVIDENCE_DIR, help="the folder with the heads")

    def handle(self, *_args: Any, **options: Any) -> None:
        report = verify(options["heads"])
        self.stdout.write(f"Events {report.first} to {report.last}.")
        self.stdout.write(_window(report))
        if not report.is_whole:
            raise CommandError("The evidence is not whole:\n" + "\n".join(f"- {found}" for found in report.findings))
        self.stdout.write("The evidence is whole.")


def _window(report: Report) -> str:
    if report.last_head is None:
        return "There is no head outside the database: a cut of the end would leave no trace."
    written = f"{report.last_head.moment:%Y-%m-%d %H:%M} UTC"
    return (
        f"The last head outside is of {written}, at event {report.last_head.number}; {report.since_last_head} events "
        "came after it: a cut of those would leave no trace."
    )

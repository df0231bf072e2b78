from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from hotsite.backups import services
from hotsite.backups.databases import NotCopied
from hotsite.backups.sealed import Refused
from privacy.erasure import ledger


class Command(BaseCommand):
    help = (
        "Puts a backup in the place of the database; stop the site first. A file that is damaged, cut off, or was made "
        "with another key is refused, and nothing is touched. What was there is backed up before. Afterwards, "
        "/readyz says no until `replay_erasures` has erased again what was erased since the backup."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="as `backup` named it")

    def handle(self, *_args: Any, **options: Any) -> None:
        try:
            done = services.restore(options["file"], timezone.now())
        except (Refused, NotCopied) as error:
            raise CommandError(f"Nothing was restored. {error}") from None
        if isinstance(done.before, NotCopied):
            self.stderr.write(f"What was there could not be backed up first. {done.before}")
        else:
            self.stdout.write(f"What was there is in {done.before.file}.")
        self.stdout.write(f"The database is as it was at {done.head.made_at}.")
        self._say_what_to_replay()

    def _say_what_to_replay(self) -> None:
        if missing := ledger.missing(timezone.now()):
            day = min(line.moment for line in missing).date()
            self.stdout.write(
                f"{len(missing)} erasures came since. Until they are done again, /readyz says no:\n"
                f"    manage.py replay_erasures --since {day}"
            )

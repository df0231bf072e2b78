from datetime import date, datetime, time
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from privacy.erasure import ledger
from privacy.erasure.findings import Kind, findings
from privacy.erasure.replay import NotComparable, Replayed, replay


def _day(text: str) -> datetime:
    try:
        return timezone.make_aware(datetime.combine(date.fromisoformat(text), time.min))
    except ValueError:
        raise CommandError(f"--since {text!r} is no date. Example: --since 2027-01-31") from None


class Command(BaseCommand):
    help = (
        "After a restore: erases again whatever the erasure ledger says was erased since a day and this database does "
        "not know of, and then looks for it everywhere. Safe to run twice. /readyz says no until it has run."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--since", required=True, help="the day of the backup, or earlier, as 2027-01-31")

    def handle(self, *_args: Any, **options: Any) -> None:
        now = timezone.now()
        since = _day(options["since"])
        if since > now:
            raise CommandError(f"--since {options['since']} is still to come.")
        try:
            done = replay(since, now)
        except NotComparable as error:
            raise CommandError(
                f"Nothing was erased: lines of the ledger cannot be read ({error}). Is a secret missing in "
                "OLD_SECRET_KEYS, or did somebody change them?"
            ) from None
        self._say(done)
        if rest := ledger.missing(now):
            day = min(line.moment for line in rest).date()
            raise CommandError(f"{len(rest)} older erasures are still to be replayed: --since {day}")

    def _say(self, done: Replayed) -> None:
        self.stdout.write(
            f"{done.entries} erasures were missing; of {done.people} people something had come back: "
            f"{done.rows} rows, erased again."
        )
        if done.scan is None:
            return
        left = [one for one in findings(done.scan) if one.kind in {Kind.LEFT, Kind.NOT_READ}]
        if left:
            places = "\n".join(f"- {one.place}, {one.column}: {one.count}" for one in left)
            raise CommandError(f"It was looked for afterwards, and stands here still:\n{places}")
        self.stdout.write(f"It was looked for in {len(done.scan.looked_into)} places: nothing of it is there.")

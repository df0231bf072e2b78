import json
import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils import timezone

from privacy.retention import engine, sqlite
from privacy.retention.engine import Outcome
from privacy.retention.models import PurgeRun
from privacy.retention.plan import Planned, plan
from privacy.retention.rules import Rule, rules


class Command(BaseCommand):
    help = (
        "Deletes what has been kept for its time, by the rules that the declarations make, and keeps a report with its "
        "hash in the evidence. What is under a legal hold or a pause stays. A rule of which far more than usual would "
        "go is stopped until a person approves it in the staff's pages. The site does this by itself, every hour and "
        "every day; a run that was killed is gone on with. Ends with 1 if a rule failed, was stopped or left something."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="say what would go, and change nothing")
        parser.add_argument("--json", action="store_true", help="print the report as JSON")
        parser.add_argument(
            "--scan",
            action="store_true",
            help="SQLite: look for values of what goes in the bytes of the database and its log afterwards",
        )
        parser.add_argument(
            "--rule", action="append", default=[], metavar="NAME", help="only this rule, as contact.ContactMessage"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        names = set(options["rule"])
        known = sorted(rule.name for rule in rules() if rule.is_run)
        if unknown := sorted(names - set(known)):
            raise CommandError(f"No rule is called {', '.join(unknown)}. There are: {', '.join(known)}")
        wanted = (lambda rule: rule.name in names) if names else None
        if options["dry_run"]:
            self._say_plan([rule for rule in rules() if wanted is None or wanted(rule)], whole=wanted is None)
            return
        if options["scan"] and not sqlite.files():
            raise CommandError("--scan reads the files of SQLite, and this database has none: see docs/retention.md.")
        every = [one for one in rules() if wanted is None or wanted(one)]
        looked_for = sqlite.traces(every, timezone.now()) if options["scan"] else []
        slot = f"by hand {timezone.now().isoformat(timespec='microseconds').lower()}"
        if engine.run(slot, timezone.now, only=wanted) is Outcome.BUSY:
            raise CommandError("Another purge is at work, or was killed less than two minutes ago. Try again then.")
        if options["scan"]:
            self._say_scan(looked_for)
        self._say_report(PurgeRun.objects.get(slot=slot).report, as_json=options["json"])

    def _say_scan(self, looked_for: list[sqlite.Trace]) -> None:
        left = sqlite.left(looked_for)
        fields = sorted({f"{one.model._meta.label}.{one.field}" for one in left})
        self.stderr.write(f"Looked for {len(looked_for)} values in the files of the database: {len(left)} found.")
        if left:
            raise CommandError(f"Still in the files, of {', '.join(fields)}: see docs/retention.md.")

    def _say_plan(self, wanted: list[Rule], *, whole: bool) -> None:
        with transaction.atomic():  # holds are resolved into rows: that too is undone
            made = plan(wanted, timezone.now(), whole=whole)
            transaction.set_rollback(True)
        self._head("would go")
        for one in made.each:
            self._line(one.rule.name, self._counts(one), f"stopped: {one.stop.value}" if one.stop else "")

    def _counts(self, one: Planned) -> tuple[int, int, int, int, int]:
        counted = one.counted
        return counted.total, counted.due, counted.held, counted.waiting, 0 if one.stop else counted.free

    def _say_report(self, report: dict[str, Any], *, as_json: bool) -> None:
        if as_json:
            self.stdout.write(json.dumps(report, indent=1))
        else:
            self._head("gone")
            for rule in report["rules"]:
                before = rule["before"]
                counts = (before["rows"], before["due"], before["held"], before["waiting"], rule["gone"])
                left = f"{rule['after']['left']} left" if rule["after"]["left"] else ""
                stopped = f"stopped: {rule['stopped']}" if rule["stopped"] else ""
                self._line(rule["rule"], counts, " ".join(filter(None, (stopped, rule["fault"], left))))
        if report["left"] or report["failed"] or report["stopped"]:
            sys.exit(1)

    def _head(self, last: str) -> None:
        self.stdout.write(f"{'rule':32}{'rows':>10}{'due':>10}{'held':>8}{'waiting':>9}{last:>10}")

    def _line(self, rule: str, counts: tuple[int, int, int, int, int], note: str) -> None:
        rows, due, held, waiting, gone = counts
        self.stdout.write(f"{rule:32}{rows:>10}{due:>10}{held:>8}{waiting:>9}{gone:>10}  {note}".rstrip())

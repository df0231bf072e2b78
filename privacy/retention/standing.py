"""How the purge stands: what each rule holds, what is overdue, and when it last did its work.

A purge that did not run is as visible as one that failed: asked is what is still there, and not what a run said.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.migrations.recorder import MigrationRecorder
from django.db.models import Max
from django.utils import timezone

from privacy.declarations import Registry, registry
from privacy.retention import approving, holds
from privacy.retention.counting import Counted, count
from privacy.retention.models import LineState, PurgeLine
from privacy.retention.rules import Rule, rules

#: How long after its time a row may still be there: a beat that was missed, and some hours to see to it.
GRACE_DAY = timedelta(hours=36)
GRACE_HOUR = timedelta(hours=3)
#: The migration that makes the tables of the purge.
MADE_BY = "0011_purge"


@dataclass(frozen=True, kw_only=True)
class Standing:
    """Of one rule."""

    rule: Rule
    counted: Counted
    #: Free to go, and still there after the grace.
    overdue: int
    #: When the purge last did all of its work on this rule; None if it never did.
    last_success: datetime | None
    #: Since when there is a purge here: a site that was just set up has missed nothing yet.
    begun: datetime
    #: Waits for a person's approval.
    is_stopped: bool
    now: datetime

    @property
    def is_late(self) -> bool:
        return self.now - (self.last_success or self.begun) > grace(self.rule)

    @property
    def is_ok(self) -> bool:
        return not (self.overdue or self.is_stopped or self.is_late)


def grace(rule: Rule) -> timedelta:
    return GRACE_HOUR if rule.is_short_lived else GRACE_DAY


def standing(now: datetime, *, totals: bool = False, of: Registry = registry) -> list[Standing]:
    """Every rule that the purge has, in the order in which it takes them. `totals`: also how many rows there are."""
    every = [rule for rule in rules(of) if rule.is_run]
    counted = count({rule: rule.cut_off(now) for rule in every}, totals=totals)
    late = count({rule: rule.cut_off(now - grace(rule)) for rule in every if counted[rule].free}, totals=False)
    succeeded, begun = last_successes(), _begun(now)
    stopped = set(approving.waiting(now).values_list("rule", flat=True))
    return [
        Standing(
            rule=rule,
            counted=counted[rule],
            overdue=late[rule].free if rule in late else 0,
            last_success=succeeded.get(rule.name),
            begun=begun,
            is_stopped=rule.name in stopped,
            now=now,
        )
        for rule in every
    ]


def _begun(now: datetime) -> datetime:
    """When the tables of the purge were made here."""
    made = MigrationRecorder.Migration.objects.filter(app="privacy", name=MADE_BY).values_list("applied", flat=True)
    return made.first() or now


def last_successes() -> dict[str, datetime]:
    """By rule: when a run last left nothing of it that was free to go."""
    done = PurgeLine.objects.filter(state=LineState.DONE, left=0).order_by()
    return dict(done.values_list("rule").annotate(last=Max("finished_at")))


def summary(now: datetime) -> dict[str, object]:
    """For monitors: names of tables, numbers and dates."""
    every = standing(now)
    return {
        "ok": all(one.is_ok for one in every),
        "rules": {
            one.rule.name: {"ok": one.is_ok, "overdue": one.overdue, "last_success": one.last_success} for one in every
        },
        "stopped": [one.rule.name for one in every if one.is_stopped],
    }


def holds_summary(now: datetime) -> dict[str, object]:
    """A hold never lapses, so that somebody has to look: red where its day of review is over."""
    in_force = holds.in_force()
    to_review = in_force.filter(review_on__lt=timezone.localdate(now)).count()
    unapproved = in_force.filter(approved_at=None).count()
    return {"ok": not to_review, "in_force": in_force.count(), "to_review": to_review, "unapproved": unapproved}

"""A run, from its plan to its evidence. It deletes; what can go wrong with a slice stands in `slices`, and here:

- Rows go by a wrong clock, a wrong setting or a wrong declaration: the breaker compares the plan with what is usual,
  and stops a rule before its first row. A person decides, and what then goes is no more than what they saw.
- Two run at once: all of it, the plan too, is done under one lease.
- A run is killed: its plan and how far it is are rows. The next beat goes on with it before it plans another.
- The database goes away: so does the run, and is gone on with like a killed one.
- It says that it deleted, and did not: each rule is verified by a query of its own, and what is left is counted.
- A rule fails: the others go on. Its line says so, and the next run tries again.
- It deletes the proof of itself: evidence goes by the evidence's own purge, behind a signed checkpoint.
"""

import contextlib
from collections.abc import Callable, Iterator
from datetime import datetime
from enum import Enum

import structlog
from django.db import Error, InterfaceError, OperationalError, transaction

from privacy.declarations import Registry, Store, registry
from privacy.retention import holds, lease, report, slices, sqlite
from privacy.retention.models import LineState, PurgeLine, PurgeRun
from privacy.retention.plan import plan, resolve, write
from privacy.retention.rules import Rule, rules
from privacy.retention.verify import Verified, verify

log = structlog.get_logger("privacy.retention")

Clock = Callable[[], datetime]
#: The database is away: nothing more can be done, or written down, until it is back.
AWAY = (OperationalError, InterfaceError)


class Outcome(Enum):
    DONE = "done"
    BUSY = "another runner has the lease"
    OVER = "this run was done before"


def run(slot: str, clock: Clock, *, only: Callable[[Rule], bool] | None = None, of: Registry = registry) -> Outcome:
    """Plans the run of a slot and works it off, or goes on with one that was killed. Once for each slot.

    `only`: which rules a new plan has; all, if left out.
    """
    with _lease(clock) as token:
        if token is None:
            return Outcome.BUSY
        every = rules(of)
        found = PurgeRun.objects.filter(slot=slot).first()
        if found and found.finished_at is not None:
            return Outcome.OVER
        if found:
            resolve(every, clock())  # what came under a hold since it was planned
        else:
            found = write(slot, plan([one for one in every if not only or only(one)], clock(), whole=only is None))
            log.debug("purge step", step="planned", slot=slot)
        try:
            _work_off(found, every, token=token, clock=clock)
        except lease.LeaseLost:
            return Outcome.BUSY
    return Outcome.DONE


@contextlib.contextmanager
def _lease(clock: Clock) -> Iterator[int | None]:
    token = lease.take(clock())
    try:
        yield token
    finally:
        if token is not None:
            with contextlib.suppress(Error):  # the database is away: the lease runs out
                lease.give_back(token)


def _work_off(found: PurgeRun, every: list[Rule], *, token: int, clock: Clock) -> None:
    by_name = {rule.name: rule for rule in every}
    for line in found.lines.filter(state=LineState.READY).order_by("place"):
        _do(line, by_name.get(line.rule), token=token, clock=clock)
    log.debug("purge step", step="worked off", slot=found.slot)
    wal = sqlite.empty_log()
    now = clock()
    with transaction.atomic():
        lease.keep(token, now)
        found.finished_at = now
        report.vouch(found, report.make(found, now, wal=wal), now)
        found.save()
    log.info("purge done", slot=found.slot, gone=found.report["gone"], left=found.report["left"])


def _do(line: PurgeLine, rule: Rule | None, *, token: int, clock: Clock) -> None:
    """One rule. What goes wrong with it stands in its line; only what stops all of them is raised."""
    try:
        if rule is None or not rule.is_run:
            raise LookupError(line.rule)
        if line.due_before:
            _let_go(rule, line, token=token, clock=clock)
        log.debug("purge step", step="let go", rule=line.rule)
        after = _after(rule, line)
        line.total_after, line.held_after, line.waiting_after = after.total, after.held, after.waiting
        line.left = max(0, after.left)
        line.state = LineState.DONE
    except (lease.LeaseLost, *AWAY):
        raise
    except Exception as error:
        line.state, line.fault = LineState.FAILED, type(error).__name__[:100]
        log.exception("purge of a rule failed", rule=line.rule)
    line.finished_at = clock()
    with transaction.atomic():
        lease.keep(token, line.finished_at)
        line.save()
    log.debug("purge step", step="verified", rule=line.rule)


def _let_go(rule: Rule, line: PurgeLine, *, token: int, clock: Clock) -> None:
    said = rule.said
    if isinstance(said, Store):
        if not (said.waits_for_holds and holds.in_force().exists()):
            line.gone += said.purge(line.cut_off)
    elif said.purge:
        found = verify(rule, line.cut_off)
        if not (found.held or found.waiting):
            said.purge(line.cut_off, clock())
            # It may have been killed half-way before: what is gone is counted from what was there.
            line.gone = line.due_before - verify(rule, line.cut_off).over
    else:
        slices.work_off(rule, line, token=token, clock=clock)


def _after(rule: Rule, line: PurgeLine) -> Verified:
    if isinstance(rule.said, Store):
        due = rule.said.due(line.cut_off)
        held = due if rule.said.waits_for_holds and holds.in_force().exists() else 0
        return Verified(total=due, over=due, held=held, waiting=0)
    return verify(rule, line.cut_off)

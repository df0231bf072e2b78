"""Processes that purge and are killed: `python -m tests.stack.purging drill`; `fill`, `ask`, `resume` and `count`.

Each purge is a process of its own, with its own connection, and what kills it is SIGKILL. They are forked from one that
has loaded the site, so that a kill takes milliseconds.
"""

import json
import logging
import os
import random
import signal
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

NOW = datetime(2026, 11, 25, 10, tzinfo=UTC)
RULE = "contact.ContactMessage"
OVER, FRESH, HELD = 1000, 100, 50
ROWS_OF_A_SLICE = 25
#: What the purge says on its way, and how often it has said so when it is killed.
STEPS = [("planned", 1), ("in slice", 3), ("slice", 2), ("let go", 5), ("verified", 20), ("worked off", 1)]
KILLS = 10

Heard = Callable[[str], None]


class Ear(logging.Handler):
    """Hears what the purge says of its steps."""

    def __init__(self, heard: Heard) -> None:
        super().__init__(logging.DEBUG)
        self.heard = heard

    def emit(self, record: logging.LogRecord) -> None:
        if isinstance(record.msg, dict) and "step" in record.msg:
            self.heard(str(record.msg["step"]))


def nth(step: str, number: int, then: Callable[[], None]) -> Heard:
    """Does `then` when `step` is heard for the time of that number."""
    left = [number]

    def heard(said: str) -> None:
        left[0] -= said == step
        if said == step and not left[0]:
            then()

    return heard


def kill_myself() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def fill() -> None:
    from contact.messages.models import ContactMessage
    from hotsite.models import StaffAccount
    from privacy.retention import holds
    from privacy.retention.models import CoveredRow, LegalHold, PurgeRun, Reason

    for rows in (ContactMessage.objects, CoveredRow.objects, LegalHold.objects, PurgeRun.objects):
        rows.all().delete()

    def message(number: int, age: int) -> ContactMessage:
        at = NOW - timedelta(days=age, seconds=number)
        return ContactMessage(
            reference=f"M-{age}-{number}", topic="idea", email=f"p{age}@example.invalid",
            message=f"Synthetic words {age}-{number}", language="en", created_at=at, last_activity_at=at,
        )  # fmt: skip

    for number, age in ((OVER, 500), (FRESH, 5), (HELD, 600)):
        ContactMessage.objects.bulk_create(message(one, age) for one in range(number))
    by = StaffAccount.objects.get_or_create(username="first", last_active_at=NOW)[0].pk
    email = "p600@example.invalid"
    holds.place(email=email, reason=Reason.CLAIM, reference="1", review_on=NOW.date(), by=by, now=NOW)


def purge(heard: Heard) -> str:
    """The clock is ten minutes later than the last lease, so that a lease of the dead is over."""
    from privacy.retention import engine, slices
    from privacy.retention.models import Runner

    for vendor in slices.MOST:
        slices.MOST[vendor] = slices.LEAST = ROWS_OF_A_SLICE
    log = logging.getLogger("privacy.retention")
    log.setLevel(logging.DEBUG)
    log.propagate = False
    log.handlers = [Ear(heard)]
    lease = Runner.objects.values_list("leased_until", flat=True).first() or NOW
    return engine.run("by hand", lambda: lease + timedelta(minutes=10)).name


def count() -> dict[str, Any]:
    """What is there, beside what the line, the report and the evidence say."""
    from contact.messages.models import ContactMessage
    from hotsite.ground.evidence.models import EvidenceEvent
    from privacy.retention import report
    from privacy.retention.models import PurgeRun
    from privacy.retention.rules import rules
    from privacy.retention.verify import verify

    run = PurgeRun.objects.get()
    line = run.lines.get(rule=RULE)
    rule = next(one for one in rules() if one.name == RULE)
    events = EvidenceEvent.objects.filter(number=run.evidence, kind=report.KIND)
    return {
        "fresh": ContactMessage.objects.filter(reference__startswith="M-5-").count(),
        "held": ContactMessage.objects.filter(reference__startswith="M-600-").count(),
        "over": ContactMessage.objects.filter(reference__startswith="M-500-").count(),
        "gone": line.gone,
        "left": verify(rule, line.cut_off).left,
        "reported": next((one["gone"] for one in run.report.get("rules", []) if one["rule"] == RULE), None),
        "evidence": [event.facts["gone"] for event in events],
        "vouched": report.vouched(run).name,
    }


def forked(work: Callable[[], object]) -> int:
    """The key of a process that does the work and ends."""
    from django.db import connection

    connection.close()
    if child := os.fork():
        return child
    try:
        work()
    finally:
        os._exit(0)


def was_killed(child: int) -> bool:
    return os.WIFSIGNALED(os.waitpid(child, 0)[1])


def drill() -> None:
    """A line of JSON for each step, and one for the kills by chance."""
    for step, number in STEPS:
        fill()
        killed = was_killed(forked(lambda: purge(nth(step, number, kill_myself))))  # noqa: B023  (runs at once)
        say({"at": step, "kills": int(killed)} | finished())
    fill()
    kills = 0
    dice = random.Random(20261125)
    for _one in range(KILLS):
        child = forked(lambda: purge(lambda _step: None))
        time.sleep(dice.uniform(0.005, 0.08))
        os.kill(child, signal.SIGKILL)
        kills += was_killed(child)
    say({"at": "by chance", "kills": kills} | finished())


def finished() -> dict[str, Any]:
    """Goes on to the end, undisturbed, and counts."""
    assert not was_killed(forked(lambda: purge(lambda _step: None)))
    return count()


def ask() -> None:
    """Purges, and in the middle of it says so and waits for a line: somebody stops a server meanwhile."""

    def wait() -> None:
        print("in mid-run", flush=True)  # noqa: T201  (the test reads it)
        sys.stdin.readline()

    say(purge(nth("slice", 5, wait)))


def say(what: object) -> None:
    print(json.dumps(what), flush=True)  # noqa: T201  (the test reads it)


def main() -> None:
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hotsite.settings")
    django.setup()
    todo: dict[str, Callable[[], object]] = {"drill": drill, "fill": fill, "ask": ask}
    todo |= {"resume": lambda: purge(lambda _step: None), "count": lambda: say(count())}
    todo[sys.argv[1]]()


if __name__ == "__main__":
    main()

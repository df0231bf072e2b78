"""What a run did, as it is kept, shown and vouched for: counts, dates, versions and durations. Nothing of a person."""

import hashlib
import json
from datetime import datetime
from enum import Enum
from typing import Any

import django
from django.db import connection

from hotsite.ground.evidence.models import EvidenceEvent
from hotsite.ground.evidence.services import record
from hotsite.ground.release import release
from privacy.retention.models import LineState, PurgeLine, PurgeRun

KIND = "retention.purge"


def make(run: PurgeRun, finished_at: datetime, *, wal: str) -> dict[str, Any]:
    """`wal`: what SQLite said when its write-ahead log was emptied; "" on another database."""
    lines = list(run.lines.order_by("place"))
    return {
        "run": run.slot,
        "planned_at": _time(run.planned_at),
        "finished_at": _time(finished_at),
        "versions": {"site": release(), "django": django.__version__, "database": _database()},
        "approved": run.approved_at is not None,
        "write_ahead_log": wal,
        "gone": sum(line.gone for line in lines),
        "left": sum(line.left or 0 for line in lines),
        "stopped": sum(line.state == LineState.STOPPED for line in lines),
        "failed": sum(line.state == LineState.FAILED for line in lines),
        "rules": [_rule(line) for line in lines],
    }


def _rule(line: PurgeLine) -> dict[str, Any]:
    return {
        "rule": line.rule,
        "period": line.period,
        "cut_off": _time(line.cut_off),
        "state": line.state,
        "stopped": line.stop,
        "fault": line.fault,
        "before": {
            "rows": line.total_before,
            "due": line.due_before,
            "held": line.held_before,
            "waiting": line.waiting_before,
        },
        "gone": line.gone,
        "after": {"rows": line.total_after, "held": line.held_after, "waiting": line.waiting_after, "left": line.left},
        "slices": line.slices,
        "milliseconds": line.spent_ms,
        "longest_milliseconds": line.longest_ms,
    }


def vouch(run: PurgeRun, report: dict[str, Any], now: datetime) -> None:
    """Keeps the report, and its hash in the chain of evidence; within the transaction that ends the run."""
    event = record(
        KIND,
        facts={
            "report": digest(report),
            "gone": report["gone"],
            "left": report["left"],
            "stopped": report["stopped"],
            "failed": report["failed"],
        },
        now=now,
    )
    run.report, run.evidence = report, event.number


def digest(report: dict[str, Any]) -> str:
    """SHA-256, in hexadecimal digits, over the canonical JSON."""
    return hashlib.sha256(json.dumps(report, sort_keys=True, separators=(",", ":")).encode()).hexdigest()


def _time(moment: datetime) -> str:
    return moment.isoformat()


def _database() -> str:
    version = ".".join(str(part) for part in connection.get_database_version())
    return f"{connection.vendor} {version}"


class Vouched(Enum):
    YES = "the evidence vouches for it"
    NO = "it is not what the evidence vouches for"
    GONE = "the evidence of it is not kept any more"


def vouched(run: PurgeRun) -> Vouched:
    """Whether the report is still what the chain of evidence holds the hash of."""
    event = EvidenceEvent.objects.filter(number=run.evidence, kind=KIND).first()
    if event is None:
        return Vouched.GONE if run.evidence else Vouched.NO
    return Vouched.YES if event.facts.get("report") == digest(run.report) else Vouched.NO

"""Three questions, for three kinds of asker.

/healthz   does the process live?                    for whatever restarts processes
/readyz    may visitors be sent here?                for balancers: database reachable, migrations applied, and
                                                     after a restore, what was erased is erased again
/statusz   does anything need a person?              for monitors, never for balancers: broker, beat, mail, policies, …
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import Error, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from contact.rights.selectors import counts as request_counts
from hotsite.ground.evidence.heads import last as last_head
from hotsite.ground.evidence.models import EvidenceEvent
from hotsite.ground.headers import never_stored
from hotsite.ground.work import selectors
from privacy.breaches.selectors import counts as breach_counts
from privacy.consent.selectors import standing as consent_standing
from privacy.erasure import ledger
from privacy.policies.selectors import standing as policies_standing
from privacy.publishing import Standing
from privacy.retention import standing as retention

UNAVAILABLE = 503
BROKER_SECONDS = 1.0
#: The end of the evidence is written outside every hour; this long without means that several were missed.
HEAD_EVERY = timedelta(hours=3)


@require_safe
@never_stored
def healthz(request: HttpRequest) -> HttpResponse:
    return HttpResponse("ok\n", content_type="text/plain")


@require_safe
@never_stored
def readyz(request: HttpRequest) -> HttpResponse:
    problem = _database_problem() or _restored(timezone.now())
    return HttpResponse(f"{problem or 'ok'}\n", status=UNAVAILABLE if problem else 200, content_type="text/plain")


def _database_problem() -> str:
    try:
        executor = MigrationExecutor(connection)
        waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except Error:
        return "database not reachable"
    return f"{len(waiting)} migrations not applied" if waiting else ""


def _restored(now: datetime) -> str:
    """A database that came back from a backup holds again what was erased since: nobody may be served from it."""
    missing = len(ledger.missing(now))
    return f"{missing} erasures to replay: manage.py replay_erasures" if missing else ""


@require_safe
@never_stored
def statusz(request: HttpRequest) -> HttpResponse:
    """Counts and ages only: nothing here says whose work it is."""
    now = timezone.now()
    checks: dict[str, Callable[[], dict[str, object]]] = {
        "broker": _broker,
        "beat": lambda: _beat(now),
        "work": lambda: _work(now),
        "mail": lambda: _mail(now),
        "policies": lambda: _published(policies_standing()),
        "consent": lambda: _published(consent_standing()),
        "breaches": lambda: _breaches(now),
        "requests": lambda: _requests(now),
        "evidence": lambda: _evidence(now),
        "retention": lambda: retention.summary(now),
        "holds": lambda: retention.holds_summary(now),
        "erasures": lambda: _erasures(now),
    }
    answers = {name: _asked(check) for name, check in checks.items()}
    healthy = all(answer["ok"] for answer in answers.values())
    return JsonResponse({"ok": healthy, **answers}, status=200 if healthy else UNAVAILABLE)


def _asked(check: Callable[[], dict[str, object]]) -> dict[str, object]:
    try:
        return check()
    except Error:
        return {"ok": False, "problem": "database not reachable"}


def _broker() -> dict[str, object]:
    if not settings.REDIS_URL:
        folder = Path(settings.BROKER_DIR) / "messages"
        return {"ok": folder.is_dir(), "kind": "folder"}
    from redis import Redis
    from redis.exceptions import RedisError

    try:
        with Redis.from_url(settings.REDIS_URL, socket_timeout=BROKER_SECONDS) as broker:
            broker.ping()
    except (RedisError, ValueError):
        return {"ok": False, "kind": "redis", "problem": "not reachable"}
    return {"ok": True, "kind": "redis"}


def _beat(now: datetime) -> dict[str, object]:
    last = selectors.last_tick("sweep")
    latest = now - timedelta(seconds=3 * settings.ENVIRONMENT.number("SWEEP_SECONDS"))
    return {"ok": last is not None and last >= latest, "last": last}


def _work(now: datetime) -> dict[str, object]:
    counts = selectors.job_counts(now)
    return {"ok": not (counts["overdue"] or counts["given_up"]), **counts}


def _mail(now: datetime) -> dict[str, object]:
    counts = selectors.mail_counts(now)
    return {"ok": not (counts["overdue"] or counts["given_up"]), **counts}


def _published(found: Standing) -> dict[str, object]:
    """Whether what was published is still what the site does."""
    needed: dict[str, object] = {"problem": "publish needed"} if found.publish_needed else {}
    return {"ok": not found.publish_needed, "published": found.number, "changed": list(found.changed), **needed}


def _breaches(now: datetime) -> dict[str, object]:
    """Whether an authority should have been told by now (GDPR Art. 33)."""
    counts = breach_counts(now)
    return {"ok": not counts["overdue"], **counts}


def _requests(now: datetime) -> dict[str, object]:
    """Whether somebody should have been answered by now."""
    counts = request_counts(timezone.localdate(now))
    return {"ok": not counts["overdue"], **counts}


def _evidence(now: datetime) -> dict[str, object]:
    """Whether what was done hours ago is signed outside the database."""
    head = last_head(Path(settings.EVIDENCE_DIR))
    covered = head.number if head else 0
    missed = EvidenceEvent.objects.filter(number__gt=covered, at__lt=now - HEAD_EVERY).exists()
    return {"ok": not missed, "last_head": head.moment if head else None}


def _erasures(now: datetime) -> dict[str, object]:
    """Whether what was erased is noted outside the database, and nothing of it came back."""
    counts = {
        "to_replay": len(ledger.missing(now)), "behind": ledger.behind(now), "unreadable": len(ledger.unreadable())
    }  # fmt: skip
    return {"ok": not any(counts.values()), **counts}

"""The queue over a million cases, on SQLite and on PostgreSQL: each view's first page, and each way to search.

What is measured is the database's work and Django's, as a page of the staff's asks for it: a hundred rows, with the
person in charge. The limit is the whole page's: 150 ms of server time.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from tests.bench.table import Limit, head, line
from workshop.places import ROOT
from workshop.services import Services, find
from workshop.steps import say

CASES = int(os.environ.get("CASES", "1000000"))
PAGE = 100
RUNS = 7
LIMIT = 150.0  # ms
MOST_QUERIES = 12

#: What differs from case to case, as SQL over its number `n`. The first for SQLite, the second for PostgreSQL.
NUMBERS = (
    "WITH RECURSIVE numbers(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < {cases}) ",
    "WITH numbers(n) AS (SELECT * FROM generate_series(1, {cases})) ",
)
DAY = ("date('2026-11-25', (n % 400 - 30) || ' days')", "date '2026-11-25' + (n % 400 - 30)::int")
OPEN = "n % 3 = 0"
CASE = {
    "id": "n + 10",
    "state": f"CASE WHEN {OPEN} THEN 'in_progress' ELSE 'fulfilled' END",
    "is_open": f"({OPEN})",
    "right": "CASE n % 4 WHEN 0 THEN 'access' WHEN 1 THEN 'erasure' WHEN 2 THEN 'objection' ELSE 'question' END",
    "due_under": "CASE n % 5 WHEN 0 THEN 'uk' WHEN 1 THEN 'us-ca' ELSE 'eu' END",
    "assignee_id": "CASE WHEN n % 12 = 0 THEN {member} END",
}
PERSON = {"request_id": "n + 10", "email": "'person' || n || '@example.invalid'"}


def fill() -> None:
    """A million cases made of one, in the database."""
    from django.db import connection

    from contact.rights.models import Requester, RightsRequest
    from tests.contact.rights.cases import member, received

    seed = received()
    who = member().key
    kind = 1 if connection.vendor == "postgresql" else 0
    reference = ("'R-' || printf('%07d', n)", "'R-' || lpad(n::text, 7, '0')")[kind]
    case = CASE | {"reference": reference, "due_on": DAY[kind], "assignee_id": CASE["assignee_id"].format(member=who)}
    with connection.cursor() as cursor:
        for model, varied in ((RightsRequest, case), (Requester, PERSON)):
            columns = [column.column for column in model._meta.concrete_fields]
            values = ", ".join(varied.get(str(column), f'row."{column}"') for column in columns)
            named = ", ".join(f'"{column}"' for column in columns)
            table, key = model._meta.db_table, model._meta.pk.column
            numbers = NUMBERS[kind].format(cases=CASES)
            source = f"FROM numbers, {table} row WHERE row.{key} = {seed.pk}"
            cursor.execute(f"INSERT INTO {table} ({named}) {numbers} SELECT {values} {source}")
        cursor.execute("ANALYZE")


def measure() -> None:
    """In a process of its own, whose environment names the database."""
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection
    from django.db.models import QuerySet
    from django.test.utils import CaptureQueriesContext

    from contact.rights.models import RightsRequest
    from contact.rights.selectors import Queue, queue, search
    from tests.contact.rights.cases import NOW, member

    call_command("migrate", verbosity=0)
    fill()
    today = NOW.date()
    every = RightsRequest.objects.order_by("due_on", "pk")
    who = member().key
    asks: dict[str, Callable[[], QuerySet[RightsRequest]]]
    asks = {f"queue: {view.value}": partial(queue, view, today=today, mine=who) for view in Queue}
    asks["queue: one right"] = lambda: queue(Queue.OPEN, today=today).filter(right="erasure")
    asks["queue: one law"] = lambda: queue(Queue.OPEN, today=today).filter(due_under="uk")
    asks["every case, by due date"] = lambda: every
    asks["one state"] = lambda: every.filter(state="in_progress")
    asks["search: an e-mail address"] = lambda: search(f"Person{CASES // 2}@example.invalid")
    asks["search: a reference"] = lambda: every.filter(reference=f"R-{CASES // 2:07}")
    kept = True
    for name, ask in asks.items():
        times = []
        for _run in range(RUNS):
            with CaptureQueriesContext(connection) as queries:
                began = time.perf_counter()
                found = list(ask().select_related("assignee")[:PAGE])
                times.append((time.perf_counter() - began) * 1000)
        assert len(queries) <= MOST_QUERIES
        assert found, name
        kept &= line(name, statistics.median(times), "ms", limit=Limit(value=LIMIT), digits=1)
    sys.exit(not kept)


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="hot-bench-") as folder:
        environment = dict(os.environ) | {
            "DATA_DIR": folder,
            "SECRET_KEY_FILE": str(Path(folder) / "secret-key"),
            "DJANGO_SETTINGS_MODULE": "hotsite.settings",
        }
        say(f"SQLite, {CASES:,} cases")
        run(environment)
    if find() is None:
        return
    with Services() as services, tempfile.TemporaryDirectory(prefix="hot-bench-") as folder:
        say(f"PostgreSQL, {CASES:,} cases")
        run(environment | {"DATA_DIR": folder, "DATABASE_URL": services.database_url})


def run(environment: dict[str, str]) -> None:
    head()
    command = [sys.executable, "-m", "tests.bench.bench_queue", "measure"]
    assert subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode == 0, "too slow"


if __name__ == "__main__":
    measure() if sys.argv[1:] == ["measure"] else main()

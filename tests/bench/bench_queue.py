"""The staff's queue with a million cases: how long a page takes the server, and how many queries.

On a database of its own, which is thrown away: the one of `DATABASE_URL` if it is set, else SQLite in a folder.
"""

import os
import sys
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlsplit

from tests.bench.table import Limit, head, line

CASES = 1_000_000
BATCH = 20_000
PAGE = Limit(value=150)  # milliseconds of the server
QUERIES = Limit(value=12)
LIST = "/en/admin/contact/rightsrequest/"


def fill() -> None:
    """Half of the cases open; rights, laws and states mixed as a queue has them; 400 due dates."""
    from django.utils import timezone

    from contact.rights.models import Requester, RightsRequest
    from contact.rights.regimes import REGIMES, Right
    from contact.rights.states import CLOSED, State
    from hotsite.ground.not_yet import NOT_YET
    from hotsite.ground.reference import ALPHABET

    now = timezone.now()
    today = timezone.localdate(now)
    rights, states = list(Right), list(State)

    def case(number: int) -> RightsRequest:
        state = states[number % len(states)]
        regime = REGIMES[number * 7 % len(REGIMES)].key
        letters = "".join(ALPHABET[number >> shift & 31] for shift in range(0, 40, 5))
        due = today + timedelta(days=number * 13 % 400 - 370 if state in CLOSED else number * 13 % 400 - 20)
        return RightsRequest(
            pk=number + 1, reference=f"R-{letters[:4]}-{letters[4:]}", right=rights[number % len(rights)],
            channel="form", language="en", residence=regime, regimes=[regime], state=state,
            is_open=state not in CLOSED, level=1,
            received_on=due - timedelta(days=30), created_at=now, due_on=due, due_under=regime, staff_on=due,
            closed_at=now if state in CLOSED else NOT_YET,
        )  # fmt: skip

    for first in range(0, CASES, BATCH):
        numbers = range(first, first + BATCH)
        RightsRequest.objects.bulk_create([case(number) for number in numbers], batch_size=1000)
        people = [Requester(pk=number + 1, email=f"p{number}@example.invalid") for number in numbers]
        Requester.objects.bulk_create(people, batch_size=5000)


def measure(ask: Callable[[], object]) -> tuple[float, int]:
    """The median of nine in milliseconds, and the queries of one."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    took = []
    for _one in range(10):
        started = time.perf_counter()
        ask()
        took.append((time.perf_counter() - started) * 1000)
    with CaptureQueriesContext(connection) as queries:
        ask()
    return sorted(took[1:])[4], len(queries)


def pages() -> None:
    from django.conf import settings
    from django.contrib.auth.models import Group
    from django.db import connection
    from django.test import Client

    from contact.rights.models import RightsRequest
    from hotsite.models import StaffAccount
    from hotsite.roles import write_roles

    write_roles()
    account = StaffAccount.objects.create_user("ada", "ada@example.invalid", "password", is_staff=True)
    account.groups.add(Group.objects.get(name="handler"))
    fill()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    some = RightsRequest.objects.get(pk=CASES // 2)
    client = Client(headers={"host": urlsplit(settings.SITE_URL).netloc})
    client.force_login(account)
    asked = {
        "open cases": "",
        "overdue": "?view=overdue",
        "unassigned": "?view=unassigned",
        "one right": "?right__exact=erasure",
        "one law": "?law=br",
        "one state": "?state__exact=fulfilled",
        "right, law and state": "?right__exact=access&law=eu&state__exact=received",
        "the last page that is counted": "?p=200",
        "a reference": f"?q={some.reference}",
        "an address": f"?q=p{CASES // 3}@example.invalid",
        "nobody's address": "?q=nobody@example.invalid",
        "one case": f"{some.pk}/change/",
    }
    head()
    for name, query in asked.items():
        took, queries = measure(lambda query=query: _seen(client.get(LIST + query)))  # type: ignore[misc]  # a lambda has no types
        line(f"{name}, of {CASES:,}", took, "ms", limit=PAGE, digits=1)
        line(f"{name}, queries", queries, "", limit=QUERIES)


def _seen(answer: object) -> None:
    status = getattr(answer, "status_code", None)
    assert status == 200, status


def main() -> None:
    with TemporaryDirectory() as folder:
        os.environ |= {"DATA_DIR": folder, "SECRET_KEY_FILE": str(Path(folder) / "secret-key")}
        os.environ["DJANGO_SETTINGS_MODULE"] = "hotsite.settings"
        import django
        from django.db import connection

        sys.stdout.reconfigure(line_buffering=True)  # type: ignore[union-attr]  # a real stream
        django.setup()
        if connection.vendor == "sqlite":
            connection.settings_dict["TEST"]["NAME"] = str(Path(folder) / "bench.sqlite3")  # a million rows fill memory
        made = connection.creation.create_test_db(verbosity=0)
        try:
            pages()
        finally:
            connection.creation.destroy_test_db(made, verbosity=0)


if __name__ == "__main__":
    main()

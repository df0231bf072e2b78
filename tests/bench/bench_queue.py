"""The staff's queue with a million cases: how long a page takes the server, and how many queries."""

import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

from django.db.models import Model

from tests.bench.databases import on_both
from tests.bench.table import Limit, head, line

CASES = 1_000_000
BATCH = 20_000
PAGE = Limit(value=150)  # milliseconds of the server
QUERIES = Limit(value=12)
LIST = "/en/admin/contact/rightsrequest/"


def fill() -> None:
    """Half of the cases open; rights, laws and states mixed as a queue has them; 400 due dates.

    The first BATCH is made as the site makes cases; the rest are copies of it, made by the database.
    """
    from django.utils import timezone

    from contact.rights.models import Requester, RightsRequest
    from contact.rights.regimes import REGIMES, Right
    from contact.rights.states import CLOSED, State
    from hotsite.ground.not_yet import NOT_YET

    now = timezone.now()
    today = timezone.localdate(now)
    rights, states = list(Right), list(State)

    def case(number: int) -> RightsRequest:
        state = states[number % len(states)]
        regime = REGIMES[number * 7 % len(REGIMES)].key
        due = today + timedelta(days=number * 13 % 400 - 370 if state in CLOSED else number * 13 % 400 - 20)
        return RightsRequest(
            pk=number + 1, reference=f"R-{number + 1}", right=rights[number % len(rights)],
            channel="form", language="en", residence=regime, regimes=[regime], state=state,
            is_open=state not in CLOSED, level=1,
            received_on=due - timedelta(days=30), created_at=now, due_on=due, due_under=regime, staff_on=due,
            closed_at=now if state in CLOSED else NOT_YET,
        )  # fmt: skip

    RightsRequest.objects.bulk_create([case(number) for number in range(BATCH)], batch_size=1000)
    people = [Requester(pk=number + 1, email=f"p{number + 1}@example.invalid") for number in range(BATCH)]
    Requester.objects.bulk_create(people, batch_size=5000)
    for first in range(BATCH, CASES, BATCH):
        copy_batch(RightsRequest, first, reference="'R-' || (id + {first})")
        copy_batch(Requester, first, email="'p' || (request_id + {first}) || '@example.invalid'")


def copy_batch(model: "type[Model]", first: int, **changed: str) -> None:
    """The first BATCH of rows again, with keys from `first` on; `changed` are columns that have to be others."""
    from django.db import connection

    key = str(model._meta.pk.column)
    columns = [str(field.column) for field in model._meta.concrete_fields]
    values = [f"{key} + {first}" if one == key else changed.get(one, f'"{one}"').format(first=first) for one in columns]
    names = ", ".join(f'"{one}"' for one in columns)
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {model._meta.db_table} ({names}) SELECT {', '.join(values)} "  # noqa: S608 (our own names)
            f"FROM {model._meta.db_table} WHERE {key} <= {BATCH}"
        )


def measure(ask: Callable[[], object]) -> tuple[float, float, int]:
    """The medians of nine in milliseconds, by the clock and of the processor; and the queries of one.

    Where the database runs in this process, the second is what a machine that does nothing else would take.
    """
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    took, worked = [], []
    for _one in range(10):
        started, began = time.perf_counter(), time.process_time()
        ask()
        took.append((time.perf_counter() - started) * 1000)
        worked.append((time.process_time() - began) * 1000)
    with CaptureQueriesContext(connection) as queries:
        ask()
    return sorted(took[1:])[4], sorted(worked[1:])[4], len(queries)


def pages(_folder: Path) -> None:
    from django.conf import settings
    from django.contrib.auth.models import Group
    from django.db import connection

    from contact.rights.models import REFERENCE_PREFIX, RightsRequest
    from hotsite.ground.reference import new_reference
    from hotsite.models import StaffAccount
    from hotsite.roles import write_roles
    from tests.staff import StaffClient

    write_roles()
    account = StaffAccount.objects.create_user("ada", "ada@example.invalid", "password", is_staff=True)
    account.groups.add(Group.objects.get(name="handler"))
    fill()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    some = RightsRequest.objects.get(pk=CASES // 2)
    some.reference = new_reference(REFERENCE_PREFIX)  # with its check character, without which it is not looked for
    some.save(update_fields=["reference"])
    client = StaffClient(headers={"host": urlsplit(settings.SITE_URL).netloc})
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
        took, worked, queries = measure(lambda query=query: _seen(client.get(LIST + query)))  # type: ignore[misc]  # a lambda has no types
        line(f"{name}, of {CASES:,}", took, "ms", limit=PAGE, digits=1)
        line(f"{name}, of the processor", worked, "ms", digits=1)
        line(f"{name}, queries", queries, "", limit=QUERIES)


def _seen(answer: object) -> None:
    status = getattr(answer, "status_code", None)
    assert status == 200, status


if __name__ == "__main__":
    on_both("tests.bench.bench_queue", pages)

"""Cases as CSV: written line by line, however many."""

import csv
from collections.abc import Iterator
from datetime import date

from django.db.models import QuerySet
from django.http import StreamingHttpResponse

from contact.rights.models import RightsRequest
from contact.rights.selectors import days_left

COLUMNS = (
    "reference", "right", "state", "law", "channel", "received", "due", "days_left", "extended", "paused", "closed",
    "assigned_to",
)  # fmt: skip


def as_csv(cases: "QuerySet[RightsRequest]", today: date) -> StreamingHttpResponse:
    response = StreamingHttpResponse(_lines(cases, today), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="cases-{today}.csv"'
    return response


def _lines(cases: "QuerySet[RightsRequest]", today: date) -> Iterator[str]:
    writer = csv.writer(_Line())
    yield writer.writerow(COLUMNS)
    for case in cases.iterator(chunk_size=1000):
        yield writer.writerow(_cells(case, today))


def _cells(case: RightsRequest, today: date) -> tuple[object, ...]:
    assigned_to = case.assignee.get_username() if case.assignee else ""
    return (
        case.reference, case.right, case.state, case.due_under, case.channel, case.received_on, case.due_on,
        "" if case.is_closed else days_left(case, today), int(case.is_extended), int(case.is_paused),
        case.closed_at.date() if case.is_closed else "", _not_a_formula(assigned_to),
    )  # fmt: skip


def _not_a_formula(text: str) -> str:
    """A spreadsheet would run what begins like this, and a user name may."""
    return f"'{text}" if text[:1] in ("=", "+", "-", "@") else text


class _Line:
    """A file that hands each line back."""

    def write(self, line: str) -> str:
        return line

"""What can be asked about cases. Every query here runs along an index, with a million cases."""

from datetime import date, timedelta
from enum import Enum

from django.db.models import Q, QuerySet
from django.db.models.functions import Lower

from contact.rights.models import REFERENCE_PREFIX, Requester, RightsRequest
from hotsite.ground.reference import parse_reference

SOON = timedelta(days=7)
MOST_OF_ONE_PERSON = 1000


class Queue(Enum):
    """The views of the queue, all by due date."""

    OPEN = "open"
    MINE = "mine"
    UNASSIGNED = "unassigned"
    DUE_THIS_WEEK = "due this week"
    OVERDUE = "overdue"


def queue(view: Queue, *, today: date, mine: int | None = None) -> "QuerySet[RightsRequest]":
    """Open cases, the earliest due first. `mine`: the key of a member of staff."""
    cases = RightsRequest.objects.filter(is_open=True).order_by("due_on", "pk")
    if view is Queue.MINE:
        return cases.filter(assignee=mine)
    if view is Queue.UNASSIGNED:
        return cases.filter(assignee=None)
    if view is Queue.DUE_THIS_WEEK:
        return cases.filter(due_on__gte=today, due_on__lt=today + SOON)
    if view is Queue.OVERDUE:
        return cases.filter(due_on__lt=today)
    return cases


def search(text: str) -> "QuerySet[RightsRequest]":
    """By reference, as people type it, or by the e-mail address of who asks or whom it is about; exactly."""
    if reference := parse_reference(REFERENCE_PREFIX, text):
        return RightsRequest.objects.filter(reference=reference)
    # The keys first: in one query, SQLite would rather walk the queue than the index of addresses.
    keys = of_mailbox(text.strip()).values_list("pk", flat=True)[:MOST_OF_ONE_PERSON]
    return RightsRequest.objects.filter(pk__in=list(keys))


def of_mailbox(email: str) -> "QuerySet[Requester]":
    """One person's requests, asked by them or about them; none for what is no address."""
    if not email or "\0" in email:  # which PostgreSQL cannot hold
        return Requester.objects.none()
    address = email.lower()
    people = Requester.objects.alias(asks=Lower("email"), about=Lower("subject_email"))
    return people.filter(Q(asks=address) | Q(about=address, subject_email__isnull=False))


def mailbox_of(case: RightsRequest) -> str:
    """Of whom the case is about; "" if no address is known, or none any more."""
    requester = Requester.objects.filter(pk=case.pk).first()
    return (requester.subject_email or requester.email) if requester else ""


def counts(today: date) -> dict[str, int]:
    """Open cases, and those of them whose day is over."""
    return {view.value: queue(view, today=today).count() for view in (Queue.OPEN, Queue.OVERDUE)}


def days_left(case: RightsRequest, today: date) -> int:
    """Negative once the day is over."""
    return (case.due_on - today).days

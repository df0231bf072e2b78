"""One person's rows, by what the declarations say."""

import pytest
from pytest_django import DjangoAssertNumQueries

from contact.messages.models import ContactMessage
from contact.rights.models import Requester
from hotsite.ground.work.models import Job
from privacy import subjects
from tests.contact.rights.cases import NOW, received

pytestmark = pytest.mark.django_db


def message(email: str, *, reference: str = "") -> ContactMessage:
    name = reference or f"M-{email[:4]}"
    return ContactMessage.objects.create(
        reference=name, topic="idea", email=email, message="x", created_at=NOW, last_activity_at=NOW
    )


def numbers(email: str) -> dict[type, int | None]:
    return {one.declaration.model: one.number for one in subjects.held(email)}


def test_rows_are_counted_whatever_the_case_of_the_address() -> None:
    message("Ada@Example.invalid")
    message("other@example.invalid")
    received()
    found = numbers("ada@EXAMPLE.invalid")
    assert (found[ContactMessage], found[Requester]) == (1, 1)


def test_a_table_that_no_address_leads_into_is_named_without_a_number() -> None:
    assert numbers("ada@example.invalid")[Job] is None


@pytest.mark.parametrize("hostile", ["", "\0", "ada", "%", "' OR 1=1 --", "a" * 5000])
def test_what_is_no_address_finds_nobody(hostile: str) -> None:
    message("ada@example.invalid")
    assert not any(numbers(hostile).values())


def test_the_counts_take_one_query(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(1):
        numbers("ada@example.invalid")

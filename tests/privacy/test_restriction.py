"""Rows that are kept, and used no more."""

import pytest

from contact.messages.models import Author, ContactMessage, ThreadEntry
from contact.rights.models import RightsRequest
from privacy import restriction, subjects
from privacy.erasure.executing import erase
from privacy.erasure.plan import plan
from tests.contact.rights.cases import NOW
from tests.privacy.test_subjects import message

pytestmark = pytest.mark.django_db
ADA = "ada@example.invalid"


@pytest.fixture
def row() -> ContactMessage:
    kept = message(ADA)
    ThreadEntry.objects.create(message=kept, author=Author.STAFF, text="x", created_at=NOW, last_activity_at=NOW)
    return kept


def in_use(*models: type) -> list[int]:
    return [restriction.free(model._default_manager.all()).count() for model in models]  # type: ignore[attr-defined]  # models


def test_a_persons_rows_are_frozen_and_nobody_elses(row: ContactMessage) -> None:
    other = message("other@example.invalid")
    assert restriction.freeze("ADA@example.invalid", "R-1") == 2
    assert in_use(ContactMessage, ThreadEntry) == [1, 0]
    assert list(restriction.free(ContactMessage.objects.all())) == [other]
    assert [(one.model, rows.count()) for one, rows in restriction.frozen("R-1")] == [
        (ContactMessage, 1),
        (ThreadEntry, 1),
    ]


def test_lifting_frees_what_was_frozen_under_that_request_alone(row: ContactMessage) -> None:
    message("other@example.invalid")
    restriction.freeze(ADA, "R-1")
    restriction.freeze("other@example.invalid", "R-2")
    assert restriction.lift("R-1") == 2
    assert in_use(ContactMessage, ThreadEntry) == [1, 1]
    assert restriction.lift("R-1") == 0


def test_a_row_stays_frozen_under_another_request(row: ContactMessage) -> None:
    restriction.freeze(ADA, "R-1")
    restriction.freeze(ADA, "R-2")
    assert restriction.lift("R-1") == 0
    assert restriction.lift("R-2", to="R-1") == 2
    assert in_use(ContactMessage, ThreadEntry) == [0, 0]


def test_the_person_still_receives_and_erases_what_is_frozen(row: ContactMessage) -> None:
    restriction.freeze(ADA, "R-1")
    assert {one.declaration.model: one.number for one in subjects.held(ADA)}[ContactMessage] == 1
    assert erase(plan(ADA, now=NOW), now=NOW).counts["deleted"] >= 2
    assert restriction.frozen("R-1") == []


def test_under_no_reference_nothing_is_frozen_or_lifted(row: ContactMessage) -> None:
    assert restriction.frozen("") == []
    assert restriction.lift("") == 0


def test_a_table_that_knows_no_restriction_keeps_all_its_rows() -> None:
    assert restriction.free(RightsRequest.objects.all()).query.where.children == []

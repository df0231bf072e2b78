"""Correcting a value: what was shown, where its declaration allows it, and without keeping what stood there."""

import pytest
from django.core.exceptions import ValidationError

from contact.messages.models import ContactMessage
from privacy import rectification
from privacy.rectification import Changed, change, correct, places
from tests.contact.rights.cases import received
from tests.privacy.test_subjects import message

pytestmark = pytest.mark.django_db
ADA = "ada@example.invalid"
NEW = "lovelace@example.invalid"


def key(row: ContactMessage, field: str = "email") -> str:
    return f"contact.contactmessage:{row.pk}:{field}"


def test_what_can_be_corrected_is_what_the_declarations_say() -> None:
    row = message(ADA)
    message("other@example.invalid")
    case = received()
    found = {place.key for place in places("ADA@example.invalid")}
    assert found == {key(row, name) for name in ("name", "email", "message")} | {f"contact.requester:{case.pk}:details"}


def test_what_was_shown_is_done_and_only_hashes_are_kept_of_it() -> None:
    row, other = message(ADA), message("other@example.invalid")
    shown = change(ADA, key(row), f" {NEW} ")
    done = correct(ADA, key(row), f" {NEW} ", shown=shown.digest)
    row.refresh_from_db()
    other.refresh_from_db()
    assert (row.email, other.email) == (NEW, "other@example.invalid")
    assert (done.table, done.row, done.field) == ("contact.contactmessage", row.pk, "email")
    assert len({done.before, done.after}) == 2
    assert not {"ada", "lovelace"} & set(str(done).replace("@", " ").split())


def test_the_same_value_in_two_places_has_two_hashes() -> None:
    first = message(ADA)
    second = message(ADA.replace("ada", "adab"))
    ContactMessage.objects.filter(pk=second.pk).update(email=ADA)
    done = [correct(ADA, key(row), NEW, shown=change(ADA, key(row), NEW).digest) for row in (first, second)]
    assert done[0].after != done[1].after
    assert done[0].before != done[1].before


@pytest.mark.parametrize("change_of", ["value", "row"])
def test_another_change_than_the_one_shown_is_not_made(change_of: str) -> None:
    row = message(ADA)
    shown = change(ADA, key(row, "name"), "Ada").digest
    if change_of == "row":
        ContactMessage.objects.update(name="Somebody was faster")
    with pytest.raises(Changed):
        correct(ADA, key(row, "name"), "Ada" if change_of == "row" else "Grace", shown=shown)
    row.refresh_from_db()
    assert row.name == ("Somebody was faster" if change_of == "row" else "")


@pytest.mark.parametrize("value", ["", "no address", "a\0@example.invalid", "a" * 300 + "@example.invalid", ADA])
def test_what_cannot_stand_there_is_refused(value: str) -> None:
    row = message(ADA)
    with pytest.raises(ValidationError):
        change(ADA, key(row), value)
    with pytest.raises(ValidationError):
        correct(ADA, key(row), value, shown="")


@pytest.mark.parametrize(
    "hostile",
    [
        "", ":", "::", "contact.contactmessage", "contact.contactmessage:1", "contact.contactmessage:x:email",
        "contact.contactmessage:{pk}:state", "contact.contactmessage:{pk}:nonsense",
        "contact.contactmessage:{other}:email",
        "hotsite.staffaccount:{pk}:password", "contact.contactmessage:99999999999999999999999:email",
        "contact.contactmessage:²:email",
    ],
)  # fmt: skip
def test_a_place_that_is_none_of_this_persons_is_not_corrected(hostile: str) -> None:
    row, other = message(ADA), message("other@example.invalid")
    with pytest.raises(ValidationError):
        change(ADA, hostile.format(pk=row.pk, other=other.pk), NEW)


def test_a_page_lists_the_newest_rows_and_not_thousands(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rectification, "MOST_ROWS", 1)
    message(ADA)
    newer = message(ADA.upper())
    assert {place.row for place in places(ADA)} == {newer}

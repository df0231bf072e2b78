"""Erasing by an approved plan: exactly that, or nothing."""

import pytest

from contact.messages.models import Author, ContactMessage, ThreadEntry
from contact.rights.models import RightsRequest
from hotsite.ground.work.models import OutboxMail
from privacy import erasure
from privacy.declarations import Registry, declare, registry
from privacy.erasure import Fate, NotErased, PlanChanged
from tests.contact.rights.cases import NOW, received
from tests.privacy.test_subjects import message

pytestmark = pytest.mark.django_db
ADA = "ada@example.invalid"


def fates(plan: erasure.Plan) -> dict[type, Fate]:
    return {type(line.row): line.fate for line in plan.lines}


def test_each_row_is_deleted_blanked_or_kept_with_its_ground() -> None:
    message(ADA)
    received()
    plan = erasure.plan(ADA)
    found = fates(plan)
    assert found[ContactMessage] is Fate.DELETE
    assert found[OutboxMail] is Fate.BLANK
    assert found[RightsRequest] is Fate.KEEP
    assert all(bool(line.ground) == (line.fate is Fate.KEEP) for line in plan.lines)


def test_it_does_what_the_plan_says_and_touches_nobody_else() -> None:
    message(ADA)
    other = message("other@example.invalid")
    received()
    plan = erasure.plan(ADA)
    assert erasure.erase(plan) == plan.counts
    assert list(ContactMessage.objects.all()) == [other]
    assert not OutboxMail.objects.exclude(to="").exists()
    assert RightsRequest.objects.exists()
    after = erasure.plan(ADA)
    assert {line.fate for line in after.lines} == {Fate.KEEP}


def test_what_goes_with_another_row_is_erased_too() -> None:
    ThreadEntry.objects.create(
        message=message(ADA), author=Author.STAFF, text="x", created_at=NOW, last_activity_at=NOW
    )
    assert erasure.erase(erasure.plan(ADA))["deleted"] == 2
    assert not ThreadEntry.objects.exists()


def test_a_row_that_came_since_stops_it_all() -> None:
    message(ADA)
    plan = erasure.plan(ADA)
    late = ContactMessage.objects.get()
    late.pk, late.reference = None, "M-late"
    late.save(force_insert=True)
    with pytest.raises(PlanChanged) as raised:
        erasure.erase(plan)
    assert raised.value.plan.counts["deleted"] == 2
    assert ContactMessage.objects.count() == 2


def test_a_row_that_changed_since_stops_it_all() -> None:
    message(ADA)
    plan = erasure.plan(ADA)
    ContactMessage.objects.update(message="something else")
    with pytest.raises(PlanChanged):
        erasure.erase(plan)
    assert ContactMessage.objects.exists()


def test_what_is_kept_may_go_on_being_written() -> None:
    case = received()
    digest = erasure.plan(ADA).digest
    RightsRequest.objects.filter(pk=case.pk).update(version=99)
    assert erasure.plan(ADA).digest == digest


def test_two_people_with_the_same_rows_have_two_plans() -> None:
    assert erasure.plan(ADA).digest != erasure.plan("other@example.invalid").digest


def test_a_table_that_says_it_erased_and_did_not_rolls_all_back() -> None:
    lying = Registry()
    said = registry.tables[ContactMessage]
    names = ("fields", "purpose", "legal_basis", "recipients", "keep_for", "counted_from", "rectify", "restrict")
    declare(
        ContactMessage,
        subject="email",
        erase=lambda rows: 0,
        into=lying,
        **{name: getattr(said, name) for name in names},
    )
    message(ADA)
    with pytest.raises(NotErased):
        erasure.erase(erasure.plan(ADA, of=lying), of=lying)
    assert ContactMessage.objects.exists()

"""Erasing by an approved plan: exactly that, or nothing."""

from typing import Any

import pytest

from contact.messages.models import ContactMessage, ThreadEntry
from contact.rights.models import RightsRequest
from hotsite.ground.work.models import OutboxMail
from privacy.declarations import Registry, declare, registry
from privacy.erasure import ledger
from privacy.erasure.executing import NotErased, PlanChanged, erase
from privacy.erasure.models import LedgerEntry
from privacy.erasure.plan import Fate, Plan, plan
from privacy.retention import holds
from privacy.retention.models import LegalHold, PurgePause, Reason
from tests.contact.rights.cases import DAY, NOW, in_progress, member, received, work
from tests.privacy.test_subjects import message

pytestmark = pytest.mark.django_db
ADA = "ada@example.invalid"


def fates(found: Plan) -> dict[type, Fate]:
    return {type(line.row): line.fate for line in found.lines}


def test_each_row_is_deleted_blanked_or_kept_with_its_ground() -> None:
    message(ADA)
    received()
    found = plan(ADA, now=NOW)
    fate = fates(found)
    assert fate[ContactMessage] is Fate.DELETE
    assert fate[OutboxMail] is Fate.BLANK
    assert fate[RightsRequest] is Fate.KEEP
    assert all(bool(line.ground) == (line.fate is Fate.KEEP) for line in found.lines)


def test_it_does_what_the_plan_says_and_touches_nobody_else() -> None:
    message(ADA)
    other = message("other@example.invalid")
    received()
    found = plan(ADA, now=NOW)
    assert erase(found, now=NOW).counts == found.counts
    assert list(ContactMessage.objects.all()) == [other]
    assert not OutboxMail.objects.exclude(to="").exists()
    assert RightsRequest.objects.exists()
    after = plan(ADA, now=NOW)
    assert {line.fate for line in after.lines} == {Fate.KEEP}


def test_a_row_that_came_since_stops_it_all() -> None:
    message(ADA)
    found = plan(ADA, now=NOW)
    late = ContactMessage.objects.get()
    late.pk, late.reference = None, "M-late"
    late.save(force_insert=True)
    with pytest.raises(PlanChanged) as raised:
        erase(found, now=NOW)
    assert raised.value.plan.counts["deleted"] == 2
    assert ContactMessage.objects.count() == 2


def test_a_row_that_changed_since_stops_it_all() -> None:
    message(ADA)
    found = plan(ADA, now=NOW)
    ContactMessage.objects.update(message="something else")
    with pytest.raises(PlanChanged):
        erase(found, now=NOW)
    assert ContactMessage.objects.exists()


def test_what_is_kept_may_go_on_being_written() -> None:
    case = received()
    digest = plan(ADA, now=NOW).digest
    RightsRequest.objects.filter(pk=case.pk).update(version=99)
    assert plan(ADA, now=NOW).digest == digest


def test_two_people_with_the_same_rows_have_two_plans() -> None:
    assert plan(ADA, now=NOW).digest != plan("other@example.invalid", now=NOW).digest


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
        erase(plan(ADA, now=NOW, of=lying), now=NOW, of=lying)
    assert ContactMessage.objects.exists()


def hold(**scope: Any) -> LegalHold:
    usual: dict[str, Any] = {
        "reason": Reason.CLAIM,
        "reference": "File 7",
        "review_on": (NOW + 90 * DAY).date(),
        "by": member().key,
    }
    return holds.place(**(usual | scope), now=NOW)


def test_what_a_legal_hold_covers_is_kept_with_its_ground_and_until_when() -> None:
    message(ADA)
    placed = hold(email=ADA.upper())
    late = ContactMessage.objects.create(
        reference="M-late", topic="idea", email=ADA, message="x", created_at=NOW, last_activity_at=NOW
    )
    found = plan(ADA, now=NOW)
    ours = [line for line in found.lines if isinstance(line.row, ContactMessage)]
    assert [(line.row.pk, line.fate) for line in ours][-1] == (late.pk, Fate.KEEP)
    assert {str(line.ground) for line in ours} == {
        "a legal hold, for a legal claim, made or expected: until it is lifted; looked at again on 2027-02-23"
    }
    assert erase(found, now=NOW).counts["deleted"] == 0
    assert ContactMessage.objects.count() == 2
    LegalHold.objects.filter(pk=placed.pk).update(lifted_at=NOW)
    assert erase(plan(ADA, now=NOW), now=NOW).counts["deleted"] == 2


def test_a_row_that_a_held_one_hangs_on_stays_with_it_and_others_go() -> None:
    whole, other = message(ADA), message("Ada@example.invalid")
    for one in (whole, other):
        ThreadEntry.objects.create(message=one, author="visitor", text="x", created_at=NOW, last_activity_at=NOW)
    entry = whole.entries.get()
    hold(table="contact.ThreadEntry", where={"id": entry.pk})
    erase(plan(ADA, now=NOW), now=NOW)
    assert list(ContactMessage.objects.all()) == [whole]
    assert list(ThreadEntry.objects.all()) == [entry]


def test_a_hold_placed_since_the_approval_stops_it_all() -> None:
    message(ADA)
    found = plan(ADA, now=NOW)
    hold(email=ADA)
    with pytest.raises(PlanChanged):
        erase(found, now=NOW)
    assert ContactMessage.objects.exists()


def test_a_pause_of_the_purge_stops_no_erasure() -> None:
    message(ADA)
    case = in_progress(email=ADA)
    assert PurgePause.objects.exists()
    work()
    assert case.level
    assert erase(plan(ADA, now=NOW), now=NOW).counts["deleted"] == 1


def test_what_went_by_cascade_with_another_row_is_no_fault() -> None:
    whole = message(ADA)
    ThreadEntry.objects.create(message=whole, author="visitor", text="x", created_at=NOW, last_activity_at=NOW)
    assert erase(plan(ADA, now=NOW), now=NOW).counts["deleted"] == 2
    assert not ThreadEntry.objects.exists()


def test_each_erasure_is_in_the_ledger_by_hash_alone() -> None:
    message(ADA)
    found = plan(ADA, now=NOW)
    erase(found, now=NOW)
    row = LedgerEntry.objects.get()
    assert (row.plan, row.counts) == (found.digest, found.counts)
    assert row.about in ledger.about_any("Ada@Example.invalid")
    assert "ada@" not in str(row.__dict__)


def test_an_erasure_that_does_not_happen_is_not_in_the_ledger() -> None:
    message(ADA)
    found = plan(ADA, now=NOW)
    message("ADA@example.invalid")
    with pytest.raises(PlanChanged):
        erase(found, now=NOW)
    assert not LedgerEntry.objects.exists()

"""Legal holds and pauses: whose rows they cover, how long, and who may end them."""

from datetime import UTC, datetime, timedelta

import pytest
from django.conf import LazySettings
from django.db import connection
from django.utils import translation

from contact.messages.models import Author, ContactMessage, ThreadEntry
from contact.rights import services
from contact.rights.models import Token
from contact.rights.services import PERSON
from contact.rights.states import State
from hotsite.ground.evidence.models import EvidenceEvent
from hotsite.models import StaffAccount
from privacy.declarations import Declaration, registry
from privacy.retention import covered, holds, pauses, plan
from privacy.retention.models import Because, CoveredRow, LegalHold, PurgePause, Reason
from privacy.retention.rules import rules
from tests.contact.rights.cases import NOW, in_progress, member, received, verified, work
from tests.privacy.test_subjects import message

pytestmark = pytest.mark.django_db
ADA, EVE = "ada@example.invalid", "eve@example.invalid"
DAY = timedelta(days=1)


def declared(model: type) -> Declaration:
    found = registry.tables[model]
    assert isinstance(found, Declaration)
    return found


def person(name: str) -> int:
    return StaffAccount.objects.get_or_create(username=name)[0].pk


def hold(**changes: object) -> LegalHold:
    usual: dict[str, object] = {
        **({} if "table" in changes else {"email": ADA}),
        "reason": Reason.CLAIM,
        "reference": "12/2026",
        "review_on": (NOW + 90 * DAY).date(),
        "by": person("first"),
        "now": NOW,
    }
    return holds.place(**(usual | changes))  # type: ignore[arg-type]  # each is given by its name


def held(model: type) -> list[object]:
    return list(model.objects.filter(holds.held(declared(model), NOW)))  # type: ignore[attr-defined]  # any model has it


def test_a_hold_covers_the_persons_rows_in_every_table_and_nobody_elses() -> None:
    mine, other = message("Ada@Example.invalid"), message(EVE)
    case = received()
    hold()
    assert held(ContactMessage) == [mine] != [other]
    assert held(Token) == list(case.requester.tokens.all()) != []


def test_rows_that_come_later_are_covered_with_the_next_look() -> None:
    hold()
    late = message(ADA)
    assert held(ContactMessage) == []
    covered.refresh(NOW)
    assert held(ContactMessage) == [late]


def test_a_row_that_is_the_persons_no_more_is_free_again() -> None:
    mine = message(ADA)
    hold()
    ContactMessage.objects.filter(pk=mine.pk).update(email=EVE)
    covered.refresh(NOW + DAY)
    assert held(ContactMessage) == []


def test_a_filter_covers_what_hangs_on_its_rows_too() -> None:
    mine, other = message(ADA), message(EVE)
    for one in (mine, other):
        ThreadEntry.objects.create(
            message=one, author=Author.STAFF, text="An answer", created_at=NOW, last_activity_at=NOW
        )
    hold(table="contact.ContactMessage", where={"reference": mine.reference})
    assert held(ContactMessage) == [mine]
    assert held(ThreadEntry) == list(mine.entries.all())


def test_looking_again_makes_no_row_twice() -> None:
    message(ADA)
    received()
    hold()
    before = CoveredRow.objects.count()
    for _again in range(3):
        covered.refresh(NOW)
    assert CoveredRow.objects.count() == before > 3


@pytest.mark.skipif(connection.vendor == "sqlite", reason="its planner counts nothing")
def test_before_the_first_slice_the_planner_knows_how_many_rows_are_covered() -> None:
    for number in range(40):
        message(ADA, reference=f"M-{number}")
    hold()
    plan.resolve(rules(registry), NOW)
    with connection.cursor() as cursor:
        cursor.execute("SELECT reltuples FROM pg_class WHERE relname = %s", [CoveredRow._meta.db_table])
        assert cursor.fetchone()[0] == CoveredRow.objects.count() >= 40


def test_the_address_is_in_no_column_of_a_hold() -> None:
    message(ADA)
    it = hold()
    assert not any(ADA in str(value) for value in LegalHold.objects.filter(pk=it.pk).values_list()[0])
    assert it.subject == covered.person(" ADA@example.invalid")


def test_a_lost_secret_stops_everything_instead_of_freeing_what_is_held(settings: LazySettings) -> None:
    message(ADA)
    hold()
    settings.SECRET_KEY = "another secret that nobody wrote down, and long enough to be one"
    with pytest.raises(covered.SealBroken):
        covered.refresh(NOW)
    assert held(ContactMessage)


def test_a_replaced_secret_is_none_lost(settings: LazySettings) -> None:
    mine = message(ADA)
    hold()
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another secret, and the one before is written down where it belongs"
    covered.refresh(NOW)
    assert held(ContactMessage) == [mine]
    assert holds.on(ADA)


@pytest.mark.parametrize(
    ("scope", "says"),
    [
        ({"email": ""}, "name one of the two"),
        ({"email": ADA, "table": "contact.ContactMessage"}, "name one of the two"),
        ({"table": "hotsite.Nothing"}, "no table with personal data"),
        ({"table": "ground.Tick"}, "no table with personal data"),
        ({"table": "contact.ContactMessage", "where": {"message__contains": "x"}}, "cannot be filtered"),
        ({"table": "contact.ContactMessage", "where": {"entries__text": "x"}}, "cannot be filtered"),
        ({"table": "contact.ContactMessage", "where": {"created_at__lt": "soon"}}, "does not fit"),
        ({"table": "contact.ContactMessage", "where": {"id": "\0"}}, "does not fit"),
    ],
)
def test_a_scope_that_cannot_be_is_refused_and_says_why(scope: dict[str, object], says: str) -> None:
    with translation.override("en"), pytest.raises(holds.NotPlaced, match=says):
        hold(**scope)
    assert not LegalHold.objects.exists()


def test_it_never_lapses() -> None:
    mine = message(ADA)
    it = hold()
    later = datetime(2099, 1, 1, tzinfo=UTC)
    covered.refresh(later)
    assert ContactMessage.objects.filter(holds.held(declared(ContactMessage), later)).get() == mine
    assert list(holds.in_force()) == [it]


def test_two_people_place_it_and_two_lift_it() -> None:
    message(ADA)
    it = hold()
    with pytest.raises(holds.NotAllowed):
        holds.approve(it, by=person("first"), now=NOW)
    holds.approve(it, by=person("second"), now=NOW)
    with pytest.raises(holds.NotAllowed):
        holds.lift(it, by=person("second"), now=NOW)
    holds.ask_to_lift(it, by=person("first"), now=NOW)
    with pytest.raises(holds.NotAllowed):
        holds.lift(it, by=person("first"), now=NOW)
    assert held(ContactMessage)
    holds.lift(it, by=person("second"), now=NOW)
    assert not held(ContactMessage)
    assert not CoveredRow.objects.exists()
    assert not LegalHold.objects.get().sealed
    with pytest.raises(holds.NotAllowed):
        holds.review(it, until=(NOW + DAY).date(), by=person("first"), now=NOW)


def test_where_one_works_alone_a_day_takes_the_second_persons_place(settings: LazySettings) -> None:
    settings.FOUR_EYES = "delay"
    it = hold()
    holds.ask_to_lift(it, by=person("first"), now=NOW)
    with pytest.raises(holds.NotAllowed):
        holds.lift(it, by=person("first"), now=NOW + DAY - timedelta(seconds=1))
    holds.lift(it, by=person("first"), now=NOW + DAY)
    assert not holds.on(ADA)


def test_a_review_moves_its_day_and_takes_back_what_was_asked() -> None:
    it = hold()
    holds.ask_to_lift(it, by=person("first"), now=NOW)
    with pytest.raises(holds.NotAllowed):
        holds.review(it, until=NOW.date(), by=person("first"), now=NOW)
    holds.review(it, until=(NOW + 180 * DAY).date(), by=person("second"), now=NOW)
    with pytest.raises(holds.NotAllowed):
        holds.lift(it, by=person("second"), now=NOW)


def test_each_step_is_evidence_that_names_nobody() -> None:
    it = hold()
    holds.approve(it, by=person("second"), now=NOW)
    kinds = list(EvidenceEvent.objects.order_by("number").values_list("kind", flat=True))
    assert kinds == ["hold.placed", "hold.approved"]
    assert "12/2026" not in str(list(EvidenceEvent.objects.values()))


def paused(model: type, now: datetime = NOW) -> list[object]:
    covered.refresh(now)
    return list(model.objects.filter(pauses.paused(declared(model), now)))  # type: ignore[attr-defined]  # any model has it


def test_a_verified_request_pauses_the_purge_until_it_is_closed() -> None:
    mine, _other = message(ADA), message(EVE)
    case = in_progress()
    work()
    assert list(ContactMessage.objects.filter(pauses.paused(declared(ContactMessage), NOW))) == [mine]
    services.withdraw(case.pk, now=NOW + DAY)
    assert paused(ContactMessage, NOW + DAY) == []
    assert not PurgePause.objects.exclude(sealed="").exists()


def test_who_proved_nothing_pauses_nothing() -> None:
    message(ADA)
    received()
    received(for_another=True, subject_email=EVE, email="mallory@example.invalid")
    assert not PurgePause.objects.exists()
    assert not CoveredRow.objects.exists()


def test_a_pause_holds_no_erasure_back() -> None:
    message(ADA)
    verified()
    work()
    assert held(ContactMessage) == []
    assert not holds.on(ADA)


@pytest.mark.parametrize(("residence", "days"), [("ca", 181), ("eu", 0)])
def test_where_a_law_keeps_it_for_who_challenges_the_answer_the_pause_goes_on(residence: str, days: int) -> None:
    message(ADA)
    case = in_progress(residence=residence)
    services.transition(case.pk, State.FULFILLED, seen=None, who=member(), now=NOW)
    pause = PurgePause.objects.get()
    assert (pause.ends_at - NOW).days == days
    assert pause.because == (Because.RECOURSE if days else Because.REQUEST)
    assert bool(paused(ContactMessage)) is bool(days)
    assert not paused(ContactMessage, pause.ends_at)


def test_an_appeal_begins_the_pause_anew() -> None:
    message(ADA)
    case = in_progress()
    services.transition(case.pk, State.FULFILLED, seen=None, who=member(), now=NOW)
    services.appeal(case.pk, "It is not complete.", who=PERSON, now=NOW + DAY)
    assert paused(ContactMessage, NOW + DAY)
    assert PurgePause.objects.count() == 1

"""What comes of a request besides its answer: values corrected, rows frozen, recipients told, no marketing."""

import re
from collections.abc import Iterator
from datetime import date

import pytest
import time_machine
from django.conf import LazySettings
from django.test import Client

from contact.messages.models import ContactMessage
from contact.rights import services
from contact.rights.daily import round_of
from contact.rights.guards import NotAllowed
from contact.rights.letters.build import for_case
from contact.rights.letters.kinds import LiftingNotice, RestrictionAnswer
from contact.rights.models import CaseEvent, Requester, RightsRequest, Suppression
from contact.rights.regimes import Right
from contact.rights.states import State
from contact.rights.timeline import public_words, staff_words
from hotsite.ground.evidence.models import EvidenceEvent
from hotsite.ground.not_yet import NOT_YET
from hotsite.models import StaffAccount
from privacy import rectification, restriction
from privacy.policies import processors
from privacy.retention.models import PurgePause
from tests.contact.rights.cases import DAY, NOW, in_progress, mails, member, received
from tests.contact.rights.test_staff_case import LIST, buttons, login, page, take
from tests.privacy.test_subjects import message

pytestmark = pytest.mark.django_db
ADA = "ada@example.invalid"
LATER = NOW + 7 * DAY


@pytest.fixture(autouse=True)
def today() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def staff(client: Client) -> StaffAccount:
    return login(client, "handler")


def place(row: ContactMessage, field: str = "name") -> str:
    return f"contact.contactmessage:{row.pk}:{field}"


def shown_digest(html: str) -> str:
    found = re.search(r'name="shown" value="([0-9a-f]{64})"', html)
    assert found
    return found[1]


# --- rectification


def test_a_value_is_shown_before_it_is_corrected_and_the_letter_says_so(client: Client, staff: StaffAccount) -> None:
    row = message(ADA)
    case = in_progress(right=Right.RECTIFICATION, language="de")
    step = f"{LIST}{case.pk}/step/rectify/"
    html = client.get(step).content.decode()
    assert place(row, "email") in html
    assert "can be corrected" not in html
    assert "what was done, and when" in html  # why the tables of the case itself are left out
    said = {"seen": case.version, "place": place(row), "value": "Ada Lovelace"}
    html = client.post(step, said).content.decode()
    assert "Ada Lovelace" in html
    row.refresh_from_db()
    assert row.name == ""
    assert client.post(step, {**said, "take": "", "shown": shown_digest(html)}).status_code == 302
    row.refresh_from_db()
    assert row.name == "Ada Lovelace"
    html = client.get(f"{LIST}{case.pk}/step/answer/").content.decode()
    assert "Name (Kontaktnachricht)" in html
    assert "Corrected: name (contact message)." in page(client, case)
    take(client, case, "answer", done="Name", backups="30 Tage")
    case.refresh_from_db()
    assert case.state == State.FULFILLED


def test_of_a_correction_the_evidence_keeps_hashes_and_no_value() -> None:
    row = message(ADA)
    case = in_progress(right=Right.RECTIFICATION)
    change = rectification.change(ADA, place(row, "email"), "lovelace@example.invalid")
    services.rectify(case.pk, change.place.key, change.value, shown=change.digest, who=member(), now=NOW)
    facts = EvidenceEvent.objects.get(kind="rights.rectified").facts
    assert set(facts) == {"table", "row", "field", "before", "after", "actor"}
    assert all(re.fullmatch("[0-9a-f]{64}", str(facts[name])) for name in ("before", "after"))
    said = str([facts, *CaseEvent.objects.values_list("facts", flat=True)])
    assert "lovelace" not in said
    assert ADA not in said


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"value": ""}, "This field is required."),
        ({"value": "PID|1||4711001^^^NORTH^MR||Sample^Ada||19700102|F"}, "patient"),
        ({"value": "x" * 10_001}, "at most 10000 characters"),
        ({"place": "hotsite.staffaccount:1:password"}, "Select a valid choice"),
        ({"value": "x" * 101}, "at most 100 characters"),
    ],
)
def test_what_cannot_be_is_said_beside_the_value(
    client: Client, staff: StaffAccount, wrong: dict[str, str], says: str
) -> None:
    row = message(ADA)
    case = in_progress(right=Right.RECTIFICATION)
    said = {"seen": case.version, "place": place(row), "value": "Ada", "take": "", "shown": ""}
    answer = client.post(f"{LIST}{case.pk}/step/rectify/", {**said, **wrong})
    assert answer.status_code == 422
    assert says in answer.content.decode()


def test_a_correction_that_nobody_saw_is_not_made(client: Client, staff: StaffAccount) -> None:
    row = message(ADA)
    case = in_progress(right=Right.RECTIFICATION)
    answer = take(client, case, "rectify", place=place(row), value="Ada", shown="0" * 64)
    assert answer.status_code == 422
    assert "Nothing was corrected" in answer.content.decode()
    row.refresh_from_db()
    assert row.name == ""
    assert not case.events.filter(code="rectified").exists()


def test_nothing_is_corrected_in_another_request() -> None:
    row = message(ADA)
    case = in_progress(right=Right.ACCESS)
    change = rectification.change(ADA, place(row), "Ada")
    with pytest.raises(NotAllowed):
        services.rectify(case.pk, change.place.key, "Ada", shown=change.digest, who=member(), now=NOW)


# --- restriction


def frozen_case() -> tuple[ContactMessage, RightsRequest]:
    row = message(ADA)
    case = in_progress(right=Right.RESTRICTION)
    return row, services.freeze(case.pk, who=member(), now=NOW)


def notice(case: RightsRequest, day: date | None, reasons: str = "The facts are settled.") -> LiftingNotice:
    return for_case(LiftingNotice, case, lifted_on=day, reasons=reasons)


def test_a_restriction_is_answered_when_the_rows_are_frozen(client: Client, staff: StaffAccount) -> None:
    message(ADA)
    case = in_progress(right=Right.RESTRICTION)
    assert "have to be frozen first" in page(client, case)
    html = client.get(f"{LIST}{case.pk}/step/freeze/").content.decode()
    assert "M-ada@" in html
    assert "the only use is the answer" in html  # of what is left out, and why
    assert take(client, case, "freeze").status_code == 302
    html = client.get(f"{LIST}{case.pk}/step/answer/").content.decode()
    assert "Contact messages: 1" in html
    take(client, case, "answer", frozen="Your messages: 1")
    case.refresh_from_db()
    assert case.state == State.FULFILLED
    assert case.is_restricting
    assert Requester.objects.get(pk=case.pk).last_needed_at == NOT_YET  # somebody has to be told before it ends


def test_what_is_restricted_is_read_with_a_reason_and_never_in_passing(client: Client, staff: StaffAccount) -> None:
    row, case = frozen_case()
    ContactMessage.objects.filter(pk=row.pk).update(message="Words of hers.")
    step = f"{LIST}{case.pk}/step/read-restricted/"
    assert "Words of hers." not in client.get(step).content.decode()
    refused = take(client, case, "read-restricted", reason="curiosity")
    assert (refused.status_code, "Words of hers." in refused.content.decode()) == (422, False)
    assert not EvidenceEvent.objects.filter(kind="rights.opened").exists()
    opened = take(client, case, "read-restricted", reason="claims")
    assert "Words of hers." in opened.content.decode()
    assert EvidenceEvent.objects.get(kind="rights.opened").facts["reason"] == "claims"
    event = case.events.get(code="opened")
    assert staff_words(event) == "Restricted data were opened: for legal claims."
    assert "for legal claims" in public_words(event)


def test_a_restriction_ends_when_the_person_was_told_and_the_day_has_come(client: Client, staff: StaffAccount) -> None:
    row, case = frozen_case()
    assert "has to be told first" in page(client, case)
    with pytest.raises(NotAllowed, match="told first"):
        services.lift(case.pk, who=member(), now=LATER)
    take(client, case, "announce-lifting", lifted_on=LATER.date(), reasons="The facts are settled.")
    assert "The facts are settled." in mails()[-1].body
    with pytest.raises(NotAllowed, match="not before"):
        services.lift(case.pk, who=member(), now=LATER - DAY)
    with time_machine.travel(LATER, tick=False):
        assert take(client, case, "lift").status_code == 302
    row.refresh_from_db()
    case.refresh_from_db()
    assert (row.restricted_under, case.is_restricting, case.lifted_on) == ("", False, LATER.date())
    assert {"lift", "read-restricted", "announce-lifting"} & buttons(page(client, case)) == set()


def test_what_is_restricted_does_not_go_by_the_purge_until_the_restriction_ends() -> None:
    _row, case = frozen_case()
    letter = for_case(RestrictionAnswer, case, frozen=("Your messages",))
    services.fulfil(case.pk, letter, who=member(), now=NOW)
    assert PurgePause.objects.get().ends_at == NOT_YET
    services.warn(case.pk, notice(case, LATER.date()), who=member(), now=NOW)
    services.lift(case.pk, who=member(), now=LATER)
    assert NOW < PurgePause.objects.get().ends_at < NOT_YET


@pytest.mark.parametrize(("day", "reasons"), [(None, "Settled."), (LATER.date(), " ")])
def test_the_notice_cannot_leave_incomplete(day: date | None, reasons: str) -> None:
    _row, case = frozen_case()
    with pytest.raises(services.Incomplete):
        services.warn(case.pk, notice(case, day, reasons), who=member(), now=NOW)
    case.refresh_from_db()
    assert case.lift_on is None


def test_the_notice_names_a_day_to_come() -> None:
    _row, case = frozen_case()
    with pytest.raises(NotAllowed, match="a day to come"):
        services.warn(case.pk, notice(case, NOW.date()), who=member(), now=NOW)


def test_rows_stay_frozen_under_another_request_of_the_same_person() -> None:
    row, first = frozen_case()
    second = in_progress(NOW + DAY, right=Right.RESTRICTION)
    services.freeze(second.pk, who=member(), now=NOW)
    services.warn(second.pk, notice(second, LATER.date()), who=member(), now=NOW)
    services.lift(second.pk, who=member(), now=LATER)
    row.refresh_from_db()
    assert row.restricted_under == first.reference


def test_an_objection_is_weighed_while_the_rows_are_frozen_and_marketing_freezes_nothing() -> None:
    case = in_progress(right=Right.OBJECTION)
    assert services.freeze(case.pk, who=member(), now=NOW).is_restricting
    with pytest.raises(NotAllowed):
        services.freeze(case.pk, who=member(), now=NOW)
    with pytest.raises(NotAllowed):
        services.freeze(in_progress(NOW + DAY, right=Right.ACCESS).pk, who=member(), now=NOW)


def test_when_the_person_is_told_of_nothing_more_their_address_may_go() -> None:
    row, case = frozen_case()
    letter = for_case(RestrictionAnswer, case, frozen=("Your messages",))
    services.fulfil(case.pk, letter, who=member(), now=NOW)
    round_of(NOW + DAY)
    case.refresh_from_db()
    assert case.is_restricting
    row.delete()
    round_of(LATER)
    case.refresh_from_db()
    assert case.lifted_on == LATER.date()
    assert Requester.objects.get(pk=case.pk).last_needed_at >= LATER
    assert restriction.frozen(case.reference) == []


# --- recipients, and marketing


def test_recipients_are_listed_ticked_one_by_one_and_named_in_the_letter(
    client: Client, staff: StaffAccount, settings: LazySettings
) -> None:
    settings.PROCESSORS = processors.parse("Letter Carriers Inc : mail : US : clauses; North Hosting : hosting : DE")
    case = in_progress(right=Right.RECTIFICATION)
    assert "Letter Carriers Inc" in page(client, case)
    assert take(client, case, "tell", recipient="letter-carriers-inc").status_code == 302
    assert take(client, case, "tell", recipient="letter-carriers-inc").status_code == 422
    assert take(client, case, "tell", recipient="somebody").status_code == 422
    html = page(client, case)
    assert "told on" in html
    assert html.count('name="recipient"') == 1
    shown = client.post(f"{LIST}{case.pk}/step/answer/", {"seen": case.version + 1, "done": "x", "backups": "y"})
    letter = shown.content.decode()
    assert "Recipients whom we told of it" in letter
    assert "Letter Carriers Inc" in letter
    assert "North Hosting" not in letter


@pytest.mark.parametrize(
    ("right", "about_marketing", "offered"),
    [(Right.OBJECTION, True, True), (Right.OBJECTION, False, False), (Right.WITHDRAWAL, False, True)],
)
def test_a_button_stops_marketing_once(
    client: Client, staff: StaffAccount, right: Right, about_marketing: bool, offered: bool
) -> None:
    case = received(right=right, about_marketing=about_marketing)
    assert ("stop-marketing" in buttons(page(client, case))) is offered
    if offered:
        take(client, case, "stop-marketing")
        assert "stop-marketing" not in buttons(page(client, case))
    assert Suppression.objects.exists() is offered


def test_no_withdrawal_is_answered_without_marketing_having_stopped(client: Client, staff: StaffAccount) -> None:
    case = received(right=Right.WITHDRAWAL)
    take(client, case, "answer", words="Your consent is withdrawn.")
    case.refresh_from_db()
    assert case.state == State.FULFILLED
    assert Suppression.objects.count() == 1
    assert case.events.filter(code="suppressed").count() == 1


@pytest.mark.parametrize("right", [Right.RECTIFICATION, Right.RESTRICTION, Right.OBJECTION])
def test_each_of_these_cases_takes_few_queries(
    client: Client, staff: StaffAccount, right: Right, django_assert_max_num_queries: object
) -> None:
    message(ADA)
    case = in_progress(right=right)
    with django_assert_max_num_queries(12):  # type: ignore[operator]  # pytest-django's fixture
        page(client, case)

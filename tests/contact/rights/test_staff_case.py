"""The pages of a case: what staff see of it, and the steps they take."""

import io
import re
import zipfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from django.conf import LazySettings
from django.contrib.auth.models import Group
from django.http import HttpResponse
from django.test import Client
from django.utils.formats import date_format

from contact.messages.models import ContactMessage
from contact.rights import services
from contact.rights.admin.steps import BY_NAME, STEPS, offers
from contact.rights.guards import NotAllowed, next_states
from contact.rights.identity import Channel
from contact.rights.models import CaseMessage, RightsRequest
from contact.rights.regimes import Right
from contact.rights.services.erasing import TABLE
from contact.rights.states import Ground, State
from hotsite.ground.evidence import chain
from hotsite.models import StaffAccount
from hotsite.roles import ROLES, write_roles
from privacy.declarations import registry
from tests.contact.rights.cases import DAY, NOW, in_progress, mails, member, received, verified, work

pytestmark = pytest.mark.django_db
LIST = "/en/admin/contact/rightsrequest/"
PAYLOAD = "MSH|^~\\&|LAB|X|HIS|Y|20260101||ADT^A01|1|P|2.5\nPID|1||12345^^^X||SAMPLE^ADA||19700101|F"
Few = Callable[[int], AbstractContextManager[object]]


@pytest.fixture(autouse=True)
def today() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


def login(client: Client, role: str) -> StaffAccount:
    write_roles()
    account, _made = StaffAccount.objects.update_or_create(
        username=role, defaults={"email": f"{role.replace(' ', '-')}@example.invalid", "is_staff": True}
    )
    account.groups.add(Group.objects.get(name=role))
    client.force_login(account)
    return account


@pytest.fixture
def staff(client: Client) -> StaffAccount:
    return login(client, "handler")


def page(client: Client, case: RightsRequest) -> str:
    answer = client.get(f"{LIST}{case.pk}/change/")
    assert answer.status_code == 200
    return answer.content.decode()


def take(client: Client, case: RightsRequest, step: str, **said: object) -> HttpResponse:
    """Takes a step as whoever has just opened the case."""
    seen = RightsRequest.objects.values_list("version", flat=True).get(pk=case.pk)
    fields = {"seen": seen, "take": "", **said}
    return client.post(f"{LIST}{case.pk}/step/{step}/", fields)  # type: ignore[return-value]  # the test client's own


def buttons(html: str) -> set[str]:
    return set(re.findall(r"/step/([a-z-]+)/", html))


def test_a_case_shows_what_is_known_and_what_is_held(client: Client, staff: StaffAccount) -> None:
    case = in_progress(details="Please tell me <b>all</b>.")
    ContactMessage.objects.create(
        reference="M-1", topic="idea", email="ADA@example.invalid", message="x", created_at=NOW, last_activity_at=NOW
    )
    html = page(client, case)
    assert "Please tell me &lt;b&gt;all&lt;/b&gt;." in html
    assert "From “verified” to “in progress”." in html
    assert re.search(r"Messages?</dt>\s*<dd>\s*1\s*</dd>", html, re.I)


def test_nobody_is_looked_up_before_it_is_proven_who_asks(client: Client, staff: StaffAccount) -> None:
    html = page(client, received())
    assert "Looked up when it is proven who asks." in html


def test_a_case_takes_few_queries(client: Client, staff: StaffAccount, django_assert_max_num_queries: Few) -> None:
    case = in_progress()
    for number in range(20):
        services.add_note(case.pk, f"note {number}", who=member(), now=NOW)
    with django_assert_max_num_queries(12):
        page(client, case)


def test_what_names_the_person_may_be_gone(client: Client, staff: StaffAccount) -> None:
    case = in_progress()
    case.requester.delete()
    assert "is no longer kept" in page(client, case)


def test_a_case_that_is_not_there_is_not_found(client: Client, staff: StaffAccount) -> None:
    assert client.get(f"{LIST}4711/step/note/").status_code == 404
    assert client.get(f"{LIST}{in_progress().pk}/step/nonsense/").status_code == 404


@pytest.mark.parametrize("state", State)
def test_every_state_offers_what_its_transitions_allow_and_nothing_else(state: State) -> None:
    case = received()
    case.state = state
    case.refusal_ground, case.is_paused = Ground.OTHER, True  # as the steps see to
    allowed = next_states(case, by=1, now=NOW)
    for offer in offers(case, by=1, may=lambda _permission: True, now=NOW):
        assert not offer.step.to or offer.step.to & set(allowed)
        assert offer.against or not offer.step.to or any(not allowed[to] for to in offer.step.to if to in allowed)


def test_a_letter_is_shown_in_the_persons_language_and_sent_when_it_is_complete(
    client: Client, staff: StaffAccount
) -> None:
    case = verified(right=Right.QUESTION, language="de")
    seen = {"seen": case.version}
    shown = client.post(f"{LIST}{case.pk}/step/answer/", {**seen, "words": "Wir speichern nichts davon."})
    html = shown.content.decode()
    assert "Unsere Antwort" in html
    assert "Send the letter" in html
    assert take(client, case, "answer", words="Wir speichern nichts davon.").status_code == 302
    case.refresh_from_db()
    assert case.state == State.FULFILLED
    assert "Wir speichern nichts davon." in mails()[-1].body


def test_an_incomplete_letter_is_not_sent_and_says_what_it_lacks(client: Client, staff: StaffAccount) -> None:
    case = in_progress(right=Right.ERASURE)
    fields = {"ground": "third_party_rights", "reasons": " "}
    html = client.post(f"{LIST}{case.pk}/step/refuse/", {"seen": case.version, **fields}).content.decode()
    assert "The reasons, and what they rest on" in html
    assert "It cannot be sent yet." in html
    before = len(mails())
    assert take(client, case, "refuse", **fields).status_code == 422
    case.refresh_from_db()
    assert (case.state, len(mails())) == (State.IN_PROGRESS, before)


def test_who_is_slower_is_told_who_was_faster_and_when(client: Client, staff: StaffAccount) -> None:
    case = in_progress()
    old = case.version
    services.add_note(case.pk, "I was faster.", who=member("grace"), now=NOW)
    answer = client.post(f"{LIST}{case.pk}/step/assign/", {"seen": old, "take": "", "to": ""})
    assert answer.status_code == 409
    assert "grace changed this case on" in answer.content.decode()
    case.refresh_from_db()
    assert case.assignee_id == staff.pk


def test_a_case_goes_from_its_proof_to_its_end_by_its_buttons(client: Client, staff: StaffAccount) -> None:
    case = verified(right=Right.ACCESS)
    assert "start" in buttons(page(client, case))
    take(client, case, "start")
    take(client, case, "ask", question="Which of your messages do you mean?")
    case.refresh_from_db()
    assert (case.state, case.is_paused) == (State.AWAITING_SUBJECT, True)
    take(client, case, "came-in", words="All of them.")
    take(client, case, "extend", reasons="There are many of them.")
    case.refresh_from_db()
    assert (case.state, case.is_extended) == (State.EXTENDED, True)
    take(client, case, "answer", confirmation="Yes, we hold data about you.", copy="They stand below.")
    case.refresh_from_db()
    assert (case.state, case.assignee) == (State.FULFILLED, staff)
    assert "answer" not in buttons(page(client, case))


def test_an_extension_is_shown_with_the_date_that_it_will_have(client: Client, staff: StaffAccount) -> None:
    case = in_progress()
    html = client.post(
        f"{LIST}{case.pk}/step/extend/", {"seen": case.version, "reasons": "Many systems."}
    ).content.decode()
    take(client, case, "extend", reasons="Many systems.")
    case.refresh_from_db()
    assert date_format(case.due_on) in html


def test_an_erasure_is_not_answered_before_it_is_approved(client: Client, staff: StaffAccount) -> None:
    case = in_progress(right=Right.ERASURE)
    html = page(client, case)
    assert "It has to be approved and carried out first." in html
    assert take(client, case, "answer", done="all").status_code == 302
    case.refresh_from_db()
    assert case.state == State.IN_PROGRESS


def test_a_second_person_approves(client: Client) -> None:
    case = in_progress(right=Right.ERASURE)
    plan = services.plan_of(case, NOW).digest
    services.put_forward(case.pk, plan, who=member("handler"), now=NOW)
    login(client, "approver")
    assert buttons(page(client, case)) == {"approve", "send-back"}
    take(client, case, "approve", plan=plan)
    case.refresh_from_db()
    assert case.state == State.APPROVED


def test_staff_enter_what_came_by_letter(client: Client, staff: StaffAccount) -> None:
    fields = {
        "channel": "post", "received_on": NOW.date() - timedelta(days=3), "right": "access", "residence": "eu",
        "language": "de", "details": f"What do you hold?\n{PAYLOAD}",
    }  # fmt: skip
    answer = client.post(f"{LIST}add/", fields, follow=True)
    case = RightsRequest.objects.get()
    assert (case.channel, case.received_on) == (Channel.POST, NOW.date() - timedelta(days=3))
    assert "PID|" not in case.requester.details
    html = answer.content.decode()
    assert "and was cut out" in html
    assert "identity" in buttons(html)
    take(client, case, "identity", level=1, proof="known_address")
    case.refresh_from_db()
    assert case.state == State.VERIFIED


@pytest.mark.parametrize(
    ("step", "field", "more"),
    [
        ("answer", "confirmation", {"copy": "It is below."}),
        ("ask", "question", {}),
        ("doubt", "doubt", {"question": "Who are you?"}),
        ("extend", "reasons", {"new_date": "2027-02-01"}),
        ("refuse", "reasons", {"ground": "other"}),
    ],
)
def test_no_letter_leaves_with_patient_data(
    client: Client, staff: StaffAccount, step: str, field: str, more: dict[str, str]
) -> None:
    case = in_progress()
    before = (case.state, len(mails()))
    answer = take(client, case, step, **{field: f"You wrote:\n{PAYLOAD}", **more})
    case.refresh_from_db()
    assert (answer.status_code, case.state, len(mails())) == (422, *before)
    html = answer.content.decode()
    assert f'id="id_{field}_error"' in html
    assert "SAMPLE^ADA" in html  # what was typed is not lost: it can be mended


@pytest.mark.parametrize("step", ["write", "note", "came-in"])
def test_patient_data_is_cut_out_of_what_is_kept(client: Client, staff: StaffAccount, step: str) -> None:
    case = in_progress()
    take(client, case, step, words=f"As you see:\n{PAYLOAD}\nThank you.")
    kept = CaseMessage.objects.latest("pk").words
    assert "SAMPLE^ADA" not in kept
    assert kept.startswith("As you see:")


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"received_on": NOW.date() + DAY}, "This day is still to come."),
        ({"channel": "email", "email": ""}, "Whoever wrote an e-mail has an address."),
        ({"residence": "atlantis"}, "Select a valid choice"),
        ({"right": "everything"}, "Select a valid choice"),
        ({"channel": "form"}, "Select a valid choice"),
        ({"received_on": "yesterday"}, "Enter a valid date"),
        ({"details": "x" * 10_001}, "at most 10000 characters"),
        ({"email": "a\0@example.invalid"}, "Null characters are not allowed"),
    ],
)
def test_what_cannot_be_is_said_beside_its_field(
    client: Client, staff: StaffAccount, wrong: dict[str, object], says: str
) -> None:
    usual = {"channel": "phone", "received_on": NOW.date(), "right": "access", "residence": "eu", "language": "en"}
    answer = client.post(f"{LIST}add/", {**usual, **wrong})
    assert answer.status_code == 422
    assert says in answer.content.decode()
    assert not RightsRequest.objects.exists()


#: Who may take which step; every role and every step is in it.
APPROVES = {"approve", "send-back", "judge"}
HANDLES = {step.name for step in STEPS} - APPROVES
MAY_TAKE = {
    "handler": HANDLES,
    "approver": APPROVES,
    "auditor": set(),
    "privacy officer": set(),
    "administrator": set(),
}


def test_every_role_stands_in_the_matrix() -> None:
    assert {role.name for role in ROLES} == set(MAY_TAKE)


@pytest.mark.parametrize("role", MAY_TAKE)
def test_a_role_takes_its_steps_and_no_others(client: Client, role: str) -> None:
    case = in_progress()
    login(client, role)
    for step in BY_NAME:
        before = RightsRequest.objects.get(pk=case.pk).version
        for answer in (client.get(f"{LIST}{case.pk}/step/{step}/"), take(client, case, step)):
            assert (answer.status_code == 403) is (step not in MAY_TAKE[role]), (role, step)
            answer.close()
        if step not in MAY_TAKE[role]:
            assert RightsRequest.objects.get(pk=case.pk).version == before
    looks = client.get(f"{LIST}{case.pk}/change/").status_code
    assert looks == (200 if role in {"handler", "approver", "auditor"} else 403)
    assert client.get(f"{LIST}add/").status_code == (200 if role == "handler" else 403)
    assert client.post(f"{LIST}{case.pk}/change/", {"state": "fulfilled"}).status_code in (403, 405)
    assert client.get(f"{LIST}{case.pk}/delete/").status_code == 403


def test_a_package_is_built_looked_into_and_handed_over_with_the_answer(client: Client, staff: StaffAccount) -> None:
    case = in_progress(language="de", details="What do you <b>hold</b>?")
    assert "Nobody has asked for it yet." in page(client, case)
    take(client, case, "package")
    html = page(client, case)
    assert "It is being built." in html
    assert "The package of data is still being built." in html
    assert not buttons(html) & {"package", "package-look", "package-save", "answer"}
    work()
    html = page(client, case)
    assert "It is ready, and goes out with the answer." in html
    assert case.requester.package.sha256 in html
    assert {"package-anew", "package-look", "package-save", "answer"} <= buttons(html)
    looked = take(client, case, "package-look")
    assert "What do you &lt;b&gt;hold&lt;/b&gt;?" in streamed(looked).decode()
    assert "sandbox" in looked["Content-Security-Policy"]
    assert "script-src" not in looked["Content-Security-Policy"]
    saved = take(client, case, "package-save")
    assert saved["Content-Disposition"] == f'attachment; filename="{case.reference}.zip"'
    found = zipfile.ZipFile(io.BytesIO(streamed(saved)))
    assert "Sie haben gefragt" in found.read("letter.txt").decode()
    assert case.events.filter(code="package_opened").count() == 2
    form = client.get(f"{LIST}{case.pk}/step/answer/").content.decode()
    assert "Auf der Seite Ihres Antrags" in form
    take(client, case, "answer", confirmation="Ja.", copy="Auf der Seite Ihres Antrags.")
    assert "It was handed over with the answer." in page(client, case)


def streamed(answer: HttpResponse) -> bytes:
    return b"".join(answer.streaming_content)  # type: ignore[attr-defined]  # it streams


def test_only_access_and_portability_have_a_package(client: Client, staff: StaffAccount) -> None:
    erasure = in_progress(right=Right.ERASURE)
    html = page(client, erasure)
    assert "package" not in buttons(html)
    assert "The package of data" not in html


def test_a_package_that_could_not_be_built_says_why_and_holds_no_answer_up(
    client: Client, staff: StaffAccount, settings: LazySettings, tmp_path: Path
) -> None:
    settings.PACKAGES_DIR = tmp_path / "file"
    settings.PACKAGES_DIR.write_text("no folder")
    case = in_progress()
    take(client, case, "package")
    work()
    html = page(client, case)
    assert "It could not be built." in html
    assert "its disk is full" in html
    assert {"package-anew", "answer"} <= buttons(html)
    settings.PACKAGES_DIR = tmp_path / "packages"
    take(client, case, "package-anew")
    work()
    assert "It is ready" in page(client, case)


def test_an_erasure_does_exactly_what_a_second_person_approved(client: Client, staff: StaffAccount) -> None:
    ContactMessage.objects.create(
        reference="M-1", topic="idea", email="ada@example.invalid", message="x", created_at=NOW, last_activity_at=NOW
    )
    case = in_progress(right=Right.ERASURE)
    html = client.get(f"{LIST}{case.pk}/step/propose/").content.decode()
    assert "is deleted" in html
    assert "is kept: a legal obligation" in html
    plan = services.plan_of(case, NOW).digest
    assert take(client, case, "propose", plan=plan).status_code == 302
    assert "carry-out" not in buttons(page(client, case))
    login(client, "approver")
    assert take(client, case, "approve", plan="").status_code == 422
    assert take(client, case, "approve", plan=plan).status_code == 302
    login(client, "handler")
    assert take(client, case, "carry-out", plan=plan).status_code == 302
    case.refresh_from_db()
    assert case.state == State.EXECUTED
    assert not ContactMessage.objects.exists()
    assert "What was erased is being looked for" in page(client, case)
    assert "answer" not in buttons(page(client, case))
    for _slice in range(10):
        work(NOW)
    html = page(client, case)
    assert "No. 12 values were looked for" in html
    assert "Replicas of the database" in html
    html = client.get(f"{LIST}{case.pk}/step/answer/").content.decode()
    assert "Contact messages: 1" in html
    assert "What is still held, and on what ground" in html
    assert "Pauses of the purge: 1" in html
    assert "a legal obligation to keep them (Art. 17(3)(b))" in html
    said = {"done": "All of your messages.", "kept": "This request", "kept_on": "17_3_b"}
    assert take(client, case, "answer", **said).status_code == 422  # it lacks until when it is kept
    assert take(client, case, "answer", **said, until="2029-11-25").status_code == 302
    case.refresh_from_db()
    assert (case.state, case.refusal_ground) == (State.PARTIALLY_FULFILLED, "17_3_b")


def test_an_erasure_whose_rows_changed_asks_again_and_erases_nothing(client: Client, staff: StaffAccount) -> None:
    case = in_progress(right=Right.ERASURE)
    plan = services.plan_of(case, NOW).digest
    services.put_forward(case.pk, plan, who=member("handler"), now=NOW)
    services.approve_plan(case.pk, plan, who=member("second"), now=NOW)
    ContactMessage.objects.create(
        reference="M-1", topic="idea", email="ada@example.invalid", message="x", created_at=NOW, last_activity_at=NOW
    )
    answer = take(client, case, "carry-out", plan=plan)
    assert answer.status_code == 422
    assert "Nothing was erased: the rows changed since the approval." in answer.content.decode()
    case.refresh_from_db()
    assert case.state == State.AWAITING_APPROVAL
    assert ContactMessage.objects.exists()
    with pytest.raises(NotAllowed):
        services.approve_plan(case.pk, plan, who=member("second"), now=NOW)


def test_the_name_of_every_table_can_stand_in_the_evidence_of_an_erasure() -> None:
    assert {chain.code(f"{TABLE}{one.model._meta.db_table}") for one in registry.declarations()}

"""A run, from its plan to its evidence: what goes, what waits, what is written down, and what happens twice."""

import os
from datetime import datetime, timedelta
from pathlib import Path
from unittest.mock import patch

import pytest
from django.conf import LazySettings
from django.db import OperationalError

from contact.messages.models import ContactMessage, MailboxCheck, ThreadEntry
from hotsite.ground.evidence.models import EvidenceEvent
from hotsite.ground.evidence.verify import verify as verify_evidence
from hotsite.ground.work.models import OutboxMail
from hotsite.models import StaffAccount
from privacy.consent.models import ConsentRecord, ConsentWithdrawal
from privacy.retention import engine, holds, lease, report, rules, schedule, slices
from privacy.retention.engine import Outcome
from privacy.retention.models import LineState, PurgeLine, PurgeRun, Reason, Runner
from tests.privacy.retention.making import NOW, dated, make, person, purged, rule_of, there

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
OLD = NOW - 5000 * DAY
TWO_ROWS = {"sqlite": 2, "postgresql": 2}


def whole_run(now: datetime = NOW, slot: str = "by hand") -> PurgeRun:
    assert engine.run(slot, lambda: now) is Outcome.DONE
    return PurgeRun.objects.get(slot=slot)


def line(run: PurgeRun, name: str) -> PurgeLine:
    return run.lines.get(rule=name)


def test_what_hangs_on_a_row_goes_before_it_in_the_same_run() -> None:
    entry = dated(ThreadEntry, OLD, message=dated(ContactMessage, OLD))
    run = whole_run()
    assert there(ThreadEntry, [entry]) == there(ContactMessage, [entry.message]) == []
    assert (line(run, "contact.ThreadEntry").gone, line(run, "contact.ContactMessage").gone) == (1, 1)


def test_a_row_waits_for_what_still_hangs_on_it_and_is_counted() -> None:
    message = dated(ContactMessage, OLD)
    entry = dated(ThreadEntry, NOW, message=message)
    found = line(whole_run(), "contact.ContactMessage")
    assert there(ContactMessage, [message]) == [message]
    assert there(ThreadEntry, [entry]) == [entry]
    assert (found.gone, found.waiting_before, found.waiting_after, found.left) == (0, 1, 1, 0)


def test_what_goes_along_goes_along_unless_it_is_held() -> None:
    free, kept = (dated(ConsentRecord, OLD) for _one in range(2))
    gone = dated(ConsentWithdrawal, NOW, record=free)
    held = dated(ConsentWithdrawal, NOW, record=kept)
    holds.place(
        table="privacy.ConsentWithdrawal", where={"id": held.pk}, reason=Reason.COURT, reference="1",
        review_on=NOW.date(), by=person(), now=NOW,
    )  # fmt: skip
    found = purged(ConsentRecord, NOW)
    assert there(ConsentRecord, [free, kept]) == [kept]
    assert there(ConsentWithdrawal, [gone, held]) == [held]
    assert (found.gone, found.waiting_after, found.left) == (1, 1, 0)


def test_what_only_names_a_row_is_freed_of_it() -> None:
    account = dated(StaffAccount, OLD)
    account.groups.create(name="a role")
    check = dated(MailboxCheck, NOW, emptied_by=account)
    purged(StaffAccount, NOW)
    check.refresh_from_db()
    assert check.emptied_by_id is None
    assert not there(StaffAccount, [account])
    assert not StaffAccount.groups.through.objects.exists()


def test_slices_are_small_and_add_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(slices.MOST, "sqlite", 3)
    monkeypatch.setitem(slices.MOST, "postgresql", 3)
    at_once = [dated(OutboxMail, OLD) for _one in range(7)]  # as many at one moment as no slice holds
    later = [dated(OutboxMail, OLD + number * DAY) for number in range(1, 6)]
    young = dated(OutboxMail, NOW)
    found = purged(OutboxMail, NOW)
    assert (found.gone, found.slices, found.left) == (12, 5, 0)
    assert there(OutboxMail, [*at_once, *later, young]) == [young]


def test_a_slice_that_takes_long_makes_the_next_one_smaller() -> None:
    assert slices._next_size(1000, 5000, 140) == 500
    assert slices._next_size(1000, 5000, 5000) == 500
    assert slices._next_size(300, 5000, 5000) == 250
    assert slices._next_size(1000, 5000, 70) == 1000
    assert slices._next_size(1000, 5000, 50) == 1400
    assert slices._next_size(1000, 1000, 0) == 1000


def test_the_report_adds_up_and_the_evidence_vouches_for_it() -> None:
    for _one in range(3):
        dated(ContactMessage, OLD)
    dated(ContactMessage, NOW)
    run = whole_run()
    found = next(one for one in run.report["rules"] if one["rule"] == "contact.ContactMessage")
    assert found["before"] == {"rows": 4, "due": 3, "held": 0, "waiting": 0}
    assert (found["gone"], found["after"]["rows"], found["after"]["left"]) == (3, 1, 0)
    assert run.report["gone"] == sum(one["gone"] for one in run.report["rules"])
    assert set(run.report["versions"]) == {"site", "django", "database"}
    event = EvidenceEvent.objects.get(number=run.evidence)
    assert (event.kind, event.facts["gone"], event.facts["left"]) == ("retention.purge", 3, 0)
    assert report.vouched(run) is report.Vouched.YES


def test_a_report_that_somebody_changed_is_not_vouched_for(tmp_path: Path) -> None:
    run = whole_run()
    run.report["gone"] = 999
    run.save()
    assert report.vouched(run) is report.Vouched.NO
    assert verify_evidence(tmp_path).is_whole


def test_no_report_and_no_evidence_holds_a_value_of_a_row() -> None:
    dated(ContactMessage, OLD, email="ada@example.invalid", name="Ada", message="My secret words")
    run = whole_run()
    said = f"{run.report} {list(EvidenceEvent.objects.values())} {list(PurgeLine.objects.values())}"
    assert not any(word in said for word in ("ada@", "Ada", "secret words"))


def test_twice_is_once() -> None:
    dated(ContactMessage, OLD)
    whole_run()
    assert engine.run("by hand", lambda: NOW) is Outcome.OVER
    assert line(whole_run(slot="again"), "contact.ContactMessage").gone == 0


def test_one_runner_at_a_time() -> None:
    old = dated(ContactMessage, OLD)
    token = lease.take(NOW)
    assert token
    assert engine.run("by hand", lambda: NOW) is Outcome.BUSY
    assert there(ContactMessage, [old]) == [old]
    lease.give_back(token)
    assert engine.run("by hand", lambda: NOW) is Outcome.DONE


def test_who_lost_the_lease_does_nothing_more() -> None:
    mails = [dated(OutboxMail, OLD + number * DAY) for number in range(4)]
    let_go = slices._let_go

    def taken_over(rule: rules.Rule, found: object) -> int:
        Runner.objects.update(token=999)
        return let_go(rule, found)  # type: ignore[arg-type]  # handed on as it came

    with patch.dict(slices.MOST, TWO_ROWS), patch("privacy.retention.slices._let_go", taken_over):
        outcome = engine.run("by hand", lambda: NOW)
    run = PurgeRun.objects.get()
    assert (outcome, run.finished_at) == (Outcome.BUSY, None)
    assert there(OutboxMail, mails) == mails[2:]
    assert line(run, "ground.OutboxMail").gone == 2


def test_a_lease_of_a_clock_that_was_put_back_is_nobodys() -> None:
    assert lease.take(NOW + DAY)
    assert engine.run("by hand", lambda: NOW) is Outcome.DONE


def test_a_rule_that_fails_holds_no_other_up_and_says_so() -> None:
    old, other = dated(ContactMessage, OLD), dated(OutboxMail, OLD)
    work_off = slices.work_off

    def broken(rule: rules.Rule, *args: object, **kwargs: object) -> None:
        if rule.name == "ground.OutboxMail":
            raise RuntimeError("ada@example.invalid")
        work_off(rule, *args, **kwargs)  # type: ignore[arg-type]  # handed on as it came

    with patch("privacy.retention.slices.work_off", broken):
        run = whole_run()
    assert there(ContactMessage, [old]) == []
    assert there(OutboxMail, [other]) == [other]
    found = line(run, "ground.OutboxMail")
    assert (found.state, found.fault) == (LineState.FAILED, "RuntimeError")
    assert run.report["failed"] == 1


def test_a_database_that_went_away_ends_nothing_and_the_next_beat_goes_on() -> None:
    for number in range(5):
        dated(OutboxMail, OLD + number * DAY)
    with patch.dict(slices.MOST, TWO_ROWS):
        let_go = slices._let_go
        calls: list[int] = []

        def away(rule: rules.Rule, found: object) -> int:
            calls.append(1)
            if len(calls) == 2:
                raise OperationalError("server closed the connection")
            return let_go(rule, found)  # type: ignore[arg-type]  # handed on as it came

        with patch("privacy.retention.slices._let_go", away), pytest.raises(OperationalError):
            engine.run("by hand", lambda: NOW)
        run = PurgeRun.objects.get()
        assert (run.finished_at, OutboxMail.objects.count()) == (None, 3)
        assert schedule.tick(lambda: NOW) >= 1
    run.refresh_from_db()
    assert run.finished_at
    assert (line(run, "ground.OutboxMail").gone, OutboxMail.objects.count()) == (5, 0)


def test_what_comes_under_a_hold_in_mid_run_stays() -> None:
    mails = [dated(OutboxMail, OLD + number * DAY, to=f"p{number}@example.invalid") for number in range(6)]
    let_go = slices._let_go

    def hold_the_last(rule: rules.Rule, found: object) -> int:
        if not holds.on("p5@example.invalid"):
            holds.place(
                email="p5@example.invalid", reason=Reason.CLAIM, reference="1", review_on=NOW.date(), by=person(),
                now=NOW,
            )  # fmt: skip
        return let_go(rule, found)  # type: ignore[arg-type]  # handed on as it came

    with (
        patch.dict(slices.MOST, TWO_ROWS),
        patch("privacy.retention.slices._let_go", hold_the_last),
    ):
        found = purged(OutboxMail, NOW)
    assert there(OutboxMail, mails) == mails[5:]
    assert (found.gone, found.held_after, found.left) == (5, 1, 0)


def test_a_row_that_is_written_to_meanwhile_is_not_over_any_more() -> None:
    message = dated(ContactMessage, OLD)
    let_go = slices._let_go

    def write_first(rule: rules.Rule, found: object) -> int:
        ContactMessage.objects.filter(pk=message.pk).update(last_activity_at=NOW)
        return let_go(rule, found)  # type: ignore[arg-type]  # handed on as it came

    with patch("privacy.retention.slices._let_go", write_first):
        assert purged(ContactMessage, NOW).gone == 0
    assert there(ContactMessage, [message])


def test_the_verification_shares_nothing_with_the_purge() -> None:
    """Break the purge's own condition: it deletes nothing, and the verification counts what is left."""
    dated(ContactMessage, OLD)
    with patch("privacy.retention.rows.free", lambda rule, cut_off, up_to=None: ContactMessage.objects.filter(pk=0)):
        found = purged(ContactMessage, NOW)
    assert (found.gone, found.left) == (0, 1)


def test_files_of_a_store_go_and_under_a_hold_the_mail_folder_waits(settings: LazySettings) -> None:
    settings.MAIL_DIR.mkdir(parents=True)
    old, young = settings.MAIL_DIR / "old.eml", settings.MAIL_DIR / "young.eml"
    for file, at in ((old, OLD), (young, NOW)):
        file.write_text("To: ada@example.invalid")
        os.utime(file, (at.timestamp(), at.timestamp()))
    settings.EMAIL_BACKEND = "hotsite.ground.work.mailfolder.FolderBackend"
    it = holds.place(
        email="ada@example.invalid", reason=Reason.CLAIM, reference="1", review_on=NOW.date(), by=person(), now=NOW
    )
    found = line(whole_run(slot="held"), "store: mail folder")
    assert (found.gone, found.held_after, found.left, old.exists()) == (0, 1, 0, True)
    holds.ask_to_lift(it, by=person(), now=NOW)
    holds.lift(it, by=person("second"), now=NOW)
    found = line(whole_run(slot="free"), "store: mail folder")
    assert (found.gone, found.left, old.exists(), young.exists()) == (1, 0, False, True)


def test_what_hangs_on_others_comes_before_them_in_the_order_of_rules() -> None:
    names = [rule.name for rule in rules.rules()]
    for before, after in (
        ("contact.ThreadEntry", "contact.ContactMessage"),
        ("contact.Token", "contact.Requester"),
        ("contact.Requester", "contact.RightsRequest"),
        ("admin.LogEntry", "hotsite.StaffAccount"),
    ):
        assert names.index(before) < names.index(after)
    assert rule_of(ContactMessage).is_run
    assert make(ContactMessage)

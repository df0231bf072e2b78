"""Leases, jobs and the outbox: the database owns the work."""

from datetime import UTC, datetime, timedelta
from unittest.mock import patch

import pytest
from django.core import mail as outgoing
from django.db import transaction
from django.utils import timezone

from hotsite.ground.work import leases, services, tasks, wake
from hotsite.ground.work.models import Job, OutboxMail, State, Tick

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
LATER = NOW + leases.LEASE

pytestmark = pytest.mark.django_db


def a_mail(**changes: object) -> OutboxMail:
    mail = services.post(reference="M-1", to="a@example.invalid", subject="Subject", body="Words", now=NOW)
    OutboxMail.objects.filter(pk=mail.pk).update(**changes)
    mail.refresh_from_db()
    return mail


def test_one_of_two_workers_gets_the_row() -> None:
    mail = a_mail()
    assert leases.claim(OutboxMail.objects.all(), mail.pk, NOW) is not None
    assert leases.claim(OutboxMail.objects.all(), mail.pk, NOW) is None


def test_a_dead_workers_row_is_free_when_its_lease_ends_and_not_before() -> None:
    mail = a_mail()
    leases.claim(OutboxMail.objects.all(), mail.pk, NOW)
    assert leases.claim(OutboxMail.objects.all(), mail.pk, LATER - timedelta(seconds=1)) is None
    assert leases.claim(OutboxMail.objects.all(), mail.pk, LATER) is not None


def test_a_worker_whose_lease_was_taken_over_can_no_longer_finish() -> None:
    mail = a_mail()
    first = leases.claim(OutboxMail.objects.all(), mail.pk, NOW)
    second = leases.claim(OutboxMail.objects.all(), mail.pk, LATER)
    assert first is not None
    assert second is not None
    assert not leases.finish(first, LATER)
    assert leases.finish(second, LATER)


def test_what_fails_comes_back_later_and_is_given_up_after_the_last_attempt() -> None:
    mail = a_mail()
    pauses = []
    now = NOW
    for _attempt in range(leases.MOST_ATTEMPTS):
        held = leases.claim(OutboxMail.objects.all(), mail.pk, now)
        assert held is not None
        leases.give_back(held, now, ConnectionRefusedError("smtp.hospital.test refused a@example.invalid"))
        mail.refresh_from_db()
        pauses.append(mail.due_at - now)
        now = max(mail.due_at, now)
    assert mail.state == State.GIVEN_UP
    assert mail.fault == "ConnectionRefusedError"  # its class, never its message
    assert pauses[:3] == [timedelta(seconds=30), timedelta(minutes=1), timedelta(minutes=2)]
    assert now - NOW > timedelta(hours=36)


def test_a_sent_mail_keeps_its_id_and_loses_its_words() -> None:
    mail = a_mail()
    services.send_mail(mail.pk, NOW)
    services.send_mail(mail.pk, NOW)
    sent = outgoing.outbox[0]
    assert len(outgoing.outbox) == 1
    assert (sent.to, sent.subject, sent.body) == (["a@example.invalid"], "Subject", "Words")
    assert sent.extra_headers["Message-ID"] == mail.message_id
    mail.refresh_from_db()
    assert (mail.state, mail.to, mail.subject, mail.body) == (State.DONE, "", "", "")


def test_a_mail_that_goes_out_twice_bears_the_same_message_id() -> None:
    mail = a_mail()
    with patch.object(leases, "finish", return_value=False):  # killed between sending and noting it
        services.send_mail(mail.pk, NOW)
    services.send_mail(mail.pk, LATER)
    assert len({sent.extra_headers["Message-ID"] for sent in outgoing.outbox}) == 1
    assert len(outgoing.outbox) == 2


def test_a_mail_that_the_server_refuses_stays_in_the_outbox() -> None:
    mail = a_mail()
    with patch("django.core.mail.EmailMessage.send", side_effect=OSError):
        services.send_mail(mail.pk, NOW)
    mail.refresh_from_db()
    assert (mail.state, mail.body, mail.attempts) == (State.WAITING, "Words", 1)


def test_a_subject_of_two_lines_is_refused_before_it_is_kept() -> None:
    with pytest.raises(ValueError, match="one line"):
        services.post(reference="M-1", to="a@example.invalid", subject="One\r\nBcc: x", body="", now=NOW)
    assert not OutboxMail.objects.exists()


def test_a_job_of_no_known_kind_is_refused_at_once() -> None:
    with pytest.raises(LookupError):
        services.enqueue("no.such.kind", subject=1, now=NOW)


@pytest.fixture
def handled(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    done: list[int] = []

    def handler(subject: int, now: datetime) -> None:
        Tick.objects.create(name=f"effect {subject}", at=now)
        if subject < 0:
            raise ArithmeticError
        done.append(subject)

    monkeypatch.setitem(services._handlers, "test", services.Handling(handler, leases.LEASE))
    return done


def test_a_job_runs_once_however_often_it_is_called(handled: list[int]) -> None:
    job = services.enqueue("test", subject=7, now=NOW)
    for _call in range(3):
        services.run_job(job.pk, NOW)
    assert handled == [7]


def test_a_job_that_fails_leaves_nothing_half_done(handled: list[int]) -> None:
    job = services.enqueue("test", subject=-1, now=NOW)
    services.run_job(job.pk, NOW)
    job.refresh_from_db()
    assert not Tick.objects.exists()
    assert (job.state, job.fault) == (State.WAITING, "ArithmeticError")


def test_a_job_whose_lease_was_lost_takes_its_effects_back(handled: list[int]) -> None:
    job = services.enqueue("test", subject=7, now=NOW)
    with patch.object(leases, "finish", return_value=False):
        services.run_job(job.pk, NOW)
    assert not Tick.objects.exists()


def test_the_sweep_wakes_workers_for_what_lost_calls_left(handled: list[int]) -> None:
    job = services.enqueue("test", subject=7, now=NOW)
    waiting = a_mail()
    a_mail(state=State.DONE)
    a_mail(due_at=LATER)
    a_mail(leased_until=LATER)
    with patch.object(wake, "run_job") as run_job, patch.object(wake, "send_mail") as send_mail:
        assert services.sweep(NOW) == 2
    assert [call.args for call in run_job.call_args_list] == [(job.pk,)]
    assert [call.args for call in send_mail.call_args_list] == [(waiting.pk,)]
    assert Tick.objects.get(name="sweep").at == NOW


@pytest.mark.django_db(transaction=True)
def test_what_is_rolled_back_wakes_nobody(handled: list[int]) -> None:
    with patch.object(wake, "run_job") as run_job:
        with transaction.atomic():
            services.enqueue("test", subject=7, now=NOW)
            transaction.set_rollback(True)
        services.enqueue("test", subject=8, now=NOW)
    assert run_job.call_count == 1
    assert Job.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_broker_that_is_away_loses_nothing() -> None:
    with patch("celery.current_app.send_task", side_effect=OSError) as send_task:
        mail = a_mail()
    assert send_task.call_count == 1
    assert mail.state == State.WAITING


def test_what_kills_every_worker_that_holds_it_is_given_up() -> None:
    mail = a_mail()
    now = NOW
    for _worker in range(leases.MOST_ATTEMPTS):
        assert leases.claim(OutboxMail.objects.all(), mail.pk, now) is not None
        now += leases.LEASE
    assert leases.claim(OutboxMail.objects.all(), mail.pk, now) is None
    services.sweep(now)
    mail.refresh_from_db()
    assert (mail.state, mail.ended_at) == (State.GIVEN_UP, now)


def test_a_long_kind_of_job_has_a_long_lease(handled: list[int], monkeypatch: pytest.MonkeyPatch) -> None:
    long = services.Handling(services._handlers["test"].handler, timedelta(hours=1))
    monkeypatch.setitem(services._handlers, "test", long)
    job = services.enqueue("test", subject=7, now=NOW)
    with patch.object(leases, "finish", return_value=False):
        services.run_job(job.pk, NOW)
    job.refresh_from_db()
    assert job.leased_until == NOW + timedelta(hours=1)


def test_one_thread_sends_and_goes_on_with_what_others_left() -> None:
    first, second = a_mail(), a_mail()
    OutboxMail.objects.update(due_at=timezone.now())
    with tasks._one_mail_at_a_time:
        tasks.send_mail(second.pk)
    assert outgoing.outbox == []
    tasks.send_mail(first.pk)
    assert len(outgoing.outbox) == 2


def test_a_job_of_a_kind_that_a_newer_release_handles_is_left_alone() -> None:
    job = Job.objects.create(kind="from.tomorrow", subject=1, created_at=NOW, due_at=NOW)
    services.run_job(job.pk, NOW)
    job.refresh_from_db()
    assert job.attempts == 0

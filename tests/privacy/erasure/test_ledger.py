"""What was erased stays noted outside the database, by hash, and is erased again where a restore brought it back."""

import json
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta
from io import StringIO
from pathlib import Path

import pytest
import time_machine
from django.conf import LazySettings
from django.core.management import CommandError, call_command
from django.test import Client

from contact.messages.models import ContactMessage
from privacy.erasure import ledger
from privacy.erasure.executing import erase
from privacy.erasure.models import LedgerEntry, Scan, ScanValues
from privacy.erasure.plan import plan
from privacy.erasure.replay import NotComparable, replay
from tests.contact.rights.cases import DAY, NOW
from tests.privacy.test_subjects import message

pytestmark = pytest.mark.django_db
ADA = "ada@example.invalid"
Commit = Callable[..., AbstractContextManager[object]]


@pytest.fixture
def commit(django_capture_on_commit_callbacks: Commit) -> Commit:
    return lambda: django_capture_on_commit_callbacks(execute=True)


def erased(commit: Commit, email: str = ADA) -> None:
    message(email)
    with commit():
        erase(plan(email, now=NOW), now=NOW)


def as_before() -> None:
    """As a backup from before the erasure would bring the database back."""
    LedgerEntry.objects.all().delete()
    message(ADA)


def file() -> Path:
    (found,) = ledger.folder().glob("*")
    return found


def run(*arguments: str) -> str:
    said = StringIO()
    with time_machine.travel(NOW, tick=False):
        call_command("replay_erasures", *arguments, stdout=said)
    return said.getvalue()


def test_the_line_outside_says_who_by_hash_alone_and_only_its_owner_reads_it(commit: Commit) -> None:
    erased(commit)
    assert file().name == "erased-2026-11.jsonl"
    assert file().stat().st_mode & 0o077 == 0
    said = json.loads(file().read_text())
    assert said["about"] == ledger.about(ADA)
    assert said["counts"] == {"deleted": 1, "blanked": 0, "kept": 0, "files": 0}
    assert "ada@" not in file().read_text()


def test_a_line_that_a_crash_kept_from_being_written_is_written_later(commit: Commit) -> None:
    message(ADA)
    erase(plan(ADA, now=NOW), now=NOW)  # and nothing that follows the commit
    assert not list(ledger.folder().glob("*"))
    assert ledger.behind(NOW + DAY) == 1
    assert (ledger.export(), ledger.export(), ledger.behind(NOW + DAY)) == (1, 0, 0)


def test_a_torn_line_is_written_again_and_in_nobodys_way(commit: Commit) -> None:
    erased(commit)
    whole = file().read_bytes()
    file().write_bytes(whole[: len(whole) // 2])
    assert ledger.export() == 1
    assert file().read_bytes().endswith(b"\n" + whole)
    assert not ledger.unreadable()


@pytest.mark.promise("P8.1")
def test_what_a_restore_brings_back_is_erased_again(commit: Commit, client: Client) -> None:
    erased(commit)
    other = message("other@example.invalid")
    as_before()
    with time_machine.travel(NOW, tick=False):
        answer = client.get("/readyz")
    assert (answer.status_code, answer.content) == (503, b"1 erasures to replay: manage.py replay_erasures\n")
    assert run("--since", "2026-11-01") == (
        "1 erasures were missing; of 1 people something had come back: 1 rows, erased again.\n"
        f"It was looked for in {len(Scan.objects.get().looked_into)} places: nothing of it is there.\n"
    )
    assert list(ContactMessage.objects.all()) == [other]
    assert not ScanValues.objects.exists()
    with time_machine.travel(NOW, tick=False):
        assert client.get("/readyz").status_code == 200
    assert "0 erasures were missing" in run("--since", "2026-11-01")


def test_where_nothing_came_back_the_ledger_alone_is_brought_up_to_date(commit: Commit) -> None:
    erased(commit)
    LedgerEntry.objects.all().delete()
    assert replay(NOW - DAY, NOW).people == 0
    assert not ledger.missing(NOW)


def test_who_wrote_again_after_their_erasure_is_not_erased_by_a_replay(commit: Commit) -> None:
    erased(commit)
    message(ADA)
    assert replay(NOW - DAY, NOW).entries == 0
    assert ContactMessage.objects.exists()


def test_what_is_older_than_the_day_given_is_left_and_said(commit: Commit) -> None:
    erased(commit)
    as_before()
    with time_machine.travel(NOW + 10 * DAY, tick=False), pytest.raises(CommandError, match="--since 2026-11-25"):
        call_command("replay_erasures", "--since", "2026-12-01", stdout=StringIO())
    assert ContactMessage.objects.exists()


def test_a_secret_that_was_replaced_still_finds_whom_it_hashed(commit: Commit, settings: LazySettings) -> None:
    erased(commit)
    as_before()
    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], "another secret " * 5
    ledger._lines.cache_clear()
    assert replay(NOW - DAY, NOW).people == 1
    assert not ContactMessage.objects.exists()


@pytest.mark.parametrize("how", ["a changed line", "a lost secret"])
def test_a_ledger_that_cannot_be_heeded_is_said_and_nothing_is_erased(
    how: str, commit: Commit, settings: LazySettings
) -> None:
    erased(commit)
    as_before()
    if how == "a lost secret":
        settings.SECRET_KEY = "another secret " * 5
    else:
        file().write_text(file().read_text().replace('"deleted": 1', '"deleted": 2'))
    ledger._lines.cache_clear()
    with pytest.raises(NotComparable, match="line 1"):
        replay(NOW - DAY, NOW)
    with pytest.raises(CommandError, match="OLD_SECRET_KEYS"):
        run("--since", "2026-11-01")
    assert ContactMessage.objects.exists()


@pytest.mark.parametrize("day", ["yesterday", "2026-13-01", "", "2999-01-01"])
def test_a_day_that_is_none_is_said(day: str) -> None:
    with pytest.raises(CommandError, match="--since"):
        run("--since", day)


def test_an_entry_outlives_every_backup_and_then_goes_without_looking_like_a_restore(
    commit: Commit, settings: LazySettings
) -> None:
    erased(commit)
    assert ledger.keep_for() > timedelta(days=settings.BACKUP_KEEP_DAYS)
    LedgerEntry.objects.all().delete()  # as the purge does, at the end of its time
    assert not ledger.missing(NOW + ledger.keep_for())
    assert ledger.missing(NOW + ledger.keep_for() - 2 * DAY)
    assert (ledger.purge(NOW + 3 * DAY), ledger.purge(NOW + 10 * DAY)) == (0, 1)
    assert not list(ledger.read())

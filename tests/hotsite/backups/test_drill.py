"""Back up, erase, restore, erase again: with the commands that an operator types. On PostgreSQL too: `tests/stack`."""

import re
from collections.abc import Callable
from datetime import timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.utils import timezone

from contact.messages.models import ContactMessage
from hotsite.backups import services
from hotsite.backups.sealed import Head, key_id, seal
from privacy.erasure.executing import erase
from privacy.erasure.models import LedgerEntry
from privacy.erasure.plan import plan
from tests.privacy.test_subjects import message

pytestmark = pytest.mark.django_db(transaction=True)
ADA = "ada.canary@example.invalid"


@pytest.fixture(autouse=True)
def scratch(settings: LazySettings, tmp_path: Path) -> None:
    settings.DATA_DIR = tmp_path


def run(name: str, *arguments: object) -> str:
    said = StringIO()
    call_command(name, *arguments, stdout=said, stderr=said)
    return said.getvalue()


def backup() -> Path:
    return Path(run("backup").split(" (")[0])


@pytest.mark.promise("P8.1")
def test_what_was_erased_stays_erased_after_a_restore(client: Client) -> None:
    message(ADA)
    made = backup()
    assert ADA.encode() not in made.read_bytes()
    erase(plan(ADA, now=timezone.now()), now=timezone.now())
    kept = message("other@example.invalid")
    assert client.get("/readyz").status_code == 200

    said = run("restore", made)
    assert "1 erasures came since." in said
    assert [one.email for one in ContactMessage.objects.all()] == [ADA]
    assert client.get("/readyz").status_code == 503

    since = re.search(r"--since (\S+)", said)
    assert since
    assert "nothing of it is there" in run("replay_erasures", "--since", since[1])
    assert not ContactMessage.objects.exists()
    assert client.get("/readyz").status_code == 200

    # What was there before the restore was not lost by it.
    before = re.search(r"What was there is in (.+)\.\n", said)
    assert before
    run("restore", before[1])
    assert list(ContactMessage.objects.all()) == [kept]
    assert LedgerEntry.objects.count() == 1


def test_a_file_that_is_no_whole_backup_of_ours_touches_nothing(tmp_path: Path) -> None:
    message(ADA)
    made = backup()
    whole = made.read_bytes()
    ContactMessage.objects.all().delete()
    other = Head(made_at="2026-11-25T10:00:00+00:00", database="oracle", key=key_id(services.read_key()))
    spoiled = {
        "cut": (whole[:-1000], "cut off, or was damaged or changed"),
        "changed": (whole[:400] + bytes(8) + whole[408:], "damaged or changed"),
        "empty": (b"", "no backup of this site"),
        "oracle": (b"".join(seal(other, services.read_key(), [b"x"])), f"this site runs on {connection.vendor}"),
    }
    for name, (data, says) in spoiled.items():
        file = tmp_path / name
        file.write_bytes(data)
        with pytest.raises(CommandError, match=f"Nothing was restored. .*{says}"):
            run("restore", file)
    with pytest.raises(CommandError, match="cannot be read: No such file"):
        run("restore", tmp_path / "nowhere")
    services.key_file().write_text("00" * 32)
    with pytest.raises(CommandError, match="made with another key"):
        run("restore", made)
    assert not ContactMessage.objects.exists()
    assert list(services.folder().iterdir()) == [made]


def test_what_is_sealed_well_and_is_no_database_touches_nothing(tmp_path: Path) -> None:
    message(ADA)
    key = services.read_or_make_key()
    head = Head(made_at="2026-11-25T10:00:00+00:00", database=connection.vendor, key=key_id(key))
    (tmp_path / "odd").write_bytes(b"".join(seal(head, key, [b"no database" * 1000])))
    with pytest.raises(CommandError, match="Nothing was restored"):
        run("restore", tmp_path / "odd")
    assert ContactMessage.objects.count() == 1


@pytest.mark.parametrize(
    ("spoil", "says"),
    [
        (lambda file: file.chmod(0o644), "Others than its owner can read"),
        (lambda file: file.write_text("no key"), "holds no key"),
        (lambda file: file.write_text("00" * 31), "holds no key"),
        (lambda file: file.write_bytes(b"\xff" * 64), "holds no key"),
    ],
)
def test_a_key_that_cannot_be_used_is_said(spoil: Callable[[Path], object], says: str) -> None:
    services.read_or_make_key()
    spoil(services.key_file())
    with pytest.raises(CommandError, match=f"No backup was made. .*{says}"):
        run("backup")
    assert not services.folder().exists()


def test_the_first_backup_makes_the_key_and_says_so_once() -> None:
    assert "A key was made" in run("backup")
    assert services.key_file().stat().st_mode & 0o077 == 0
    assert "A key was made" not in run("backup")
    assert len(list(services.folder().iterdir())) == 2
    assert all(file.stat().st_mode & 0o077 == 0 for file in services.folder().iterdir())


def test_old_backups_go_by_the_date_in_their_name_and_other_files_stay(settings: LazySettings) -> None:
    now = timezone.now()
    for days in (1, 29, 31):
        services.make(now - timedelta(days=days))
    (services.folder() / "notes.txt").write_text("by hand")
    assert "Older than 30 days: 1 removed" in run("backup")
    assert sorted(file.suffix for file in services.folder().iterdir()) == [".sealed"] * 3 + [".txt"]
    settings.BACKUP_KEEP_DAYS = 7
    assert services.remove_old(now) == 1


def test_nothing_readable_is_left_beside_the_database(tmp_path: Path) -> None:
    message(ADA)
    made = backup()
    run("restore", made)
    left = [file for file in tmp_path.rglob("*") if file.is_file() and ADA.encode() in file.read_bytes()]
    assert not left
    assert not list(tmp_path.glob(".backup-*"))

"""After an erasure: what was left is found wherever it is, and named by its place; what may stay is told apart."""

import bz2
import gzip
import json
import lzma
import zipfile
from base64 import b64encode
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import replace
from email.message import EmailMessage
from functools import partial
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.db import connection, transaction
from django.db.models import QuerySet

from contact.messages.models import ContactMessage
from contact.rights import services
from contact.rights.models import CaseMessage
from hotsite.ground.work.mailfolder import write_mail
from hotsite.ground.work.models import Job, OutboxMail
from privacy.declarations import Declaration, Registry, days, declare_store, registry
from privacy.erasure import scan, tables
from privacy.erasure.executing import erase
from privacy.erasure.findings import Kind, Outcome, counts, findings, outcome
from privacy.erasure.models import Scan, ScanState, ScanValues
from privacy.erasure.plan import plan
from tests.contact.rights.cases import NOW, mails, received, token_in, work

pytestmark = pytest.mark.django_db
ADA = "ada@example.invalid"
NAME = "Ada Lovelace-Canary"
WORDS = "A text that nobody else would write: " + "canary " * 40
CASE = 4711


def message(email: str = ADA, name: str = NAME, words: str = WORDS) -> ContactMessage:
    return ContactMessage.objects.create(
        reference=f"M-{ContactMessage.objects.count()}-x", topic="idea", email=email, name=name, message=words,
        created_at=NOW, last_activity_at=NOW,
    )  # fmt: skip


def begun(*, of: Registry = registry) -> Scan:
    return scan.start(erase(plan(ADA, now=NOW), now=NOW), about=CASE, then="", now=NOW, of=of)


def run(found: Scan, *, of: Registry = registry, most: int = scan.SLICE) -> Scan:
    while scan.run_slice(found.pk, NOW, of=of, most=most):
        pass
    return Scan.objects.get(pk=found.pk)


def what(found: Scan, *kinds: Kind) -> set[tuple[str, str]]:
    return {(one.place, one.column) for one in findings(found) if not kinds or one.kind in kinds}


def test_after_an_erasure_nothing_is_found_and_the_case_may_go_on() -> None:
    message()
    message("other@example.invalid", "Somebody Else", "Other words.")
    done = run(begun())
    assert outcome(done) is Outcome.CLEAN
    assert what(done) == {("privacy_scanvalues", "email"), ("privacy_scanvalues", "values_said")}
    assert {one["place"] for one in done.looked_into} >= {"contact_contactmessage", "django_session", "mail folder"}


def test_rows_that_the_plan_keeps_and_rows_that_came_since_are_told_apart_from_what_was_left() -> None:
    message()
    received()
    found = begun()
    message()
    done = run(found)
    assert outcome(done) is Outcome.CLEAN
    assert ("contact_requester", "email") in what(done, Kind.KEPT)
    assert ("contact_contactmessage", "email") in what(done, Kind.SINCE)


def with_eraser(eraser: Callable[["QuerySet[ContactMessage]"], int]) -> Registry:
    """This site, but for one table's way to erase."""
    said = registry.tables[ContactMessage]
    assert isinstance(said, Declaration)
    broken = replace(said, erase=eraser)
    return Registry(tables={**registry.tables, ContactMessage: broken}, stores=registry.stores)


BROKEN: dict[str, tuple[Callable[["QuerySet[ContactMessage]"], int], set[str]]] = {
    "forgets a column": (lambda rows: rows.update(email="", message="", reference="gone"), {"name"}),
    "forgets to delete": (lambda rows: rows.count(), {"email", "message", "name"}),
    "hides the row": (lambda rows: rows.update(email="", name="hidden"), {"message"}),
}


@pytest.mark.promise("P8.1")
@pytest.mark.parametrize("how", BROKEN)
def test_an_eraser_that_leaves_something_is_named_by_table_and_column(how: str) -> None:
    eraser, columns = BROKEN[how]
    broken = with_eraser(eraser)
    message()
    found = scan.start(
        erase(plan(ADA, now=NOW, of=broken), now=NOW, of=broken), about=CASE, then="", now=NOW, of=broken
    )
    done = run(found, of=broken)
    assert outcome(done) is Outcome.LEFT_BEHIND
    assert what(done, Kind.LEFT) == {("contact_contactmessage", column) for column in columns}
    assert NAME not in str(done.found)


@pytest.fixture
def foreign_table() -> Iterator[str]:
    """A table that no model of ours stands for, with names that need quoting, and no primary key."""
    with connection.cursor() as cursor:
        kind = "bytea" if connection.vendor == "postgresql" else "BLOB"
        cursor.execute(f'CREATE TABLE "an odd 100% \'table\'" ("some ""text""" text, packed {kind}, number integer)')
    yield "an odd 100% 'table'"
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE \"an odd 100% 'table'\"")


def put(table: str, text: str | None, packed: bytes | None) -> None:
    with connection.cursor() as cursor:
        name = table.replace("%", "%%")
        cursor.execute(f'INSERT INTO "{name}" VALUES (%s, %s, 1)', [text, packed])  # noqa: S608  (a name of ours)


def test_a_table_that_django_does_not_know_is_looked_into_as_well(foreign_table: str) -> None:
    message()
    for number in range(1000):
        put(foreign_table, f"nobody {number}", None)
    put(foreign_table, f'{{"to": "{ADA.upper()}"}}', None)
    put(foreign_table, None, b"\0\xff" + b64encode(b"x" + NAME.encode()))
    done = run(begun(), most=20_000)
    assert what(done, Kind.LEFT) == {(foreign_table, 'some "text"'), (foreign_table, "packed")}
    assert [one["rows"] for one in done.looked_into if one["place"] == foreign_table] == [1002]


@pytest.mark.skipif(connection.vendor != "sqlite", reason="what only SQLite can hold")
def test_on_sqlite_any_column_is_read_and_a_text_that_is_none(foreign_table: str) -> None:
    message()
    with connection.cursor() as cursor:
        name = foreign_table.replace("%", "%%")
        cursor.execute(f'INSERT INTO "{name}" VALUES (CAST(%s AS TEXT), NULL, %s)', [b"\xff\xfe", ADA])  # noqa: S608  (a name of ours)
        cursor.execute("CREATE TABLE no_rowid (a text, b text, PRIMARY KEY (b, a)) WITHOUT ROWID")
        cursor.execute("INSERT INTO no_rowid VALUES (%s, 'x')", [NAME])
    assert what(run(begun()), Kind.LEFT) == {(foreign_table, "number"), ("no_rowid", "a")}


def test_a_name_that_others_bear_as_well_is_for_a_person_to_judge() -> None:
    message()
    message("other@example.invalid", NAME, "Other words.")
    done = run(begun())
    assert outcome(done) is Outcome.TO_JUDGE
    assert what(done, Kind.DOUBTFUL) == {("contact_contactmessage", "name")}


def test_a_letter_of_ours_gives_nobody_away_by_the_words_that_stand_in_every_letter() -> None:
    for email in (ADA, "other@example.invalid"):
        case = received(email=email)
        services.confirm(token_in(mails()[-1]), NOW)
        assert CaseMessage.objects.filter(requester=case.pk).exists()
    assert OutboxMail.objects.filter(to=ADA, body__contains="how we understand it").exists()
    message()
    done = run(begun())
    assert not what(done, Kind.LEFT)
    assert ("contact_casemessage", "words") in what(done, Kind.DOUBTFUL)


def test_a_short_name_is_for_a_person_to_judge() -> None:
    message(name="Ada")
    message("other@example.invalid", "Ada-Maria", "Other words.")
    assert outcome(run(begun())) is Outcome.TO_JUDGE


def test_the_middle_of_a_long_text_gives_a_copy_away_though_it_is_cut_and_folded() -> None:
    message()
    folded = "> " + WORDS[40:200].replace("nobody", "n\nobody")
    OutboxMail.objects.create(reference="X", to="b@c.invalid", body=folded, message_id="1", created_at=NOW, due_at=NOW)
    assert ("ground_outboxmail", "body") in what(run(begun()), Kind.LEFT)


def test_in_however_many_slices_it_finds_the_same(foreign_table: str) -> None:
    message()
    for number in range(300):
        put(foreign_table, ADA if number % 100 == 7 else "nobody", None)
    found = begun()
    slices = 1
    while scan.run_slice(found.pk, NOW, most=5_000):
        slices += 1
    found.refresh_from_db()
    assert slices > 3
    assert sum(one.count for one in findings(found) if one.kind is Kind.LEFT) == 3


def test_a_slice_whose_worker_died_is_done_again_once(foreign_table: str) -> None:
    message()
    put(foreign_table, ADA, None)
    found = begun()
    with transaction.atomic():
        scan.run_slice(found.pk, NOW)
        transaction.set_rollback(True)
    assert counts(run(found))[Kind.LEFT] == 1


def test_each_slice_is_a_job_and_the_last_one_tells_who_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scan, "run_slice", partial(scan.run_slice, most=2_000))
    message()
    found = scan.start(erase(plan(ADA, now=NOW), now=NOW), about=CASE, then="rights.scanned", now=NOW)
    for _round in range(200):
        work(NOW)
    found.refresh_from_db()
    assert found.state == ScanState.DONE
    assert Job.objects.filter(kind=scan.SCAN, state="done").count() > 2
    assert Job.objects.filter(kind="rights.scanned", subject=CASE, state="done").count() == 1


def test_when_the_case_is_closed_what_was_looked_for_goes_and_the_scan_stops() -> None:
    message()
    found = begun()
    scan.forget(CASE)
    assert not ScanValues.objects.exists()
    assert run(found).state == ScanState.STOPPED
    with pytest.raises(LookupError):
        scan.again(CASE, NOW)


def test_a_second_look_looks_for_the_same(foreign_table: str) -> None:
    message()
    put(foreign_table, ADA, None)
    assert outcome(run(begun())) is Outcome.LEFT_BEHIND
    with connection.cursor() as cursor:
        cursor.execute(f'DELETE FROM "{foreign_table}"')  # noqa: S608  (a name of ours)
    second = run(scan.again(CASE, NOW))
    assert outcome(second) is Outcome.CLEAN
    assert second.values_number == 6


def test_a_second_erasure_of_the_same_case_looks_for_both() -> None:
    message()
    begun()
    message(name="Second Name", words="Second words.")
    begun()
    said = {text for text, _weight in ScanValues.objects.get().values_said}
    assert {NAME, "Second Name", ADA, "Second words."} <= said


# --- what is no table


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "store").mkdir()
    return tmp_path / "store"


def with_folder(folder: Path) -> Registry:
    made = Registry(tables=registry.tables)
    declare_store(
        "a store", title="", purpose="", locate=lambda: folder, purge=lambda _: 0, keep_for=days(1), into=made
    )
    return made


def zipped(file: Path, name: str, data: bytes) -> None:
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, data)


def eml(file: Path, text: str) -> None:
    mail = EmailMessage()
    mail["To"] = "Nobody <nobody@example.invalid>"
    mail.set_content("Hello.\n" + text, cte="base64")
    file.write_bytes(mail.as_bytes())


FILES: dict[str, Callable[[Path], object]] = {
    "app.log": lambda file: file.write_text(f"x {ADA} y"),
    f"{ADA}.txt": lambda file: file.write_text("its name alone"),
    "deep/inside/old.log.gz": lambda file: file.write_bytes(gzip.compress(b"..." + NAME.encode())),
    "old.log.bz2": lambda file: file.write_bytes(bz2.compress(NAME.encode())),
    "old.log.xz": lambda file: file.write_bytes(lzma.compress(NAME.encode())),
    "a.zip": lambda file: zipped(file, "data.json", json.dumps({"name": NAME}).encode("utf-16-le")),
    "in a zip.zip": lambda file: zipped(file, "b.gz", gzip.compress(NAME.encode())),
    "mail.eml": lambda file: eml(file, WORDS),
    "large.log": lambda file: file.write_bytes(b"." * (3 << 20) + ADA.encode() + b"." * 1000),
    "at a seam.log": lambda file: file.write_bytes(b"." * ((1 << 20) - 5) + ADA.encode() + b"." * 1000),
}


@pytest.mark.parametrize("name", FILES)
def test_a_file_is_found_whatever_it_is_packed_in(name: str, folder: Path) -> None:
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    FILES[name](folder / name)
    (folder / "other.log").write_text("nobody")
    of = with_folder(folder)
    message()
    done = run(begun(of=of), of=of, most=300_000)
    assert what(done, Kind.LEFT) == {("a store", name)}
    assert [one["rows"] for one in done.looked_into if one["place"] == "a store"] == [2]


@pytest.mark.parametrize(
    "data",
    [b"PK\x03\x04 no zip", gzip.compress(bytes(range(256)) * 4)[:-100], b"\x1f\x8b\x08garbage"],
    ids=["no zip", "cut off", "no gzip"],
)
def test_what_cannot_be_opened_is_said_and_somebody_has_to_judge(data: bytes, folder: Path) -> None:
    (folder / "broken").write_bytes(data)
    of = with_folder(folder)
    message()
    done = run(begun(of=of), of=of)
    assert what(done, Kind.NOT_READ) == {("a store", "broken")}
    assert outcome(done) is Outcome.TO_JUDGE


def test_an_archive_made_to_fill_memory_is_not_read_to_its_end(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("privacy.erasure.stores.MOST_UNPACKED", 1 << 20)
    (folder / "bomb.gz").write_bytes(gzip.compress(b"\0" * (4 << 20)))
    of = with_folder(folder)
    message()
    assert what(run(begun(of=of), of=of), Kind.NOT_READ) == {("a store", "bomb.gz")}


def test_mail_in_the_folder_goes_with_the_message_it_is_about_and_mail_of_the_case_stays(
    settings: LazySettings, django_capture_on_commit_callbacks: Callable[..., AbstractContextManager[object]]
) -> None:
    kept = message()
    theirs = write_mail(settings.MAIL_DIR, kept.reference, ADA.encode())
    other = write_mail(settings.MAIL_DIR, "M-other", b"nobody")
    own = write_mail(settings.MAIL_DIR, received().reference, ADA.encode())
    assert {line.path for line in plan(ADA, now=NOW).files} == {theirs}
    with django_capture_on_commit_callbacks(execute=True):
        erased = erase(plan(ADA, now=NOW), now=NOW)
    assert (theirs.exists(), other.exists(), own.exists()) == (False, True, True)
    assert erased.counts["files"] == 1
    found = scan.start(erased, about=CASE, then="", own_files=[own.name.rsplit("-", 1)[0]], now=NOW)
    done = run(found)
    assert ("mail folder", own.name) in what(done, Kind.KEPT)
    assert outcome(done) is Outcome.CLEAN


def test_a_mail_that_a_crash_left_in_the_folder_is_found(settings: LazySettings) -> None:
    file = write_mail(settings.MAIL_DIR, message().reference, ADA.encode())
    done = run(begun())  # nothing was committed, and so the file is there
    assert what(done, Kind.LEFT) == {("mail folder", file.name)}


def test_every_table_of_the_database_is_listed_once() -> None:
    names = [table.name for table in tables.tables()]
    assert len(set(names)) == len(names)
    assert set(connection.introspection.table_names()) <= set(names)

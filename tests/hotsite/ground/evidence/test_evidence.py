"""Whoever changes the evidence in the database, past every fence, is found out."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction

from hotsite.ground.evidence import heads, keyed
from hotsite.ground.evidence.models import EvidenceCheckpoint, EvidenceEvent, EvidenceHead
from hotsite.ground.evidence.services import purge, record, write_head
from hotsite.ground.evidence.tasks import write_head as hourly
from hotsite.ground.evidence.verify import Fault, Report, verify
from hotsite.ground.written_once import WrittenOnce

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)

pytestmark = pytest.mark.django_db


@pytest.fixture
def folder(settings: LazySettings) -> Path:
    return Path(settings.EVIDENCE_DIR)


def events(number: int, first: datetime = NOW) -> None:
    for hours in range(number):
        about = keyed.keyed_hash("case", f"R-{hours}")
        record("rights.moved", about=about, facts={"to": "verified", "count": hours}, now=first + hours * HOUR)


def found(report: Report) -> set[tuple[Fault, str]]:
    return {(finding.fault, finding.where.split(",")[0]) for finding in report.findings}


def past_the_fences(*statements: str) -> None:
    """What somebody does who owns the database."""
    with connection.cursor() as cursor:
        for table in ("ground_evidenceevent", "ground_evidencecheckpoint"):
            for word in ("update", "delete"):
                on = f" ON {table}" if connection.vendor == "postgresql" else ""
                cursor.execute(f"DROP TRIGGER IF EXISTS {table}_no_{word}{on}")
        for statement in statements:
            cursor.execute(statement)


def test_a_chain_that_nobody_touched_is_whole(folder: Path) -> None:
    events(5)
    write_head(NOW + 5 * HOUR)
    events(2)
    report = verify(folder)
    assert report.is_whole, report.findings
    assert (report.first, report.last, report.since_last_head) == (1, 7, 2)
    assert report.last_head is not None
    assert report.last_head.moment == NOW + 5 * HOUR


def test_no_evidence_is_whole_and_nothing_of_it_is_proven(folder: Path) -> None:
    report = verify(folder)
    assert (report.is_whole, report.last, report.last_head) == (True, 0, None)


EDIT = "UPDATE ground_evidenceevent SET {} WHERE number = 3"


@pytest.mark.parametrize(
    ("kind", "statements", "expected"),
    [
        ("edit a kind", [EDIT.format("kind = 'x'")], {(Fault.CODE, "Event 3")}),
        ("edit a fact", [EDIT.format("""facts = '{"count": 9, "to": "verified"}'""")], {(Fault.CODE, "Event 3")}),
        ("edit a time", [EDIT.format("at = '2020-01-01 00:00:00+00:00'")], {(Fault.CODE, "Event 3")}),
        ("edit about", [EDIT.format("about = ''")], {(Fault.CODE, "Event 3")}),
        ("edit a code", [EDIT.format("mac = 'ab'")], {(Fault.CODE, "Event 3"), (Fault.CODE, "Event 4")}),
        ("another key", [EDIT.format("key = 'ffffffff'")], {(Fault.KEY, "Event 3")}),
        ("delete", ["DELETE FROM ground_evidenceevent WHERE number = 3"], {(Fault.MISSING, "Event 3")}),
        (
            "delete and close the gap",
            [
                "DELETE FROM ground_evidenceevent WHERE number = 3",
                "UPDATE ground_evidenceevent SET number = 3 WHERE number = 4",
            ],
            {(Fault.CODE, "Event 3"), (Fault.MISSING, "Event 4")},
        ),
        (
            "reorder",
            [
                "UPDATE ground_evidenceevent SET number = 99 WHERE number = 3",
                "UPDATE ground_evidenceevent SET number = 3 WHERE number = 4",
                "UPDATE ground_evidenceevent SET number = 4 WHERE number = 99",
            ],
            {(Fault.CODE, "Event 3"), (Fault.CODE, "Event 4"), (Fault.CODE, "Event 5")},
        ),
        (
            "insert at the end",
            [
                """
                INSERT INTO ground_evidenceevent (number, at, kind, about, by, facts, key, mac)
                SELECT 7, at, kind, about, by, facts, key, mac FROM ground_evidenceevent WHERE number = 6
                """
            ],
            {(Fault.CODE, "Event 7"), (Fault.END, "Event 6")},
        ),
        ("delete the first", ["DELETE FROM ground_evidenceevent WHERE number = 1"], {(Fault.MISSING, "Event 1")}),
        ("cut the end", ["DELETE FROM ground_evidenceevent WHERE number > 4"], {(Fault.END, "Event 6")}),
        ("lose the end", ["DELETE FROM ground_evidencehead"], {(Fault.END, "Event 0")}),
    ],
)  # fmt: skip
def test_each_kind_of_tampering_is_found(
    folder: Path, kind: str, statements: list[str], expected: set[tuple[Fault, str]]
) -> None:
    events(6)
    past_the_fences(*statements)
    assert found(verify(folder)) == expected, kind


def cut_after(number: int) -> None:
    """As cleverly as one can without the secret: the row with the end is set back too."""
    past_the_fences(f"DELETE FROM ground_evidenceevent WHERE number > {number}")  # noqa: S608  (a number of ours)
    last = EvidenceEvent.objects.get(number=number)
    EvidenceHead.objects.update(number=number, mac=last.mac)


def test_a_cut_before_the_last_head_is_found(folder: Path) -> None:
    events(4)
    write_head(NOW)
    events(2)
    cut_after(3)
    assert found(verify(folder)) == {(Fault.CUT, "Event 4")}


def test_a_cut_after_the_last_head_is_not_and_the_report_says_how_far_that_goes(folder: Path) -> None:
    events(4)
    write_head(NOW)
    events(2)
    assert verify(folder).since_last_head == 2
    cut_after(4)
    assert verify(folder).is_whole


def test_a_cut_that_was_grown_over_again_is_found(folder: Path) -> None:
    events(4)
    write_head(NOW)
    cut_after(2)
    events(3)
    assert found(verify(folder)) == {(Fault.REWRITTEN, "Event 4")}


def test_everything_thrown_away_is_found(folder: Path) -> None:
    events(4)
    write_head(NOW)
    past_the_fences("DELETE FROM ground_evidenceevent", "DELETE FROM ground_evidencehead")
    assert found(verify(folder)) == {(Fault.CUT, "Event 4")}


def test_a_checkpoint_that_we_did_not_sign_is_found(folder: Path) -> None:
    events(4)
    third = EvidenceEvent.objects.get(number=3)
    EvidenceCheckpoint.objects.create(number=3, mac=third.mac, at=NOW, key=third.key, signature="ab")
    EvidenceEvent.objects.filter(number__lte=3).delete()
    assert found(verify(folder)) == {(Fault.CHECKPOINT, "Checkpoint 3")}


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        (b"", None),
        (b"no head", Fault.UNREADABLE),
        (b"[]", Fault.UNREADABLE),
        (b'{"number": 1}', Fault.UNREADABLE),
        (
            b'{"number": "1", "mac": "", "at": "2026-11-22T12:00:00+00:00", "key": "", "signature": ""}',
            Fault.UNREADABLE,
        ),
        (b'{"number": 1, "mac": "", "at": "2026-11-22T12:00:00", "key": "", "signature": ""}', Fault.UNREADABLE),
        (b'{"number": 1, "mac": "", "at": "yesterday", "key": "", "signature": ""}', Fault.UNREADABLE),
        (b'{"number": 1, "mac": "", "at": "2026-11-22T12:00:00+00:00", "key": "", "signature": ""}', Fault.KEY),
        (b"\xff\x00" * 100, Fault.UNREADABLE),
    ],
)
def test_a_file_of_heads_that_somebody_wrote_into(folder: Path, line: bytes, fault: Fault | None) -> None:
    events(2)
    file = heads.append(folder, write_head(NOW))
    file.write_bytes(file.read_bytes() + line)
    write_head(NOW + HOUR)  # begins a line of its own, even after a torn one
    assert {finding.fault for finding in verify(folder).findings} == ({fault} if fault else set())
    head = verify(folder).last_head
    assert head is not None
    assert head.moment == NOW + HOUR


def test_a_head_with_another_number_is_found(folder: Path) -> None:
    events(2)
    write_head(NOW)
    file = next(folder.glob("*"))
    file.write_text(file.read_text().replace('"number": 2', '"number": 1'))
    assert found(verify(folder)) == {(Fault.OUTSIDE, "Event 1")}


def test_django_and_the_database_both_refuse(folder: Path) -> None:
    events(2)
    event = EvidenceEvent.objects.get(number=1)
    for attempt in (event.save, lambda: EvidenceEvent.objects.update(kind="x")):
        with pytest.raises(WrittenOnce):
            attempt()
    for statement in (EDIT.format("kind = 'x'").replace("3", "1"), "DELETE FROM ground_evidenceevent WHERE number = 1"):
        with pytest.raises(DatabaseError, match="written once"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    assert verify(folder).is_whole


def test_a_purge_takes_what_is_old_and_the_rest_stays_proven(folder: Path) -> None:
    events(6)
    write_head(NOW)
    assert purge(NOW + 2 * HOUR, NOW + 10 * HOUR) == 2
    events(1)
    report = verify(folder)
    assert report.is_whole, report.findings
    assert (report.first, report.last) == (3, 7)
    assert purge(NOW + 2 * HOUR, NOW + 10 * HOUR) == 0
    with pytest.raises(DatabaseError, match="written once"), transaction.atomic():
        EvidenceEvent.objects.filter(number=3).delete()
    with pytest.raises(DatabaseError, match="written once"), transaction.atomic():
        connection.cursor().execute("DELETE FROM ground_evidencecheckpoint")


def test_a_purge_goes_on_where_it_was_killed(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("hotsite.ground.evidence.services.SLICE", 2)
    events(7)
    assert purge(NOW + 5 * HOUR, NOW) == 5
    assert verify(folder).is_whole
    assert purge(NOW + 99 * HOUR, NOW) == 2
    report = verify(folder)
    assert (report.is_whole, report.first, report.last, report.since_last_head) == (True, 0, 7, 0)
    events(1)
    assert verify(folder).is_whole


def test_what_an_old_secret_signed_is_checked_with_it(folder: Path, settings: LazySettings) -> None:
    events(2)
    write_head(NOW)
    before = keyed.keyed_hash("case", "R-1")
    old, settings.SECRET_KEY = settings.SECRET_KEY, "another " * 10
    assert {fault for fault, _where in found(verify(folder))} == {Fault.KEY}
    settings.SECRET_KEY_FALLBACKS = [old]
    events(2)
    assert verify(folder).is_whole
    assert before in keyed.keyed_hashes("case", "R-1")


def test_hashes_of_two_purposes_have_nothing_in_common() -> None:
    assert keyed.keyed_hash("case", "x") != keyed.keyed_hash("staff", "x")


@pytest.mark.parametrize(
    "facts",
    [
        {"to": "ada@example.invalid"},
        {"to": "Two words"},
        {"to": "x" * 65},
        {"to": "A. Name"},
        {"two words": 1},
        {"at": NOW},
    ],
)
def test_evidence_takes_no_value_and_no_free_text(facts: dict[str, str | int | date]) -> None:
    with pytest.raises(ValueError, match="evidence") as refused:
        record("rights.moved", facts=facts, now=NOW)
    assert "ada@" not in str(refused.value)
    with pytest.raises(ValueError, match="evidence"):
        record("Words of a person", now=NOW)
    assert not EvidenceEvent.objects.exists()


def test_evidence_of_what_was_rolled_back_is_gone_with_it(folder: Path) -> None:
    events(1)
    with transaction.atomic():
        events(2)
        transaction.set_rollback(True)
    events(1)
    assert (verify(folder).is_whole, verify(folder).last) == (True, 2)


def test_every_hour_a_head_is_written(folder: Path) -> None:
    events(3)
    hourly()
    file = next(folder.glob("heads-*.jsonl"))
    assert file.stat().st_mode & 0o777 == 0o600
    assert verify(folder).since_last_head == 0


@pytest.fixture
def said(capsys: pytest.CaptureFixture[str]) -> Callable[[], str]:
    return lambda: capsys.readouterr().out


def test_the_command_says_how_it_stands(folder: Path, said: Callable[[], str]) -> None:
    events(3)
    call_command("verify_audit")
    assert "no head outside" in said()
    write_head(NOW)
    events(1)
    call_command("verify_audit")
    assert re.search(r"Events 1 to 4\.\n.*2026-11-22 12:00 UTC, at event 3; 1 events came after.*\n.*whole", said())
    past_the_fences("DELETE FROM ground_evidenceevent WHERE number = 2")
    with pytest.raises(CommandError, match="Event 2 is missing"):
        call_command("verify_audit")

"""The package of data: asked for, built in the background, kept for its time, and gone."""

import hashlib
import os
import zipfile
from datetime import timedelta
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from django.conf import LazySettings
from django.db import OperationalError

from contact.rights import services
from contact.rights.guards import NotAllowed
from contact.rights.letters import build
from contact.rights.models import RightsRequest
from contact.rights.packages import content, files
from contact.rights.packages.models import KEPT, Fault, Package
from contact.rights.packages.standing import Standing, standing
from contact.rights.regimes import Right
from hotsite.ground.work.models import Job, State
from privacy.declarations import registry
from tests.contact.rights.cases import DAY, NOW, in_progress, member, received, verified, work

pytestmark = pytest.mark.django_db


def stored() -> list[str]:
    folder = files.folder()
    return sorted(path.name for path in folder.iterdir()) if folder.is_dir() else []


def asked(case: RightsRequest) -> RightsRequest:
    services.ask_for_package(case.pk, who=member(), now=NOW)
    return case


def built(**changes: Any) -> RightsRequest:
    case = asked(in_progress(**changes))
    work()
    return case


def answered(case: RightsRequest) -> RightsRequest:
    letter = build.access(case, **{name: content.answer_parts(case)[name] for name in ("confirmation", "copy")})
    return services.fulfil(case.pk, letter, who=member(), now=NOW)


def test_it_is_built_by_a_job_into_a_folder_of_its_own() -> None:
    case = built()
    package = Package.objects.get()
    assert standing(package, NOW) is Standing.READY
    assert [package.file] == stored()
    path = files.folder() / package.file
    assert (files.folder().stat().st_mode & 0o777, path.stat().st_mode & 0o777) == (0o700, 0o600)
    assert hashlib.sha256(path.read_bytes()).hexdigest() == package.sha256
    assert path.stat().st_size == package.size
    assert "letter.txt" in zipfile.ZipFile(path).namelist()
    assert case.reference not in package.file
    assert list(case.events.values_list("code", flat=True))[-2:] == ["package_asked", "packaged"]
    assert Job.objects.filter(kind="rights.build_package", state=State.DONE).count() == 1


def test_nobody_waits_for_a_transaction_while_it_is_built() -> None:
    from django.db import connection

    open_ones = []
    with patch.object(content, "write", lambda *_: open_ones.append(len(connection.savepoint_ids))):
        built()
    assert open_ones == [0]


@pytest.mark.parametrize("right", [Right.ERASURE, Right.QUESTION])
def test_other_rights_have_none(right: Right) -> None:
    case = verified(right=right)
    with pytest.raises(NotAllowed, match="access and portability"):
        services.ask_for_package(case.pk, who=member(), now=NOW)


def test_none_is_built_before_it_is_proven_who_asks() -> None:
    case = received()
    with pytest.raises(NotAllowed, match="proven who asks"):
        services.ask_for_package(case.pk, who=member(), now=NOW)
    assert not Package.objects.exists()


@pytest.mark.parametrize(
    ("error", "fault"),
    [(OSError(28, "full"), Fault.FOLDER), (OperationalError(), Fault.DATABASE), (KeyError("x"), Fault.PROGRAM)],
)
def test_what_goes_wrong_leaves_no_file_is_written_down_and_tried_again(error: Exception, fault: Fault) -> None:
    with patch.object(content, "write", side_effect=error):
        case = built()
    package = Package.objects.get()
    assert (package.fault, standing(package, NOW), stored()) == (fault, Standing.FAILED, [])
    job = Job.objects.get(kind="rights.build_package")
    assert (job.state, job.subject) == (State.WAITING, case.pk)
    work(job.due_at)
    assert standing(Package.objects.get(), job.due_at) is Standing.READY


def test_what_a_killed_worker_left_counts_for_nothing_and_is_removed() -> None:
    case = asked(in_progress())
    with patch.object(Package.objects, "filter", side_effect=SystemExit), pytest.raises(SystemExit):
        work()
    files.write(lambda file: file.write(b"whole, and named by no row"))
    draft = files.folder() / f"{'0' * 32}.zip.part"
    draft.write_bytes(b"half of it")
    assert standing(Package.objects.get(), NOW) is Standing.BUILDING
    for path in files.folder().iterdir():
        os.utime(path, (NOW.timestamp(), NOW.timestamp()))
    assert services.expire_packages(NOW + timedelta(minutes=59)) == 0
    assert services.expire_packages(NOW + timedelta(minutes=61)) == 2
    assert stored() == []
    services.build_package(case.pk, NOW)
    assert len(stored()) == 1


def test_of_two_workers_one_file_stays() -> None:
    case = asked(in_progress())
    real = content.write

    def beside_another(case: RightsRequest, file: object) -> None:
        with patch.object(content, "write", real):
            services.build_package(case.pk, NOW)  # its lease ran out, and another was faster
        real(case, file)  # type: ignore[arg-type]  # the file of the first

    with patch.object(content, "write", beside_another):
        services.build_package(case.pk, NOW)
    assert stored() == [Package.objects.get().file]
    assert case.events.filter(code="packaged").count() == 1


def test_what_was_asked_for_anew_meanwhile_does_not_count() -> None:
    case = asked(in_progress())
    real = content.write

    def meanwhile(case: RightsRequest, file: object) -> None:
        services.ask_for_package(case.pk, who=member(), now=NOW + DAY)
        real(case, file)  # type: ignore[arg-type]  # a file

    with patch.object(content, "write", meanwhile):
        services.build_package(case.pk, NOW)
    assert standing(Package.objects.get(), NOW + DAY) is Standing.BUILDING
    assert stored() == []


def test_what_was_erased_meanwhile_leaves_nothing() -> None:
    case = asked(in_progress())
    with patch.object(content, "write", lambda *_: case.requester.delete()):
        services.build_package(case.pk, NOW)
    assert stored() == []
    services.build_package(case.pk, NOW)
    services.build_package(4711, NOW)


def test_built_anew_the_old_file_goes(django_capture_on_commit_callbacks: object) -> None:
    case = built()
    old = Package.objects.get().file
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]  # a context
        services.ask_for_package(case.pk, who=member(), now=NOW)
    assert old not in stored()
    work()
    assert stored() == [Package.objects.get().file]


def test_no_answer_goes_out_while_it_is_being_built() -> None:
    case = asked(in_progress())
    with pytest.raises(NotAllowed, match="still being built"):
        answered(case)
    work()
    answered(case)
    package = Package.objects.get()
    assert (package.offered_at, standing(package, NOW)) == (NOW, Standing.OFFERED)


def test_fourteen_days_count_from_the_answer() -> None:
    case = built()
    services.fulfil(case.pk, build.answer(case, "Here."), who=member(), now=NOW + 10 * DAY)
    assert Package.objects.get().expires_at == NOW + 24 * DAY
    assert services.expire_packages(NOW + 24 * DAY - timedelta(seconds=1)) == 0
    assert services.expire_packages(NOW + 24 * DAY) == 1
    assert (stored(), Package.objects.count()) == ([], 0)
    assert list(case.events.values_list("code", flat=True))[-1] == "package_gone"
    assert services.expire_packages(NOW + 24 * DAY) == 0


def test_one_that_was_never_handed_over_goes_as_well() -> None:
    built()
    assert services.expire_packages(NOW + KEPT) == 1
    assert stored() == []


def test_built_anew_after_the_answer_it_is_handed_over_at_once() -> None:
    case = answered(built())
    services.expire_packages(NOW + 15 * DAY)
    services.ask_for_package(case.pk, who=member(), now=NOW + 16 * DAY)
    work(NOW + 16 * DAY)
    assert standing(Package.objects.get(), NOW + 16 * DAY) is Standing.OFFERED


def test_the_folder_of_somebody_else_is_left_alone() -> None:
    built()
    strange = [files.folder() / name for name in ("notes.zip", "a.part", f"{'0' * 32}.zip.txt", "sub")]
    strange[3].mkdir()
    for path in strange[:3]:
        path.write_text("not ours")
        os.utime(path, (0, 0))
    assert services.expire_packages(NOW + KEPT) == 1
    assert stored() == sorted(path.name for path in strange)
    with pytest.raises(FileNotFoundError):
        files.read("../db.sqlite3")
    files.remove("../../notes.zip")


def test_the_store_is_declared_and_purged_like_every_other() -> None:
    built()
    store = registry.stores["packages"]
    assert store.locate() == files.folder()
    assert store.purge(NOW - timedelta(seconds=1)) == 0
    assert store.purge(NOW) == 1
    assert stored() == []


def test_the_rows_are_those_of_whom_it_is_about() -> None:
    from contact.rights.identity import Level, Proof

    case = received(for_another=True, subject_email="berta@example.invalid", channel="post", who=member())
    services.record_identity(case.pk, Level.FACT, Proof.AUTHORITY, who=member(), now=NOW)
    services.start(case.pk, who=member(), now=NOW)
    received(email="berta@example.invalid", details="Berta's own words")
    asked(case)
    work()
    page = zipfile.ZipFile(Path(files.folder()) / Package.objects.get().file).read("data.html").decode()
    assert "Berta&#x27;s own words" in page
    assert "ada@example.invalid" in page  # who asked for it, in the very request


def test_the_folder_is_made_where_it_is_missing(settings: LazySettings, tmp_path: Path) -> None:
    settings.PACKAGES_DIR = tmp_path / "deep" / "er"
    built()
    assert len(stored()) == 1

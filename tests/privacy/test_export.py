"""The package with what we hold about a person."""

import csv
import hashlib
import io
import json
import zipfile

import pytest

from contact.messages.models import ContactMessage
from contact.rights import services
from privacy.export import write_package
from tests.contact.rights.cases import NOW, in_progress, member
from tests.privacy.test_subjects import message

pytestmark = pytest.mark.django_db
ADA = "ada@example.invalid"


def package(email: str = ADA, language: str = "en") -> zipfile.ZipFile:
    file = io.BytesIO()
    write_package(email, file, letter="Dear Ada", language=language)
    return zipfile.ZipFile(file)


def test_it_holds_the_persons_rows_to_read_and_to_reuse_and_nobody_elses() -> None:
    message(ADA)
    ContactMessage.objects.update(message="<b>mine</b>")
    message("other@example.invalid")
    found = package()
    (row,) = json.loads(found.read("contact.contactmessage.json"))
    assert row["message"] == "<b>mine</b>"
    (line,) = csv.DictReader(found.read("contact.contactmessage.csv").decode().splitlines())
    assert line["email"] == ADA
    page = found.read("data.html").decode()
    assert "&lt;b&gt;mine&lt;/b&gt;" in page
    assert all("other@example.invalid" not in found.read(name).decode() for name in found.namelist())
    assert found.read("letter.txt") == b"Dear Ada"


def test_every_file_bears_its_hash() -> None:
    message(ADA)
    found = package()
    manifest = json.loads(found.read("manifest.json"))
    assert {file["name"] for file in manifest["files"]} == set(found.namelist()) - {"manifest.json"}
    for file in manifest["files"]:
        assert hashlib.sha256(found.read(file["name"])).hexdigest() == file["sha256"]
    assert manifest["rows"]["contact.contactmessage"] == 1


def test_a_member_of_staff_is_not_named() -> None:
    case = in_progress()
    services.add_note(case.pk, "a note", who=member("grace"), now=NOW)
    found = package()
    assert "a note" in found.read("data.html").decode()
    assert all("grace" not in found.read(name).decode() for name in found.namelist())


def test_what_an_address_does_not_lead_to_is_said() -> None:
    assert "What your address does not lead to" in package().read("data.html").decode()
    assert 'lang="de"' in package(language="de").read("data.html").decode()


def test_a_spreadsheet_runs_nothing() -> None:
    message(ADA)
    ContactMessage.objects.update(message="=HYPERLINK(1)")
    found = package()
    (line,) = csv.DictReader(found.read("contact.contactmessage.csv").decode().splitlines())
    assert line["message"] == "'=HYPERLINK(1)"
    assert json.loads(found.read("contact.contactmessage.json"))[0]["message"] == "=HYPERLINK(1)"


@pytest.mark.parametrize("hostile", ["", "\0", "nobody@example.invalid"])
def test_for_nobody_it_is_empty(hostile: str) -> None:
    message(ADA)
    assert set(json.loads(package(hostile).read("manifest.json"))["rows"].values()) <= {0}

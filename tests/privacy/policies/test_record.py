"""The record of processing: the same rows as a page, as CSV and as JSON."""

import csv
import io
import json

import pytest
from django.conf import LazySettings
from django.core.management import call_command
from django.test import Client
from django.utils import translation

from privacy.declarations import LegalBasis, registry
from privacy.policies import record
from privacy.tables import Column, Table, name_of

pytestmark = pytest.mark.django_db

PAGE = "/en/admin/privacy/policyversion/"


def test_every_declaration_is_an_activity_with_all_that_article_30_asks() -> None:
    rows = record.activities().as_dicts()
    assert {row["activity"] for row in rows} >= {name_of(said) for said in registry.declarations()}
    assert all(all(row.values()) for row in rows)


def test_each_legitimate_interest_has_one_balancing_note() -> None:
    resting = [said for said in registry.declarations() if said.legal_basis is LegalBasis.LEGITIMATE_INTEREST]
    notes = record.balancing_notes().rows
    assert len(notes) == len(resting) > 0
    assert all(len(note) > 30 for _activity, _interest, note in notes)


def test_page_csv_and_json_say_the_same(admin_client: Client) -> None:
    host = {"host": "127.0.0.1:8000"}
    page = admin_client.get(f"{PAGE}record/", headers=host).content.decode().split('<div class="policy">')[1]
    file = admin_client.get(f"{PAGE}record.csv", headers=host)
    document = json.loads(admin_client.get(f"{PAGE}record.json", headers=host).content)
    rows = list(csv.DictReader(io.StringIO(file.content.decode())))
    assert rows == document["activities"]
    assert "no-store" in file["Cache-Control"]
    shown = (rows, document["balancing_notes"], document["processors"], document["controller"])
    assert page.count('<th scope="row">') == sum(len(table) for table in shown)


def test_the_record_is_in_the_language_of_the_page() -> None:
    with translation.override("de"):
        assert "Um Ihre Nachricht zu beantworten" in [row["purpose"] for row in record.activities().as_dicts()]


@pytest.mark.parametrize("cell", ["=HYPERLINK(1)", "+1", "-1", "@x", "\tx"])
def test_a_cell_that_a_spreadsheet_would_run_is_text(cell: str) -> None:
    said = record.as_csv(Table("", (Column("a", "A"),), ((cell,),)))
    assert list(csv.reader(io.StringIO(said)))[1] == [f"'{cell}"]


def test_the_record_is_only_read(admin_client: Client) -> None:
    for name in ("record/", "record.csv", "record.json"):
        assert admin_client.post(PAGE + name, headers={"host": "127.0.0.1:8000"}).status_code == 403


def test_the_staffs_first_page_says_publish_needed(admin_client: Client, settings: LazySettings) -> None:
    host = {"host": "127.0.0.1:8000"}
    assert "Publish needed" not in admin_client.get("/en/admin/", headers=host).content.decode()
    assert "Nothing is published yet" in admin_client.get(PAGE, headers=host).content.decode()
    call_command("publish_policy", "material", "--summary-en", "First", "--summary-de", "Erste")
    assert "is what the site does" in admin_client.get(PAGE, headers=host).content.decode()
    settings.OPERATOR_NAME = "Another"
    assert "Publish needed" in admin_client.get("/en/admin/", headers=host).content.decode()
    assert "was made from: operator" in admin_client.get(PAGE, headers=host).content.decode()


def test_nobody_changes_what_was_published_in_the_staffs_pages(admin_client: Client) -> None:
    host = {"host": "127.0.0.1:8000"}
    call_command("publish_policy", "material", "--summary-en", "First", "--summary-de", "Erste")
    for name in ("add/", "1/change/", "1/delete/"):
        assert admin_client.post(PAGE + name, {"post": "yes", "number": "7"}, headers=host).status_code == 403

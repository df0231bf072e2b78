"""Tables are made from what the software obeys, in words of both languages."""

import pytest
from django.conf import LazySettings
from django.core.checks import run_checks
from django.utils import translation

from hotsite.management.commands.seed import Command as Seed
from privacy.declarations import Category, LegalBasis, days, months, registry
from privacy.policies import tables
from privacy.policies.processors import parse
from privacy.policies.render import text
from privacy.tables import name_of, period_in_words

pytestmark = pytest.mark.django_db


def test_every_declaration_is_a_row() -> None:
    rows = tables.holdings().rows
    with translation.override("en"):
        said = {name_of(declaration) for declaration in registry.declarations()}
    assert {row[0].split(":")[0] for row in rows} >= said
    assert all(all(cell for cell in row) for row in rows)


def test_every_category_and_basis_has_its_words() -> None:
    assert set(tables.CATEGORIES) == set(Category)
    assert set(tables.BASES) == set(LegalBasis)


@pytest.mark.parametrize(
    ("language", "one_month", "many_days"), [("en", "1 month", "30 days"), ("de", "1 Monat", "30 Tage")]
)
def test_a_period_is_said_in_words(language: str, one_month: str, many_days: str) -> None:
    with translation.override(language):
        assert period_in_words(months(1)) == one_month
        assert period_in_words(days(30)) == many_days


@pytest.mark.parametrize("name", tables.TABLES)
def test_no_english_is_left_in_a_german_table(name: str) -> None:
    Seed().handle(verbosity=0)
    with translation.override("en"):
        english = tables.TABLES[name]()
    with translation.override("de"):
        german = tables.TABLES[name]()
    same = {
        cell
        for row, zeile in zip(english.rows, german.rows, strict=True)
        for cell, zelle in zip(row, zeile, strict=True)
        if cell == zelle and " " in cell and "EXAMPLE" not in cell
    }
    assert same - {row[0] for row in english.rows} == set(), "only names are the same in both languages"


@pytest.mark.promise("P4.1")
def test_the_policy_page_holds_the_tables(settings: LazySettings) -> None:
    Seed().handle(verbosity=0)
    settings.PROCESSORS = parse("North Hosting : hosting : DE; Letter Inc : mail : US : clauses")
    assert "12 months, counted from: last activity" in text("privacy", "en").html
    assert "12 Monate, gerechnet ab: letzte Aktivität" in text("privacy", "de").html
    assert '<th scope="row">theme</th>' in text("cookies", "en").html
    assert "Vereinigte Staaten" in text("processors", "de").html
    assert "Some of them work outside" in text("privacy", "en").html


def test_a_processor_that_is_markup_is_shown_as_text(settings: LazySettings) -> None:
    settings.PROCESSORS = parse("<script>alert(1)</script> [[holdings]] : hosting : DE")
    html = text("processors", "en").html
    assert "&lt;script&gt;alert(1)&lt;/script&gt; [[holdings]]" in html
    assert "<script" not in html


def test_with_no_processor_the_page_says_so(settings: LazySettings) -> None:
    settings.PROCESSORS = ()
    assert "Nobody and nothing." in text("processors", "en").html


def test_a_deployment_that_names_nobody_is_an_error(settings: LazySettings) -> None:
    found = [message.msg for message in run_checks(tags=["privacy"], include_deployment_checks=True)]
    assert "OPERATOR_ADDRESS still says EXAMPLE." in found
    assert "PROCESSORS still says EXAMPLE." in found
    for name in ("OPERATOR_NAME", "OPERATOR_ADDRESS", "OPERATOR_EMAIL", "SUPERVISORY_AUTHORITY"):
        setattr(settings, name, "North Hospital")
    settings.PROCESSORS = ()
    assert run_checks(tags=["privacy"], include_deployment_checks=True) == []

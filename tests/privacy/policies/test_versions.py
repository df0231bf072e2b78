"""What visitors see of published versions."""

from datetime import timedelta

import pytest
from django.conf import LazySettings
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from privacy.consent.selectors import forget_in_use
from privacy.policies.services import publish
from privacy.publishing import Change

pytestmark = pytest.mark.django_db


@pytest.fixture
def three_versions(settings: LazySettings) -> None:
    """Two in force, one announced; the operator moved from North to South."""
    today = timezone.localdate()
    for place, name in enumerate(("North Hospital", "South Hospital", "West Hospital")):
        settings.OPERATOR_NAME = name
        publish(
            change=Change.EDITORIAL,
            in_force_from=today + timedelta(days=7 if place == 2 else 0),
            summary={"en": f"We are {name}", "de": f"Wir sind {name}"},
            now=timezone.now(),
        )


def words(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def test_before_the_first_version_the_page_says_that_it_is_a_draft(client: Client) -> None:
    assert "This is a draft" in words(client, "/en/privacy/")
    assert "Dies ist ein Entwurf" in words(client, "/de/privacy/")
    assert "Nothing has been published yet" in words(client, "/en/privacy/versions/")


def test_the_page_shows_the_version_in_force_whatever_the_draft_says(client: Client, three_versions: None) -> None:
    page = words(client, "/en/privacy/")
    assert "Version 2, in force from" in page
    assert "is run by South Hospital" in page
    assert "This is a draft" not in page


def test_the_archive_lists_every_version_with_its_standing(client: Client, three_versions: None) -> None:
    page = words(client, "/de/privacy/versions/")
    assert [page.index(f"Fassung {number} </h2>") for number in (3, 2, 1)] == sorted(
        page.index(f"Fassung {number} </h2>") for number in (1, 2, 3)
    )
    assert page.count("In Kraft.</strong>") == 1
    assert page.count("Angekündigt.</strong>") == 1
    assert "Wir sind West Hospital" in page
    assert 'href="/de/privacy/versions/2/3/"' in page
    assert 'href="/de/privacy/versions/0/1/"' not in page


def test_an_old_version_is_readable_and_says_that_it_is_old(client: Client, three_versions: None) -> None:
    page = words(client, "/en/privacy/versions/1/")
    assert "is run by North Hospital" in page
    assert "This is not the version in force now." in page
    assert "This is not the version in force now." not in words(client, "/en/privacy/versions/2/")


def test_a_comparison_marks_what_was_removed_and_added(client: Client, three_versions: None) -> None:
    page = words(client, "/en/privacy/versions/1/2/")
    assert "[removed: </span>North <span" in page
    assert "[added: </span>South <span" in page
    assert "passages without change" in page


@pytest.mark.parametrize(
    "path",
    [
        "privacy/versions/9/", "privacy/versions/0/", "privacy/versions/-1/", "privacy/versions/x/",
        "privacy/versions/99999999999999999999999/", f"privacy/versions/{'9' * 5000}/", "nothing/versions/",
        "nothing/versions/1/", "privacy/versions/2/1/", "privacy/versions/1/1/", "privacy/versions/1/9/",
        "privacy/versions/1/99999999999999999999999/", "nothing/versions/1/2/", "privacy/versions/1/x/",
    ],
)  # fmt: skip
def test_what_does_not_exist_is_not_found(client: Client, three_versions: None, path: str) -> None:
    for language in ("en", "de"):
        assert client.get(f"/{language}/{path}").status_code == 404
    assert client.get(f"/fr/{path}").status_code == 404


@pytest.mark.parametrize(
    ("path", "queries"),
    [("privacy/", 1), ("privacy/versions/", 1), ("privacy/versions/1/", 2), ("privacy/versions/1/2/", 2)],
)
def test_a_page_costs_few_queries(
    client: Client,
    three_versions: None,
    path: str,
    queries: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    forget_in_use()
    client.get("/en/imprint/")  # the catalogue of cookies is read once in some seconds
    with django_assert_num_queries(queries):
        assert client.get(f"/en/{path}").status_code == 200


def test_an_embedded_site_says_that_nobody_has_said_who_runs_it(client: Client, settings: LazySettings) -> None:
    assert "Operator not configured" in words(client, "/en/imprint/")
    for name in ("OPERATOR_NAME", "OPERATOR_ADDRESS", "OPERATOR_EMAIL", "SUPERVISORY_AUTHORITY"):
        setattr(settings, name, "North Hospital")
    settings.PROCESSORS = ()
    assert "Operator not configured" not in words(client, "/en/imprint/")

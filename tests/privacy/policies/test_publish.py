"""Publishing: what was published stays as it was."""

from datetime import date, datetime, timedelta
from hashlib import sha256

import pytest
from django.conf import LazySettings
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from hotsite.ground.written_once import WrittenOnce
from privacy.policies import selectors
from privacy.policies.catalogue import POLICIES
from privacy.policies.models import PolicyText, PolicyVersion
from privacy.policies.services import LONGEST_SUMMARY, NotPublishable, publish
from privacy.publishing import Change

pytestmark = pytest.mark.django_db

NOW = datetime.fromisoformat("2026-11-25T12:00:00+01:00")
TODAY = date(2026, 11, 25)
SUMMARY = {"en": "First version", "de": "Erste Fassung"}


def published(
    settings: LazySettings, operator: str, change: Change = Change.MATERIAL, day: date = TODAY
) -> PolicyVersion:
    settings.OPERATOR_NAME = operator
    return publish(change=change, in_force_from=day, summary=SUMMARY, now=NOW)


def test_a_version_holds_every_policy_in_every_language_with_its_digest(settings: LazySettings) -> None:
    version = published(settings, "North Hospital")
    texts = list(version.texts.all())
    assert len(texts) == 2 * len(POLICIES)
    assert all(sha256(text.html.encode()).hexdigest() == text.sha256 for text in texts)
    english = selectors.published_text(1, "privacy", "en")
    assert english
    assert "North Hospital" in english.html
    assert 'id="P2.1"' in english.html


def test_an_editorial_change_keeps_the_material_number(settings: LazySettings) -> None:
    numbers = [
        (version.number, version.material_number)
        for version in (
            published(settings, "A", Change.EDITORIAL),  # the first is material, whatever it is called
            published(settings, "B", Change.EDITORIAL),
            published(settings, "C", Change.MATERIAL),
            published(settings, "D", Change.EDITORIAL),
        )
    ]
    assert numbers == [(1, 1), (2, 1), (3, 3), (4, 3)]


def test_an_announced_version_is_not_yet_the_current_one(settings: LazySettings) -> None:
    assert selectors.current_version(TODAY) is None
    first = published(settings, "A")
    second = published(settings, "B", day=TODAY + timedelta(days=7))
    assert selectors.current_version(TODAY) == first
    assert selectors.current_version(TODAY + timedelta(days=7)) == second
    assert selectors.latest_version() == second


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"in_force_from": TODAY - timedelta(days=1)}, "in the past"),
        ({"in_force_from": TODAY + timedelta(days=1)}, "cannot precede"),
        ({"summary": {"en": "x"}}, "Deutsch has 0 characters"),
        ({"summary": {"en": " ", "de": "x"}}, "English has 0 characters"),
        ({"summary": {"en": "x" * (LONGEST_SUMMARY + 1), "de": "x"}}, "English has 1001 characters"),
    ],
)
def test_what_would_mislead_is_not_published(settings: LazySettings, change: dict[str, object], why: str) -> None:
    published(settings, "A", day=TODAY + timedelta(days=2))
    settings.OPERATOR_NAME = "B"
    wanted = {"in_force_from": TODAY + timedelta(days=3), "summary": SUMMARY, "change": Change.MATERIAL} | change
    with pytest.raises(NotPublishable, match=why):
        publish(**wanted, now=NOW)  # type: ignore[arg-type]  # also what is wrong on purpose
    assert PolicyVersion.objects.count() == 1


def test_what_has_not_changed_is_not_published_again(settings: LazySettings) -> None:
    published(settings, "A")
    with pytest.raises(NotPublishable, match="Nothing has changed since version 1"):
        published(settings, "A")


def test_django_refuses_to_change_what_was_published(settings: LazySettings) -> None:
    version = published(settings, "A")
    text = version.texts.first()
    assert isinstance(text, PolicyText)
    for attempt in (
        version.save, version.delete, text.save, text.delete,
        PolicyText.objects.all().delete, version.texts.all().delete,
        lambda: PolicyVersion.objects.update(number=9),
        lambda: PolicyVersion.objects.bulk_update([version], ["number"]),
        lambda: PolicyVersion._base_manager.filter(pk=version.pk).update(number=9),
    ):  # fmt: skip
        with pytest.raises(WrittenOnce), transaction.atomic():
            attempt()
    assert PolicyText.objects.filter(version__number=1).count() == 2 * len(POLICIES)


@pytest.mark.parametrize("table", ["privacy_policyversion", "privacy_policytext"])
@pytest.mark.parametrize("statement", ["UPDATE {table} SET id = id", "DELETE FROM {table}"])
def test_the_database_refuses_as_well(settings: LazySettings, table: str, statement: str) -> None:
    published(settings, "A")
    with pytest.raises(DatabaseError, match="written once"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement.format(table=table))


def test_the_command_publishes_and_says_what() -> None:
    call_command("publish_policy", "editorial", "--summary-en", "First", "--summary-de", "Erste")
    version = selectors.current_version(timezone.localdate())
    assert version
    assert (version.number, version.change, version.summary) == (1, "material", {"en": "First", "de": "Erste"})


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (["material", "--in-force", "31.1.2027"], "is no date"),
        (["material", "--in-force", "2020-01-31"], "in the past"),
        (["minor"], "invalid choice"),
    ],
)
def test_the_command_refuses_in_a_sentence(arguments: list[str], why: str) -> None:
    with pytest.raises(CommandError, match=why):
        call_command("publish_policy", *arguments, "--summary-en", "x", "--summary-de", "x")
    assert not PolicyVersion.objects.exists()

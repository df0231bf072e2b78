"""What the texts say, in both languages."""

import re

import pytest
from django.conf import LazySettings
from django.test import Client

from hotsite.pages import public_paths
from privacy.policies import render
from privacy.policies.catalogue import POLICIES
from privacy.policies.render import TEXTS

pytestmark = pytest.mark.django_db  # the cookie table is read from the catalogue

LANGUAGES = ("en", "de")
SLUGS = [policy.slug for policy in POLICIES]

#: Every commitment of the privacy policy: the identifiers are stable, and tests and code refer to them.
COMMITMENTS = [
    "P1.1", "P1.2", "P2.1", "P2.2", "P2.3", "P3.1", "P3.2", "P3.3", "P3.4", "P3.5", "P4.1", "P4.2", "P4.3", "P4.4",
    "P5.1", "P5.2", "P6.1", "P6.2", "P6.3", "P7.1", "P7.2", "P7.3", "P8.1", "P8.2",
]  # fmt: skip
DISCLAIMERS = ["P7.1", "P7.2", "P7.3"]
#: What GDPR Art. 13 asks a policy to say, paragraph by letter.
ARTICLE_13 = {f"art-13-{paragraph}-{letter}" for paragraph in (1, 2) for letter in "abcdef"}


def anchors(slug: str, language: str) -> list[str]:
    return re.findall(r' id="([^"]+)"', render.text(slug, language).html)


def addresses(slug: str, language: str) -> list[str]:
    return re.findall(r' href="([^"]+)"', render.text(slug, language).html)


@pytest.mark.promise("P1.1", "P2.3", "P7.1", "P7.2", "P7.3")
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("slug", "commitments"), [("privacy", COMMITMENTS), ("disclaimer", DISCLAIMERS)])
def test_every_commitment_stands_under_its_identifier(slug: str, commitments: list[str], language: str) -> None:
    assert [anchor for anchor in anchors(slug, language) if anchor.startswith("P")] == commitments


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_letter_of_article_13_is_answered_once(language: str) -> None:
    answers = [anchor for anchor in anchors("privacy", language) if anchor.startswith("art-")]
    assert sorted(answers) == sorted(ARTICLE_13)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_privacy_policy_has_its_eight_sections_in_order(language: str) -> None:
    numbers = [section.title.split(".")[0] for section in render.text("privacy", language).sections]
    assert numbers == ["1", "2", "3", "4", "5", "6", "7", "8"]


@pytest.mark.parametrize("slug", SLUGS)
def test_both_languages_have_the_same_anchors_and_lead_to_the_same_places(slug: str) -> None:
    english, german = (addresses(slug, language) for language in LANGUAGES)
    assert anchors(slug, "en") == anchors(slug, "de")
    assert [address.replace("/en/", "/de/") for address in english] == german


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("slug", SLUGS)
def test_every_link_leads_to_an_anchor_a_page_or_the_operator(slug: str, language: str, settings: LazySettings) -> None:
    known = {f"/{language}/{path}" for path in public_paths()}
    known |= {f"#{anchor}" for anchor in anchors(slug, language)}
    known |= {settings.SITE_URL, f"mailto:{settings.OPERATOR_EMAIL}"}
    assert set(addresses(slug, language)) - known == set()


def test_there_is_one_text_for_each_policy_and_language_and_no_other() -> None:
    found = {str(path.relative_to(TEXTS)) for path in TEXTS.rglob("*") if path.is_file()}
    assert found == {f"{language}/{slug}.md" for language in LANGUAGES for slug in SLUGS}


@pytest.mark.django_db
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_operator_is_named_from_the_settings(language: str, settings: LazySettings, client: Client) -> None:
    settings.OPERATOR_NAME = "<b>North & Hospital</b>"
    settings.OPERATOR_EMAIL = "it@hospital.test"
    settings.OPERATOR_ADDRESS = settings.SUPERVISORY_AUTHORITY = "Northtown"
    settings.PROCESSORS = ()
    page = client.get(f"/{language}/privacy/").content.decode()
    assert "&lt;b&gt;North &amp; Hospital&lt;/b&gt;" in page
    assert '<a href="mailto:it@hospital.test">it@hospital.test</a>' in page
    assert "EXAMPLE" not in page


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("slug", SLUGS)
def test_no_text_types_what_is_a_fact_of_one_site(slug: str, language: str, settings: LazySettings) -> None:
    typed = (TEXTS / language / f"{slug}.md").read_text(encoding="utf-8")
    assert [word for word in ("@", "://", settings.SITE_NAME, "EXAMPLE") if word in typed] == []

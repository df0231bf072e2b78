"""The catalogue of cookies: what the site says it keeps in a browser."""

import pytest
from cookie_consent.models import Cookie, CookieGroup
from django.conf import LazySettings
from django.test import Client
from django.utils import translation

from privacy.consent.catalogue import write_catalogue
from privacy.consent.selectors import cookies

pytestmark = pytest.mark.django_db


def names() -> list[str]:
    return [row.name for row in cookies()]


def test_the_catalogue_lists_every_entry_of_our_own_once_however_often_it_is_written() -> None:
    write_catalogue()
    write_catalogue()
    assert sorted(names()) == ["consent", "csrf", "messages", "release *", "session", "theme"]


def test_each_entry_says_purpose_provider_and_lifetime_in_the_language_asked_for() -> None:
    write_catalogue()
    said = {}
    for language in ("en", "de"):
        with translation.override(language):
            said[language] = next(row for row in cookies() if row.name == "theme")
    english, german = said["en"], said["de"]
    assert (english.group, english.kind, english.lifetime) == ("Necessary", "local storage", "until you clear it")
    assert (german.group, german.kind, german.lifetime) == ("Notwendig", "lokaler Speicher", "bis Sie ihn leeren")
    assert said["en"].purpose != said["de"].purpose
    assert said["de"].provider == "diese Website"


def test_a_name_that_ends_with_a_star_is_a_pattern() -> None:
    write_catalogue()
    assert {row.name for row in cookies() if row.pattern} == {"release *"}


def test_nothing_optional_is_in_the_catalogue_until_it_is_configured() -> None:
    write_catalogue()
    assert list(CookieGroup.objects.values_list("varname", flat=True)) == ["necessary"]


def test_what_staff_added_stays_and_is_listed_without_facts() -> None:
    group = CookieGroup.objects.create(varname="other", name="Other", description="")
    Cookie.objects.create(cookiegroup=group, name="mine", description="A cookie of staff")
    write_catalogue()
    mine = next(row for row in cookies() if row.name == "mine")
    assert (mine.purpose, mine.group_key) == ("A cookie of staff", "other")
    assert mine.lifetime == "until the browser is closed"


def test_over_https_the_names_carry_their_prefix(settings: LazySettings) -> None:
    settings.CONSENT_COOKIE = "__Host-consent"
    write_catalogue()
    assert "__Host-consent" in names()


def test_the_package_answers_at_no_address(client: Client) -> None:
    assert client.get("/en/cookies/status/").status_code == 404
    assert client.post("/en/cookies/accept/", {"cookie_groups": "analytics"}).status_code == 404

import pytest
from django.test import Client

from privacy.policies.catalogue import POLICIES

pytestmark = pytest.mark.django_db

HEADINGS = {
    "en": {
        "privacy": "Privacy policy",
        "cookies": "Cookie policy",
        "disclaimer": "Medical and compliance disclaimer",
        "imprint": "Imprint",
        "accessibility": "Accessibility",
        "processors": "Processors",
    },
    "de": {
        "privacy": "Datenschutzerklärung",
        "cookies": "Cookie-Richtlinie",
        "disclaimer": "Medizinischer und rechtlicher Hinweis",
        "imprint": "Impressum",
        "accessibility": "Barrierefreiheit",
        "processors": "Auftragsverarbeiter",
    },
}


@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.parametrize("slug", [policy.slug for policy in POLICIES])
def test_a_policy_has_its_page_in_each_language(client: Client, slug: str, language: str) -> None:
    answer = client.get(f"/{language}/{slug}/")
    assert answer.status_code == 200
    assert f"<h1>{HEADINGS[language][slug]}</h1>" in answer.content.decode()


def test_the_table_of_contents_leads_to_every_section(client: Client) -> None:
    page = client.get("/en/privacy/").content.decode()
    contents = page.split('<nav class="contents"')[1].split("</nav>")[0]
    for anchor in ("scope", "healthcare-data", "collection", "cookies", "use", "retention", "disclaimer", "rights"):
        assert f'<a href="#{anchor}">' in contents
        assert f'<h2 id="{anchor}">' in page


@pytest.mark.parametrize("slug", ["nothing", "imprint-2", "privacy.md", "..%2Fen%2Fprivacy"])
def test_an_unknown_policy_is_not_found(client: Client, slug: str) -> None:
    assert client.get(f"/en/{slug}/").status_code == 404


def test_a_policy_page_is_read_only_and_sets_no_cookie(client: Client) -> None:
    assert client.post("/en/privacy/").status_code == 405
    assert not client.get("/en/privacy/").cookies


@pytest.mark.promise("P4.4")
def test_every_page_leads_to_every_policy(client: Client) -> None:
    page = client.get("/en/contact/").content.decode()
    assert [policy.slug for policy in POLICIES if f'<a href="/en/{policy.slug}/"' not in page] == []

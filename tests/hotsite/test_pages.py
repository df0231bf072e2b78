import re
import xml.etree.ElementTree as ET
from datetime import UTC, datetime

import pytest
from django.conf import LazySettings
from django.test import Client, RequestFactory

from hotsite import pages
from hotsite.ground.language import preferred_language
from tools.catalogue import TOOLS

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("de-AT,de;q=0.9,en;q=0.8", "de"), ("en-GB", "en"), ("fr,de;q=0.3", "de"), ("fr", "en"), ("", "en"),
        ("de;q=0, en", "en"), ("*", "en"), ("x" * 10_000, "en"), (";;;,,,q=", "en"),
    ],
)  # fmt: skip
def test_the_root_leads_to_the_visitors_language(client: Client, header: str, language: str) -> None:
    answer = client.get("/", headers={"accept-language": header})
    assert (answer.status_code, answer["Location"]) == (302, f"/{language}/")
    assert "Accept-Language" in answer["Vary"]
    assert preferred_language(header) == language


@pytest.mark.parametrize("code", ["en", "de"])
def test_the_start_page_lists_every_tool_of_the_catalogue(client: Client, code: str) -> None:
    page = client.get(f"/{code}/").content.decode()
    assert [tool.slug for tool in TOOLS if f'href="/{code}/tools/{tool.slug}/"' not in page] == []


@pytest.mark.parametrize("path", pages.public_paths())
def test_every_public_page_says_its_language_and_where_the_others_are(client: Client, path: str) -> None:
    for code, other in (("en", "de"), ("de", "en")):
        answer = client.get(f"/{code}/{path}")
        page = " ".join(answer.content.decode().split())
        page = re.sub("<template.*?</template>", "", page)  # shown only when a tool is opened
        assert answer.status_code == 200
        assert f'<html lang="{code}">' in page
        assert f'hreflang="{other}" href="http://127.0.0.1:8000/{other}/{path}"' in page
        assert page.count("<h1") == 1


def test_a_missing_slash_is_answered_with_a_link_and_no_redirect(client: Client) -> None:
    answer = client.get("/en/contact")
    assert answer.status_code == 404
    assert '<a href="/en/contact/">' in answer.content.decode()


def test_an_unknown_address_is_said_in_its_own_language(client: Client) -> None:
    assert "Unter dieser Adresse" in client.get("/de/nirgends/").content.decode()


def test_an_unknown_tool_is_not_found(client: Client) -> None:
    assert client.get("/en/tools/nothing/").status_code == 404


def test_an_error_of_ours_shows_a_number_and_no_cause() -> None:
    request = RequestFactory().get("/en/")
    request.META["REQUEST_ID"] = "0123456789abcdef"
    answer = pages.server_error(request)
    assert answer.status_code == 500
    assert b"0123456789abcdef" in answer.content


def test_the_site_map_lists_every_page_in_both_languages(client: Client) -> None:
    tree = ET.fromstring(client.get("/sitemap.xml").content)  # noqa: S314  (our own document)
    places = [element.text for element in tree.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")]
    assert len(places) == 2 * len(pages.public_paths())
    for place in places:
        assert client.get(str(place).removeprefix("http://127.0.0.1:8000")).status_code == 200


def test_robots_leave_the_staff_pages_alone(client: Client) -> None:
    text = client.get("/robots.txt").content.decode()
    assert "Disallow: /en/admin/" in text
    assert "Sitemap: http://127.0.0.1:8000/sitemap.xml" in text


def test_security_txt_says_whom_to_tell_and_until_when(client: Client) -> None:
    text = client.get("/.well-known/security.txt").content.decode()
    fields = dict(line.split(": ", 1) for line in text.splitlines() if not line.startswith("Contact"))
    assert datetime.fromisoformat(fields["Expires"]) > datetime.now(UTC)
    assert "Contact: mailto:" in text


def test_plain_http_to_others_puts_a_banner_on_every_page(client: Client, settings: LazySettings) -> None:
    assert "without encryption" not in client.get("/en/").content.decode()
    settings.PLAIN_HTTP_BANNER = True
    assert "without encryption" in client.get("/en/").content.decode()

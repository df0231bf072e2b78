"""The same site behind a proxy that takes https: its addresses, its cookies, and what it asks of browsers."""

import http.client
from collections.abc import Callable
from urllib.parse import urlsplit

import pytest

from hotsite.ground import headers
from tests.lock.conftest import Stage

Ask = Callable[[str], http.client.HTTPResponse]


@pytest.fixture
def ask(secure_stage: Stage) -> Ask:
    """Asks the site as a browser does; TLS and its certificate are checked."""
    certificate = secure_stage.foreign.certificate
    assert certificate

    def ask(path: str) -> http.client.HTTPResponse:
        address = urlsplit(secure_stage.site.environment["SITE_URL"])
        connection = http.client.HTTPSConnection(address.netloc, timeout=20, context=certificate.trusting())
        connection.request("GET", path)
        answer = connection.getresponse()
        answer.read()
        connection.close()
        return answer

    return ask


@pytest.mark.parametrize("path", ["/en/", "/en/tools/hl7-viewer/", "/static/first.js"])
def test_a_locked_page_lists_https_addresses_alone(secure_stage: Stage, ask: Ask, path: str) -> None:
    answer = ask(path)
    assert answer.status == 200
    entries = answer.getheader("Connection-Allowlist", "").removeprefix("(").partition(")")[0].split()
    assert entries
    site = secure_stage.site.environment["SITE_URL"]
    assert [entry for entry in entries if not entry.startswith(f'"{site}/') or not entry.endswith('?"')] == []


@pytest.mark.parametrize("path", ["/en/", "/en/contact/", "/en/admin/login/", "/static/first.js", "/en/nowhere/"])
def test_every_answer_asks_browsers_to_stay_with_https(ask: Ask, path: str) -> None:
    assert ask(path).getheader("Strict-Transport-Security") == headers.HSTS


def test_cookies_are_sent_over_https_alone_and_belong_to_this_host(ask: Ask) -> None:
    cookies = ask("/en/admin/login/").msg.get_all("Set-Cookie", [])
    assert cookies
    for cookie in cookies:
        assert cookie.startswith("__Host-")
        assert {"Secure", "HttpOnly", "Path=/"} <= {part.strip() for part in cookie.split(";")}

"""Every response of the origin carries the headers of its kind, and none sets a cookie for a reader."""

import pytest
from django.conf import LazySettings
from django.test import Client

from hotsite.ground import headers
from hotsite.ground.headers import Kind
from hotsite.pages import public_paths

pytestmark = pytest.mark.django_db

LOCKED = ["/en/", "/de/", "/en/tools/dicom-inspector/", "/de/tools/hl7-viewer/"]
PLAIN = ["/", "/en/contact/", "/en/privacy/", "/en/nowhere/", "/healthz", "/robots.txt", "/sitemap.xml"]
STATIC = ["/static/first.js", "/static/nothing.js", "/static/admin/css/base.css"]
ADMIN = ["/en/admin/", "/en/admin/login/"]


def everything() -> list[str]:
    return [f"/{code}/{path}" for code in ("en", "de") for path in public_paths()] + LOCKED + PLAIN


@pytest.mark.promise("P1.2")
@pytest.mark.parametrize(
    ("path", "kind"),
    [(path, Kind.LOCKED_PAGE) for path in LOCKED]
    + [(path, Kind.PLAIN_PAGE) for path in PLAIN]
    + [(path, Kind.ADMIN) for path in ADMIN]
    + [(path, Kind.LOCKED_STATIC) for path in STATIC],
)
def test_a_response_has_the_headers_of_its_kind(client: Client, path: str, kind: Kind) -> None:
    expected = headers.table()[kind]
    answer = client.get(path)
    answer.close()  # a static file is open until then
    assert {name: answer.headers.get(name) for name in expected} == dict(expected)


@pytest.mark.promise("P2.1", "P5.2")
@pytest.mark.parametrize("path", LOCKED)
def test_a_page_with_tools_sends_nothing_by_code_or_form(client: Client, path: str) -> None:
    policy = client.get(path).headers["Content-Security-Policy"].split("; ")
    assert {"connect-src 'none'", "form-action 'none'"} <= set(policy)


@pytest.mark.promise("P3.5")
@pytest.mark.parametrize("kind", Kind, ids=lambda kind: kind.value)
def test_no_policy_allows_inline_code_or_another_origin(kind: Kind) -> None:
    policy = headers.table()[kind]["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'")
    assert not any(word in policy for word in ("unsafe-inline", "'unsafe-eval'", "http:", "https:", "*"))


@pytest.mark.promise("P4.3")
@pytest.mark.parametrize("path", everything())
def test_a_visitor_who_only_reads_gets_no_cookie(client: Client, path: str) -> None:
    assert client.get(path).cookies == {}


@pytest.mark.promise("P4.2")
@pytest.mark.parametrize("path", LOCKED)
def test_a_locked_page_is_the_same_for_everybody_byte_for_byte(client: Client, path: str) -> None:
    first = client.get(path)
    second = client.get(path + "?q=1", headers={"accept-language": "de", "cookie": "a=b", "referer": "https://x.test"})
    assert first.content == second.content
    assert dict(first.headers) == dict(second.headers)


@pytest.mark.parametrize("path", everything())
def test_no_page_holds_inline_code_or_style(client: Client, path: str) -> None:
    page = client.get(path).content.decode()
    assert "<style" not in page
    assert " style=" not in page
    assert " onclick=" not in page
    assert "<script>" not in page


def test_hsts_is_sent_on_https_only(client: Client, settings: LazySettings) -> None:
    assert "Strict-Transport-Security" not in client.get("/healthz").headers
    settings.HTTPS = True
    assert client.get("/healthz").headers["Strict-Transport-Security"] == headers.HSTS


@pytest.mark.parametrize("host", ["evil.test", "127.0.0.1", "127.0.0.1:8000@evil.test", ""])
def test_another_host_is_told_the_right_address(host: str) -> None:
    answer = Client(headers={"host": host}).get("/en/")
    assert answer.status_code == 421
    assert answer.content.decode() == "This site is at http://127.0.0.1:8000/\n"


@pytest.mark.parametrize("path", ["/healthz", "/readyz", "/statusz"])
def test_balancers_may_ask_by_address(path: str) -> None:
    assert Client(headers={"host": "10.0.0.7:8000"}).get(path).status_code in {200, 503}

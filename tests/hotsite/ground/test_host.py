"""One host or two: each answers for what it has, shows the way to the other, and redirects to nobody."""

import pytest
from django.conf import LazySettings
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory

from hotsite.ground import host
from hotsite.ground.forget import ForgetMiddleware

SITE, TOOLS = "http://site.localhost:8000", "http://tools.localhost:8000"
LOCKED, PLAIN, BOTH = "/en/tools/hl7-viewer/", "/en/contact/", "/healthz"


@pytest.fixture(autouse=True)
def two_hosts(settings: LazySettings) -> None:
    settings.SITE_URL, settings.TOOLS_URL = SITE, TOOLS
    settings.ALLOWED_HOSTS = ["site.localhost", "tools.localhost"]


def asked(origin: str) -> Client:
    return Client(headers={"host": origin.removeprefix("http://")})


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("origin", "path"), [(TOOLS, LOCKED), (TOOLS, "/en/"), (SITE, PLAIN), (TOOLS, BOTH), (SITE, BOTH)]
)
def test_a_host_answers_for_what_it_has(origin: str, path: str) -> None:
    assert asked(origin).get(path).status_code == 200


@pytest.mark.django_db
@pytest.mark.parametrize("code", ["en", "de"])
@pytest.mark.parametrize(
    ("origin", "path", "right"),
    [
        (SITE, "/{}/tools/hl7-viewer/", TOOLS),
        (SITE, "/{}/", TOOLS),
        (SITE, "/sw.js", TOOLS),
        (TOOLS, "/{}/contact/", SITE),
        (TOOLS, "/{}/admin/", SITE),
        (TOOLS, "/{}/admin/login/", SITE),
    ],
)  # fmt: skip
def test_what_the_other_host_has_is_a_page_that_shows_the_way(origin: str, path: str, right: str, code: str) -> None:
    path = path.format(code)
    answer = asked(origin).get(path, {"next": "https://evil.test/"})
    assert answer.status_code == 421
    assert f'href="{right}{path}"' in answer.content.decode()
    assert b"evil.test" not in answer.content
    assert "Location" not in answer


@pytest.mark.django_db
def test_a_form_sent_to_the_tools_host_is_not_read() -> None:
    answer = asked(TOOLS).post(PLAIN, {"email": "ada@example.invalid"}, headers={"origin": TOOLS})
    assert answer.status_code == 421


def test_a_third_host_is_told_where_the_tools_are() -> None:
    answer = asked("http://evil.test").get(LOCKED)
    assert answer.status_code == 421
    assert answer.content.decode().strip().endswith(f"{TOOLS}/")


@pytest.mark.django_db
def test_links_cross_over_where_the_page_is_on_the_other_host() -> None:
    tool = asked(TOOLS).get(LOCKED).content.decode()
    assert f'href="{SITE}/en/contact/"' in tool
    assert f'<a href="{LOCKED}"' in tool
    assert f'<link rel="canonical" href="{TOOLS}{LOCKED}">' in tool
    contact = asked(SITE).get(PLAIN).content.decode()
    assert f'<a href="{TOOLS}{LOCKED}"' in contact
    assert 'href="/en/contact/"' in contact


@pytest.mark.django_db
def test_each_host_lists_its_own_pages_for_search_engines() -> None:
    tools, site = (asked(origin).get("/sitemap.xml").content.decode() for origin in (TOOLS, SITE))
    assert f"<loc>{TOOLS}{LOCKED}</loc>" in tools
    assert PLAIN not in tools
    assert f"<loc>{SITE}{PLAIN}</loc>" in site
    assert LOCKED not in site
    assert f"Sitemap: {TOOLS}/sitemap.xml" in asked(TOOLS).get("/robots.txt").content.decode()


@pytest.mark.parametrize(
    ("origin", "path", "left"), [(TOOLS, "/nowhere/", False), (SITE, PLAIN, True), (SITE, LOCKED, False)]
)
def test_the_tools_host_is_deaf_altogether(origin: str, path: str, left: bool) -> None:
    seen: list[HttpRequest] = []

    def site(request: HttpRequest) -> HttpResponse:
        seen.append(request)
        return HttpResponse()

    headers = {"host": origin.removeprefix("http://"), "cookie": "a=DATA"}
    ForgetMiddleware(site)(RequestFactory().get(f"{path}?DATA", headers=headers))
    assert ("DATA" in seen[0].META["QUERY_STRING"]) is left
    assert ("HTTP_COOKIE" in seen[0].META) is left


def test_an_address_belongs_to_one_origin() -> None:
    assert host.origin_of(LOCKED) == host.origin_of("/out/source/") == TOOLS
    assert host.origin_of(PLAIN) == SITE

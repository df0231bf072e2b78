"""The lock's parts: exact addresses, one set of headers, nothing of the visitor read."""

import re

import pytest
from django.conf import LazySettings, settings
from django.core.checks import run_checks
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.urls import reverse

from hotsite import lock
from hotsite.ground import headers
from hotsite.ground.forget import ForgetMiddleware
from hotsite.ground.headers import Kind
from tools.catalogue import TOOLS

HEADER = headers.table()[Kind.LOCKED_PAGE]["Connection-Allowlist"]


def test_the_lock_of_this_site_is_well_formed() -> None:
    assert run_checks(tags=["lock"]) == []
    assert lock.faults_of(HEADER) == []


def test_every_tool_is_locked_in_every_language() -> None:
    for tool in TOOLS:
        for code, _name in settings.LANGUAGES:
            assert f"/{code}/tools/{tool.slug}/" in lock.locked_pages()


def test_every_file_of_the_build_is_listed_workers_and_dictionaries_included() -> None:
    listed = lock.addresses().files
    built = {f"/static/assets/{path.name}" for path in (settings.FRONTEND_DIST / "assets").glob("*.*")}
    assert {path for path in built if not path.endswith((".br", ".gz"))} - lock.kept_files() <= set(listed)
    assert any(re.search(r"/hl7-2\.5\.1-[\w-]+\.js$", path) for path in listed)
    assert not any("lock-probe" in path for path in listed)


def test_the_header_has_room_for_a_long_host_name() -> None:
    own = [path for path in lock.files() if path not in lock.kept_files()]
    urls = lock._addresses(own).urls()
    longer = len("https://tools.imaging.university-hospital.example") - len(settings.SITE_URL)
    assert len(headers.allowlist(f"{url}?" for url in urls)) + longer * len(urls) <= headers.MOST_HEADER_BYTES


@pytest.mark.parametrize(
    ("header", "fault"),
    [
        (HEADER.replace('?"', '"', 1), "is not an exact address"),
        (HEADER.replace(settings.SITE_URL, "https://evil.test", 1), "is not an exact address"),
        (HEADER.replace(f"{settings.SITE_URL}/en/", "https://evil.test/en/", 1), "is not an exact address"),
        (HEADER.replace("/en/", "/*/", 1), "is not an exact address"),
        (HEADER.replace('"', "", 1), "is not an exact address"),
        (HEADER.replace(" ", ", ", 1), "is not an exact address"),
        (HEADER.replace("/en/", "/ö/", 1), "is not an exact address"),
        (HEADER[1:], "not a list"),
        (HEADER.replace(")", ""), "not a list"),
        (HEADER.replace("; webrtc=block", ""), "not a list"),
        (HEADER + "; redirects=allow", "not a list"),
        (headers.allowlist(f"{settings.SITE_URL}/{number:040}?" for number in range(400)), "bytes"),
    ],
)  # fmt: skip
def test_a_malformed_or_foreign_entry_is_found(header: str, fault: str) -> None:
    assert any(fault in sentence for sentence in lock.faults_of(header))


@pytest.mark.parametrize("target", ["http://plain.test/", "https://x.test/?q=1", "https://x.test/#a", "javascript:x"])
def test_a_way_out_that_is_no_plain_https_address_is_found(settings: LazySettings, target: str) -> None:
    settings.WAYS_OUT = (("slug", target),)
    assert [message.id for message in run_checks(tags=["lock"])] == ["lock.E002"]


@pytest.mark.django_db
def test_the_only_way_to_a_foreign_site_can_connect_there_alone(client: Client, settings: LazySettings) -> None:
    assert client.get("/out/source/").status_code == 404
    settings.WAYS_OUT = (("source", "https://source.test/house"),)
    answer = client.get("/out/source/?next=https://evil.test/")
    assert '"https://source.test/house?"' in answer["Connection-Allowlist"]
    assert "evil" not in answer.content.decode() + answer["Connection-Allowlist"]
    assert "script-src" not in answer["Content-Security-Policy"]
    assert answer["Cross-Origin-Opener-Policy"] == "noopener-allow-popups"


def read_by_the_site(request: HttpRequest) -> dict[str, str]:
    """What is left of a request behind the middleware."""
    seen: dict[str, str] = {}

    def view(request: HttpRequest) -> HttpResponse:
        seen.update({name: str(value) for name, value in request.META.items()})
        return HttpResponse()

    ForgetMiddleware(view)(request)
    return seen


@pytest.mark.promise("P6.3")
@pytest.mark.parametrize("path", ["/en/", "/de/tools/hl7-viewer/", "/static/first.js"])
def test_on_a_locked_address_nothing_of_the_visitor_is_read(path: str) -> None:
    told = {"referer": "https://x.test/DATA", "cookie": "a=DATA", "service-worker-navigation-preload": "DATA"}
    whole = f"{path}?DATA"
    seen = read_by_the_site(RequestFactory().get(whole, headers=told, RAW_URI=whole, REQUEST_URI=whole))
    assert not [name for name, value in seen.items() if "DATA" in value]


def test_on_a_plain_address_the_query_is_kept() -> None:
    assert read_by_the_site(RequestFactory().get("/en/admin/?q=1"))["QUERY_STRING"] == "q=1"


@pytest.mark.django_db
@pytest.mark.parametrize("path", [*lock.locked_pages(), *lock.plain_pages()])
def test_a_listed_address_answers_itself_and_redirects_nowhere(client: Client, path: str) -> None:
    assert client.get(path).status_code == 200


@pytest.mark.django_db
@pytest.mark.parametrize("path", lock.locked_pages())
def test_every_link_of_a_locked_page_is_listed(client: Client, path: str) -> None:
    page = client.get(path).content.decode()
    links = {link.split("#")[0] for link in re.findall(r'<a[^>]* href="([^"]+)"', page)} - {""}
    assert {f"{settings.SITE_URL}{link}" for link in links} <= set(lock.addresses().urls())


@pytest.mark.django_db
def test_no_address_of_ours_redirects_to_another_origin(client: Client) -> None:
    for path in (
        "/",
        "/?next=//evil.test",
        "/en/admin/",
        "/en/admin/?next=https://evil.test/",
        reverse("root") + "//evil.test",
    ):
        answer = client.get(path)
        assert answer.get("Location", "/").startswith("/")
        assert not answer.get("Location", "/").startswith("//")

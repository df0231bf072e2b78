"""The service worker's constants are what the site serves, and its script is the same for everybody."""

import hashlib
import json
import re
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings, settings
from django.test import Client

from hotsite import lock, offline
from hotsite.ground import headers
from hotsite.ground.headers import Kind
from tools.catalogue import TOOLS

pytestmark = pytest.mark.django_db


def constants(client: Client) -> dict[str, Any]:
    """What stands before the worker's code: a line for each."""
    lines, _, _ = client.get(lock.SERVICE_WORKER).content.decode().partition("// ")
    return {name: json.loads(value) for name, value in re.findall(r"^const ([A-Z_]+) = (.+);$", lines, re.M)}


@pytest.mark.parametrize("path", [*lock.locked_pages(), *lock.addresses().files])
def test_the_worker_knows_every_locked_address_as_the_site_answers_it(client: Client, path: str) -> None:
    known = constants(client)
    answer = client.get(path)
    body = answer.getvalue()
    answer.close()
    assert answer.status_code == 200
    assert known["FILES"][path] == hashlib.sha256(body).hexdigest()
    assert known["TYPES"][path].replace(" ", "") == answer["Content-Type"].replace('"', "").replace(" ", "")


def test_the_worker_knows_nothing_else(client: Client) -> None:
    assert set(constants(client)["FILES"]) == {*lock.locked_pages(), *lock.addresses().files}


def test_what_it_answers_carries_the_lock_and_nothing_more(client: Client) -> None:
    assert constants(client)["HEADERS"] == dict(headers.table()[Kind.LOCKED_PAGE])


def test_every_kind_of_file_that_is_served_has_its_type() -> None:
    suffixes = {path.rpartition(".")[2] for path in lock.addresses().files}
    assert {f".{suffix}" for suffix in suffixes} <= set(offline.TYPES)


@pytest.mark.parametrize("path", [lock.SERVICE_WORKER, lock.MANIFEST, lock.NEEDS])
def test_the_answer_is_the_same_for_every_visitor(client: Client, path: str) -> None:
    first = client.get(path)
    second = client.get(
        f"{path}?DATA", headers={"accept-language": "de", "cookie": "a=DATA", "referer": "https://x.test"}
    )
    assert first.content == second.content
    assert "DATA" not in second.content.decode()
    assert second.cookies == {}


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        (lock.SERVICE_WORKER, Kind.SERVICE_WORKER),
        (lock.MANIFEST, Kind.LOCKED_STATIC),
        (lock.NEEDS, Kind.LOCKED_STATIC),
    ],
)
def test_each_answer_has_the_headers_of_its_kind(client: Client, path: str, kind: Kind) -> None:
    answer = client.get(path)
    expected = headers.table()[kind]
    assert {name: answer.headers.get(name) for name in expected} == dict(expected)
    assert client.post(path).status_code == 405


def test_a_second_process_writes_the_same_script() -> None:
    first = offline.script()
    offline.release.cache_clear()
    offline.script.cache_clear()
    assert offline.script() == first


def test_another_body_is_another_release(monkeypatch: pytest.MonkeyPatch) -> None:
    name = offline.release().name
    body_of = offline._body
    monkeypatch.setattr(offline, "_body", lambda path: body_of(path) + b" " * path.endswith("first.js"))
    try:
        offline.release.cache_clear()
        assert offline.release().name != name
    finally:
        offline.release.cache_clear()


def test_the_shell_and_every_tool_are_complete(client: Client) -> None:
    known = offline.release()
    page = client.get("/en/").content.decode()
    drawn = set(re.findall(r'(?:src|href)="(/static/[^"]+|/manifest[^"]+)"', page))
    assert drawn <= set(known.shell)
    assert {"/en/", "/de/", lock.NEEDS} <= set(known.shell)
    assert [tool.slug for tool in known.tools] == [tool.slug for tool in TOOLS]
    for tool in known.tools:
        assert {f"/{code}/tools/{tool.slug}/" for code, _name in settings.LANGUAGES} <= set(tool.files)
        assert tool.entry in tool.files
        assert not set(tool.files) & set(known.shell)
        assert {*tool.files, *known.shell} <= set(known.digests)


def test_every_file_of_the_build_is_stored_but_those_of_plain_pages() -> None:
    known = offline.release()
    stored = {*known.shell, *(path for tool in known.tools for path in tool.files), *lock.kept_files()}
    left = {path for path in lock.addresses().files if "/assets/" in path} - stored
    names = {re.sub(r"-[\w-]{8}(?=\.)", "", path.rpartition("/")[2]) for path in left}
    assert names == {"admin.css", "places.js", "site.css", "site.js"}


#: Which scripts of `frontend/src/workers/` read for each tool.
WORKERS: dict[str, set[str]] = {
    "dicom-inspector": {"dicom"},
    "dicom-folder": {"dicom", "folder"},
    "dicom-validator": {"dicom"},
    "dicom-compare": {"dicom", "dicom-diff"},
    "hl7-viewer": {"hl7"},
    "hl7-validator": {"hl7", "hl7-validate"},
    "hl7-compare": {"hl7-diff"},
    "hl7-feed": {"hl7-explore"},
    "hl7-convert": {"hl7", "hl7-conversion"},
    "hl7-ack": {"hl7", "hl7-acknowledge"},
    "hl7-builder": {"hl7", "hl7-build"},
    "hl7-paths": {"hl7"},
    "dicom-dictionary": set(),
    "hl7-dictionary": set(),
}


def test_a_worker_belongs_to_its_tool_alone_and_the_dictionaries_to_every_tools_search() -> None:
    for tool in offline.release().tools:
        assert sum(bool(re.search(r"/hl7-2\.[\d.]+-[\w-]+\.js$", path)) for path in tool.files) == 12
        assert any(re.search(r"/dicom-elements-[\w-]{8}\.js$", path) for path in tool.files)
        workers = {
            name
            for name in set().union(*WORKERS.values())
            if any(re.search(rf"/{name}-[\w-]{{8}}\.js$", path) for path in tool.files)
        }
        assert workers == WORKERS[tool.slug]


@pytest.mark.parametrize("code", ["en", "de"])
def test_what_it_says_where_nothing_is_stored_is_in_the_pages_language(client: Client, code: str) -> None:
    sorry = constants(client)["SORRY"][code]
    assert f'<html lang="{code}">' in sorry
    assert f'href="/{code}/"' in sorry
    assert "<script" not in sorry


def a_build_that_keeps(folder: Path, count: int) -> None:
    (folder / "assets").mkdir()
    names = [f"tool-{number:08}.js" for number in range(count)]
    for name in ("shell-aaaaaaaa.js", *names):
        (folder / "assets" / name).touch()
    (folder / "previous.json").write_text(json.dumps(names))


@pytest.mark.parametrize(("count", "listed"), [(20, 20), (600, 0)])
def test_files_of_the_build_before_are_listed_while_the_header_has_room(
    settings: LazySettings, tmp_path: Path, count: int, listed: int
) -> None:
    a_build_that_keeps(tmp_path, count)
    settings.FRONTEND_DIST = tmp_path
    files = lock.files()
    assert "/static/assets/shell-aaaaaaaa.js" in files
    assert sum("/assets/tool-" in path for path in files) == listed


def test_the_site_can_be_installed(client: Client) -> None:
    facts = json.loads(client.get(lock.MANIFEST).content)
    assert facts["start_url"] in lock.locked_pages()
    assert all(one["url"] in lock.locked_pages() for one in facts["shortcuts"])
    assert {icon["sizes"] for icon in facts["icons"]} >= {"192x192", "512x512"}
    for icon in facts["icons"]:
        assert icon["src"] in lock.addresses().files


def test_only_locked_pages_name_the_manifest(client: Client) -> None:
    link = f'<link rel="manifest" href="{lock.MANIFEST}">'
    assert all(link in client.get(path).content.decode() for path in lock.locked_pages())
    assert not any(link in client.get(path).content.decode() for path in lock.plain_pages())

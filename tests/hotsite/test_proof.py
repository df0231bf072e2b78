"""What was measured of the lock: read only if it is whole and of this very lock, shown with what it does not say."""

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings
from django.test import Client

from hotsite import proof
from hotsite.ground import headers
from hotsite.proof import Result
from tests.lock.known import LEAVES

pytestmark = pytest.mark.django_db

NOTHING = ["blocked"] * 4


def way(vector: str, http: list[str], https: list[str] | None = None, **more: str) -> dict[str, Any]:
    return {"vector": vector, "then": "", "place": "page", "http": http, "https": https or http} | more


WHOLE = {
    "lock": proof.fingerprint(),
    "date": "2026-11-25",
    "browser": "Chromium 156.0.1.2",
    "ways": [
        way("fetch", ["left", "blocked", "blocked", "blocked"], place="worker"),
        way("cookie", ["own server"] * 4, then="then the visitor reloads"),
        way("icon <b>", NOTHING),
        way("img", ["left", "left", "blocked", "blocked"], ["left", "own server", "blocked", "blocked"]),
    ],
}


@pytest.fixture
def file(settings: LazySettings, tmp_path: Path) -> Path:
    settings.LOCK_PROOF = tmp_path / "lock-proof.json"
    return tmp_path / "lock-proof.json"


def without(name: str) -> dict[str, object]:
    return {key: value for key, value in WHOLE.items() if key != name}


def with_way(**changes: object) -> dict[str, object]:
    return WHOLE | {"ways": [way("fetch", NOTHING) | changes]}


@pytest.mark.parametrize(
    "content",
    [
        "", "{", "null", "[]", "7", '"text"', "[" * 20_000, b"\xff\xfe", "{}",
        *(without(name) for name in WHOLE),
        WHOLE | {"lock": "0123456789abcdef"},  # of a release with another lock
        WHOLE | {"date": "yesterday"}, WHOLE | {"date": 7}, WHOLE | {"browser": ["x"]},
        WHOLE | {"ways": []}, WHOLE | {"ways": 7}, WHOLE | {"ways": [7]}, WHOLE | {"ways": [{}]},
        with_way(place="moon"), with_way(then="and so on"), with_way(place=[]), with_way(vector=None),
        with_way(http=NOTHING[:3]), with_way(https=None), with_way(https=["left", "blocked", "blocked", "perhaps"]),
        with_way(http=["unproven"] * 4),
    ],
)  # fmt: skip
def test_what_is_not_exactly_a_proof_of_this_lock_is_none(
    client: Client, file: Path, content: str | bytes | Mapping[str, object]
) -> None:
    text = content if isinstance(content, str | bytes) else json.dumps(content)
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    assert proof.proof() is None
    page = client.get("/en/your-data/").content.decode()
    assert "Not measured for this release." in page
    assert "<table" not in page


def test_a_missing_file_is_said_so_in_both_languages(client: Client, file: Path) -> None:
    assert not file.exists()
    assert "Not measured for this release." in client.get("/en/your-data/").content.decode()
    assert "Für diese Version nicht gemessen." in client.get("/de/your-data/").content.decode()


def test_the_sums_follow_from_the_ways(file: Path) -> None:
    file.write_text(json.dumps(WHOLE))
    found = proof.proof()
    assert found is not None
    assert (len(found.ways), found.arrived, found.left) == (4, 3, [])
    assert [one.vector for one in found.own_server] == ["cookie"]
    assert [one.vector for one in found.unproven] == ["icon <b>"]
    (_, http), (_, https) = found.sums
    assert [(run.left, run.own_server, run.nobody) for run in http] == [(2, 1, 1), (1, 1, 2), (0, 1, 3), (0, 1, 3)]
    assert [(run.left, run.own_server, run.nobody) for run in https] == [(2, 1, 1), (0, 2, 2), (0, 1, 3), (0, 1, 3)]


def test_a_way_that_never_arrived_is_unproven_and_not_blocked(file: Path) -> None:
    file.write_text(json.dumps(WHOLE))
    found = proof.read(file).ways
    assert [found[2].result("http", run) for run in range(4)] == [Result.UNPROVEN] * 4
    assert found[0].result("http", proof.BOTH) is Result.BLOCKED
    assert found[3].cells()[1] == [("http", Result.LEFT), ("https", Result.OWN_SERVER)]


def test_the_page_shows_what_arrived_what_did_not_and_what_is_unproven(client: Client, file: Path) -> None:
    file.write_text(json.dumps(WHOLE))
    page = " ".join(re.sub("<[^>]+>", " ", client.get("/en/your-data/").content.decode()).split())
    assert "3 ways arrived somewhere when the page came without any policy." in page
    assert "With both, 0 reached a foreign server, and 1 our own." in page
    assert "25 November 2026" in page or "Nov. 25, 2026" in page
    assert "Chromium 156.0.1.2" in page
    assert "1 way that proves nothing" in page
    assert "icon &lt;b&gt;" in page
    assert "http: foreign server https: our server" in page


def test_a_leak_with_both_policies_would_be_shown_first_of_all(client: Client, file: Path) -> None:
    file.write_text(json.dumps(WHOLE | {"ways": [way("ping", ["left"] * 4)]}))
    assert "What reached a foreign server all the same" in client.get("/en/your-data/").content.decode()


def test_a_proof_belongs_to_a_lock_and_not_to_its_addresses(monkeypatch: pytest.MonkeyPatch) -> None:
    def named(change: str, to: str) -> str:
        table = {
            kind: {name: text.replace(change, to) for name, text in row.items()}
            for kind, row in headers.table().items()
        }
        monkeypatch.setattr(headers, "table", lambda: table)
        found = proof.fingerprint.__wrapped__()
        monkeypatch.undo()
        return found

    assert named("http://127.0.0.1:8000/en/", "https://site.test/fr/") == proof.fingerprint()
    assert named("connect-src 'none'", "connect-src 'self'") != proof.fingerprint()
    assert named('/sw.js?"', '/sw.js"') != proof.fingerprint()
    assert named("webrtc=block", "webrtc=allow") != proof.fingerprint()


def test_the_committed_proof_is_whole_whatever_lock_it_is_of(settings: LazySettings) -> None:
    """A changed lock makes it old, and the page says so; it must still be what `make prove-lock` writes."""
    found = json.loads(settings.LOCK_PROOF.read_text())
    ways = [proof._way(row) for row in found["ways"]]
    assert len(ways) >= 80
    leaves = {way.name for way in ways if Result.LEFT in {way.measured[scheme][proof.BOTH] for scheme in proof.SCHEMES}}
    assert leaves <= LEAVES

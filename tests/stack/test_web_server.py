"""What reaches the web server without being a request that it can read."""

import socket
import subprocess
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from hotsite.ground.headers import LOCKED_POLICY
from tests.site import MANAGE, ROOT, Site, wait_for

CANARY = "canary7K3Q"


UNREADABLE = {
    400: f"GET /?{CANARY} HTTP/1.1\r\nHost: x\r\nX-{CANARY}\xe4: 1\r\n\r\n",
    414: f"GET /?{CANARY * 1000} HTTP/1.1\r\nHost: x\r\n\r\n",
    431: f"GET /?{CANARY} HTTP/1.1\r\nHost: x\r\n" + f"X-{CANARY}: 1\r\n" * 200 + "\r\n",
    501: f"GET /?{CANARY} HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: {CANARY}\r\n\r\n",
}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    with Site(tmp_path_factory.mktemp("site")) as running:
        yield running


def answered(port: int, request: str) -> tuple[int, dict[str, str], str]:
    """Status, headers and body of what is answered to these very bytes."""
    with socket.create_connection(("127.0.0.1", port), timeout=10) as visitor:
        visitor.sendall(request.encode("latin-1"))
        said = b"".join(iter(lambda: visitor.recv(4096), b"")).decode("latin-1")
    head, _, body = said.partition("\r\n\r\n")
    first, *lines = head.split("\r\n")
    return int(first.split()[1]), dict(line.split(": ", 1) for line in lines), body


def test_a_request_that_cannot_be_read_is_locked_too_and_leaves_no_trace_of_the_visitor(site: Site) -> None:
    for wanted, request in UNREADABLE.items():
        status, headers, body = answered(site.port, request)
        assert status == wanted
        assert headers["Content-Security-Policy"] == LOCKED_POLICY
        assert headers["Connection-Allowlist"].startswith(f'("{site.url}/en/?"')
        assert headers["Referrer-Policy"] == "no-referrer"
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert body.startswith(f"{wanted} ")
        assert CANARY not in body
    wait_for(lambda: "Invalid request" in site.said() or site.get("/healthz")[0] == 200)
    said = site.said()
    assert CANARY not in said
    assert "127.0.0.1:" not in said.replace(site.url, "")


def test_program_files_are_sent_compressed(site: Site) -> None:
    largest = max((ROOT / "tools/frontend/dist/assets").glob("*.js"), key=lambda path: path.stat().st_size)
    address = f"{site.url}/static/assets/{largest.name}"
    request = urllib.request.Request(address, headers={"Accept-Encoding": "gzip, br"})  # noqa: S310  (our own site)
    with urllib.request.urlopen(request) as answer:  # noqa: S310  (our own site)
        assert answer.headers["Content-Encoding"] == "br"
        assert len(answer.read()) < largest.stat().st_size / 3
        assert "immutable" in answer.headers["Cache-Control"]


def test_a_site_whose_lock_is_broken_is_not_left_running(tmp_path: Path) -> None:
    site = Site(tmp_path, DJANGO_SETTINGS_MODULE="tests.stack.broken_lock")
    site.manage("migrate", "--verbosity", "0")
    done = subprocess.run(
        [*MANAGE, "serve"], env=site.environment, cwd=ROOT, capture_output=True, text=True, check=False, timeout=60
    )
    assert done.returncode == 1
    assert "The lock of /en/ is wrong" in done.stdout

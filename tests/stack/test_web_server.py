"""What reaches the web server without being a request that it can read."""

import socket
import subprocess
import urllib.request
from pathlib import Path

from tests.site import MANAGE, ROOT, Site, wait_for

CANARY = "canary7K3Q"


def test_a_request_that_cannot_be_read_leaves_no_trace_of_the_visitor(tmp_path: Path) -> None:
    with Site(tmp_path) as site:
        for line in (f"X-{CANARY}\xe4: 1", f"Transfer-Encoding: {CANARY}"):
            with socket.create_connection(("127.0.0.1", site.port), timeout=10) as visitor:
                visitor.sendall(f"GET /?{CANARY} HTTP/1.1\r\nHost: x\r\n{line}\r\n\r\n".encode("latin-1"))
                assert visitor.recv(100)
        wait_for(lambda: "Invalid request" in site.said() or site.get("/healthz")[0] == 200)
        said = site.said()
    assert CANARY not in said
    assert "127.0.0.1:" not in said.replace(site.url, "")


def test_program_files_are_sent_compressed(tmp_path: Path) -> None:
    largest = max((ROOT / "tools/frontend/dist/assets").glob("*.js"), key=lambda path: path.stat().st_size)
    with Site(tmp_path) as site:
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

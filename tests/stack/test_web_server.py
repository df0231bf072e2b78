"""What reaches the web server without being a request that it can read."""

import socket
from pathlib import Path

from tests.site import Site, wait_for

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

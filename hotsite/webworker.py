"""What the web server answers itself: a request that cannot be read never reaches the site and its middleware."""

from http import HTTPStatus
from typing import Any

from gunicorn.util import write_nonblock
from gunicorn.workers.gthread import ThreadWorker

from hotsite.ground.headers import HSTS, Kind, table


class Worker(ThreadWorker):  # type: ignore[misc]  # gunicorn ships no types
    """For gunicorn's `--worker-class`."""

    def handle_error(self, req: Any, client: Any, addr: Any, exc: Exception) -> None:
        """Gunicorn finds the status and notes the fault. What it would send repeats the request, and has no headers."""
        said = Unsent()
        super().handle_error(req, said, addr, exc)
        try:
            write_nonblock(client, refusal(said.status))
        except OSError:
            self.log.debug("nobody waits for the answer")


class Unsent:
    """Stands where the connection would, and keeps what is written to it."""

    def __init__(self) -> None:
        self.written = b""

    def gettimeout(self) -> float:
        return 0.0  # it never waits

    def sendall(self, data: bytes) -> None:
        self.written += data

    @property
    def status(self) -> HTTPStatus:
        """Of the status line, `HTTP/1.1 414 URI Too Long`; 400 if there is none."""
        words = self.written.split(maxsplit=2)
        try:
            return HTTPStatus(int(words[1]))
        except (IndexError, ValueError):
            return HTTPStatus.BAD_REQUEST


def refusal(status: HTTPStatus) -> bytes:
    """A whole answer, under the lock's own headers; it says nothing of the request."""
    from django.conf import settings

    body = f"{status.value} {status.phrase}\n".encode("ascii")
    headers = dict(table()[Kind.LOCKED_STATIC]) | {
        "Cache-Control": "no-store",
        "Connection": "close",
        "Content-Length": str(len(body)),
        "Content-Type": "text/plain; charset=utf-8",
    }
    if settings.HTTPS:
        headers["Strict-Transport-Security"] = HSTS
    lines = [f"HTTP/1.1 {status.value} {status.phrase}", *(f"{name}: {value}" for name, value in headers.items())]
    return "\r\n".join([*lines, "", ""]).encode("latin-1") + body

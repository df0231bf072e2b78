"""Where the site will listen, checked before the long work begins."""

import errno
import os
import socket

from workshop.problems import Problem

DEFAULT_HOST = "127.0.0.1"
DEFAULT_PORT = "8000"


def free_port() -> int:
    """A port that was free a moment ago; the kernel does not hand it out again soon."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def check() -> None:
    """Raises Problem with one sentence if HOST and PORT cannot be listened on.

    The web server says it as well, but minutes later on a fresh machine; the settings check both again.
    """
    host = os.environ.get("HOST") or DEFAULT_HOST
    text = os.environ.get("PORT") or DEFAULT_PORT
    if not (text.isascii() and text.isdigit() and 0 < int(text) < 65536):
        raise Problem(f"PORT={text!r} is not a whole number from 1 to 65535. Example: PORT=8080")
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            host, int(text), type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        with socket.socket(family, kind, protocol) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except OSError as error:
        raise Problem(_sentence(host, text, error)) from error


def _sentence(host: str, port: str, error: OSError) -> str:
    if error.errno == errno.EADDRINUSE:
        return f"Port {port} on {host} is taken by another program: stop it, or choose another port, as in PORT=8080."
    if error.errno == errno.EACCES:
        return f"Port {port} may be opened by root only: choose one from 1024 up, as in PORT=8080."
    return f"HOST={host!r} is not an address of this machine. Example: HOST=127.0.0.1"

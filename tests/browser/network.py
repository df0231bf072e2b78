"""The way from a browser to a site, which can go away, while the site itself need not be stopped and started again."""

import contextlib
import socket
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Self

from tests.site import WebServer
from workshop.addresses import free_port

HERE = "127.0.0.1"
PIECE = 64 * 1024  # bytes


class Network:
    """Carries what comes to a port on to another one, and back, until it goes away: then nobody listens there."""

    def __init__(self, port: int, beyond: int) -> None:
        self._port, self._beyond = port, beyond
        self._listening: socket.socket | None = None
        self._threads: list[threading.Thread] = []
        self._open: set[socket.socket] = set()

    def come(self) -> None:
        self._listening = socket.create_server((HERE, self._port), backlog=100)
        self._begin(self._listen, self._listening)

    def go(self) -> None:
        """What is under way breaks off."""
        if self._listening:
            _end(self._listening)  # wakes whoever accepts
            self._threads.pop(0).join()
        for one in [*self._open]:
            _end(one)
        for thread in self._threads:
            thread.join()
        self._listening, self._threads = None, []

    def _begin(self, work: Callable[[socket.socket], None], one: socket.socket) -> None:
        thread = threading.Thread(target=work, args=(one,), daemon=True)
        self._threads.append(thread)
        thread.start()

    def _listen(self, listening: socket.socket) -> None:
        with listening, contextlib.suppress(OSError):
            while True:
                near, _address = listening.accept()
                self._begin(self._carry, near)

    def _carry(self, near: socket.socket) -> None:
        self._open.add(near)
        with near, contextlib.suppress(OSError), socket.create_connection((HERE, self._beyond)) as far:
            self._open.add(far)
            back = threading.Thread(target=_pour, args=(far, near), daemon=True)
            back.start()
            _pour(near, far)
            back.join()
            self._open.discard(far)
        self._open.discard(near)


def _pour(source: socket.socket, into: socket.socket) -> None:
    """Until the source ends, or either side is gone."""
    with contextlib.suppress(OSError):
        while piece := source.recv(PIECE):
            into.sendall(piece)
        into.shutdown(socket.SHUT_WR)


def _end(one: socket.socket) -> None:
    with contextlib.suppress(OSError):
        one.shutdown(socket.SHUT_RDWR)


class BehindANetwork(WebServer):
    """A web server that is found at its port as long as its network is there."""

    def __init__(self, folder: Path, **environment: str) -> None:
        super().__init__(folder, **environment)
        self._inner_port = free_port()
        self._network = Network(self.port, self._inner_port)

    @property
    def inner_port(self) -> int:
        return self._inner_port

    def __enter__(self) -> Self:
        self._network.come()
        super().__enter__()
        return self

    def __exit__(self, *_: Any) -> None:
        self.stop()
        self._network.go()

    @contextlib.contextmanager
    def unreachable(self) -> Iterator[None]:
        self._network.go()
        try:
            yield
        finally:
            self._network.come()

    @contextlib.contextmanager
    def stopped(self) -> Iterator[None]:
        """For what it reads only when it starts."""
        self.stop()
        try:
            yield
        finally:
            self.start()

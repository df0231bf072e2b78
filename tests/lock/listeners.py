"""Where a leak would arrive: a foreign server, and what reached our own.

The foreign server listens on loopback, with one port for each attempt, for TCP and for UDP: a bare connection, a TLS
greeting or a STUN packet tells as much as a request, and its port says whose it was. It answers every request with 200
and lets every origin read it, over TLS where that is asked for. What a host name would tell is seen too: the browser
takes every name below `foreign.test` to one port of it, and the name is in the request, or in the TLS greeting.

What reached our own site is written by the site itself, with the middleware in `tests.lock.middleware`.
"""

import asyncio
import contextlib
import json
import re
import threading
from collections import defaultdict
from collections.abc import Coroutine
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TypeVar

from tests.lock.tls import GREETING, Certificate, Encrypted, Proxy

LOOPBACK = "127.0.0.1"
#: Every name below it leads to the foreign server; `.test` belongs to nobody (RFC 6761 §6.2).
FOREIGN_ZONE = "foreign.test"
MOST_BYTES = 256 * 1024
ANSWER = (
    b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nAccess-Control-Allow-Origin: *\r\n"
    b"Access-Control-Allow-Headers: *\r\nAccess-Control-Allow-Methods: *\r\n"
    b"Cross-Origin-Resource-Policy: cross-origin\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
)

#: What a mark looks like: letters and digits, so that it can stand in a host name too.
MARK = re.compile(rb"m[0-9a-f]{14}")

Result = TypeVar("Result")


@dataclass
class Arrival:
    """One connection or packet: where, and every byte it brought."""

    how: str  # "tcp" or "udp"
    port: int
    data: bytes = b""


class _Packets(asyncio.DatagramProtocol):
    def __init__(self, port: int, arrivals: list[Arrival]) -> None:
        self.port, self.arrivals = port, arrivals

    def datagram_received(self, data: bytes, addr: object) -> None:
        self.arrivals.append(Arrival("udp", self.port, data))


@dataclass(frozen=True)
class _Plain:
    """A connection as it is, with the face of an encrypted one."""

    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter

    async def read(self, size: int) -> bytes:
        return await self.reader.read(size)

    def write(self, data: bytes) -> None:
        self.writer.write(data)


@dataclass
class Foreign:
    """`with Foreign() as foreign:` listens in a thread of its own; `open()` gives a further port."""

    #: Without one, what speaks TLS is heard, and not answered.
    certificate: Certificate | None
    arrivals: list[Arrival] = field(default_factory=list)
    #: The port to which every name below `foreign.test` leads.
    named: int = 0
    _loop: asyncio.AbstractEventLoop = field(default_factory=asyncio.new_event_loop)
    _fronts: list[asyncio.AbstractServer] = field(default_factory=list)
    _open: list[asyncio.AbstractServer | asyncio.DatagramTransport] = field(default_factory=list)
    _thread: threading.Thread | None = None

    def __enter__(self) -> Self:
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        self.named = self.open()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._do(self._close([*self._open, *self._fronts]))
        self._do(self._end())
        self._loop.call_soon_threadsafe(self._loop.stop)
        if self._thread is not None:
            self._thread.join()
        self._loop.close()

    def open(self) -> int:
        """A port of its own, for TCP and UDP alike."""
        return self._do(self._listen())

    def put_in_front(self, proxy: Proxy) -> int:
        """Listens with this proxy too, for as long as this listens; its port."""
        server, port = self._do(proxy.listen())
        self._fronts.append(server)
        return port

    def begin_again(self) -> None:
        """Between two runs, when no browser runs: ports may come again, so what came to them before is forgotten."""
        gone, self._open = self._open[2:], self._open[:2]
        self._do(self._close(gone))
        self.arrivals.clear()

    def heard(self) -> int:
        """How much it was told that is not the same again: some ways knock for ever."""
        return len({(one.how, one.port, *MARK.findall(one.data.lower())) for one in self.arrivals.copy()})

    def seen(self, *, mark: str, port: int, since: int = 0) -> list[Arrival]:
        """What brought this mark to any port, or came to this port and brought no other mark."""
        wanted = mark.encode()
        return [
            one
            for one in self.arrivals[since:]
            if wanted in one.data.lower() or (one.port == port and not MARK.search(one.data.lower()))
        ]

    def _do(self, work: Coroutine[Any, Any, Result]) -> Result:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(timeout=20)

    async def _listen(self) -> int:
        while True:
            server = await asyncio.start_server(self._serve, LOOPBACK, 0, backlog=128)
            port = int(server.sockets[0].getsockname()[1])
            listener = partial(_Packets, port, self.arrivals)
            try:
                packets, _ = await self._loop.create_datagram_endpoint(listener, local_addr=(LOOPBACK, port))
            except OSError:  # somebody else's UDP socket has this number
                server.close()
                continue
            self._open += [server, packets]
            return port

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        arrival = Arrival("tcp", int(writer.get_extra_info("sockname")[1]))
        self.arrivals.append(arrival)  # the connection alone counts
        with contextlib.suppress(OSError, TimeoutError):  # ssl.SSLError is an OSError
            await asyncio.wait_for(self._hear(arrival, reader, writer), timeout=10)
        writer.close()

    async def _hear(self, arrival: Arrival, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        request = arrival.data = await reader.read(65536)
        line: Encrypted | _Plain = _Plain(reader, writer)
        if self.certificate and arrival.data.startswith(GREETING):
            line, request = Encrypted(self.certificate.context(), reader, writer), b""
            await line.begin(arrival.data)
            request = await line.read(65536)
            arrival.data += request
        while len(request) < MOST_BYTES and not _is_whole(request) and (more := await line.read(65536)):
            request += more
            arrival.data += more
        line.write(ANSWER)
        await writer.drain()

    async def _end(self) -> None:
        others = asyncio.all_tasks() - {asyncio.current_task()}
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)

    async def _close(self, gone: list[asyncio.AbstractServer | asyncio.DatagramTransport]) -> None:
        for one in gone:
            one.close()
        await asyncio.sleep(0)


def _is_whole(data: bytes) -> bool:
    """Whether a request with its body is there. What is no HTTP is answered at once: that it came is all we want."""
    head, blank, body = data.partition(b"\r\n\r\n")
    if not data[:3].isalpha():
        return bool(data)
    lengths = [line for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:")]
    return bool(blank) and len(body) >= (int(lengths[0].split(b":")[1]) if lengths else 0)


@dataclass(frozen=True)
class Told:
    """What our own site heard, and where: "arrived" is the raw request, "view" what a view was given."""

    line: int
    stage: str
    text: str


@dataclass(frozen=True)
class Own:
    """What reached our own site, read from the file that its test middleware writes."""

    file: Path

    def begin_again(self) -> None:
        self.file.write_bytes(b"")

    def size(self) -> int:
        return self.file.stat().st_size

    def lines(self) -> int:
        return self.file.read_bytes().count(b"\n")

    def by_mark(self) -> dict[str, list[Told]]:
        """Everything that brought a mark, by the mark."""
        found: dict[str, list[Told]] = defaultdict(list)
        for number, line in enumerate(self.file.read_bytes().splitlines()):
            for mark in set(MARK.findall(line.lower())):
                told = json.loads(line)
                found[mark.decode()].append(Told(number, told["stage"], told["text"]))
        return found

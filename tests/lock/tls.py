"""https at test time: a throw-away certificate, TLS on a connection that has begun, a proxy in front of the site."""

import asyncio
import base64
import contextlib
import hashlib
import shutil
import ssl
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

#: The first byte of a TLS greeting: a handshake record (RFC 8446 §5.1).
GREETING = b"\x16"
LONGEST_HEAD = 256 * 1024
#: Seconds for one exchange; a browser opens connections that it never uses.
LONGEST = 30

Result = TypeVar("Result")


@dataclass(frozen=True)
class Certificate:
    """Signed by nobody; a browser takes it by the digest of its key, and no other."""

    file: Path
    key: Path

    def context(self) -> ssl.SSLContext:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self.file, self.key)
        return context

    def trusting(self) -> ssl.SSLContext:
        """For a client that takes this certificate alone."""
        return ssl.create_default_context(cafile=str(self.file))

    def digest_of_key(self) -> str:
        """SHA-256 of the SubjectPublicKeyInfo, in base64, as Chromium wants it."""
        public = _openssl("x509", "-in", str(self.file), "-noout", "-pubkey")
        der = base64.b64decode("".join(line for line in public.splitlines() if "-----" not in line))
        return base64.b64encode(hashlib.sha256(der).digest()).decode()


def new_certificate(folder: Path, *names: str) -> Certificate | None:
    """For `localhost`, the loopback address and these names; valid for two days. None where there is no openssl."""
    if not shutil.which("openssl"):
        return None
    made = Certificate(folder / "certificate.pem", folder / "key.pem")
    also = ",".join(["DNS:localhost", "IP:127.0.0.1", *(f"DNS:{name}" for name in names)])
    _openssl(
        "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2",
        "-subj", "/CN=localhost", "-addext", f"subjectAltName={also}", "-keyout", str(made.key), "-out", str(made.file),
    )  # fmt: skip
    return made


def _openssl(*arguments: str) -> str:
    return subprocess.run(["openssl", *arguments], check=True, capture_output=True, text=True).stdout


class Encrypted:
    """TLS on a connection whose first bytes were read already."""

    def __init__(self, context: ssl.SSLContext, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader, self._writer = reader, writer
        self._incoming, self._outgoing = ssl.MemoryBIO(), ssl.MemoryBIO()
        self._tls = context.wrap_bio(self._incoming, self._outgoing, server_side=True)

    async def begin(self, greeting: bytes) -> None:
        """Raises SSLError or OSError where the other side wants no more of it."""
        self._incoming.write(greeting)
        await self._through(self._tls.do_handshake)

    async def read(self, size: int) -> bytes:
        return await self._through(lambda: self._tls.read(size))

    def write(self, data: bytes) -> None:
        self._tls.write(data)
        self._writer.write(self._outgoing.read())

    async def _through(self, step: Callable[[], Result]) -> Result:
        while True:
            try:
                done = step()
            except ssl.SSLWantReadError:
                self._writer.write(self._outgoing.read())
                if not (more := await self._reader.read(65536)):
                    raise ConnectionError("the other side has gone") from None
                self._incoming.write(more)
            else:
                self._writer.write(self._outgoing.read())
                return done


class Proxy:
    """What stands in front of the site: it takes https, and says so to the site. One request for each connection."""

    def __init__(self, certificate: Certificate, to_port: int) -> None:
        self._context, self._to_port = certificate.context(), to_port
        self._going_on: set[asyncio.Task[None]] = set()  # the loop itself holds them weakly

    async def listen(self) -> tuple[asyncio.AbstractServer, int]:
        """The server, and its port."""
        server = await asyncio.start_server(self._begin, "127.0.0.1", 0, ssl=self._context, limit=LONGEST_HEAD)
        return server, int(server.sockets[0].getsockname()[1])

    def _begin(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.create_task(self._serve(reader, writer))
        self._going_on.add(task)
        task.add_done_callback(self._going_on.discard)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        gone = (OSError, TimeoutError, asyncio.IncompleteReadError, asyncio.LimitOverrunError)
        with contextlib.suppress(*gone), contextlib.closing(writer):
            async with asyncio.timeout(LONGEST):
                head = await reader.readuntil(b"\r\n\r\n")
                site_reader, site_writer = await asyncio.open_connection("127.0.0.1", self._to_port)
                with contextlib.closing(site_writer):
                    site_writer.write(_as_passed_on(head))
                    body = asyncio.create_task(_pass_on(reader, site_writer))
                    await _pass_on(site_reader, writer)
                    body.cancel()


def _as_passed_on(head: bytes) -> bytes:
    lines = head.removesuffix(b"\r\n\r\n").split(b"\r\n")
    kept = [line for line in lines if not line.lower().startswith((b"connection:", b"x-forwarded-proto:"))]
    return b"\r\n".join([*kept, b"X-Forwarded-Proto: https", b"Connection: close", b"", b""])


async def _pass_on(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with contextlib.suppress(OSError):
        while data := await reader.read(65536):
            writer.write(data)
            await writer.drain()

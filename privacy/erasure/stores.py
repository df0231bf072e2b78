"""Every declared place that is no table, piece by piece: files below a folder, what archives hold, what a broker keeps.

Archives are opened in a stream, and archives in them, three deep. What cannot be opened is read as it is, and what
is packed beyond measure is not read to its end: both are said, as a place that was not looked into.
"""

import bz2
import gzip
import lzma
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from email import message_from_bytes, policy
from pathlib import Path
from typing import IO, Any

from privacy.declarations import Registry, Store

CHUNK = 1 << 20  # bytes
DEEPEST = 3  # archives within archives
#: What one file may unpack to. Far more than any of our stores holds; an archive made to fill memory stops here.
MOST_UNPACKED = 1 << 30  # bytes
LARGEST_MAIL = 32 << 20  # bytes; a mail is read whole

Chunks = Iterator[bytes]
#: Gives what an archive packs, from its beginning on; the number says how deep it lies in others.
Opener = Callable[[IO[bytes], int], Chunks]


class NotRead(Exception):
    """A piece that could not be read, or not to its end."""


@dataclass(frozen=True)
class Piece:
    """Something with a name of its own."""

    name: str
    #: Its bytes from a position on, chunk by chunk. What is packed is read whole, wherever one begins.
    read: Callable[[int], Chunks]
    #: Whether one may stop within it and go on later.
    is_plain: bool


def stores(of: Registry) -> list[Store]:
    """Those that are in use and can be looked into."""
    return [store for store in of.stores.values() if not store.sealed and (store.contents or store.locate())]


def sealed(of: Registry) -> list[Store]:
    return [store for store in of.stores.values() if store.sealed]


def pieces(store: Store, begin: str) -> Iterator[Piece]:
    """In the order of their names, from `begin` on."""
    if store.contents:
        for name, data in sorted(store.contents()):
            if name >= begin:
                yield Piece(name, lambda _at, data=data: iter((data,)), is_plain=False)  # type: ignore[misc]  # a lambda has no types
    elif place := store.locate():
        for name, file in _files(place):
            if name >= begin:
                yield _piece(name, file)


def _files(place: Path) -> list[tuple[str, Path]]:
    if place.is_file():
        return [(place.name, place)]
    found = (file for file in place.rglob("*") if file.is_file() and not file.is_symlink())
    return sorted((str(file.relative_to(place)), file) for file in found)


def _piece(name: str, file: Path) -> Piece:
    """A file that is gone by now holds nothing."""
    opener = None
    with suppress(FileNotFoundError), file.open("rb") as handle:
        opener = _opener(handle, file.suffix)
    return Piece(name, lambda at: _of_file(file, at), is_plain=opener is None)


def _of_file(file: Path, at: int) -> Chunks:
    """Its bytes, and whatever it packs."""
    with suppress(FileNotFoundError), file.open("rb") as handle:
        opener = _opener(handle, file.suffix)
        handle.seek(0 if opener else at)
        yield from _read(handle, most=None)
        yield from _packed(opener, handle, depth=0)


def _opener(handle: IO[bytes], suffix: str) -> "Opener | None":
    head = handle.read(8)
    handle.seek(0)
    if suffix == ".eml":
        return _mail
    return next((opener for magic, opener in _OPENERS.items() if head.startswith(magic)), None)


def _packed(opener: "Opener | None", handle: IO[bytes], depth: int) -> Chunks:
    if opener is None:
        return
    if depth >= DEEPEST:
        raise NotRead
    handle.seek(0)
    yield BREAK
    try:
        yield from opener(handle, depth + 1)
    except (OSError, EOFError, zipfile.BadZipFile, zlib.error, lzma.LZMAError, RuntimeError, NotImplementedError) as e:
        raise NotRead from e


def _unpacked(handle: IO[bytes], suffix: str, depth: int) -> Chunks:
    """What came out of an archive, and whatever that packs."""
    opener = _opener(handle, suffix)
    yield from _read(handle, most=MOST_UNPACKED)
    yield from _packed(opener, handle, depth)


#: Between two texts, so that the end of one and the beginning of the next make no third.
BREAK = b"\0\0"


def _read(handle: IO[bytes], *, most: int | None) -> Chunks:
    read = 0
    while chunk := handle.read(CHUNK):
        read += len(chunk)
        if most is not None and read > most:
            raise NotRead
        yield chunk


def _zip(handle: IO[bytes], depth: int) -> Chunks:
    with zipfile.ZipFile(handle) as archive:
        for member in archive.infolist():
            yield member.filename.encode(errors="surrogateescape")
            with archive.open(member) as inner:
                yield from _unpacked(inner, Path(member.filename).suffix, depth)


def _stream(open_it: Callable[..., Any]) -> Opener:
    def opener(handle: IO[bytes], depth: int) -> Chunks:
        with open_it(handle) as inner:
            yield from _unpacked(inner, "", depth)

    return opener


#: By the first bytes of a file.
_OPENERS: dict[bytes, Opener] = {
    b"PK\x03\x04": _zip,
    b"\x1f\x8b": _stream(gzip.open),
    b"BZh": _stream(bz2.open),
    b"\xfd7zXZ\0": _stream(lzma.open),
}


def _mail(handle: IO[bytes], _depth: int) -> Chunks:
    """The parts of a mail (RFC 5322, RFC 2045), decoded: lines of base64 hide where a text begins."""
    message = message_from_bytes(handle.read(LARGEST_MAIL), policy=policy.default)
    for name, value in message.items():
        yield f"{name}: {value}".encode(errors="replace") + BREAK
    for part in message.walk():
        content = part.get_payload(decode=True)
        if isinstance(content, bytes):
            yield content + BREAK

"""The form of a backup's file: what is in it can be read with the key alone, and only if nobody changed or cut it.

     0  "HOT-BACKUP 1\n"
    13  length of the head, two bytes, the greater first
    15  head: JSON, which anybody may read: when it was made, of what kind of database, with which key
     …  salt, 32 random bytes
     …  chunks: 64 KiB each (the last one less), sealed with ChaCha20-Poly1305, 16 bytes longer thereby

Each file has a key of its own: HKDF-SHA256 of the site's backup key, the salt, and the head, which cannot be changed
therefore. The nonce of a chunk is its number in eleven bytes and a byte that is 1 for the last: the STREAM construction
(Hoang, Reyhanitabar, Rogaway, Vizár 2015), by which chunks can be neither left out, moved nor cut off unseen.
"""

import json
import os
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

MAGIC = b"HOT-BACKUP 1\n"
LENGTH_BYTES = 2
SALT_BYTES = 32
KEY_BYTES = 32
CHUNK = 64 * 1024  # bytes before they are sealed
TAG_BYTES = 16


class Refused(Exception):
    """A file that cannot be brought back; the text says why, in one sentence."""


@dataclass(frozen=True, kw_only=True)
class Head:
    #: ISO 8601, in UTC.
    made_at: str
    #: As Django calls it: "sqlite" or "postgresql".
    database: str
    #: Which key: eight bytes derived from it, in hexadecimal digits.
    key: str


def key_id(key: bytes) -> str:
    return _derived(key, salt=b"", info=b"which key", length=8).hex()


def seal(head: Head, key: bytes, chunks: Iterable[bytes]) -> Iterator[bytes]:
    """The bytes of the file, piece by piece."""
    said = json.dumps(asdict(head), sort_keys=True).encode()
    salt = os.urandom(SALT_BYTES)
    yield MAGIC + len(said).to_bytes(LENGTH_BYTES, "big") + said + salt
    box = ChaCha20Poly1305(_derived(key, salt=salt, info=said, length=KEY_BYTES))
    number, waiting = 0, bytearray()
    for chunk in chunks:
        waiting += chunk
        while len(waiting) > CHUNK:  # one is kept back: the last bears a mark
            yield box.encrypt(_nonce(number, is_last=False), bytes(waiting[:CHUNK]), None)
            del waiting[:CHUNK]
            number += 1
    yield box.encrypt(_nonce(number, is_last=True), bytes(waiting), None)


def read_head(file: BinaryIO) -> tuple[Head, bytes]:
    """The head, and its bytes. `Refused` for what is no backup."""
    if file.read(len(MAGIC)) != MAGIC:
        raise Refused("This is no backup of this site.")
    said = file.read(int.from_bytes(file.read(LENGTH_BYTES), "big"))
    try:
        return Head(**json.loads(said)), said
    except (ValueError, TypeError):
        raise Refused("This backup is damaged: its head cannot be read.") from None


def unseal(file: BinaryIO, key: bytes) -> Iterator[bytes]:
    """What was sealed, chunk by chunk; each is genuine when it comes, the whole is when the last came. `Refused`."""
    head, said = read_head(file)
    if head.key != key_id(key):
        raise Refused(f"This backup was made with another key, {head.key}; BACKUP_KEY_FILE holds {key_id(key)}.")
    box = ChaCha20Poly1305(_derived(key, salt=file.read(SALT_BYTES), info=said, length=KEY_BYTES))
    number, sealed = 0, file.read(CHUNK + TAG_BYTES)
    while True:
        following = file.read(CHUNK + TAG_BYTES)
        yield _opened(box, number, sealed, is_last=not following)
        if not following:
            return
        number, sealed = number + 1, following


def _opened(box: ChaCha20Poly1305, number: int, sealed: bytes, *, is_last: bool) -> bytes:
    try:
        return box.decrypt(_nonce(number, is_last=is_last), sealed, None)
    except InvalidTag:
        if is_last and _is_genuine(box, number, sealed):
            raise Refused("This backup is cut off: its end is missing.") from None
        end = "cut off, or was " if is_last else ""
        raise Refused(f"This backup is {end}damaged or changed, from byte {number * CHUNK} of the copy on.") from None


def _is_genuine(box: ChaCha20Poly1305, number: int, sealed: bytes) -> bool:
    """Whether it is a chunk of ours that is not the last."""
    try:
        box.decrypt(_nonce(number, is_last=False), sealed, None)
    except InvalidTag:
        return False
    return True


def _nonce(number: int, *, is_last: bool) -> bytes:
    return number.to_bytes(11, "big") + bytes([is_last])


def _derived(key: bytes, *, salt: bytes, info: bytes, length: int) -> bytes:
    return HKDF(algorithm=SHA256(), length=length, salt=salt or None, info=b"hot backup: " + info).derive(key)

"""Bytes that were written as letters: base64 in either alphabet, hexadecimal, decimal, and what is packed in them.

Base64 is read without looking for where it begins: of all its letters in the text, in each of the four ways to group
them. One of the four reads any piece right, however it was wrapped, quoted or spaced; the others give noise.
"""

import base64
import re
import zlib
from collections.abc import Iterator, Sequence
from itertools import pairwise

from contact.payload.reading import Reading, chosen

#: What the noise of a wrong grouping hardly ever holds: a segment, a tag, DICOM, something packed or written again.
_PROMISING = re.compile(
    rb"""
      [A-Za-z]{2}[A-Za-z0-9][ \t]?\|[^\x00]{0,40}?\|
    | M\x00?S\x00?H | </?[A-Za-z]{3}[A-Za-z:.] | [A-Za-z]\x00[A-Za-z]\x00[A-Za-z0-9]\x00 | "resourceType"
    | DICM | [\x02\x08\x10\x20]\x00[\x00-\xff]\x00[A-Z]{2} | [\x08\x10\x20]\x00[\x00-\xff]\x00[\x02-\x40]\x00\x00\x00
    | \x00[\x08\x10\x20]\x00[\x00-\xff][A-Z]{2}
    | \x1f\x8b\x08 | PK\x03\x04 | \x78[\x01\x9c\xda]
    | [A-Za-z0-9+/]{60} | [0-9A-Fa-f]{4},[ ]?[0-9A-Fa-f]{4} | \"[0-9A-Fa-f]{8}\" | [Pp]atient
    """,
    re.VERBOSE,
)
_URL_ALPHABET = str.maketrans("-_", "+/")  # RFC 4648 §5
_LETTER = re.compile(r"[A-Za-z0-9+/_-]")
_LEAST_BYTES = 16


def decoded(parent: Reading) -> Iterator[Reading]:
    """Each way to read the text as bytes that has something to say; a character of it is a byte."""
    for data, places in (*_base64(parent.text), *_hexadecimal(parent.text), *_decimal(parent.text)):
        if not _PROMISING.search(data):
            continue
        yield chosen(parent, data.decode("latin-1"), places, is_decoded=True)
        for start, unpacked in _unpacked(data):
            # Which bytes a letter was packed in, nobody knows: about those at the same share of the whole.
            size = len(unpacked)
            shares = [places[start + (len(data) - start) * at // size] for at in range(size + 1)]
            yield chosen(parent, unpacked.decode("latin-1"), shares, is_decoded=True)


Bytes = tuple[bytes, Sequence[int]]


def _base64(text: str) -> Iterator[Bytes]:
    kept = [match.start() for match in _LETTER.finditer(text)]
    letters = "".join([text[at] for at in kept]).translate(_URL_ALPHABET)
    for skipped in range(4):
        usable = letters[skipped : skipped + (len(letters) - skipped) // 4 * 4]
        rest = letters[skipped + len(usable) :]
        if len(rest) > 1:
            usable += rest + "=" * (4 - len(rest))
        data = base64.b64decode(usable)
        if len(data) < _LEAST_BYTES:
            return
        places = [kept[skipped + at * 4 // 3] for at in range(len(data))]
        yield data, [*places, kept[-1] + 1]


_PAIRS = re.compile(r"(?:(?:0x|\\x)?[0-9A-Fa-f]{2}[\s:,;>\"'|-]{0,4}){16,}+")
#: `00000010  4d 53 48 7c …  |MSH|…|`: an offset, sixteen bytes, and what can be printed of them.
DUMP_LINE = re.compile(
    r"^[ \t>]{0,8}(?:0x)?[0-9A-Fa-f]{4,8}[:h]?[ \t]{1,4}((?:[0-9A-Fa-f]{2}[ \t-]{0,3}){2,16})", re.MULTILINE
)
_PAIR = re.compile(r"(?:0x|\\x)?([0-9A-Fa-f]{2})")


def _hexadecimal(text: str) -> Iterator[Bytes]:
    dump = [pair.start(1) for line in DUMP_LINE.finditer(text) for pair in _PAIR.finditer(text, *line.span(1))]
    runs = [[pair.start(1) for pair in _PAIR.finditer(text, *run.span())] for run in _PAIRS.finditer(text)]
    # In digits without a gap the first may be half of a byte whose other half was not copied.
    shifted = [[at + 1 for at in run[:-1]] for run in runs if all(b - a == 2 for a, b in pairwise(run))]
    for places in (dump, *runs, *shifted):
        if len(places) >= _LEAST_BYTES:
            digits = "".join([text[at : at + 2] for at in places])
            yield bytes.fromhex(digits), [*places, places[-1] + 2]


_NUMBERS = re.compile(r"(?<![\d.])(?:[0-9]{1,3}[,;\s]{1,4}){24,}+[0-9]{0,3}")
_BYTE = 255


def _decimal(text: str) -> Iterator[Bytes]:
    """`[77, 83, 72, 124, …]`, as programs print bytes."""
    for run in _NUMBERS.finditer(text):
        numbers = [(number.start(), int(number.group())) for number in re.finditer(r"\d+", run.group())]
        if all(value <= _BYTE for _at, value in numbers):
            places = [run.start() + at for at, _value in numbers]
            yield bytes(value for _at, value in numbers), [*places, run.end()]


_PACKED = re.compile(rb"\x1f\x8b\x08|PK\x03\x04|\x78[\x01\x9c\xda]")
_MOST_PACKED = 8
_MOST_UNPACKED = 16 * 1024  # bytes; a bomb goes no further
_EITHER = 47  # zlib: a gzip or a zlib header, and the largest window
_RAW = -15
_ZIP_HEADER = 30  # bytes; APPNOTE.TXT §4.3.7


def _unpacked(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Where it begins, and what it holds, as far as it can be unpacked."""
    for place, match in enumerate(_PACKED.finditer(data)):
        if place == _MOST_PACKED:
            return
        start, window = match.start(), _EITHER
        if match.group() == b"PK\x03\x04":
            sizes = data[start + 26 : start + 30]
            start += _ZIP_HEADER + int.from_bytes(sizes[:2], "little") + int.from_bytes(sizes[2:], "little")
            window = _RAW
        try:
            unpacked = zlib.decompressobj(window).decompress(data[start:], _MOST_UNPACKED)
        except zlib.error:
            continue
        if len(unpacked) >= _LEAST_BYTES:
            yield match.start(), unpacked

"""In which forms of bytes a text may stand in a column, a file, a log or a cache.

Both sides are made plain before they are compared (`plain`): letters in lower case, without line ends and without `=`.
That is done byte by byte, so whatever holds a text still holds it afterwards: base64 and quoted-printable that were
folded into lines are found, as is any mixture of capitals. It may bring together what was apart; then a person looks.
"""

import html
import json
import quopri
import unicodedata
from base64 import b64encode, urlsafe_b64encode
from collections.abc import Iterator
from contextlib import suppress
from urllib.parse import quote, quote_plus

SHORTEST = 2  # bytes that are left when a form is made plain
#: Shorter than this, base64 and hexadecimal digits mean nothing: they would be found in any random text.
SHORTEST_PACKED = 8  # bytes

_LOWER = bytes.maketrans(b"ABCDEFGHIJKLMNOPQRSTUVWXYZ", b"abcdefghijklmnopqrstuvwxyz")
_DROPPED = b"\r\n="


def plain(data: bytes) -> bytes:
    """As it is compared."""
    return data.translate(_LOWER, _DROPPED)


def needles(text: str) -> frozenset[bytes]:
    """Everything that is looked for of one text, made plain. Each is what some form of it cannot do without."""
    found = {plain(form) for written in _spellings(text) for form in _forms(written)}
    return frozenset(form for form in found if len(form) >= SHORTEST)


def _spellings(text: str) -> frozenset[str]:
    """As it is, in lower case, and with accents joined to their letters or apart from them (Unicode NFC and NFD)."""
    cased = {text, text.lower()}
    return frozenset(unicodedata.normalize(form, one) for one in cased for form in ("NFC", "NFD")) | cased


def _forms(text: str) -> Iterator[bytes]:
    for written in _written(text):
        yield written
        if len(written) >= SHORTEST_PACKED:
            yield from _base64(written)
            yield written.hex().encode()


def _written(text: str) -> frozenset[bytes]:
    utf8 = text.encode(errors="surrogatepass")
    escaped = json.dumps(text)[1:-1]
    found = {
        utf8,
        text.encode("utf-16-le", errors="surrogatepass"),
        text.encode("utf-16-be", errors="surrogatepass"),
        escaped.encode(),
        json.dumps(text, ensure_ascii=False)[1:-1].encode(errors="surrogatepass"),
        json.dumps(escaped)[1:-1].encode(),  # JSON in JSON
        quote(utf8, safe="").encode(),
        quote_plus(utf8).encode(),
        html.escape(text).encode(errors="surrogatepass"),
        quopri.encodestring(utf8),
    }
    with suppress(UnicodeEncodeError):
        found.add(text.encode("latin-1"))
    return frozenset(found)


def _base64(data: bytes) -> Iterator[bytes]:
    """RFC 4648 §4 and §5, wherever among other bytes the data begin: three characters hold four times six bits.

    At the ends, characters that hold bits of the neighbours as well are left out.

        before 0   |d0|d1|d2|d3|…       every character but the last ones
        before 1   |..|d0|d1|d2|…       without the first two
        before 2   |..|..|d0|d1|…       without the first three
    """
    for before, left_out in ((0, 0), (1, 2), (2, 3)):
        padded = bytes(before) + data
        whole = len(padded) * 8 // 6  # characters that hold bits of ours alone
        for encode in (b64encode, urlsafe_b64encode):
            yield encode(padded)[left_out:whole]

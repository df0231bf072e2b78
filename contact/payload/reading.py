"""A text as it may be meant: each reading undoes one disguise, and knows where its characters came from."""

import html
import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

Place = Callable[[int], int]


@dataclass(frozen=True)
class Reading:
    text: str
    #: The place in the text that came in, of a character here, or of the end.
    place: Place
    #: Whether characters here are bytes that were written as something else: marks then grow to the whole of it.
    is_decoded: bool = False


def as_it_came(text: str) -> Reading:
    return Reading(text, lambda at: at)


def chosen(parent: Reading, text: str, places: Sequence[int], *, is_decoded: bool = False) -> Reading:
    """A reading whose characters stand at `places` of its parent; one more place says where it ends."""
    return Reading(text, lambda at: parent.place(places[at]), parent.is_decoded or is_decoded)


#: What looks like a bar, or stands for the end of a line, in fonts and in viewers.
_ALIKE = dict.fromkeys("¦│∣ǀ❘┃", "|") | dict.fromkeys("␍␊␋␤↵¶\u2028\u2029", "\n")
_ANSI = re.compile(r"\x1b\[[0-9;]{0,16}[A-Za-z]")  # ECMA-48 §5.4, as terminals colour their output


def plain(parent: Reading) -> Reading:
    """Without what the eye does not see (zero bytes, zero widths, colours), and with wide letters made narrow."""
    text = parent.text
    if text.isascii() and "\x00" not in text and "\x1b" not in text:
        return parent
    hidden = {at for match in _ANSI.finditer(text) for at in range(*match.span())}
    letters, places = [], []
    for at, letter in enumerate(text):
        seen = "" if at in hidden else _narrow(letter)
        if seen:
            letters.append(seen)
            places.append(at)
    return chosen(parent, "".join(letters), [*places, len(text)])


def _narrow(letter: str) -> str:
    if letter.isascii():
        return "" if letter == "\x00" else letter
    if letter in _ALIKE:
        return _ALIKE[letter]
    if unicodedata.category(letter) == "Cf":  # the Unicode Standard §23.2: format controls
        return ""
    folded = unicodedata.normalize("NFKC", letter)
    return folded if len(folded) == 1 else letter


_ESCAPE = re.compile(
    r"""
      \\r\\n | \\[rnt]                                          # RFC 8259 §7
    | \\u\{?[0-9a-fA-F]{4}\}? | \\x[0-9a-fA-F]{2} | \\0[0-7]{2}
    | \\[\\"'/|^~(){}\[\]<>*_`\#.+!-]                           # there, and CommonMark §2.4
    | &\#[xX]?[0-9a-fA-F]{1,6}; | &(?:lt|gt|amp|quot|apos|nbsp|vert|verbar|VerticalLine|Hat|bsol|NewLine|Tab);
    | %[0-9a-fA-F]{2}                                           # RFC 3986 §2.1
    | =[0-9A-F]{2} | =\r?\n                                     # RFC 2045 §6.7
    | [<\[](?:(?:0x)?0[bBdDaA]|(?:0x)?1[cC]|VT|CR|LF|FS|SB|EB|vt|cr|lf|fs|sb|eb)[>\]]
    """,
    re.VERBOSE,
)
_NAMED = {"\\r\\n": "\n", "\\r": "\n", "\\n": "\n", "\\t": "\t"}
_MOST_LAYERS = 3
_PERCENT = re.compile(r"%[0-9a-fA-F]{2}")
_IN_A_FORM = 3  # so many, and a plus is a space (WHATWG URL §5.2)


def unescaped(parent: Reading) -> Iterator[Reading]:
    """The reading itself, then with its escapes undone, as often as there are any: `&amp;lt;` is escaped twice."""
    yield parent
    for _layer in range(_MOST_LAYERS):
        child = _undone(parent)
        if child is None:
            return
        yield child
        parent = child


def _undone(parent: Reading) -> Reading | None:
    parts: list[str] = []
    places: list[int] = []
    last = 0
    text = parent.text
    if len(_PERCENT.findall(text)) >= _IN_A_FORM:
        text = text.replace("+", " ")
    for match in _ESCAPE.finditer(text):
        meant = _meaning(match.group())
        parts += [text[last : match.start()], meant]
        places += [*range(last, match.start()), *([match.start()] * len(meant))]
        last = match.end()
    if last == 0:
        return None
    parts.append(text[last:])
    return chosen(parent, "".join(parts), [*places, *range(last, len(text) + 1)])


def _meaning(escape: str) -> str:
    if escape in _NAMED:
        return _NAMED[escape]
    if escape[0] in "<[" or escape in {"=\n", "=\r\n"}:
        return "\n" if escape[0] != "=" else ""
    if escape[0] == "&":
        return html.unescape(escape)[:1]
    if escape[0] == "\\" and escape[1] not in "uxUX0":
        return escape[1]
    digits = escape.strip("\\uxU{}%=")
    code = int(digits, 8 if escape.startswith("\\0") else 16)
    return chr(code)


Span = tuple[int, int]


def runs(spans: Sequence[Span], *, gap: int) -> Iterator[slice]:
    """Spans that follow each other, with at most `gap` characters from the end of one to the next."""
    first = 0
    end = 0
    for place, (start, stop) in enumerate(spans):
        if place > first and start - end > gap:
            yield slice(first, place)
            first = place
        end = max(end, stop)
    if spans:
        yield slice(first, len(spans))

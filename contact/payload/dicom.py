"""DICOM in a text: bytes of a file or a data set, and the dumps that tools print of them.

A tag, a keyword, a UID or a data element or two that say nothing of a person are talk about DICOM.
"""

import re
import struct
from collections.abc import Iterator
from typing import NamedTuple

from pydicom.datadict import dictionary_description, dictionary_has_tag, dictionary_VR, keyword_dict
from pydicom.tag import Tag
from pydicom.valuerep import STANDARD_VR

from contact.payload.found import Found, Kind, Reason
from contact.payload.reading import runs

PREAMBLE = 128  # bytes; PS3.10 §7.1
MAGIC = b"DICM"

# --- binary ---------------------------------------------------------------------------------------------------

#: Where a data set may begin: a group of few digits, and a VR or a length that is not wild (PS3.5 §7.1).
_EXPLICIT = re.compile(rb"[\x02\x08\x10\x18\x20\x28\x32\x40]\x00[\x00-\xff]\x00[A-Z]{2}", re.DOTALL)
_BIG_ENDIAN = re.compile(rb"\x00[\x02\x08\x10\x18\x20\x28\x32\x40]\x00[\x00-\xff][A-Z]{2}", re.DOTALL)
_IMPLICIT = re.compile(
    rb"[\x02\x08\x10\x18\x20\x28\x32\x40]\x00[\x00-\xff]\x00[\x00-\xff][\x00-\x01]\x00\x00", re.DOTALL
)
_MOST_ELEMENTS = 64
_ENOUGH = 3
_LONG_FORM = frozenset({"OB", "OD", "OF", "OL", "OV", "OW", "SQ", "SV", "UC", "UN", "UR", "UT", "UV"})  # PS3.5 §7.1.2


def find_bytes(text: str) -> Iterator[Found]:
    """In bytes, each of them a character."""
    data = text.encode("latin-1")
    magic = data.find(MAGIC)
    if magic >= 0 and (magic >= PREAMBLE or data[magic + 4 : magic + 6] == b"\x02\x00"):
        yield Found(Kind.DICOM, max(0, magic - PREAMBLE), magic + len(MAGIC), Reason.FILE)
    for pattern, order, is_explicit in ((_EXPLICIT, "<", True), (_BIG_ENDIAN, ">", True), (_IMPLICIT, "<", False)):
        read_to = 0
        for match in pattern.finditer(data):
            if match.start() < read_to:
                continue
            elements, read_to = _walk(data, match.start(), order, is_explicit=is_explicit)
            if elements >= _ENOUGH:
                yield Found(Kind.DICOM, match.start(), read_to, Reason.ELEMENTS)


def _walk(data: bytes, start: int, order: str, *, is_explicit: bool) -> tuple[int, int]:
    """How many data elements follow each other from `start`, as pydicom's dictionary has them; and where they end.

    Headers only. pydicom's reader would look into the values, and quote them in warnings.

        | group 2 | element 2 | VR 2 | length 2 | value   or   | … | VR 2 | 0 0 | length 4 |   or   | … | length 4 |
    """
    at, last, elements = start, -1, 0
    while elements < _MOST_ELEMENTS and at + 8 <= len(data):
        group, element, short = struct.unpack_from(f"{order}HH2xH", data, at)
        tag, vr = group << 16 | element, data[at + 4 : at + 6].decode("latin-1")
        if tag <= last or not _may_be(tag, vr if is_explicit else ""):
            break
        header, length = 8, short
        if not is_explicit:
            length = struct.unpack_from(f"{order}L", data, at + 4)[0]
        elif vr in _LONG_FORM:
            header, length = 12, struct.unpack_from(f"{order}L", data.ljust(at + 12, b"\0"), at + 8)[0]
        elements, last, at = elements + 1, tag, at + header + length
    return elements, min(at, len(data))


def _may_be(tag: int, vr: str) -> bool:
    """A VR of "" is any."""
    return dictionary_has_tag(tag) and vr in {"", "UN", *dictionary_VR(tag).split(" or ")}


# --- dumps ------------------------------------------------------------------------------------------------------

_HEX = r"[0-9A-Fa-f]{4}"
#: `(0010,0010)`, `0010,0010` and `0010:0010` where a line begins, `"00100010"` of JSON, `tag="00100010"` of XML.
_TAG = re.compile(
    rf"\(\s{{0,2}}({_HEX})\s{{0,2}},\s{{0,2}}({_HEX})\s{{0,2}}\)"
    rf"|^[^\w\r\n]{{0,8}}({_HEX})[,:|]?[ \t]?({_HEX})(?=[\s,;:|=\"'\])])"
    rf"|(?<![\w.,])({_HEX}),({_HEX})(?=[;:|=\t])"
    rf"|[\"']({_HEX})[,:]?({_HEX})[\"']",
    re.MULTILINE,
)
_KEYWORD = re.compile(r"\b([A-Za-z]{4,50})[\"']?[ \t]{0,40}[:=]{1,2}>?")
_KEYWORDS = {keyword.lower(): tag for keyword, tag in keyword_dict.items() if keyword}
#: Names as people and tools write them, apart from the keywords.
_NAMES = {
    "patient name": 0x00100010,
    "patient's name": 0x00100010,
    "patient id": 0x00100020,
    "patient's birth date": 0x00100030,
    "patient birth date": 0x00100030,
    "date of birth": 0x00100030,
    "patient's address": 0x00101040,
    "accession number": 0x00080050,
    "referring physician's name": 0x00080090,
    "study date": 0x00080020,
    "study instance uid": 0x0020000D,
    "institution name": 0x00080080,
}
_NAME = re.compile(
    rf"({'|'.join(sorted(map(re.escape, _NAMES), key=len, reverse=True))})[\"']?[ \t]{{0,40}}[:=]",
    re.IGNORECASE,
)
#: PS3.15 Table E.1-1, of it what names a person, a visit or a study by itself.
_NAMING = frozenset({
    0x00080018, 0x00080050, 0x00080080, 0x00080081, 0x00080090, 0x00081048, 0x00081050, 0x00081060, 0x00081070,
    0x00100010, 0x00100020, 0x00100021, 0x00100030, 0x00100032, 0x00101000, 0x00101001, 0x00101005, 0x00101040,
    0x00101060, 0x00102154, 0x00104000, 0x0020000D, 0x00200010, 0x00321032, 0x00380010, 0x00401001,
})  # fmt: skip
_PERSON_GROUP = 0x0010
_GAP = 600
_LONGEST_VALUE = 160


class _Pair(NamedTuple):
    tag: int
    start: int
    end: int


def find_dumps(text: str) -> Iterator[Found]:
    pairs = sorted(_pairs(text), key=lambda pair: pair.start)
    for some in runs([(pair.start, pair.end) for pair in pairs], gap=_GAP):
        run = pairs[some]
        if _is_dump({pair.tag for pair in run}):
            yield Found(Kind.DICOM, run[0].start, max(pair.end for pair in run), Reason.DUMP)


def _is_dump(tags: set[int]) -> bool:
    naming = tags & _NAMING
    person = {tag for tag in naming if tag >> 16 == _PERSON_GROUP}
    return (len(naming) > 1 and (len(tags) >= _ENOUGH or len(person) > 1)) or (bool(person) and len(tags) > _ENOUGH)


def _pairs(text: str) -> Iterator[_Pair]:
    named = sorted(_named(text))
    for place, (start, after, tag) in enumerate(named):
        limit = named[place + 1][0] if place + 1 < len(named) else len(text)
        yield from _pair(text, tag, start, after, limit)


def _named(text: str) -> Iterator[tuple[int, int, int]]:
    """Where elements are named, by tag, keyword or name: start, end, and which."""
    for match in _TAG.finditer(text):
        if _is_element(tag := _tag(match)):
            yield match.start(), match.end(), tag
    for match in _KEYWORD.finditer(text):
        keyword = _KEYWORDS.get(match.group(1).lower())
        if keyword is not None:
            yield match.start(), match.end(1), keyword
    for match in _NAME.finditer(text):
        yield match.start(), match.end(1), _NAMES[match.group(1).lower()]


def _tag(match: re.Match[str]) -> int:
    group, element = (part for part in match.groups() if part is not None)
    return int(group + element, 16)


def _is_element(tag: int) -> bool:
    return dictionary_has_tag(tag) or Tag(tag).is_private


_VRS = "|".join(sorted(STANDARD_VR))
#: How tools set a value apart from what stands before it: `[value]`, `: value`, `= value`, a tab, a VR and a space.
_SET_APART = re.compile(
    rf"^[^\n\[\]:=\t]{{0,80}}?(?:\[|[:=;|]{{1,2}}>?|\t|\b(?P<vr>{_VRS})\b[ \t:=]{{0,4}})"
    r"[ \t\"'\[=:]{0,24}(?P<value>[^\n\]\"'#]{1,160})"
)
_JSON_VALUE = re.compile(
    r"\A[\s\S]{0,60}?[\"']Value[\"']\s{0,8}:\s{0,8}\[[\s{\[\"']{0,40}(?:Alphabetic[\"']\s{0,4}:\s{0,4}[\"'])?"
    r"(?P<value>[^\"'\]\n}]{1,160})",
    re.IGNORECASE,
)
_XML_VALUE = re.compile(r"\A[^>]{0,200}>(?:\s{0,40}<[^<>]{1,60}>){0,8}\s{0,40}(?P<value>[^<>\s][^<>]{0,160})<")


def _pair(text: str, tag: int, start: int, after: int, limit: int) -> Iterator[_Pair]:
    rest = text[after : min(limit, after + _LONGEST_VALUE * 3)]
    for pattern in (_SET_APART, _JSON_VALUE, _XML_VALUE):
        match = pattern.match(rest)
        if match and _is_value(tag, match.group("value")):
            yield _Pair(tag, start, _COMMENT.match(text, after + match.end()).end())  # type: ignore[union-attr]  # any
            return


#: dcmdump ends a line with `#`, the length, the multiplicity and the keyword.
_COMMENT = re.compile(r"[\"'\]]?(?:[ \t]{0,80}#[^\n]{0,120})?")


#: By VR (PS3.5 §6.2): what a value looks like, so that a sentence behind a colon is none.
_LOOKS = {
    "DA": re.compile(r"\d{4}[-./]?\d\d[-./]?\d\d|\d\d[-./]\d\d[-./]\d{4}"),
    "UI": re.compile(r"[\d.]{8,}"),
    "PN": re.compile(r"\w[^\n]{0,60}\^|[^\W\d_a-z][\w'-]*(?:[ ,]+[^\W\d_a-z][\w'-]*){0,4}\s*$"),
    "TM": re.compile(r"\d{4,6}|\d\d:\d\d"),
    "CS": re.compile(r"[A-Z0-9_ \\]{1,64}\s*$"),
    "AS": re.compile(r"\d{3}[DWMY]"),
}
_SOME_DIGITS = re.compile(r"\d")
_NOTHING = re.compile(r"no value|empty|<|\W*$", re.IGNORECASE)
_PROSE = 7  # words


def _is_value(tag: int, value: str) -> bool:
    value = _MULTIPLE.sub("", _described(tag, value)).strip()
    if not value or _NOTHING.match(value) or len(value.split()) >= _PROSE:
        return False
    vr = dictionary_VR(tag) if dictionary_has_tag(tag) else "UN"
    looks = _LOOKS.get(vr, _SOME_DIGITS)
    return bool(looks.match(value) if vr in _LOOKS else looks.search(value) or value.isupper() or "^" in value)


_MULTIPLE = re.compile(r"\s{2,}\d{1,4},\s\d.*$")


def _described(tag: int, value: str) -> str:
    """Without the element's own name or VR, which some tools print between the tag and the value."""
    if dictionary_has_tag(tag):
        name = dictionary_description(tag)
        at = value.lower().find(name.lower())
        if at >= 0:
            value = value[at + len(name) :]
    return re.sub(r"^[\s:=|;,]*(?:[A-Z]{2}[\s:=|;,]+)?[\s:=|;,\"'\[]*", "", value)

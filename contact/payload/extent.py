"""How far a find reaches: what gave it away may be its middle only."""

import re

from contact.payload.decoded import DUMP_LINE

_REACH = 600  # characters
_TAGS_BEFORE = re.compile(r"(?:<[^<>]{1,200}>\s{0,20}){1,12}\Z")
_TAGS_AFTER = re.compile(r"(?:[^<>\n]{0,80}>)?(?:\s{0,40}<\s?/[^<>]{0,120}>){1,60}")


def with_tags(text: str, start: int, end: int) -> tuple[int, int]:
    """With the tags of XML that open before it and close behind it."""
    before = _TAGS_BEFORE.search(text, max(0, start - _REACH), start)
    after = _TAGS_AFTER.match(text, end)
    return (before.start() if before else start), (after.end() if after else end)


_TOKEN = re.compile(r"\S+")
_LONG = 24  # letters; no word of a language is so long
#: As base64 and hexadecimal stand in lines, with what quotes and separates them there.
_CODE = re.compile(
    r"[>\"'\\(\[]{0,4}(?:[A-Za-z0-9+/_=%-]{24,}|(?:0x|\\x)?[0-9A-Fa-f]{2,8}[,:;]?|[A-Za-z0-9+/_-]{1,80}={1,2})"
    r"[\"',;)\]\\n+]{0,6}"
)
_QUOTE = re.compile(r"[>|\"'+,]{1,4}")
_NEXT_LINE = 2  # characters, at most, from the end of a line to the next
_LETTERS = re.compile(r"[A-Za-z0-9+/_=-]{4,16}")


def of_code(text: str, start: int, end: int) -> tuple[int, int]:
    """The whole of what was encoded: the words or lines that it touches, and their neighbours of that kind."""
    tokens = [match.span() for match in _TOKEN.finditer(text)]
    touched = [place for place, (left, right) in enumerate(tokens) if left < max(end, start + 1) and right > start]
    if not touched:
        return start, end
    first, last = touched[0], touched[-1]
    while first > 0 and _goes_on(text, tokens[first - 1], tokens[first]):
        first -= 1
    while last + 1 < len(tokens) and _goes_on(text, tokens[last + 1], tokens[last]):
        last += 1
    return _with_dump_lines(text, tokens[first][0], tokens[last][1])


def _goes_on(text: str, there: tuple[int, int], here: tuple[int, int]) -> bool:
    token, beside = text[slice(*there)], text[slice(*here)]
    if _QUOTE.fullmatch(token):
        return True
    if len(token) == len(beside) and _LETTERS.fullmatch(token) and _LETTERS.fullmatch(beside):
        return True  # base64 in groups
    is_written = len(token) >= _LONG or "=" in token or any(letter.isdigit() for letter in token)
    return is_written and bool(_CODE.fullmatch(token))


def _with_dump_lines(text: str, start: int, end: int) -> tuple[int, int]:
    """Lines of a hexadecimal dump that the mark touches or that follow each other from there."""
    lines = []
    for line in DUMP_LINE.finditer(text):
        right = text.find("\n", line.end())
        lines.append((line.start(), len(text) if right < 0 else right))
    for left, right in (*lines, *reversed(lines)):
        if left <= end + _NEXT_LINE and right >= start - _NEXT_LINE:
            start, end = min(start, left), max(end, right)
    return start, end

"""Compiles the translations: .po files are kept in git, the .mo files that Django reads are not.

The site must speak German after `make run` on a machine without GNU gettext, and Babel is there for development
only. The format is small: `msgctxt`, `msgid`, `msgid_plural` and `msgstr` lines, each with quoted strings below
(GNU gettext manual, "The Format of PO Files" and "The Format of GNU MO Files").
"""

import array
import ast
import os
import re
from pathlib import Path

from workshop.places import ROOT
from workshop.stamps import files_under
from workshop.steps import say

#: The number that a .mo file begins with; seven 32-bit words of header follow one another from there.
MAGIC = 0x950412DE
HEADER_SIZE = 7 * 4
CONTEXT_ENDS = "\x04"
PLURALS_PART = "\0"

_LINE = re.compile(r'^(?:(msgctxt|msgid_plural|msgid|msgstr)(?:\[(\d+)\])?\s+)?(".*")$')


def compile_stale() -> list[Path]:
    """Makes every .mo that is missing or older than its .po; returns those it made."""
    stale = [po for po in sorted(_catalogues()) if _is_stale(po)]
    for po in stale:
        draft = po.with_suffix(f".mo.{os.getpid()}")
        draft.write_bytes(compiled(po.read_text(encoding="utf-8")))
        draft.replace(po.with_suffix(".mo"))
    if stale:
        say(f"Translations: {len(stale)} compiled")
    return [po.with_suffix(".mo") for po in stale]


def compiled(po: str) -> bytes:
    """The .mo file for the text of a .po file; messages that are fuzzy, empty or obsolete are left out."""
    messages = sorted((key.encode(), text.encode()) for key, text in _messages(po).items())
    keys_at = HEADER_SIZE + 16 * len(messages)  # behind two tables of (length, offset) pairs
    texts_at = keys_at + sum(len(key) + 1 for key, _ in messages)
    tables: list[int] = []
    for column, offset in ((0, keys_at), (1, texts_at)):
        for message in messages:
            tables += [len(message[column]), offset]
            offset += len(message[column]) + 1
    count = len(messages)
    header = [MAGIC, 0, count, HEADER_SIZE, HEADER_SIZE + 8 * count, 0, keys_at]
    strings = b"".join(text + b"\0" for column in (0, 1) for text in (message[column] for message in messages))
    return array.array("I", header + tables).tobytes() + strings


def _catalogues() -> list[Path]:
    apps = ("hotsite", "privacy", "contact", "tools")
    made = frozenset({"node_modules", "dist", "frontend"})
    return [file for app in apps for file in files_under(ROOT / app, without=made) if file.suffix == ".po"]


def _is_stale(po: Path) -> bool:
    mo = po.with_suffix(".mo")
    return not mo.exists() or mo.stat().st_mtime_ns < po.stat().st_mtime_ns


def _messages(po: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for entry in re.split(r"\n\s*\n", po):
        if re.search(r"^#,.*\bfuzzy\b", entry, re.MULTILINE):
            continue
        parts = _parts(entry)
        texts = [parts[name] for name in sorted(parts) if name.startswith("msgstr")]
        if "msgid" not in parts or not all(texts):
            continue
        context = parts["msgctxt"] + CONTEXT_ENDS if "msgctxt" in parts else ""
        plural = PLURALS_PART + parts["msgid_plural"] if "msgid_plural" in parts else ""
        found[context + parts["msgid"] + plural] = PLURALS_PART.join(texts)
    return found


def _parts(entry: str) -> dict[str, str]:
    """The strings of one entry by keyword; the quotes and escapes are those of Python."""
    parts: dict[str, str] = {}
    name = ""
    for line in entry.splitlines():
        if match := _LINE.match(line.strip()):
            keyword, number, quoted = match.groups()
            name = f"{keyword}{number or ''}" if keyword else name
            parts[name] = parts.get(name, "") + str(ast.literal_eval(quoted))
    return parts

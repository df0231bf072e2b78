"""Our dump of a file beside dcmdump's, line by line; what is not the same has its reason, or is a failure.

The two need not say the same of three things: names (of private elements each program has its own dictionary, of
others its own edition, which calls more of them retired), text above ASCII (dcmdump gives its bytes, escape sequences
among them), and digits of a binary number (dcmdump writes up to 17, we the fewest that are that number).
"""

import math
import re
import struct
import subprocess
from pathlib import Path

from tests.tools.dicom_corpus import COMMAND
from tools.correctness.reasons import Reason

LINE = re.compile(r"^( *\(([0-9a-f]{4}),([0-9a-f]{4})\) (..)) (.*?) *# +(\S+), *(\d+) (.*)$")
SINGLE, DOUBLE = ("FL", "OF"), ("FD", "OD")
ESCAPE = "\x1b"
#: DICOMDIR: records are resolved and marked, in an order of their own.
MARKED = re.compile(r'^ *(#  offset=|\(fffe,e000\) na "Directory Record")|^.{12}[ ]up ', re.MULTILINE)


def dumped(path: Path) -> str | None:
    """dcmdump's text, with UIDs as numbers; None if it does not open the file."""
    run = subprocess.run(["dcmdump", "-q", "-Un", path], capture_output=True, check=False, timeout=60)
    return run.stdout.decode("latin-1") if run.returncode == 0 else None


def differences(path: Path) -> tuple[list[Reason], str | None]:
    """Why the two dumps are not the same, and the first line of ours that no reason explains."""
    theirs = dumped(path)
    if theirs is None:
        return [Reason.REFUSED], None
    if MARKED.search(theirs):
        return [Reason.DIRECTORY], None
    run = subprocess.run(["node", COMMAND, "--dump", path], capture_output=True, check=True, timeout=60)
    ours = run.stdout.decode()
    reasons: dict[Reason, None] = {}
    one, other = _lines(ours), _lines(theirs)
    while one or other:
        if one and other and _same(one[0], other[0]):
            one, other = one[1:], other[1:]
            continue
        reason, (ours_read, theirs_read) = _reason(one, other)
        if reason is None:
            return list(reasons), (one or ["nothing"])[0]
        reasons[reason] = None
        one, other = one[ours_read:], other[theirs_read:]
    return list(reasons), None


def _lines(text: str) -> list[str]:
    """Line ends within a value are part of it; comments and empty lines of the head are the same in both."""
    lines: list[str] = []
    for line in re.split(r"\r\n|\n", re.sub(rf"[^\n\r{ESCAPE} -~]+", "¤", text)):
        if line.startswith(("#", " #")) or not line.strip():
            continue
        if re.match(r" *\([0-9a-f]{4},[0-9a-f]{4}\) ", line) or not lines:
            lines.append(line)
        else:
            lines[-1] += f"↵{line}"
    return lines


def _same(one: str, other: str) -> bool:
    if one == other:
        return True
    ours, theirs = LINE.match(one), LINE.match(other)
    if ours is None or theirs is None or ours[1] != theirs[1] or ours.group(6, 7) != theirs.group(6, 7):
        return False
    is_private = int(ours[2], 16) % 2 == 1
    names = [line[8].removeprefix("RETIRED_") for line in (ours, theirs)]
    return (is_private or names[0] == names[1]) and _same_value(ours[4], ours[5], theirs[5])


def _same_value(vr: str, ours: str, theirs: str) -> bool:
    if ours == theirs or ESCAPE in theirs or vr not in SINGLE + DOUBLE:
        return ours == theirs or ESCAPE in theirs
    pairs = zip(ours.removesuffix("...").split("\\"), theirs.removesuffix("...").split("\\"), strict=False)
    return all(_same_number(float(one), float(other), vr) for one, other in pairs)


def _same_number(one: float, other: float, vr: str) -> bool:
    """Single: the same 32 bits. Double: but for the last digit, which dcmdump does not always round to the nearest."""
    if vr in SINGLE:
        return struct.pack("<f", one) == struct.pack("<f", other)
    return math.isclose(one, other, rel_tol=1e-15)


def _reason(one: list[str], other: list[str]) -> tuple[Reason | None, tuple[int, int]]:
    """Why the next lines are not the same, and how many of each side that is about."""
    ours, theirs = (LINE.match(lines[0]) if lines else None for lines in (one, other))
    if theirs and theirs.group(2, 3) == ("0000", "0000"):  # it sorts by tag: what follows a file comes first
        return Reason.PADDING_AFTER, (0, 1)
    if ours is None or theirs is None or ours.group(2, 3) != theirs.group(2, 3):
        return None, (0, 0)
    vr, their_vr = ours[4], theirs[4]
    if "PixelSequence" in ours[5] and (vr, their_vr) == ("OW", "OB"):
        return Reason.ENCAPSULATED, (1, 1)
    if vr == "SQ" and their_vr in ("UN", "??"):
        return (Reason.PRIVATE_SEQUENCE if int(ours[2], 16) % 2 else Reason.KNOWN_UN), (_whole(one), 1)
    if their_vr == "??":
        return Reason.UNKNOWN_VR, (1, 1)
    if their_vr == "UN":
        return Reason.KNOWN_UN, (1, 1)
    return (Reason.NUL_KEPT if theirs[5] == ours[5].replace("]", "¤]") else None), (1, 1)


def _whole(lines: list[str]) -> int:
    """How many lines a sequence takes: to its delimiter, which stands as far to the right."""
    indent = len(lines[0]) - len(lines[0].lstrip())
    end = f"{' ' * indent}(fffe,e0dd)"
    return next(at for at, line in enumerate(lines, start=1) if line.startswith(end))

"""A QR code as the path of an SVG: no inline style, so that it is drawn under the strict policy."""

from dataclasses import dataclass

import segno

#: Modules of nothing around it, without which it is not read (ISO/IEC 18004 §6.3.8).
QUIET_ZONE = 4


@dataclass(frozen=True)
class Picture:
    #: Modules from side to side, quiet zone included.
    size: int
    #: A square for each dark module.
    path: str


def picture(text: str) -> Picture:
    matrix = segno.make(text, error="m", micro=False).matrix
    squares = (
        f"M{x + QUIET_ZONE} {y + QUIET_ZONE}h1v1h-1z"
        for y, row in enumerate(matrix)
        for x, dark in enumerate(row)
        if dark
    )
    return Picture(len(matrix) + 2 * QUIET_ZONE, "".join(squares))

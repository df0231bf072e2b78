"""Reports as they lie among the downloads."""

import csv
import io

CARE = "This report may hold data about patients. Keep it as you keep the file itself."
MASKED = "Values are masked: no sign of a mask stands for a character of the value."


def lines_of(text: str) -> list[list[str]]:
    """A report as CSV: its head and its rows, below the one cell that says how it is to be kept."""
    (care,), *lines = csv.reader(io.StringIO(text.removeprefix("\ufeff")))
    assert care in (CARE, MASKED)
    return lines


def rows_of(text: str) -> list[dict[str, str]]:
    head, *rows = lines_of(text)
    return [dict(zip(head, row, strict=True)) for row in rows]

"""What comes in is recorded without patient data: a request is never refused, so what looks like it is cut out.

One place for every text of a case: the form, the thread, what staff enter.
"""

from dataclasses import dataclass

from contact.payload import cut_out


@dataclass(frozen=True)
class Clean:
    text: str
    #: How many places were cut out.
    cut: int


def without_payloads(text: str) -> Clean:
    """`text` with a mark in the place of each payload, and without zero bytes, which PostgreSQL cannot hold."""
    found = cut_out(text.replace("\0", ""))
    return Clean(found.text, len(found.removed))

"""Whether the evidence is still what was written.

Every kind of change to the rows is found, by whoever cannot sign: an edit, a deletion, another order, an insertion,
and a cut that goes back behind the last head written outside. What was cut after that head leaves no trace, so the
report says which events that could concern.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from hotsite.ground.evidence import chain, heads, keyed
from hotsite.ground.evidence.heads import Head, Unreadable
from hotsite.ground.evidence.models import EvidenceCheckpoint, EvidenceEvent, EvidenceHead

CHUNK = 2000  # rows read at a time


class Fault(Enum):
    """What can be wrong; each a sentence about what `Finding.where` names."""

    CODE = "was changed, or stands in another's place: its code is not the code of what it says"
    MISSING = "is missing: events were deleted before this one"
    KEY = "was signed with a secret that is not known: is one missing in OLD_SECRET_KEYS?"
    END = "is not where the chain ends: events were cut off or added"
    CHECKPOINT = "is a checkpoint that we did not sign"
    OUTSIDE = "is a head outside the database that we did not sign"
    UNREADABLE = "is no line of ours"
    CUT = "is a head outside the database, and the chain ends before it: events were cut off"
    REWRITTEN = "is a head outside the database, and the event of that number is another one now"


@dataclass(frozen=True)
class Finding:
    fault: Fault
    where: str

    def __str__(self) -> str:
        return f"{self.where} {self.fault.value}"


@dataclass(frozen=True, kw_only=True)
class Report:
    findings: tuple[Finding, ...]
    #: The numbers of the first and the last event; 0 where there is none.
    first: int
    last: int
    #: The last genuine head outside, and how many events came after it: those could be cut without a trace.
    last_head: Head | None
    since_last_head: int

    @property
    def is_whole(self) -> bool:
        return not self.findings


def verify(folder: Path) -> Report:
    """Reads the whole chain and every head in `folder`. Events that are written meanwhile are no fault."""
    outside = list(heads.read(folder))
    known = {head.number: head.mac for head in outside if isinstance(head, Head)}
    walk = _Walk(known)
    findings = [*walk.run(), *_findings_outside(outside, walk)]
    genuine = [head for head in outside if isinstance(head, Head) and _is_genuine(head)]
    last_head = max(genuine, key=lambda head: (head.number, head.moment), default=None)
    return Report(
        findings=tuple(findings),
        first=walk.first,
        last=walk.number,
        last_head=last_head,
        since_last_head=max(0, walk.number - max(last_head.number if last_head else 0, walk.begins)),
    )


class _Walk:
    """One pass along the chain. Afterwards it knows the ends, and which heads outside it met."""

    def __init__(self, wanted: dict[int, str]) -> None:
        self.wanted = wanted
        self.begins = self.first = self.number = 0
        self.mac = ""
        self.another: set[int] = set()

    def run(self) -> Iterator[Finding]:
        yield from self._checkpoint()
        yield from self._events()
        yield from self._end()

    def _checkpoint(self) -> Iterator[Finding]:
        for row in EvidenceCheckpoint.objects.order_by("number"):
            content = chain.checkpoint_content(row)
            if fault := _signed(chain.CHECKPOINT, content, row.key, row.signature, Fault.CHECKPOINT):
                yield Finding(fault, f"Checkpoint {row.number}")
            self.begins, self.number, self.mac = row.number, row.number, row.mac

    def _events(self) -> Iterator[Finding]:
        rest = EvidenceEvent.objects.filter(number__gt=self.number).order_by("number")
        for event in rest.iterator(chunk_size=CHUNK):
            self.first = self.first or event.number
            if event.number != self.number + 1:
                yield Finding(Fault.MISSING, f"Event {self.number + 1}")
            # Behind a gap the event's own code cannot be checked: the one it was made over is gone.
            elif fault := _signed(chain.EVENT, chain.content(event, self.mac), event.key, event.mac, Fault.CODE):
                yield Finding(fault, f"Event {event.number}")
            self.number, self.mac = event.number, event.mac
            if self.wanted.get(event.number, event.mac) != event.mac:
                self.another.add(event.number)

    def _end(self) -> Iterator[Finding]:
        """The end is read after the events: it may have grown meanwhile, never shrunk."""
        while True:
            end = EvidenceHead.objects.first() or EvidenceHead()
            if (end.number, end.mac) == (self.number, self.mac):
                return
            before = self.number
            if end.number > before:
                yield from self._events()
            if self.number == before:
                yield Finding(Fault.END, f"Event {end.number}")
                return


def _findings_outside(outside: list[Head | Unreadable], walk: _Walk) -> Iterator[Finding]:
    for head in outside:
        if isinstance(head, Unreadable):
            yield Finding(Fault.UNREADABLE, str(head))
        elif fault := _head_signed(head):
            yield Finding(fault, _name(head))
        elif head.number > walk.number:
            yield Finding(Fault.CUT, _name(head))
        elif head.number in walk.another:
            yield Finding(Fault.REWRITTEN, _name(head))


def _name(head: Head) -> str:
    return f"Event {head.number}, {head.moment:%Y-%m-%d %H:%M} UTC,"


def _is_genuine(head: Head) -> bool:
    return _head_signed(head) is None


def _head_signed(head: Head) -> Fault | None:
    content = chain.head_content(head.number, head.mac, head.moment)
    return _signed(chain.HEAD, content, head.key, head.signature, Fault.OUTSIDE)


def _signed(purpose: str, content: str, key: str, signature: str, fault: Fault) -> Fault | None:
    try:
        return None if keyed.is_signed(purpose, content, key=key, signature=signature) else fault
    except LookupError:
        return Fault.KEY

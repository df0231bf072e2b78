"""What writes the evidence.

Purging deletes, so first what can go wrong there:

- Rows go that should stay: what goes is a whole beginning of the chain, and its end is signed before the first row is
  deleted. The database lets no other row go, whoever asks.
- It is killed in between: the checkpoint is there, the rest of the rows before it goes with the next purge, and
  `verify` begins behind it.
- It holds the table for long: slices of SLICE rows along the primary key, each a transaction of its own.
"""

from collections.abc import Mapping
from datetime import datetime

from django.conf import settings
from django.db import transaction

from hotsite.ground.evidence import chain, heads, keyed
from hotsite.ground.evidence.chain import Fact
from hotsite.ground.evidence.keyed import NOBODY, KeyedHash
from hotsite.ground.evidence.models import EvidenceCheckpoint, EvidenceEvent, EvidenceHead

SLICE = 5000
_THE_ONE = 1


def record(
    kind: str,
    *,
    about: KeyedHash = NOBODY,
    by: KeyedHash = NOBODY,
    facts: Mapping[str, Fact] | None = None,
    now: datetime,
) -> EvidenceEvent:
    """Appends an event, to be called within the transaction of what it is evidence of: both are kept, or neither.

    It locks the end of the chain until that transaction ends. So it comes last, after every other lock: two
    transactions that lock in the same order never wait for each other.

    ValueError for a kind or a fact that is no code.
    """
    with transaction.atomic():
        head = _locked_head()
        event = EvidenceEvent(
            number=head.number + 1,
            at=now,
            kind=chain.code(kind),
            about=about,
            by=by,
            facts=chain.plain(facts or {}),
        )
        event.key, event.mac = keyed.sign(chain.EVENT, chain.content(event, head.mac))
        event.save(force_insert=True)
        EvidenceHead.objects.filter(pk=_THE_ONE).update(number=event.number, mac=event.mac)
    return event


def write_head(now: datetime) -> heads.Head:
    """Signs where the chain ends now, and writes it outside the database."""
    end = EvidenceHead.objects.filter(pk=_THE_ONE).first() or EvidenceHead()
    head = heads.signed(end.number, end.mac, now)
    heads.append(settings.EVIDENCE_DIR, head)
    return head


def purge(before: datetime, now: datetime) -> int:
    """Deletes what was recorded before a moment; the number of events deleted."""
    kept = EvidenceEvent.objects.filter(at__gte=before).order_by("number").first()
    gone = EvidenceEvent.objects.order_by("-number")
    last = (gone.filter(number__lt=kept.number) if kept else gone).first()
    if last is None:
        return 0
    _write_checkpoint(last, now)
    deleted = 0
    while slice_ := list(EvidenceEvent.objects.order_by("number").values_list("number", flat=True)[:SLICE]):
        end = min(slice_[-1], last.number)
        number = EvidenceEvent.objects.filter(number__lte=end).delete()[0]
        if not number:
            break
        deleted += number
    return deleted


def _write_checkpoint(last: EvidenceEvent, now: datetime) -> None:
    if EvidenceCheckpoint.objects.filter(number__gte=last.number).exists():
        return  # an earlier purge wrote it, and was killed before it had deleted everything
    checkpoint = EvidenceCheckpoint(number=last.number, mac=last.mac, at=now)
    checkpoint.key, checkpoint.signature = keyed.sign(chain.CHECKPOINT, chain.checkpoint_content(checkpoint))
    checkpoint.save(force_insert=True)


def _locked_head() -> EvidenceHead:
    return EvidenceHead.objects.select_for_update().get_or_create(pk=_THE_ONE)[0]

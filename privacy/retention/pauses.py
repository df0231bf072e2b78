"""Pauses of the purge: what a person has asked about does not go while the answer is being made.

A pause stops the purge alone; erasure, which is often what is asked for, takes no notice. It begins when a request is
verified, never before: or else whoever knows an address could stop another person's data from going.
"""

from datetime import datetime

from django.db.models import Q

from hotsite.ground.evidence.keyed import KeyedHash
from hotsite.ground.not_yet import NOT_YET
from hotsite.ground.work.services import enqueue, handles
from privacy.declarations import Declaration
from privacy.retention import covered
from privacy.retention.models import Because, PurgePause

COVER = "retention.cover"


def begin(email: str, *, about: KeyedHash, now: datetime) -> PurgePause:
    """Pauses the purge of one person's rows, to be called within the transaction that verifies the request.

    `about`: the keyed hash of the case. Once is enough; after an end, it begins anew.
    """
    pause, _is_new = PurgePause.objects.update_or_create(
        about=about,
        defaults={
            "subject": covered.person(email),
            "sealed": covered.seal(email),
            "because": Because.REQUEST,
            "ends_at": NOT_YET,
        },
        create_defaults={
            "subject": covered.person(email),
            "sealed": covered.seal(email),
            "because": Because.REQUEST,
            "begun_at": now,
        },
    )
    enqueue(COVER, subject=pause.pk, now=now)
    return pause


def end(about: KeyedHash, *, at: datetime, now: datetime) -> None:
    """Ends the pause of a case: now, or at the later moment until when the answer may be challenged."""
    because = Because.RECOURSE if at > now else Because.REQUEST
    PurgePause.objects.filter(about=about).update(ends_at=at, because=because)


def paused(declaration: Declaration, now: datetime) -> Q:
    """A condition on the rows of a declared table: a pause covers them. Ask `covered.refresh` first."""
    return Q(covered.is_covered(declaration, pause__ends_at__gt=now))


@handles(COVER)
def cover(pk: int, now: datetime) -> None:
    """The keys of what a pause covers; its case does not wait for them."""
    if pause := PurgePause.objects.filter(pk=pk, ends_at__gt=now).first():
        covered.cover(pause, now)

"""What writes texts, records and counts."""

import secrets
from collections.abc import Collection
from datetime import date, datetime

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.module_loading import import_string

from privacy.consent import selectors
from privacy.consent.cookie import Choice
from privacy.consent.models import ConsentRecord, ConsentText, ConsentWithdrawal, RefusalCount, Source
from privacy.consent.texts import bones, of_today
from privacy.publishing import Change, digest

RECEIPT_BYTES = 16  # 128 bits: nobody guesses somebody else's


def publish(change: Change, now: datetime) -> ConsentText | None:
    """Puts what the catalogue says today into use; None if it is in use already. A material change asks everyone again.

    A list of other groups or cookies is material, whatever is said: nobody agreed to those.
    """
    content = of_today()
    with transaction.atomic():
        before = selectors.latest_text()
        if before and before.digest == digest(content):
            return None
        material = before is None or change is Change.MATERIAL or bones(before.content) != bones(content)
        number = before.number + 1 if before else 1
        text: ConsentText = ConsentText.objects.create(
            number=number,
            material_number=number if before is None or material else before.material_number,
            change=Change.MATERIAL if material else change,
            published_at=now,
            content=content,
            digest=digest(content),
        )
    selectors.forget_in_use()
    return text


def publish_new_list(now: datetime) -> ConsentText | None:
    """For the start of a site: what the settings added or took away is put into use. New words wait for a person."""
    before = selectors.latest_text()
    if before and bones(before.content) == bones(of_today()):
        return None
    return publish(Change.MATERIAL, now)


def accept(
    *,
    accepted: Collection[str],
    refused: Collection[str],
    language: str,
    source: Source,
    gpc: bool,
    over_signal: bool,
    before: Choice | None,
    now: datetime,
) -> Choice:
    """Keeps the proof of an acceptance and ends the one before; what the cookie is made from."""
    text = ConsentText.objects.get(number=selectors.in_use().number)
    receipt = secrets.token_hex(RECEIPT_BYTES)
    choice = Choice(
        text=text.number,
        accepted=frozenset(accepted),
        decided_at=now.replace(microsecond=0),
        receipt=receipt,
        over_signal=over_signal,
    )
    with transaction.atomic():
        ConsentRecord.objects.create(
            receipt=receipt,
            decided_at=choice.decided_at,
            expires_at=choice.expires_at,
            decisions=dict.fromkeys(sorted(accepted), True) | dict.fromkeys(sorted(refused), False),
            text=text,
            policy_version=_policy_in_force(timezone.localdate(now)),
            language=language,
            source=source,
            gpc=gpc,
        )
        end(before.receipt if before else None, source, now)
    return choice


def refuse(*, source: Source, before: Choice | None, counted: bool, now: datetime) -> Choice:
    """A refusal or withdrawal: it makes no record, and ends the one there was."""
    end(before.receipt if before else None, source, now)
    if counted:
        _count_refusal(timezone.localdate(now), source)
    return Choice(text=selectors.in_use().number, accepted=frozenset(), decided_at=now.replace(microsecond=0))


def end(receipt: str | None, source: Source, now: datetime) -> bool:
    """Notes when a consent was withdrawn or replaced; False if there is none, or it ended before."""
    kept = selectors.record(receipt) if receipt else None
    if kept is None or selectors.withdrawal_of(kept) is not None:
        return False
    try:
        with transaction.atomic():
            ConsentWithdrawal.objects.create(record=kept, withdrawn_at=now, source=source)
    except IntegrityError:
        return False  # two clicks at once
    selectors.forget_in_use()
    return True


def _count_refusal(day: date, source: Source) -> None:
    row, _made = RefusalCount.objects.get_or_create(day=day, source=source, defaults={"count": 0})
    RefusalCount.objects.filter(pk=row.pk).update(count=F("count") + 1)


def _policy_in_force(day: date) -> int | None:
    """The policies stand above this room: the settings name what tells their version."""
    version = import_string(settings.POLICY_IN_FORCE)(day)
    return version.number if version else None

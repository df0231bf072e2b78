"""What publishes."""

from collections.abc import Mapping
from datetime import date, datetime
from hashlib import sha256

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from privacy.policies import inputs, selectors
from privacy.policies.catalogue import POLICIES
from privacy.policies.models import PolicyText, PolicyVersion
from privacy.policies.render import text
from privacy.publishing import Change

LONGEST_SUMMARY = 1000


class NotPublishable(Exception):
    """A version that would mislead: the text says why."""


def publish(*, change: Change, in_force_from: date, summary: Mapping[str, str], now: datetime) -> PolicyVersion:
    """Publishes every policy in every language as the next version. Raises NotPublishable, and then wrote nothing."""
    with transaction.atomic():
        before = selectors.latest_version()
        made_from = inputs.digests()
        _refuse(before, made_from, in_force_from, summary, now)
        number = before.number + 1 if before else 1
        material = before is None or change is Change.MATERIAL
        version: PolicyVersion = PolicyVersion.objects.create(
            number=number,
            material_number=number if material or before is None else before.material_number,
            in_force_from=in_force_from,
            published_at=now,
            change=Change.MATERIAL if material else change,
            summary=dict(summary),
            inputs=made_from,
        )
        PolicyText.objects.bulk_create(_texts(version))
    return version


def _refuse(
    before: PolicyVersion | None,
    made_from: dict[str, str],
    in_force_from: date,
    summary: Mapping[str, str],
    now: datetime,
) -> None:
    today = timezone.localdate(now)
    if in_force_from < today:
        raise NotPublishable(f"In force from {in_force_from} is in the past: nobody could have read it then.")
    if before and in_force_from < before.in_force_from:
        raise NotPublishable(
            f"Version {before.number} comes into force on {before.in_force_from}: a later version cannot precede it."
        )
    if before and before.inputs == made_from:
        raise NotPublishable(f"Nothing has changed since version {before.number}.")
    for code, name in settings.LANGUAGES:
        said = summary.get(code, "").strip()
        if not said or len(said) > LONGEST_SUMMARY:
            raise NotPublishable(
                f"The summary in {name} has {len(said)} characters: 1 to {LONGEST_SUMMARY} are needed."
            )


def _texts(version: PolicyVersion) -> list[PolicyText]:
    return [
        PolicyText(version=version, slug=entry.slug, language=code, html=html, sha256=sha256(html.encode()).hexdigest())
        for entry in POLICIES
        for code, _name in settings.LANGUAGES
        for html in [str(text(entry.slug, code).html)]
    ]

"""What counts."""

from datetime import date

from django.db import IntegrityError, transaction
from django.db.models import F

from privacy.usage.models import UsageCount


def count_view(*, day: date, page: str, language: str, device: str, browser: str) -> None:
    """Adds one. The event itself is stored nowhere."""
    key = {"day": day, "page": page, "language": language, "device": device, "browser": browser}
    if UsageCount.objects.filter(**key).update(count=F("count") + 1):
        return
    try:
        with transaction.atomic():
            UsageCount.objects.create(**key, count=1)
    except IntegrityError:  # somebody else was first
        UsageCount.objects.filter(**key).update(count=F("count") + 1)

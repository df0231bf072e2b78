"""What policies and consent texts share: both are published under numbers, and are compared with what the site does."""

import json
from dataclasses import dataclass
from hashlib import sha256

from django.db import models
from django.utils.translation import gettext_lazy as _


class Change(models.TextChoices):
    """Whether a text asks visitors again who have decided before."""

    MATERIAL = "material", _("material")
    EDITORIAL = "editorial", _("editorial")


@dataclass(frozen=True)
class Standing:
    """How what is published stands to what would be published now."""

    #: The newest publication's number; None while nothing is published.
    number: int | None
    #: The parts that are no longer what was published, by name; empty while nothing is published.
    changed: tuple[str, ...]

    @property
    def publish_needed(self) -> bool:
        return bool(self.changed)


def digest(content: object) -> str:
    """SHA-256 in hexadecimal over canonical JSON."""
    return sha256(json.dumps(content, sort_keys=True, ensure_ascii=False).encode()).hexdigest()

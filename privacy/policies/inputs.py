"""What the published pages are made from, as digests by part: they tell when a published version is out of date."""

import json
from hashlib import sha256

from django.conf import settings

from privacy.policies.catalogue import POLICIES
from privacy.policies.render import FACTS, TEXTS


def digest(content: object) -> str:
    """SHA-256 in hexadecimal of anything that JSON can hold."""
    return sha256(json.dumps(content, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def digests() -> dict[str, str]:
    """Of today, by part; the keys are stable, since published versions hold them."""
    languages = [code for code, _name in settings.LANGUAGES]
    texts = [
        (TEXTS / code / f"{entry.slug}.md").read_text(encoding="utf-8") for entry in POLICIES for code in languages
    ]
    return {
        "texts": digest(texts),
        "operator": digest({name: getattr(settings, name) for name in FACTS}),
    }

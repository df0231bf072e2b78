"""What the published pages are made from, as digests by part: they tell when a published version is out of date."""

from django.conf import settings
from django.utils import translation

from privacy.policies import tables
from privacy.policies.catalogue import POLICIES
from privacy.policies.operator import facts
from privacy.policies.render import TEXTS
from privacy.publishing import digest


def digests() -> dict[str, str]:
    """Of today, by part; the keys are stable, since published versions hold them."""
    languages = [code for code, _name in settings.LANGUAGES]
    texts = [
        (TEXTS / code / f"{entry.slug}.md").read_text(encoding="utf-8") for entry in POLICIES for code in languages
    ]
    parts: dict[str, list[object]] = {"texts": [*texts]}
    for code in languages:
        with translation.override(code):
            parts.setdefault("operator", []).append([facts(), tables.operator().as_dicts()])
            parts.setdefault("declarations", []).append(tables.holdings().as_dicts())
            parts.setdefault("cookies", []).append(tables.cookies().as_dicts())
            parts.setdefault("processors", []).append(tables.processors().as_dicts())
    return {part: digest(content) for part, content in parts.items()}

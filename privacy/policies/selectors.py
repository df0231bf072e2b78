"""What reads published versions."""

from dataclasses import dataclass
from datetime import date

from privacy.policies import inputs
from privacy.policies.models import PolicyText, PolicyVersion
from privacy.publishing import Standing


def current_version(on: date) -> PolicyVersion | None:
    """The version in force on a day; None while nothing is. Of two from the same day the later published counts."""
    found: PolicyVersion | None = PolicyVersion.objects.filter(in_force_from__lte=on).order_by("-number").first()
    return found


def latest_version() -> PolicyVersion | None:
    """The newest version, in force or announced."""
    found: PolicyVersion | None = PolicyVersion.objects.order_by("-number").first()
    return found


def text_in_force(slug: str, language: str, on: date) -> PolicyText | None:
    """A policy as it is in force on a day, with its version."""
    texts = PolicyText.objects.filter(slug=slug, language=language, version__in_force_from__lte=on)
    found: PolicyText | None = texts.select_related("version").order_by("-version__number").first()
    return found


def published_text(number: int, slug: str, language: str) -> PolicyText | None:
    """A page of a version; None if there is no such version, or that policy did not exist then."""
    texts = PolicyText.objects.filter(version__number=number, slug=slug, language=language)
    found: PolicyText | None = texts.select_related("version").first()
    return found


@dataclass(frozen=True)
class Edition:
    """A version in the list of versions of one policy."""

    version: PolicyVersion
    #: In the language asked for.
    summary: str
    #: Against this one a comparison makes sense; None for the first.
    before: int | None
    is_announced: bool
    is_in_force: bool


def editions(slug: str, language: str, on: date) -> tuple[Edition, ...]:
    """The versions that hold this policy, the newest first."""
    texts = PolicyText.objects.filter(slug=slug, language=language).select_related("version").defer("html")
    found = [text.version for text in texts.order_by("-version__number")]
    in_force = next((version.number for version in found if version.in_force_from <= on), None)
    return tuple(
        Edition(
            version=version,
            summary=str(version.summary.get(language, "")),
            before=found[place + 1].number if place + 1 < len(found) else None,
            is_announced=version.in_force_from > on,
            is_in_force=version.number == in_force,
        )
        for place, version in enumerate(found)
    )


def standing() -> Standing:
    """By the parts of `inputs.digests`."""
    latest = latest_version()
    if latest is None:
        return Standing(number=None, changed=())
    today = inputs.digests()
    return Standing(latest.number, tuple(part for part in today if today[part] != latest.inputs.get(part)))

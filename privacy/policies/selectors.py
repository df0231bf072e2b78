"""What reads published versions."""

from datetime import date

from privacy.policies.models import PolicyText, PolicyVersion


def current_version(on: date) -> PolicyVersion | None:
    """The version in force on a day; None while nothing is. Of two from the same day the later published counts."""
    found: PolicyVersion | None = PolicyVersion.objects.filter(in_force_from__lte=on).order_by("-number").first()
    return found


def latest_version() -> PolicyVersion | None:
    """The newest version, in force or announced."""
    found: PolicyVersion | None = PolicyVersion.objects.order_by("-number").first()
    return found


def versions() -> list[PolicyVersion]:
    """Every version, the newest first."""
    return list(PolicyVersion.objects.order_by("-number"))


def published_text(version: PolicyVersion, slug: str, language: str) -> PolicyText | None:
    """A page of a version; None if that policy did not exist then, or not in this language."""
    found: PolicyText | None = version.texts.filter(slug=slug, language=language).first()
    return found

"""Who runs this site, from the settings, as the texts need it."""

from django.conf import settings
from django.utils.translation import gettext as _

#: What GDPR Art. 13 asks for, and nobody but the operator can say.
REQUIRED = ("OPERATOR_NAME", "OPERATOR_ADDRESS", "OPERATOR_EMAIL", "SUPERVISORY_AUTHORITY", "PROCESSORS")
#: What an embedded default, or `deploy/example.env`, says until somebody has filled it in.
NOT_SAID = "EXAMPLE"


def not_configured() -> tuple[str, ...]:
    """Which of the required settings nobody has filled in yet."""
    return tuple(name for name in REQUIRED if NOT_SAID in _as_text(name))


def _as_text(name: str) -> str:
    value = getattr(settings, name)
    return value if isinstance(value, str) else " ".join(processor.name for processor in value)


def facts() -> dict[str, str]:
    """What a text may name as `$NAME`, in the active language."""
    outside = [processor for processor in settings.PROCESSORS if processor.safeguard]
    return {
        "SITE_NAME": settings.SITE_NAME,
        "SITE_URL": settings.SITE_URL,
        "OPERATOR_NAME": settings.OPERATOR_NAME,
        "OPERATOR_ADDRESS": settings.OPERATOR_ADDRESS,
        "OPERATOR_EMAIL": settings.OPERATOR_EMAIL,
        "SUPERVISORY_AUTHORITY": settings.SUPERVISORY_AUTHORITY,
        "DATA_PROTECTION_OFFICER": settings.DATA_PROTECTION_OFFICER
        or _("We have not appointed one: write to the operator."),
        "TRANSFERS": _(
            "Some of them work outside the European Economic Area; the list of processors names the country and the "
            "safeguard, and we send you a copy of it if you ask."
        )
        if outside
        else _("None of them works outside the European Economic Area."),
    }

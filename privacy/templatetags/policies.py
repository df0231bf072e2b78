"""What the staff's first page says about policies, consent texts, breaches and the purge."""

from typing import Any

from django import template
from django.utils import timezone

from privacy.breaches import selectors as breaches
from privacy.consent import selectors as consent
from privacy.policies import selectors as policies
from privacy.retention import attention as purge

register = template.Library()


@register.inclusion_tag("admin/privacy/attention.html", takes_context=True)
def privacy_attention(context: dict[str, Any]) -> dict[str, Any]:
    """Shown to those who may look at it."""
    may, now = context["request"].user.has_perm, timezone.now()
    return {
        "policies": policies.standing() if may("privacy.view_policyversion") else None,
        "consent": consent.standing() if may("privacy.view_consenttext") else None,
        "breaches": breaches.counts(now) if may("privacy.view_breach") else None,
        "purge": purge.needs(now) if may("privacy.view_purgerun") else None,
    }

"""What the staff's first page says about policies and breaches."""

from typing import Any

from django import template
from django.utils import timezone

from privacy.breaches import selectors as breaches
from privacy.policies.selectors import standing

register = template.Library()


@register.inclusion_tag("admin/privacy/attention.html", takes_context=True)
def privacy_attention(context: dict[str, Any]) -> dict[str, Any]:
    """Shown to those who may look at it."""
    user = context["request"].user
    return {
        "standing": standing() if user.has_perm("privacy.view_policyversion") else None,
        "breaches": breaches.counts(timezone.now()) if user.has_perm("privacy.view_breach") else None,
    }

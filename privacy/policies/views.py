from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from privacy.policies import catalogue
from privacy.policies.render import text


@require_safe
def policy(request: HttpRequest, slug: str) -> HttpResponse:
    """One policy, the same for every visitor."""
    entry = catalogue.policy(slug)
    if entry is None:
        raise Http404
    language = get_language() or settings.LANGUAGE_CODE
    return render(request, "privacy/policy.html", {"policy": entry, "text": text(entry.slug, language)})

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from hotsite.ground.release import release
from privacy.policies import catalogue, operator, promises, selectors
from privacy.policies.catalogue import Policy
from privacy.policies.compare import compare
from privacy.policies.models import PolicyText
from privacy.policies.render import as_text, text


def _entry(slug: str) -> Policy:
    entry = catalogue.policy(slug)
    if entry is None:
        raise Http404
    return entry


def _language() -> str:
    return get_language() or settings.LANGUAGE_CODE


def _published(slug: str, number: int) -> PolicyText:
    found = selectors.published_text(number, slug, _language())
    if found is None:
        raise Http404
    return found


@require_safe
def policy(request: HttpRequest, slug: str) -> HttpResponse:
    """One policy as it is in force, the same for every visitor; its draft while nothing is published."""
    entry = _entry(slug)
    published = selectors.text_in_force(slug, _language(), timezone.localdate())
    context = {
        "policy": entry,
        "published": published,
        "text": as_text(published.html) if published else text(slug, _language()),
        "operator_missing": operator.not_configured(),
    }
    return render(request, "privacy/policy.html", context)


@require_safe
def versions(request: HttpRequest, slug: str) -> HttpResponse:
    """Every version of one policy, the newest first, each beside what changed."""
    context = {"policy": _entry(slug), "editions": selectors.editions(slug, _language(), timezone.localdate())}
    return render(request, "privacy/versions.html", context)


@require_safe
def version(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """One policy as it was published then."""
    published = _published(_entry(slug).slug, number)
    context = {
        "policy": _entry(slug),
        "published": published,
        "text": as_text(published.html),
        "in_force": selectors.text_in_force(slug, _language(), timezone.localdate()),
    }
    return render(request, "privacy/version.html", context)


@require_safe
def difference(request: HttpRequest, slug: str, older: int, newer: int) -> HttpResponse:
    """What changed from one version to a later one."""
    if older >= newer:
        raise Http404
    before, after = _published(_entry(slug).slug, older), _published(slug, newer)
    context = {"policy": _entry(slug), "before": before, "after": after, "runs": compare(before.html, after.html)}
    return render(request, "privacy/difference.html", context)


@require_safe
def how_we_keep_them(request: HttpRequest) -> HttpResponse:
    """Each promise of the privacy policy, what keeps it, and what proves that."""
    published = selectors.text_in_force("privacy", _language(), timezone.localdate())
    policy_html = published.html if published else text("privacy", _language()).html
    context = {"kept": promises.kept(policy_html), "measured": promises.measured(), "release": release()}
    return render(request, "privacy/promises.html", context)

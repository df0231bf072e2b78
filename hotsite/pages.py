"""The start page, error pages, and what machines ask for."""

from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.contrib.staticfiles import finders
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.views.decorators.http import require_safe

from hotsite import lock, proof
from hotsite.ground import host
from hotsite.ground.guard.origin import CrossOrigin
from hotsite.ground.headers import Kind, answer_with, headers, interstitial
from hotsite.ground.language import preferred_language
from privacy.policies.catalogue import POLICIES
from tools import catalogue
from tools.dictionaries import addresses

SECURITY_TXT_VALID = timedelta(days=300)  # RFC 9116 §2.5.5 advises less than a year


def site(request: HttpRequest) -> dict[str, Any]:
    """What every page's frame needs. The same for every visitor: locked pages are byte-stable.

    Links to tools begin with TOOLS_AT and links to other pages with PAGES_AT: nothing, unless they have two hosts.
    """
    here = host.here(request)
    return {
        "SITE_NAME": settings.SITE_NAME,
        "ICON": _icon(),
        "HERE": here,
        "TOOLS_AT": "" if here == settings.TOOLS_URL else settings.TOOLS_URL,
        "PAGES_AT": "" if here == settings.SITE_URL else settings.SITE_URL,
        "PLAIN_HTTP_BANNER": settings.PLAIN_HTTP_BANNER,
        "OPERATOR_NAME": settings.OPERATOR_NAME,
        "OPERATOR_EMAIL": settings.OPERATOR_EMAIL,
        "tool_groups": catalogue.by_group(),
        "policies": POLICIES,
        "alternates": alternates(request.path_info),
        "guard": lock.guard_lists(),
    }


@cache
def _icon() -> str:
    """The page's icon as a part of the page. Chromium asks for an icon's address whenever the page's own changes, be it
    behind `#` alone: our server would hear of each step that a visitor takes in a file."""
    drawing = Path(finders.find("icon.svg") or "")
    return f"data:image/svg+xml,{quote(drawing.read_text(encoding='utf-8'))}"


def alternates(path: str) -> list[dict[str, str]]:
    """The page's address in each language; the start page's where the address carries none."""
    current = next((code for code, _name in settings.LANGUAGES if path.startswith(f"/{code}/")), None)
    rest = path.removeprefix(f"/{current}/") if current else ""
    return [{"code": code, "name": name, "path": f"/{code}/{rest}"} for code, name in settings.LANGUAGES]


@require_safe
def choose_language(request: HttpRequest) -> HttpResponse:
    language = preferred_language(request.headers.get("Accept-Language", ""))
    return HttpResponseRedirect(f"/{language}/")


@require_safe
@headers(Kind.LOCKED_PAGE)
def start(request: HttpRequest) -> HttpResponse:
    return render(request, "hotsite/start.html")


@require_safe
def your_data(request: HttpRequest) -> HttpResponse:
    """How the lock works, what was tried against it, and what it does not cover."""
    context = {"proof": proof.proof(), "USAGE_METRICS": settings.USAGE_METRICS}
    return render(request, "hotsite/your_data.html", context)


@require_safe
def way_out(request: HttpRequest, slug: str) -> HttpResponse:
    """The last page of ours before a foreign one: it says where the link leads, and can connect there only."""
    target = dict(settings.WAYS_OUT).get(slug)
    if target is None:
        raise Http404
    response = render(request, "hotsite/out.html", {"target": target})
    answer_with(response, interstitial(target))
    return response


def public_paths() -> list[str]:
    """The language-free rest of every public page's address, in the order of the site map."""
    with translation.override("en"):
        named = [
            reverse("start"),
            *(reverse("tools:tool", args=[tool.slug]) for tool in catalogue.TOOLS),
            reverse("contact:write"),
            reverse("contact:ask"),
            reverse("your-data"),
            reverse("correctness:how-correct"),
            reverse("privacy:choices"),
            *(reverse("privacy:policy", args=[policy.slug]) for policy in POLICIES),
            reverse("privacy:promises"),
        ]
    return [path.removeprefix("/en/") for path in named]


@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    here = host.here(request)
    own = (path for path in public_paths() if host.origin_of(f"/{settings.LANGUAGE_CODE}/{path}") == here)
    return _sitemap(here, tuple(own))


@require_safe
def dictionary_sitemap(request: HttpRequest) -> HttpResponse:
    """A map of their own: the dictionaries' items are thousands, and no page of ours lists them."""
    return _sitemap(settings.SITE_URL, tuple(addresses.paths()))


def _sitemap(origin: str, paths: tuple[str, ...]) -> HttpResponse:
    return HttpResponse(_sitemap_text(origin, paths), content_type="application/xml; charset=utf-8")


@cache
def _sitemap_text(origin: str, paths: tuple[str, ...]) -> str:
    """Kept, because the dictionaries' takes seconds to write."""
    codes = [code for code, _name in settings.LANGUAGES]
    return render_to_string("hotsite/sitemap.xml", {"paths": paths, "codes": codes, "HERE": origin})


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    staff = "".join(f"Disallow: /{code}/admin/\n" for code, _name in settings.LANGUAGES)
    here = host.here(request)
    names = ("sitemap", "sitemap-dictionaries") if here == settings.SITE_URL else ("sitemap",)
    maps = "".join(f"Sitemap: {here}{reverse(name)}\n" for name in names)
    body = f"User-agent: *\n{staff}\n{maps}"
    return HttpResponse(body, content_type="text/plain; charset=utf-8")


@require_safe
def security_txt(request: HttpRequest) -> HttpResponse:
    """RFC 9116. The date moves with the day, so that it neither lapses nor changes with every request."""
    today = datetime.combine(timezone.now().date(), datetime.min.time(), tzinfo=UTC)
    expires = (today + SECURITY_TXT_VALID).strftime("%Y-%m-%dT%H:%M:%SZ")
    lines = [
        f"Contact: mailto:{settings.OPERATOR_EMAIL}",
        *(f"Contact: {settings.SITE_URL}/{code}/contact/" for code, _name in settings.LANGUAGES),
        f"Expires: {expires}",
        "Preferred-Languages: en, de",
        f"Canonical: {settings.SITE_URL}/.well-known/security.txt",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "hotsite/400.html", status=400)


def refused(request: HttpRequest, exception: Exception | None = None, reason: str = "") -> HttpResponse:
    """A form from elsewhere (ours says CrossOrigin, Django's gives a reason), or a page that is not for this person."""
    from_elsewhere = bool(reason) or isinstance(exception, CrossOrigin)
    return render(request, "hotsite/403.html", {"from_elsewhere": from_elsewhere}, status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Also helps with the commonest slip, a missing slash at the end, by a link: nothing here redirects."""
    path = request.path_info
    suggestion = "" if path.endswith("/") or not _leads_somewhere(f"{path}/") else f"{path}/"
    return render(request, "hotsite/404.html", {"suggestion": suggestion}, status=404)


def _leads_somewhere(path: str) -> bool:
    return any(path == alternate["path"] for rest in public_paths() for alternate in alternates(f"/en/{rest}"))


def server_error(request: HttpRequest) -> HttpResponse:
    """Needs no database. Shows the request's id, so that staff find it in the log."""
    context = {"request_id": request.META.get("REQUEST_ID", "")}
    return render(request, "hotsite/500.html", context, status=500)

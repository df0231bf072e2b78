"""What a visitor is shown when asked, as one value: it can be compared, hashed, kept and shown again years later."""

from collections.abc import Collection, Iterator
from typing import Any

from cookie_consent.models import Cookie, CookieGroup
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from privacy.consent.entries import words_in
from privacy.consent.models import CookieFacts

#: JSON: {"banner": {language: …}, "groups": […], "cookies": […]}.
Content = dict[str, Any]

_BANNER = {
    "title": _("May we use more than is necessary?"),
    "says": _(
        "This site works without optional cookies, and nothing optional is loaded before you decide. What each purpose "
        "is for, who is behind it and for how long stands under “Choose”. You can change your mind on every page, "
        "under “Your choices”."
    ),
    "accept": _("Accept all"),
    "reject": _("Reject all"),
    "choose": _("Choose"),
}


def of_today() -> Content:
    """What the catalogue says now, in every language."""
    languages = [code for code, _name in settings.LANGUAGES]
    groups = CookieGroup.objects.prefetch_related("wordings").order_by("ordering", "pk")
    cookies = Cookie.objects.select_related("cookiegroup", "facts").prefetch_related("wordings")
    return {
        "banner": {code: {key: words_in(words, code) for key, words in _BANNER.items()} for code in languages},
        "groups": [_group(group, languages) for group in groups],
        "cookies": [_cookie(cookie, languages) for cookie in cookies.order_by("cookiegroup__ordering", "pk")],
    }


def bones(content: Content) -> Content:
    """The content without its words: which groups there are, and what each may leave in a browser."""
    return {
        "groups": [{key: group[key] for key in ("key", "required")} for group in content["groups"]],
        "cookies": [{key: said for key, said in cookie.items() if key != "purpose"} for cookie in content["cookies"]],
    }


def differences(before: Content, after: Content) -> tuple[str, ...]:
    """What is not the same, by name, as `group analytics` or `entry _ga_*`; empty only for equal contents."""
    older, newer = _parts(before), _parts(after)
    found = tuple(name for name in dict.fromkeys((*older, *newer)) if older.get(name) != newer.get(name))
    return found or (("order",) if before != after else ())


def _parts(content: Content) -> dict[str, list[Any]]:
    parts: dict[str, list[Any]] = {"first layer": [content["banner"]]}
    for group in content["groups"]:
        parts.setdefault(f"group {group['key']}", []).append(group)
    for cookie in content["cookies"]:
        parts.setdefault(f"entry {cookie['name']}", []).append(cookie)
    return parts


def _group(group: CookieGroup, languages: list[str]) -> dict[str, Any]:
    words = {code: dict(zip(("name", "says"), said(group, code), strict=True)) for code in languages}
    return {"key": group.varname, "required": group.is_required, "words": words}


def _cookie(cookie: Cookie, languages: list[str]) -> dict[str, Any]:
    facts: CookieFacts = getattr(cookie, "facts", None) or CookieFacts()  # staff may have added it without
    return {
        "group": cookie.cookiegroup.varname,
        "name": cookie.name,
        "kind": facts.kind,
        "provider": facts.provider,
        "days": facts.days,
        "path": cookie.path,
        "domain": cookie.domain,
        "purpose": {code: said(cookie, code)[1] for code in languages},
    }


def said(entry: Cookie | CookieGroup, language: str) -> tuple[str, str]:
    """Name and description in a language; in the default one where it has no words of its own."""
    for wording in entry.wordings.all():
        if wording.language == language:
            return wording.name or entry.name, wording.description
    return entry.name, entry.description


def optional_groups(content: Content) -> Iterator[dict[str, Any]]:
    return (group for group in content["groups"] if not group["required"])


def not_allowed(content: Content, allowed: Collection[str]) -> list[dict[str, Any]]:
    """The entries of optional groups that are not allowed: what should not be in the browser."""
    refused = {group["key"] for group in optional_groups(content)} - set(allowed)
    return [cookie for cookie in content["cookies"] if cookie["group"] in refused]

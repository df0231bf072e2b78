"""Fills the catalogue: what the code and the settings say is written into django-cookie-consent's tables."""

from collections.abc import Iterable

from cookie_consent.models import Cookie, CookieGroup
from django.conf import settings
from django.db import transaction

from privacy.consent.entries import GROUPS, NECESSARY, CookieEntry, GroupEntry, own_entries, words_in
from privacy.consent.models import CookieFacts, Wording


@transaction.atomic
def write_catalogue() -> int:
    """Makes the groups and cookies what the code and the settings say. Returns the number of cookies.

    What staff added stays, and so do their words for a group.

    A group nobody needs is not made: a site without optional entries has the necessary group alone, and asks nothing.
    """
    entries = (*own_entries(), *(cookie for provider in settings.OPTIONAL.providers for cookie in provider.cookies))
    used = {entry.group for entry in entries} | _groups_without_cookies()
    for place, group in enumerate(GROUPS):
        if group.key in used:
            _write_group(group, place)
    kept = [_write_cookie(entry).pk for entry in entries]
    Cookie.objects.filter(facts__from_settings=True).exclude(pk__in=kept).delete()
    ours = [group.key for group in GROUPS if group.key not in used]
    CookieGroup.objects.filter(varname__in=ours, cookie=None).delete()
    return len(entries)


def _groups_without_cookies() -> set[str]:
    """What is asked for although it leaves nothing in the browser: counting, adverts, scripts without a cookie."""
    groups = {provider.group for provider in settings.OPTIONAL.providers}
    if settings.OPTIONAL.house_advert:
        groups.add(settings.OPTIONAL.house_advert.group)
    return groups | ({"analytics"} if settings.USAGE_METRICS else set())


def _write_group(entry: GroupEntry, place: int) -> None:
    """The words are written once: from then on they are the staff's, who may know better what is counted here."""
    necessary = entry.key == NECESSARY
    kind = {"is_required": necessary, "is_deletable": not necessary, "ordering": place}
    group, _made = CookieGroup.objects.update_or_create(
        varname=entry.key, defaults=kind, create_defaults=kind | _words(entry, settings.LANGUAGE_CODE)
    )
    for language in _other_languages():
        Wording.objects.get_or_create(group=group, language=language, defaults=_words(entry, language))


def _words(entry: GroupEntry, language: str) -> dict[str, str]:
    return {"name": words_in(entry.name, language), "description": words_in(entry.says, language)}


def _write_cookie(entry: CookieEntry) -> Cookie:
    group = CookieGroup.objects.get(varname=entry.group)
    cookie: Cookie
    cookie, _made = Cookie.objects.update_or_create(
        cookiegroup=group,
        name=entry.name,
        domain=entry.domain,
        defaults={"path": entry.path, "description": words_in(entry.purpose, settings.LANGUAGE_CODE)},
    )
    facts = {"kind": entry.kind.value, "provider": entry.provider, "days": entry.days, "from_settings": True}
    CookieFacts.objects.update_or_create(cookie=cookie, defaults=facts)
    for language in _other_languages():
        words = {"description": words_in(entry.purpose, language)}
        Wording.objects.update_or_create(cookie=cookie, language=language, defaults=words)
    return cookie


def _other_languages() -> Iterable[str]:
    return (code for code, _name in settings.LANGUAGES if code != settings.LANGUAGE_CODE)

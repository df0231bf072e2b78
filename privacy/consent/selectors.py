from dataclasses import dataclass

from cookie_consent.models import Cookie, CookieGroup
from django.conf import settings
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from privacy.consent.entries import Kind
from privacy.consent.models import KINDS


@dataclass(frozen=True, kw_only=True)
class CookieRow:
    """One line of the cookie table, in the language asked for."""

    #: As the browser shows it. With `pattern`, the `*` at its end stands for anything.
    name: str
    pattern: bool
    kind: str
    purpose: str
    provider: str
    lifetime: str
    #: The group's name, and what it is called in the catalogue.
    group: str
    group_key: str


def cookies() -> tuple[CookieRow, ...]:
    """Everything that may lie in a visitor's browser, by group, in the active language."""
    language = get_language() or settings.LANGUAGE_CODE
    rows = Cookie.objects.select_related("cookiegroup", "facts").prefetch_related(
        "wordings", "cookiegroup__wordings"
    )  # fmt: skip
    return tuple(_row(cookie, language) for cookie in rows.order_by("cookiegroup__ordering", "pk"))


def _row(cookie: Cookie, language: str) -> CookieRow:
    facts = getattr(cookie, "facts", None)  # what staff added in the catalogue's own pages may have none yet
    kind = Kind(facts.kind) if facts else Kind.COOKIE
    return CookieRow(
        name=cookie.name,
        pattern=cookie.name.endswith("*"),
        kind=str(KINDS[kind]),
        purpose=_said(cookie, language)[1],
        provider=(facts.provider if facts else "") or _("this site"),
        lifetime=lifetime(kind, facts.days if facts else None),
        group=_said(cookie.cookiegroup, language)[0],
        group_key=cookie.cookiegroup.varname,
    )


def lifetime(kind: Kind, days: int | None) -> str:
    if days is not None:
        return ngettext("%(days)d day", "%(days)d days", days) % {"days": days}
    return _("until the browser is closed") if kind in {Kind.COOKIE, Kind.SESSION_STORAGE} else _("until you clear it")


def _said(entry: Cookie | CookieGroup, language: str) -> tuple[str, str]:
    """Name and description in a language; in the default one where it has no words of its own."""
    for wording in entry.wordings.all():
        if wording.language == language:
            return wording.name or entry.name, wording.description
    return entry.name, entry.description

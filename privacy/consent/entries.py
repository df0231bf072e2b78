"""What the catalogue is filled with: the groups, and this site's own entries.

Everything that the site keeps in a browser is here. A test compares it with what a real browser holds after a crawl.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from django.conf import settings
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

#: A sentence in each of the site's languages: ours from the translations, an operator's by language code.
Words = Promise | Mapping[str, str]

#: The group without which the site cannot do what a person asks of it (Directive 2002/58/EC Art. 5(3)).
NECESSARY = "necessary"


class Kind(StrEnum):
    """Where in the browser an entry lies."""

    COOKIE = "cookie"
    LOCAL_STORAGE = "local"
    SESSION_STORAGE = "session"
    CACHE = "cache"


@dataclass(frozen=True, kw_only=True)
class GroupEntry:
    key: str
    name: Words
    says: Words


@dataclass(frozen=True, kw_only=True)
class CookieEntry:
    group: str
    #: As the browser shows it; `*` at its end stands for anything.
    name: str
    kind: Kind
    purpose: Words
    #: Who sets it; empty for this site itself.
    provider: str = ""
    #: How long it is kept; None for a cookie that ends with the browser, and for storage that stays until cleared.
    days: int | None = None
    path: str = "/"
    domain: str = ""


GROUPS = (
    GroupEntry(
        key=NECESSARY,
        name=_("Necessary"),
        says=_("What the site needs to do what you ask of it. It cannot be switched off here."),
    ),
    GroupEntry(
        key="analytics",
        name=_("Analytics"),
        says=_("Counts which pages are visited and which tools are used, never what you open in a tool."),
    ),
    GroupEntry(
        key="marketing",
        name=_("Marketing"),
        says=_("Shows advertising on pages outside the tools."),
    ),
    GroupEntry(
        key="other",
        name=_("Other optional services"),
        says=_("Services that the site works without, named in the list."),
    ),
)

#: A refusal of these is what Global Privacy Control asks for.
REFUSED_BY_SIGNAL = frozenset({"analytics", "marketing"})


def own_entries() -> tuple[CookieEntry, ...]:
    """What this site itself keeps in a browser. A function, because the names of cookies are settings."""
    return (
        _own(
            settings.CONSENT_COOKIE,
            Kind.COOKIE,
            _("Remembers what you allowed or refused. It is set when you choose, not before."),
            days=settings.CONSENT_DAYS,
        ),
        _own(settings.SESSION_COOKIE_NAME, Kind.COOKIE, _("Keeps staff signed in. Visitors do not get it.")),
        _own(
            settings.CSRF_COOKIE_NAME,
            Kind.COOKIE,
            _("Proves that a form sent by staff comes from our own page. Visitors do not get it."),
        ),
        _own(
            "messages",
            Kind.COOKIE,
            _("Carries a confirmation from one of the staff's pages to the next. Visitors do not get it."),
        ),
        _own(
            "theme",
            Kind.LOCAL_STORAGE,
            _("Remembers the light or dark theme, if you chose one. It is never sent to us."),
        ),
        _own(
            "release *",
            Kind.CACHE,
            _("This site's own pages and program files, so that the tools work without a network."),
        ),
    )


def _own(name: str, kind: Kind, purpose: Words, days: int | None = None) -> CookieEntry:
    return CookieEntry(group=NECESSARY, name=name, kind=kind, purpose=purpose, days=days)


def words_in(words: Words, language: str) -> str:
    """The sentence in a language; an operator who has not written it there is read in the default one."""
    if isinstance(words, Promise):
        with translation.override(language):
            return str(words)
    return words.get(language) or words[settings.LANGUAGE_CODE]

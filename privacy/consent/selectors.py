"""What reads the catalogue and the records."""

import re
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from cookie_consent.models import Cookie
from django.conf import settings
from django.db import DatabaseError
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from privacy.consent.entries import Kind
from privacy.consent.models import KINDS, ConsentRecord, ConsentText, ConsentWithdrawal, Source
from privacy.consent.texts import Content, differences, of_today, optional_groups, said
from privacy.publishing import Standing


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
        purpose=said(cookie, language)[1],
        provider=(facts.provider if facts else "") or _("this site"),
        lifetime=lifetime(kind, facts.days if facts else None),
        group=said(cookie.cookiegroup, language)[0],
        group_key=cookie.cookiegroup.varname,
    )


def lifetime(kind: Kind, days: int | None) -> str:
    if days is not None:
        return ngettext("%(days)d day", "%(days)d days", days) % {"days": days}
    return _("until the browser is closed") if kind in {Kind.COOKIE, Kind.SESSION_STORAGE} else _("until you clear it")


# --- what is in use ---------------------------------------------------------------------------------------------

#: For so long a process believes what it read: a new text, or a withdrawal from elsewhere, holds everywhere after it.
MOST_SECONDS = 5.0

_NOTHING: Content = {"banner": {}, "groups": [], "cookies": []}


@dataclass(frozen=True)
class InUse:
    """The text that visitors are asked with, and what was withdrawn by its id on another device."""

    number: int = 0
    material_number: int = 0
    content: Content = field(default_factory=lambda: _NOTHING)
    revoked: frozenset[str] = frozenset()

    @property
    def optional(self) -> list[dict[str, Any]]:
        return list(optional_groups(self.content))


class _Memory:
    """One reading for all threads of a process: a page needs no query for what changes a few times a year."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._value = InUse()
        self._until = 0.0

    def value(self) -> InUse:
        if time.monotonic() < self._until:
            return self._value
        with self._lock:
            if time.monotonic() >= self._until:
                self._value = _read_in_use()
                self._until = time.monotonic() + MOST_SECONDS
            return self._value

    def forget(self) -> None:
        self._until = 0.0


_memory = _Memory()
in_use = _memory.value
forget_in_use = _memory.forget


def _read_in_use() -> InUse:
    """Where the database does not answer, nothing optional is there: pages that need no database stay up."""
    try:
        text = latest_text()
        if text is None:
            return InUse()
        elsewhere = ConsentWithdrawal.objects.filter(source=Source.RECEIPT, record__expires_at__gt=timezone.now())
        revoked = elsewhere.values_list("record__receipt", flat=True)
        return InUse(text.number, text.material_number, text.content, frozenset(revoked))
    except DatabaseError:
        return InUse()


def latest_text() -> ConsentText | None:
    found: ConsentText | None = ConsentText.objects.order_by("-number").first()
    return found


def text_by_digest(digest: str) -> ConsentText | None:
    """The first text with these words and cookies."""
    found: ConsentText | None = ConsentText.objects.filter(digest=digest).order_by("number").first()
    return found


def standing() -> Standing:
    """How what visitors are asked with stands to what the catalogue says now."""
    text = latest_text()
    return Standing(text.number, differences(text.content, of_today())) if text else Standing(None, ())


# --- records ----------------------------------------------------------------------------------------------------


#: 128 bits in hexadecimal.
_RECEIPT = re.compile(r"[0-9a-f]{32}")


def record(receipt: str) -> ConsentRecord | None:
    """The record of an id as a person types it; None for what is no id, which PostgreSQL may not even take."""
    typed = receipt.strip().lower()
    if not _RECEIPT.fullmatch(typed):
        return None
    found: ConsentRecord | None = (
        ConsentRecord.objects.select_related("text", "withdrawal").filter(receipt=typed).first()
    )
    return found


def withdrawal_of(kept: ConsentRecord) -> ConsentWithdrawal | None:
    return getattr(kept, "withdrawal", None)


def as_json(kept: ConsentRecord) -> Mapping[str, Any]:
    """A record as the person gets it: everything there is."""
    withdrawal = withdrawal_of(kept)
    return {
        "id": kept.receipt,
        "decided_at": kept.decided_at.isoformat(),
        "valid_until": kept.expires_at.isoformat(),
        "withdrawn_at": withdrawal.withdrawn_at.isoformat() if withdrawal else None,
        "decisions": kept.decisions,
        "language": kept.language,
        "source": kept.source,
        "global_privacy_control": kept.gpc,
        "policy_version": kept.policy_version,
        "text": {"number": kept.text.number, "sha256": kept.text.digest, **kept.text.content},
    }

"""Staff keep the catalogue in django-cookie-consent's pages; what visitors were asked and what they chose is read."""

from collections.abc import Iterable
from typing import Any

from cookie_consent.admin import CookieAdmin, CookieGroupAdmin
from cookie_consent.models import Cookie, CookieGroup
from django.conf import settings
from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.formats import localize
from django.utils.safestring import SafeString
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from hotsite.ground.admin import ReadOnly
from privacy.consent import pages
from privacy.consent.models import (
    ConsentRecord,
    ConsentText,
    ConsentWithdrawal,
    CookieFacts,
    RefusalCount,
    Wording,
)
from privacy.consent.selectors import standing, withdrawal_of

# --- the catalogue ----------------------------------------------------------------------------------------------


def _from_settings(cookie: Any) -> bool:
    facts: CookieFacts | None = getattr(cookie, "facts", None)
    return facts is not None and facts.from_settings


class FactsInline(admin.StackedInline[CookieFacts, Cookie]):
    model = CookieFacts

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_change_permission(request, obj) and not _from_settings(obj)


class WordingsInline(admin.StackedInline[Wording, Any]):
    model = Wording
    extra = 0


class CookieWordingsInline(WordingsInline):
    fields = ("language", "description")

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_add_permission(request, obj) and not _from_settings(obj)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_change_permission(request, obj) and not _from_settings(obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_delete_permission(request, obj) and not _from_settings(obj)


class GroupWordingsInline(WordingsInline):
    fields = ("language", "name", "description")


admin.site.unregister(Cookie)
admin.site.unregister(CookieGroup)


@admin.register(Cookie)
class CookieWithFactsAdmin(CookieAdmin):
    """What the code and the settings say of a cookie is written again at each start: a change here would not last."""

    inlines = (FactsInline, CookieWordingsInline)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return bool(super().has_change_permission(request, obj)) and not _from_settings(obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return bool(super().has_delete_permission(request, obj)) and not _from_settings(obj)


@admin.register(CookieGroup)
class GroupWithWordingsAdmin(CookieGroupAdmin):
    inlines = (GroupWordingsInline,)


# --- what was asked, and what came of it ------------------------------------------------------------------------


def as_shown(text: ConsentText, languages: Iterable[str]) -> SafeString:
    """The text as visitors saw it, wholly in their language, whatever the staff's is."""
    shown = SafeString()
    for code in languages:
        with translation.override(code):
            context = {"language": code, **pages.shown(text.content, code)}
            shown += render_to_string("admin/privacy/shown.html", context)
    return shown


class WithText(ReadOnly):
    class Media:
        css = {"all": ("policy.css",)}


@admin.register(ConsentText)
class ConsentTextAdmin(WithText):
    """The texts that visitors were asked with, the one in use first."""

    list_display = ("number", "change", "published_at", "material_number", "digest")
    fields = (*list_display, "as_shown")
    change_list_template = "admin/privacy/consent_texts.html"

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        return super().changelist_view(request, {**(extra_context or {}), "standing": standing()})

    @admin.display(description=_("as shown"))
    def as_shown(self, text: ConsentText) -> str:
        return as_shown(text, (code for code, _name in settings.LANGUAGES))


@admin.register(ConsentRecord)
class ConsentRecordAdmin(WithText):
    """Acceptances. There is no search by id, since an address is kept in histories: the receipt page looks one up."""

    list_display = ("decided_at", "accepted", "ended", "source", "language", "gpc", "receipt")
    list_select_related = ("withdrawal",)
    date_hierarchy = "decided_at"
    fields = (
        "receipt", "decided_at", "expires_at", "ended", "decisions", "source", "language", "gpc", "policy_version",
        "text", "as_shown",
    )  # fmt: skip

    @admin.display(description=_("accepted"))
    def accepted(self, kept: ConsentRecord) -> str:
        return ", ".join(group for group, accepted in kept.decisions.items() if accepted)

    @admin.display(description=_("ended before its time"))
    def ended(self, kept: ConsentRecord) -> str:
        withdrawal = withdrawal_of(kept)
        return localize(localtime(withdrawal.withdrawn_at)) if withdrawal else "–"

    @admin.display(description=_("as shown"))
    def as_shown(self, kept: ConsentRecord) -> str:
        return as_shown(kept.text, [kept.language])


@admin.register(ConsentWithdrawal)
class ConsentWithdrawalAdmin(ReadOnly):
    list_display = ("withdrawn_at", "record", "source")
    list_filter = ("source",)
    list_select_related = ("record",)
    date_hierarchy = "withdrawn_at"


@admin.register(RefusalCount)
class RefusalCountAdmin(ReadOnly):
    list_display = ("day", "source", "count")
    list_display_links = None
    list_filter = ("source",)
    date_hierarchy = "day"

"""django-cookie-consent's pages, with what our tables add to its rows."""

from typing import Any

from cookie_consent.admin import CookieAdmin, CookieGroupAdmin
from cookie_consent.models import Cookie, CookieGroup
from django.contrib import admin

from privacy.consent.models import CookieFacts, Wording


class FactsInline(admin.StackedInline[CookieFacts, Cookie]):
    model = CookieFacts


class WordingsInline(admin.TabularInline[Wording, Any]):
    model = Wording
    extra = 0


class CookieWordingsInline(WordingsInline):
    fields = ("language", "description")


class GroupWordingsInline(WordingsInline):
    fields = ("language", "name", "description")


admin.site.unregister(Cookie)
admin.site.unregister(CookieGroup)


@admin.register(Cookie)
class CookieWithFactsAdmin(CookieAdmin):
    inlines = (FactsInline, CookieWordingsInline)


@admin.register(CookieGroup)
class GroupWithWordingsAdmin(CookieGroupAdmin):
    inlines = (GroupWordingsInline,)

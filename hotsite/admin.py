"""The staff's pages: Django's own admin, with the site's name, and the accounts."""

from typing import Any

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from hotsite.models import StaffAccount

admin.site.site_header = "Healthcare Online Tools"
admin.site.site_title = "Healthcare Online Tools"
admin.site.index_title = _("Staff pages")
admin.site.final_catch_all_view = False


@admin.register(StaffAccount)
class StaffAccountAdmin(UserAdmin[StaffAccount]):
    list_display = ("username", "email", "is_active", "last_active_at")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        """Whoever keeps the accounts gives out roles, but cannot make a superuser: not even of themselves."""
        fixed = ["last_login", "date_joined"]
        return fixed if request.user.is_superuser else [*fixed, "is_superuser", "user_permissions"]

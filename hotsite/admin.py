"""The staff's pages: Django's own admin, with the site's name, and the accounts."""

from typing import Any

from axes.models import AccessAttempt
from django.contrib import admin, messages
from django.contrib.admin.models import LogEntry
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import Group
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from hotsite.ground.admin import ReadOnly
from hotsite.models import StaffAccount
from hotsite.second_factor import services as second_factor

admin.site.site_header = "Healthcare Online Tools"
admin.site.site_title = "Healthcare Online Tools"
admin.site.index_title = _("Staff pages")
admin.site.final_catch_all_view = False


@admin.register(StaffAccount)
class StaffAccountAdmin(UserAdmin[StaffAccount]):
    list_display = ("username", "email", "is_active", "last_active_at")
    filter_horizontal = ()  # Django's widget for it sets inline styles, which the policy forbids
    actions = ("forget_second_factor",)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody but a superuser touches a superuser's account; its password page asks this as well."""
        return super().has_change_permission(request, obj) and not _is_above(obj, request)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_delete_permission(request, obj) and not _is_above(obj, request)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        """Whoever keeps the accounts gives out roles, but cannot make a superuser: not even of themselves."""
        fixed = ["last_login", "date_joined"]
        return fixed if request.user.is_superuser else [*fixed, "is_superuser", "user_permissions"]

    @admin.action(description=_("Ask for another second factor at the next log-in"), permissions=["change"])
    def forget_second_factor(self, request: HttpRequest, chosen: "QuerySet[StaffAccount]") -> None:
        """For who has lost app and codes. Nobody but a superuser does it to a superuser."""
        below = [account for account in chosen if not _is_above(account, request)]
        by, now = StaffAccount.objects.get(pk=request.user.pk or 0), timezone.now()
        number = sum(second_factor.remove(account, by=by, now=now) for account in below)
        words = ngettext(
            "%(count)d account sets up another second factor.",
            "%(count)d accounts set up another second factor.",
            number,
        )
        messages.success(request, words % {"count": number})


def _is_above(account: Any, request: HttpRequest) -> bool:
    return isinstance(account, StaffAccount) and account.is_superuser and not request.user.is_superuser


admin.site.unregister(Group)


@admin.register(Group)
class RoleAdmin(ReadOnly):
    """What each role may do. `hotsite/roles.py` says it and `manage.py seed` writes it: here it is read."""

    fields = ("name", "may")

    @admin.display(description=_("permissions"))
    def may(self, role: Group) -> str:
        """One permission a line, as Django writes them."""
        return "\n".join(str(permission) for permission in role.permissions.select_related("content_type"))


@admin.register(LogEntry)
class LogEntryAdmin(ReadOnly):
    """Who changed what, for auditors."""

    list_display = ("action_time", "user", "content_type", "object_repr", "action_flag")
    list_filter = ("action_flag", "content_type")
    date_hierarchy = "action_time"


@admin.register(AccessAttempt)
class AccessAttemptAdmin(ReadOnly):
    """Wrong passwords: whose account was tried, and how often. A name that no account has is a hash."""

    list_display = ("attempt_time", "username", "failures_since_start")
    fields = list_display
    date_hierarchy = "attempt_time"

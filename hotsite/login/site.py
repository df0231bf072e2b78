"""The staff's pages, open to who has proven a second factor; whoever has not is led to the second step."""

from typing import Any

from django.conf import settings
from django.contrib.admin import AdminSite
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, URLResolver, path, reverse
from django.utils.http import urlencode

from hotsite.login import views


def is_verified(request: HttpRequest) -> bool:
    """Whether this session has proven what this site asks for besides the password."""
    return not settings.STAFF_OTP or getattr(request.user, "otp_device", None) is not None


class StaffSite(AdminSite):
    def has_permission(self, request: HttpRequest) -> bool:
        return super().has_permission(request) and is_verified(request)

    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Who has logged in, and proven nothing more, is led on; whoever has not logs in first."""
        if request.method == "GET" and super().has_permission(request) and not is_verified(request):
            onward = request.GET.get("next", "")
            return HttpResponseRedirect(f"{reverse('admin:second_step')}?{urlencode({'next': onward})}")
        return super().login(request, extra_context)

    def get_urls(self) -> list[URLResolver | URLPattern]:
        own = [
            path("second-step/", views.second_step, name="second_step"),
            path("second-step/set-up/", views.set_up, name="second_step_set_up"),
            path("second-step/recovery-codes/", self.admin_view(views.recovery_codes), name="recovery_codes"),
            # Django's would send who is not verified back to the log-in, and leave them there.
            path("logout/", self.logout, name="logout"),
        ]
        return [*own, *super().get_urls()]

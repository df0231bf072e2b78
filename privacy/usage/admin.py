"""The staff's page of usage: plots drawn by the server, and the same numbers as CSV."""

import csv
from datetime import date, timedelta
from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hotsite.ground.admin import ReadOnly
from hotsite.ground.plot import plot
from privacy.usage.models import UsageCount
from privacy.usage.selectors import DIMENSIONS, FEWEST, Sums, sums

PERIODS = (7, 30, 90, 365)
_TITLES = {
    "day": _("Days"),
    "page": _("Pages"),
    "language": _("Languages"),
    "device": _("Devices"),
    "browser": _("Browsers"),
}


@admin.register(UsageCount)
class UsageAdmin(ReadOnly):
    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """The sums; a single row may be too small to show."""
        return obj is None and bool(super().has_view_permission(request, obj))

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        if not self.has_view_permission(request):
            raise PermissionDenied
        asked = request.GET.get("days", "")
        days = next((period for period in PERIODS if str(period) == asked), 30)
        until = timezone.localdate()
        every = [sums(one, since=until - timedelta(days=days - 1), until=until) for one in DIMENSIONS]
        if "csv" in request.GET:
            return as_csv(every, until)
        context = {
            **self.admin_site.each_context(request),
            "title": _("Usage"),
            "plots": [plot(one.dimension, str(_TITLES[one.dimension]), one.bars, hidden=one.hidden) for one in every],
            "days": days,
            "periods": PERIODS,
            "fewest": FEWEST,
        }
        return TemplateResponse(request, "admin/privacy/usage.html", context)


def as_csv(every: list[Sums], until: date) -> HttpResponse:
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="usage-{until}.csv"'
    writer = csv.writer(response)
    writer.writerow(["dimension", "name", "views"])
    writer.writerows((one.dimension, bar.name, bar.count) for one in every for bar in one.bars)
    return response

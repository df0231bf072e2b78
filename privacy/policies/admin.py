from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hotsite.ground.admin import ReadOnly
from privacy.policies import record
from privacy.policies.models import PolicyVersion
from privacy.policies.selectors import standing
from privacy.policies.tables import processors
from privacy.tables import Column, Table


@admin.register(PolicyVersion)
class PolicyVersionAdmin(ReadOnly):
    """What was published, and beside it the record of processing: both from the same declarations."""

    list_display = ("number", "change", "in_force_from", "published_at", "material_number")
    fields = (*list_display, "summary", "inputs", "published_texts")
    change_list_template = "admin/privacy/versions.html"

    class Media:
        css = {"all": ("policy.css",)}

    @admin.display(description=gettext_lazy("published texts"))
    def published_texts(self, version: PolicyVersion) -> str:
        names = {"slug": _("policy"), "language": _("language"), "sha256": "SHA-256"}
        columns = tuple(Column(key, capfirst(name)) for key, name in names.items())
        table = Table(_("published texts"), columns, tuple(version.texts.values_list(*names)))
        return format_html('<div class="policy">{}</div>', table.html())

    def get_urls(self) -> list[URLPattern]:
        own = [
            path("record/", self.admin_site.admin_view(self._page), name="privacy_record"),
            path("record.csv", self.admin_site.admin_view(self._csv), name="privacy_record_csv"),
            path("record.json", self.admin_site.admin_view(self._json), name="privacy_record_json"),
        ]
        return [*own, *super().get_urls()]

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        return super().changelist_view(request, {**(extra_context or {}), "standing": standing()})

    def _page(self, request: HttpRequest) -> HttpResponse:
        self._only_for_readers(request)
        context = {
            **self.admin_site.each_context(request),
            "title": _("Record of processing"),
            "opts": self.opts,
            "tables": [record.controller(), record.activities(), record.balancing_notes(), processors()],
            "measures": record.MEASURES,
        }
        return TemplateResponse(request, "admin/privacy/record.html", context)

    def _csv(self, request: HttpRequest) -> HttpResponse:
        self._only_for_readers(request)
        return _file(HttpResponse(record.as_csv(record.activities()), content_type="text/csv; charset=utf-8"), "csv")

    def _json(self, request: HttpRequest) -> HttpResponse:
        self._only_for_readers(request)
        return _file(JsonResponse(record.as_document(), json_dumps_params={"ensure_ascii": False, "indent": 1}), "json")

    def _only_for_readers(self, request: HttpRequest) -> None:
        if request.method not in {"GET", "HEAD"} or not self.has_view_permission(request):
            raise PermissionDenied


def _file(answer: HttpResponse, kind: str) -> HttpResponse:
    answer["Content-Disposition"] = f'attachment; filename="record-of-processing.{kind}"'
    return answer

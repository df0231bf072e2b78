"""The rules as they stand now, what the breaker asks, and the reports of runs, to print and for machines."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hotsite.ground.admin import ReadOnly
from privacy.retention import approving, report
from privacy.retention.admin import overview
from privacy.retention.models import PurgeRun

APPROVE = "privacy.approve_purgerun"


@admin.register(PurgeRun)
class PurgeRunAdmin(ReadOnly):
    """Runs and their reports; the page of the rules hangs on it, as what they are and how they stand is no row."""

    list_display = ("slot", "planned_at", "finished_at", "gone", "left", "stopped", "failed")
    change_list_template = "admin/privacy/retention/runs.html"
    date_hierarchy = "planned_at"

    @admin.display(description=gettext_lazy("gone"))
    def gone(self, run: PurgeRun) -> str:
        return _figure(run, "gone")

    @admin.display(description=gettext_lazy("left"))
    def left(self, run: PurgeRun) -> str:
        return _figure(run, "left")

    @admin.display(description=gettext_lazy("stopped"))
    def stopped(self, run: PurgeRun) -> str:
        return _figure(run, "stopped")

    @admin.display(description=gettext_lazy("failed"))
    def failed(self, run: PurgeRun) -> str:
        return _figure(run, "failed")

    def get_urls(self) -> list[URLPattern]:
        own = [
            path("rules/", self.admin_site.admin_view(self._rules), name="privacy_purgerun_rules"),
            path("rules/approve/", self.admin_site.admin_view(self._approve), name="privacy_purgerun_approve"),
            path("<int:pk>/report.json", self.admin_site.admin_view(self._json), name="privacy_purgerun_json"),
        ]
        return [*own, *super().get_urls()]

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        self._only_for_readers(request)
        run = self.get_object(request, object_id)
        if run is None:
            raise Http404
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("Report of a purge"),
            "run": run,
            "report": run.report,
            "sums": overview.sums(run),
            "rules": overview.report_table(run),
            "vouched": report.vouched(run).name if run.finished_at else "",
            "digest": report.digest(run.report),
        }
        return TemplateResponse(request, "admin/privacy/retention/report.html", context)

    def _rules(self, request: HttpRequest) -> HttpResponse:
        self._only_for_readers(request)
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("What is kept, and how long"),
            "may_approve": request.user.has_perm(APPROVE),
            **overview.context(timezone.now()),
        }
        return TemplateResponse(request, "admin/privacy/retention/rules.html", context)

    def _approve(self, request: HttpRequest) -> HttpResponse:
        if request.method != "POST" or not request.user.has_perm(APPROVE):
            raise PermissionDenied
        seen = [int(key) for key in request.POST.getlist("seen") if key.isascii() and key.isdigit()]
        try:
            run = approving.approve(seen, by=request.user.pk or 0, now=timezone.now())
        except approving.NotApproved as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, _("Approved: it goes within five minutes (%(run)s).") % {"run": run.slot})
        return HttpResponseRedirect(reverse("admin:privacy_purgerun_rules"))

    def _json(self, request: HttpRequest, pk: int) -> HttpResponse:
        self._only_for_readers(request)
        run = PurgeRun.objects.filter(pk=pk, finished_at__isnull=False).first()
        if run is None:
            raise Http404
        answer = JsonResponse(run.report, json_dumps_params={"indent": 1})
        answer["Content-Disposition"] = f'attachment; filename="purge-{run.pk}.json"'
        return answer

    def _only_for_readers(self, request: HttpRequest) -> None:
        if request.method not in {"GET", "HEAD"} or not self.has_view_permission(request):
            raise PermissionDenied


def _figure(run: PurgeRun, name: str) -> str:
    return str(run.report.get(name, "–"))

"""Legal holds in the staff's pages: placed by a form, then approved, reviewed and lifted by buttons, by two people."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.forms.widgets import DateInput
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from hotsite.ground.admin import ReadOnly
from privacy.declarations import registry
from privacy.retention import holds
from privacy.retention.models import CoveredRow, LegalHold, Reason

PLACE, APPROVE = "privacy.add_legalhold", "privacy.approve_legalhold"


def _tables() -> list[tuple[str, Any]]:
    """Every table that can be held, by what it holds."""
    found = [(one.model._meta.label, one.model._meta.verbose_name_plural) for one in registry.declarations()]
    return [("", "–"), *((label, name) for label, name in found if label != CoveredRow._meta.label)]


class HoldForm(forms.ModelForm[LegalHold]):
    """One person by an address, which is not kept in clear; or the rows of one table."""

    email = forms.EmailField(
        label=_("e-mail address of the person"), required=False, help_text=_("Kept as a hash, and sealed.")
    )
    table = forms.ChoiceField(label=_("or a table"), required=False, choices=_tables)
    filter = forms.JSONField(
        label=_("which rows of it"),
        required=False,
        help_text=_('As {"created_at__lt": "2026-01-01T00:00:00Z"}. Empty: every row.'),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    reason = forms.ChoiceField(label=_("reason"), choices=Reason)
    review_on = forms.DateField(
        label=_("to be reviewed on"),
        help_text=_("The hold goes on after this day, and is shown as due for review."),
        widget=DateInput(attrs={"type": "date"}),
    )

    class Meta:
        model = LegalHold
        fields = ("reference",)

    field_order = ("email", "table", "filter", "reason", "reference", "review_on")

    def clean(self) -> dict[str, Any]:
        fields: dict[str, Any] = super().clean() or self.cleaned_data
        if not self.errors:
            try:
                holds.check(email=fields["email"], table=fields["table"], where=fields["filter"] or {})
            except holds.NotPlaced as refused:
                raise forms.ValidationError(str(refused)) from None
        return fields

    def clean_filter(self) -> dict[str, Any]:
        where = self.cleaned_data["filter"] or {}
        if not isinstance(where, dict):
            raise forms.ValidationError(_("Write names of columns and their values, in braces."))
        return where

    def clean_review_on(self) -> date:
        day: date = self.cleaned_data["review_on"]
        if day <= timezone.localdate():
            raise forms.ValidationError(_("The next review has to be on a day to come."))
        return day


@dataclass(frozen=True)
class Step:
    label: Promise
    permission: str
    take: Callable[[LegalHold, int, datetime, str], None]


def _review(hold: LegalHold, by: int, now: datetime, day: str) -> None:
    try:
        until = date.fromisoformat(day)
    except ValueError:
        raise holds.NotAllowed(_("Name the day of the next review.")) from None
    holds.review(hold, until=until, by=by, now=now)


STEPS = {
    "approve": Step(_("Approve"), APPROVE, lambda hold, by, now, _day: holds.approve(hold, by=by, now=now)),
    "review": Step(_("Goes on; review again on"), PLACE, _review),
    "ask": Step(_("Ask to lift it"), PLACE, lambda hold, by, now, _day: holds.ask_to_lift(hold, by=by, now=now)),
    "lift": Step(_("Lift it"), APPROVE, lambda hold, by, now, _day: holds.lift(hold, by=by, now=now)),
}


@admin.register(LegalHold)
class LegalHoldAdmin(ReadOnly):
    form = HoldForm
    list_display = ("reference", "reason", "scope", "placed_at", "approved_at", "review_on", "lifted")
    list_filter = ("reason",)
    change_form_template = "admin/privacy/retention/hold.html"
    fields = (
        "reference", "reason", "scope", "rows", "review_on", "placed_at", "placed_by", "approved_at", "approved_by",
        "lift_asked_at", "lift_asked_by", "lifted", "lifted_by",
    )  # fmt: skip

    def has_add_permission(self, request: HttpRequest) -> bool:
        return bool(request.user.has_perm(PLACE))

    def get_fields(self, request: HttpRequest, obj: LegalHold | None = None) -> Any:
        return self.fields if obj else HoldForm.field_order

    @admin.display(description=_("covers"))
    def scope(self, hold: LegalHold) -> str:
        return f"{hold.table} {hold.filter or ''}".strip() if hold.table else str(_("a person"))

    @admin.display(description=_("rows"))
    def rows(self, hold: LegalHold) -> str:
        """By table, as they were found last."""
        return "\n".join(f"{table}: {number}" for table, number in holds.covers(hold)) or "–"

    @admin.display(description=_("lifted"))
    def lifted(self, hold: LegalHold) -> str:
        return "–" if hold.is_in_force else date_format(timezone.localtime(hold.lifted_at), "DATETIME_FORMAT")

    def save_model(self, request: HttpRequest, obj: LegalHold, form: Any, change: bool) -> None:
        said = form.cleaned_data
        placed = holds.place(
            email=said["email"],
            table=said["table"],
            where=said["filter"],
            reason=Reason(said["reason"]),
            reference=said["reference"],
            review_on=said["review_on"],
            by=request.user.pk or 0,
            now=timezone.now(),
        )
        obj.pk = placed.pk

    def get_urls(self) -> list[URLPattern]:
        own = path("<int:pk>/step/<slug:step>/", self.admin_site.admin_view(self._step), name="privacy_legalhold_step")
        return [own, *super().get_urls()]

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        hold = self.get_object(request, object_id)
        steps = _steps(request, hold) if hold else []
        return super().change_view(request, object_id, form_url, {**(extra_context or {}), "steps": steps})

    def _step(self, request: HttpRequest, pk: int, step: str) -> HttpResponse:
        found = STEPS.get(step)
        hold = LegalHold.objects.filter(pk=pk).first()
        if found is None or hold is None:
            raise Http404
        if request.method != "POST" or not request.user.has_perm(found.permission):
            raise PermissionDenied
        try:
            found.take(hold, request.user.pk or 0, timezone.now(), request.POST.get("day", ""))
        except holds.NotAllowed as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, _("Done."))
        return HttpResponseRedirect(reverse("admin:privacy_legalhold_change", args=[pk]))


def _steps(request: HttpRequest, hold: LegalHold) -> list[tuple[str, Step]]:
    """What can be done with it now, by whoever looks; who may not in the end, is told by the service."""
    if not hold.is_in_force:
        return []
    names = ["review", "lift" if hold.lift_asked_at else "ask"]
    if not hold.approved_at:
        names.insert(0, "approve")
    return [(name, STEPS[name]) for name in names if request.user.has_perm(STEPS[name].permission)]

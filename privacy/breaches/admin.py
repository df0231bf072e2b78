from datetime import datetime
from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from privacy.breaches.models import Breach
from privacy.breaches.services import Clock, State, clock, due_at, record

HOUR = 3600  # seconds


class BreachForm(forms.ModelForm[Breach]):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if isinstance(field.widget, forms.MultiWidget):  # a date and a time share one label, which names neither
                for part in field.widget.widgets:
                    part.attrs["aria-label"] = field.label

    def clean_aware_at(self) -> datetime:
        return self._past("aware_at")

    def clean_notified_at(self) -> datetime | None:
        return self._past("notified_at") if self.cleaned_data["notified_at"] else None

    def clean(self) -> dict[str, Any]:
        fields: dict[str, Any] = super().clean() or self.cleaned_data
        aware_at = fields.get("aware_at") or self.instance.aware_at
        notified_at = fields.get("notified_at")
        if aware_at and notified_at and notified_at > due_at(aware_at) and not fields.get("delay_reason"):
            self.add_error("delay_reason", _("More than 72 hours had passed: say why (Art. 33(1))."))
        return fields

    def _past(self, name: str) -> datetime:
        moment: datetime = self.cleaned_data[name]
        if moment > timezone.now():
            raise forms.ValidationError(_("This moment is in the future."))
        return moment


@admin.register(Breach)
class BreachAdmin(admin.ModelAdmin[Breach]):
    """The register. When a breach became known is said once: moving it would move the deadline."""

    form = BreachForm
    list_display = ("reference", "standing", "aware_at", "due_at", "people", "notified_at")
    fields = (
        "reference", "standing", "aware_at", "due_at", "what", ("people", "people_count"),
        ("records", "records_count"), "consequences", "measures", "notified_at", "delay_reason",
        "no_notice_reason", "people_told_at",
    )  # fmt: skip

    @admin.display(description=_("notification"))
    def standing(self, breach: Breach) -> str:
        return in_words(clock(breach, timezone.now())) if breach.pk else "–"

    def get_readonly_fields(self, request: HttpRequest, obj: Breach | None = None) -> tuple[str, ...]:
        made = ("reference", "standing", "due_at")
        return (*made, "aware_at") if obj else made

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: Breach, form: object, change: bool) -> None:
        record(obj)


def in_words(found: Clock) -> str:
    """The state in a few words, with whole hours where the clock runs."""
    hours = int(abs(found.left).total_seconds() // HOUR)
    if found.state is State.OVERDUE:
        return ngettext("OVERDUE by %(hours)d hour", "OVERDUE by %(hours)d hours", hours) % {"hours": hours}
    if found.state is State.RUNNING:
        return ngettext("%(hours)d hour left", "%(hours)d hours left", hours) % {"hours": hours}
    return str(STOPPED[found.state])


STOPPED = {
    State.NOTIFIED: _("notified in time"),
    State.NOTIFIED_LATE: _("notified late"),
    State.NOT_NOTIFIED: _("not notified, for the reason given"),
}

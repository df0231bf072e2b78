from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.timesince import timesince
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from contact.messages.models import ContactMessage, MessageState
from contact.messages.services import set_state


@admin.register(ContactMessage)
class ContactMessageAdmin(admin.ModelAdmin[ContactMessage]):
    """The inbox. What a visitor wrote is read, not edited."""

    list_display = ("reference", "state", "topic", "email", "received", "language")
    list_filter = ("state", "topic", "language")
    search_fields = ("reference", "email")
    date_hierarchy = "last_activity_at"
    actions = ("mark_answered", "mark_closed", "mark_open")
    readonly_fields = (
        "reference",
        "topic",
        "name",
        "email",
        "message",
        "language",
        "browser",
        "device",
        "created_at",
        "last_activity_at",
    )
    fields = ("reference", "state", *readonly_fields[1:])

    @admin.display(description=_("received"), ordering="created_at")
    def received(self, message: ContactMessage) -> str:
        """The day, and how long ago: staff look for what waits too long."""
        day = date_format(timezone.localtime(message.created_at), "SHORT_DATE_FORMAT")
        return _("%(day)s (%(ago)s ago)") % {"day": day, "ago": timesince(message.created_at, depth=1)}

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: ContactMessage, form: object, change: bool) -> None:
        set_state([obj], MessageState(obj.state), timezone.now())

    @admin.action(description=_("Mark as answered"), permissions=["change"])
    def mark_answered(self, request: HttpRequest, chosen: QuerySet[ContactMessage]) -> None:
        self._mark(request, chosen, MessageState.ANSWERED)

    @admin.action(description=_("Close"), permissions=["change"])
    def mark_closed(self, request: HttpRequest, chosen: QuerySet[ContactMessage]) -> None:
        self._mark(request, chosen, MessageState.CLOSED)

    @admin.action(description=_("Open again"), permissions=["change"])
    def mark_open(self, request: HttpRequest, chosen: QuerySet[ContactMessage]) -> None:
        self._mark(request, chosen, MessageState.OPEN)

    def _mark(self, request: HttpRequest, chosen: QuerySet[ContactMessage], state: MessageState) -> None:
        moved = set_state(list(chosen), state, timezone.now())
        sentence = ngettext("%(count)d message is now %(state)s.", "%(count)d messages are now %(state)s.", moved)
        messages.success(request, sentence % {"count": moved, "state": state.label})

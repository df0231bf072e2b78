from datetime import datetime
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.contrib.admin.widgets import AdminTextareaWidget
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.timesince import timesince
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from contact import payload
from contact.messages import mailbox, services
from contact.messages.models import LONGEST_MESSAGE, Channel, ContactMessage, MailboxCheck, MessageState
from contact.messages.selectors import restricted_under
from hotsite.ground.admin import LoggedByNumber, ReadOnly
from privacy import restriction


class InboxForm(forms.ModelForm[ContactMessage]):
    """What staff write passes the same check as what visitors do."""

    answer = forms.CharField(
        label=_("Your answer"),
        help_text=_("Goes out by e-mail, with a private link to this conversation. Write in the visitor's language."),
        required=False,
        max_length=LONGEST_MESSAGE,
        widget=AdminTextareaWidget,
        validators=[payload.refuse],
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("name", "message"):
            if name in self.fields:
                self.fields[name].validators.append(payload.refuse)


@admin.register(ContactMessage)
class ContactMessageAdmin(LoggedByNumber, admin.ModelAdmin[ContactMessage]):
    """The inbox. What a visitor wrote is read and answered, not edited; what came by e-mail is recorded in one form."""

    form = InboxForm
    list_display = ("reference", "state", "topic", "email", "received", "language")
    list_filter = ("state", "topic", "language", "channel")
    search_fields = ("reference", "email")
    date_hierarchy = "last_activity_at"
    actions = ("mark_answered", "mark_closed", "mark_open")
    written = (
        "reference", "topic", "name", "email", "language", "browser", "device", "channel", "created_at",
        "last_activity_at", "message", "conversation",
    )  # fmt: skip

    def get_queryset(self, request: HttpRequest) -> "QuerySet[ContactMessage]":
        """What is restricted is in no list and no search, and no page of it is opened here."""
        return restriction.free(super().get_queryset(request))

    def change_view(self, request: HttpRequest, object_id: str, *args: Any, **kwargs: Any) -> HttpResponse:
        """Of a restricted message it is said where it is opened: a link in an older mail may lead here."""
        under = restricted_under(object_id)
        if under and self.has_view_permission(request):
            words = _("This message is restricted. It is opened on the page of request %(reference)s, with a reason.")
            messages.warning(request, words % {"reference": under})
            return HttpResponseRedirect(reverse("admin:contact_contactmessage_changelist"))
        return super().change_view(request, object_id, *args, **kwargs)

    def get_fieldsets(self, request: HttpRequest, obj: ContactMessage | None = None) -> Any:
        if obj is None:
            return ((None, {"fields": ("topic", "name", "email", "message", "language")}),)
        read = (None, {"fields": (self.written[0], "state", *self.written[1:])})
        may_answer = self.has_change_permission(request, obj)
        return (read, (_("Answer"), {"fields": ("answer",)})) if may_answer else (read,)

    def get_readonly_fields(self, request: HttpRequest, obj: ContactMessage | None = None) -> tuple[str, ...]:
        return self.written if obj else ()

    @admin.display(description=_("conversation"))
    def conversation(self, message: ContactMessage) -> str:
        """What was written since, oldest first."""
        entries = message.entries.all()
        heads = (f"{entry.get_author_display()}, {self._moment(entry.created_at)}" for entry in entries)
        return "\n\n".join(f"{head}\n{entry.text}" for head, entry in zip(heads, entries, strict=True))

    def _moment(self, at: datetime) -> str:
        return date_format(timezone.localtime(at), "SHORT_DATETIME_FORMAT")

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "language":
            return forms.ChoiceField(label=_("Language of the answer"), choices=services.languages())
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    @admin.display(description=_("received"), ordering="created_at")
    def received(self, message: ContactMessage) -> str:
        """The day, and how long ago: staff look for what waits too long."""
        day = date_format(timezone.localtime(message.created_at), "SHORT_DATE_FORMAT")
        return _("%(day)s (%(ago)s ago)") % {"day": day, "ago": timesince(message.created_at, depth=1)}

    def save_model(self, request: HttpRequest, obj: ContactMessage, form: Any, change: bool) -> None:
        now = timezone.now()
        said = form.cleaned_data
        if not change:
            of_visitor = {name: said[name] for name in ("topic", "name", "email", "message", "language")}
            kept = services.receive(**of_visitor, channel=Channel.EMAIL, now=now)
            obj.pk, obj.reference = kept.pk, kept.reference
        elif said.get("answer"):
            services.answer(obj, said["answer"], now)
            messages.success(request, _("Your answer is on its way."))
        else:
            services.set_state([obj], MessageState(obj.state), now)

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
        moved = services.set_state(list(chosen), state, timezone.now())
        sentence = ngettext("%(count)d message is now %(state)s.", "%(count)d messages are now %(state)s.", moved)
        messages.success(request, sentence % {"count": moved, "state": state.label})


@admin.register(MailboxCheck)
class MailboxCheckAdmin(ReadOnly):
    """Each month: the mailbox was emptied of what is over. Saving the form, which asks nothing, says so."""

    list_display = ("emptied_at", "emptied_by")

    def get_fieldsets(self, request: HttpRequest, obj: MailboxCheck | None = None) -> Any:
        if obj:
            return ((None, {"fields": self.list_display}),)
        said = _("By saving you say: I have deleted from %(mailbox)s what is older than twelve months.")
        return ((None, {"fields": (), "description": said % {"mailbox": settings.OPERATOR_EMAIL}}),)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return bool(request.user.has_perm("contact.add_mailboxcheck"))

    def save_model(self, request: HttpRequest, obj: MailboxCheck, form: object, change: bool) -> None:
        kept = mailbox.note_emptied(request.user, timezone.now())  # type: ignore[arg-type]  # staff pages: an account
        obj.pk, obj.emptied_at = kept.pk, kept.emptied_at

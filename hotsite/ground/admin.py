"""Staff see the work and its state, and touch nothing: rows are written by services only."""

from typing import Any

from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.http import HttpRequest

from hotsite.ground.evidence.models import EvidenceEvent
from hotsite.ground.work.models import Job, OutboxMail


class ReadOnly(admin.ModelAdmin[Any]):
    """A list to look at."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Job)
class JobAdmin(ReadOnly):
    list_display = ("kind", "subject", "state", "attempts", "fault", "created_at", "due_at", "ended_at")
    list_filter = ("state", "kind")


@admin.register(OutboxMail)
class OutboxMailAdmin(ReadOnly):
    list_display = ("reference", "state", "attempts", "fault", "created_at", "due_at", "ended_at")
    list_filter = ("state",)
    fields = (*list_display, "message_id")


@admin.register(EvidenceEvent)
class EvidenceEventAdmin(ReadOnly):
    list_display = ("number", "at", "kind", "facts")
    list_filter = ("kind",)
    search_fields = ("=about",)
    show_full_result_count = False


class LoggedByNumber(admin.ModelAdmin[Any]):
    """The log of what staff changed names a row by its number: a reference would stand there longer than the row."""

    def log_addition(self, request: HttpRequest, obj: Any, message: Any) -> LogEntry:
        return _by_number(super().log_addition(request, obj, message), obj)

    def log_change(self, request: HttpRequest, obj: Any, message: Any) -> LogEntry:
        return _by_number(super().log_change(request, obj, message), obj)


def _by_number(entry: LogEntry, obj: Any) -> LogEntry:
    entry.object_repr = str(obj.pk)
    entry.save(update_fields=["object_repr"])
    return entry

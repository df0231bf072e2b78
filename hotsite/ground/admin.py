"""Staff see the work and its state, and touch nothing: rows are written by services only."""

from typing import Any

from django.contrib import admin
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

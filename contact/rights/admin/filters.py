"""What the list can be narrowed to. Each runs along an index, with a million cases."""

from collections.abc import Iterator
from typing import Any

from django.contrib.admin import SimpleListFilter
from django.contrib.admin.views.main import ChangeList
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from contact.rights.models import RightsRequest
from contact.rights.regimes import REGIMES
from contact.rights.selectors import Queue, queue

#: The other ways to say which cases are meant: with one of these, closed cases are shown as well.
SAY_WHICH = ("q", "state__exact")


class ViewFilter(SimpleListFilter):
    """Open cases unless something else is asked for."""

    title = _("view")
    parameter_name = "view"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [
            ("open", _("open")),
            ("mine", _("mine")),
            ("unassigned", _("unassigned")),
            ("week", _("due this week")),
            ("overdue", _("overdue")),
            ("all", _("all, closed ones too")),
        ]

    def __init__(self, request: HttpRequest, *args: Any) -> None:
        self.otherwise = "all" if any(name in request.GET for name in SAY_WHICH) else "open"
        super().__init__(request, *args)

    def chosen(self) -> str:
        value = self.value()
        return value if value in dict(self.lookup_choices) else self.otherwise

    def queryset(self, request: HttpRequest, queryset: "QuerySet[RightsRequest]") -> "QuerySet[RightsRequest]":
        view = _VIEWS.get(self.chosen())
        if view is None:
            return queryset
        return queryset & queue(view, today=timezone.localdate(), mine=request.user.pk)

    def choices(self, changelist: ChangeList) -> "Iterator[Any]":
        """Without Django's "All": what is shown has a name of its own."""
        for value, title in self.lookup_choices:
            query = changelist.get_query_string({self.parameter_name: value})
            yield {"selected": self.chosen() == value, "query_string": query, "display": title}


_VIEWS = {
    "open": Queue.OPEN,
    "mine": Queue.MINE,
    "unassigned": Queue.UNASSIGNED,
    "week": Queue.DUE_THIS_WEEK,
    "overdue": Queue.OVERDUE,
}


class LawFilter(SimpleListFilter):
    """The law whose date is the case's."""

    title = _("law")
    parameter_name = "law"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [(regime.key, regime.name) for regime in REGIMES]

    def queryset(self, request: HttpRequest, queryset: "QuerySet[RightsRequest]") -> "QuerySet[RightsRequest]":
        return queryset.filter(due_under=self.value()) if self.value() else queryset

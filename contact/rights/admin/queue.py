"""The list of cases. It reads; every change goes through the services."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME, ActionForm
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from contact.rights import selectors, services
from contact.rights.admin import dashboard, export
from contact.rights.admin.case import case_page, get_case, step_page
from contact.rights.admin.entry import entry_page
from contact.rights.admin.filters import LawFilter, ViewFilter
from contact.rights.admin.forms import handlers
from contact.rights.admin.step import CHANGE
from contact.rights.admin.words import RIGHTS, in_words, urgency
from contact.rights.models import RightsRequest
from contact.rights.regimes import BY_KEY, Right
from hotsite.ground.admin import ReadOnly

#: Nobody turns to a later page: the count of a list ends here, as counting a million rows takes longer than showing 50.
COUNTED = 10_000
#: A member of staff chooses from pages; more at once is a slip of the hand.
ASSIGNED_AT_ONCE = 500


class CountedToALimit(Paginator[RightsRequest]):
    @cached_property
    def count(self) -> int:
        shown: Any = self.object_list
        return int(shown.order_by()[:COUNTED].count())


class AssignForm(ActionForm):
    """Beside the list of actions: to whom. Whether that is somebody, `assign` asks, and says it if not."""

    to = forms.CharField(required=False, label=_("to"), widget=forms.Select)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = [(str(one.pk), one.get_username()) for one in handlers()]
        self.fields["to"].widget.choices = [("", _("nobody")), *people]


@admin.register(RightsRequest)
class RightsRequestAdmin(ReadOnly):
    list_display = ("reference", "left", "due_on", "asks_for", "state", "law", "assignee")
    list_display_links = ("reference",)
    list_filter = (ViewFilter, "right", LawFilter, "state")
    list_select_related = ("assignee",)
    list_per_page = 50
    ordering = ("due_on", "pk")
    sortable_by = ()
    search_fields = ("reference",)
    search_help_text = _("A reference, or a whole e-mail address")
    show_facets = admin.ShowFacets.NEVER
    show_full_result_count = False
    paginator = CountedToALimit
    action_form = AssignForm
    actions = ("assign",)
    actions_selection_counter = True

    def has_add_permission(self, request: HttpRequest) -> bool:
        return bool(request.user.has_perm("contact.add_rightsrequest"))

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nothing is changed by a form over the row: what staff do has its own pages."""
        return False

    def has_handle_permission(self, request: HttpRequest) -> bool:
        return bool(request.user.has_perm(CHANGE))

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view
        own = [
            path("dashboard/", view(self.dashboard), name="contact_rights_dashboard"),
            path("cases.csv", view(self.export), name="contact_rights_csv"),
            path("<int:pk>/step/<str:name>/", view(step_page), name="contact_rights_step"),
        ]
        return [*own, *super().get_urls()]

    def get_search_results(
        self, request: HttpRequest, queryset: "QuerySet[RightsRequest]", search_term: str
    ) -> tuple["QuerySet[RightsRequest]", bool]:
        if not search_term.strip():
            return queryset, False
        found = list(selectors.search(search_term).values_list("pk", flat=True)[:COUNTED])
        return queryset.filter(pk__in=found), False

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        context = {
            "counted": COUNTED,
            "query": request.GET.urlencode(),
            "may_enter": self.has_handle_permission(request),
        }
        return super().changelist_view(request, context | (extra_context or {}))

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """A page to look at; what can be done has a page for each step."""
        self._may_look(request)
        if request.method != "GET" or not object_id.isdecimal():
            raise PermissionDenied
        return case_page(request, get_case(int(object_id)))

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        if not self.has_add_permission(request):
            raise PermissionDenied
        return entry_page(request)

    def dashboard(self, request: HttpRequest) -> HttpResponseBase:
        self._may_look(request)
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("The queue in figures"),
            **dashboard.context(today=timezone.localdate(), mine=request.user.pk),
        }
        return TemplateResponse(request, "admin/contact/rightsrequest/dashboard.html", context)

    def export(self, request: HttpRequest) -> HttpResponseBase:
        """What the list shows, as a file: no address and no words, as the table of cases has neither."""
        self._may_look(request)
        cases = self.get_changelist_instance(request).get_queryset(request)
        return export.as_csv(cases.order_by("due_on", "pk").select_related("assignee"), timezone.localdate())

    def _may_look(self, request: HttpRequest) -> None:
        if not self.has_view_permission(request):
            raise PermissionDenied

    def action_checkbox(self, obj: RightsRequest) -> SafeString:
        """As Django's, without a template for each of fifty: that took a fifth of the page."""
        label = gettext("Select this object for an action - {}").format(obj)
        box = '<input type="checkbox" name="{}" value="{}" class="action-select" aria-label="{}">'
        return format_html(box, ACTION_CHECKBOX_NAME, obj.pk, label)

    @admin.display(description=_("days left"))
    def left(self, case: RightsRequest) -> str:
        """In words, and in a colour that says no more than they do."""
        today = timezone.localdate()
        return format_html('<span class="due due-{}">{}</span>', urgency(case, today).value, in_words(case, today))

    @admin.display(description=_("right"))
    def asks_for(self, case: RightsRequest) -> str:
        return str(RIGHTS[Right(case.right)])

    @admin.display(description=_("due under"))
    def law(self, case: RightsRequest) -> str:
        """Without the country's name, where the law has one of its own."""
        name = str(BY_KEY[case.due_under].name)
        return name.partition("(")[2].rstrip(")") or name

    @admin.action(description=_("Assign the chosen cases"), permissions=["handle"])
    def assign(self, request: HttpRequest, chosen: "QuerySet[RightsRequest]") -> None:
        to = request.POST.get("to", "")
        member = handlers().filter(pk=to).first() if to.isdecimal() else None
        if to and member is None:
            messages.error(request, _("Nobody of that name works on cases: nothing was assigned."))
            return
        keys = list(chosen.values_list("pk", flat=True)[: ASSIGNED_AT_ONCE + 1])
        if len(keys) > ASSIGNED_AT_ONCE:
            words = _("More than %(most)d cases at once are not assigned: choose fewer.")
            messages.error(request, words % {"most": ASSIGNED_AT_ONCE})
            return
        self._assign(request, keys, member)

    def _assign(self, request: HttpRequest, keys: Iterable[int], to: Any) -> None:
        who, now = services.staff(request.user.pk or 0), timezone.now()
        number = 0
        for key in keys:
            services.assign(key, to.pk if to else None, who=who, now=now)
            number += 1
        sentence = ngettext(
            "%(count)d case was assigned to %(name)s.", "%(count)d cases were assigned to %(name)s.", number
        )
        messages.success(request, sentence % {"count": number, "name": to or _("nobody")})

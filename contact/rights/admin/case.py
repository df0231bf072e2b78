"""The pages of one case: everything that is known of it, and a page for each step that asks for something."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from contact.rights import services
from contact.rights.admin import package
from contact.rights.admin.outcomes import Opened
from contact.rights.admin.step import Done, Step
from contact.rights.admin.steps import BY_NAME, Offer, form_of, offers
from contact.rights.admin.words import in_words, urgency
from contact.rights.clock import dates_of, regimes_of
from contact.rights.guards import NotAllowed
from contact.rights.letters.kinds import TITLES, missing
from contact.rights.letters.render import Rendered, render
from contact.rights.models import CaseMessage, Direction, Requester, RightsRequest
from contact.rights.regimes import Right
from contact.rights.services import Conflict, Incomplete
from contact.rights.timeline import Code, staff_words
from privacy.declarations import Whose
from privacy.erasure.pages import shown
from privacy.erasure.plan import FATES, Fate, FileLine, Line, Plan
from privacy.rectification import Change
from privacy.subjects import Held, held
from privacy.tables import name_of

PAGE = "admin/contact/rightsrequest/case.html"
STEP_PAGE = "admin/contact/rightsrequest/step.html"
OPENED_PAGE = "admin/contact/rightsrequest/opened.html"


def case_page(request: HttpRequest, case: RightsRequest) -> HttpResponse:
    """What is known, what can be done, what was done."""
    now = timezone.now()
    today = timezone.localdate(now)
    requester: Requester | None = getattr(case, "requester", None)
    offered = _offers(request, case, now)
    events = list(case.events.select_related("by").order_by("pk"))
    context = {
        **admin.site.each_context(request),
        "opts": RightsRequest._meta,
        "title": case.reference,
        "case": case,
        "left": in_words(case, today),
        "language": translation.get_language_info(case.language)["name_translated"],
        "urgency": urgency(case, today).value,
        "laws": regimes_of(case),
        "dates": () if case.is_closed else dates_of(case, today=today).each,
        "requester": requester,
        "offers": [one for one in offered if not one.against and not one.step.stands_apart],
        "blocked": [one for one in offered if one.against],
        "held": _held(case, requester),
        "notices": services.notices(case),
        "may_tell": any(one.step.name == "tell" for one in offered),
        "scan": shown(case.pk) if case.right == Right.ERASURE else None,
        "thread": [_entry(one) for one in _thread(requester)],
        "timeline": [
            {"at": event.at, "by": event.by or event.get_actor_display(), "words": staff_words(event)}
            for event in events
        ],
        "package": package.shown(case, now, was_built=any(event.code == Code.PACKAGED for event in events)),
    }
    return TemplateResponse(request, PAGE, context)


def get_case(pk: int) -> RightsRequest:
    found = RightsRequest.objects.select_related("requester__package", "assignee", "proposed_by").filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


@dataclass(frozen=True)
class Shown:
    """A letter as the person would receive it, and what it lacks."""

    letter: Rendered
    missing: tuple[str, ...]


def step_page(request: HttpRequest, pk: int, name: str) -> HttpResponseBase:
    """A form, where the step asks for something; then the letter, where it sends one; then the step is taken."""
    step = BY_NAME.get(name)
    if step is None:
        raise Http404
    if not request.user.has_perm(step.permission):
        raise PermissionDenied
    case = get_case(pk)
    now = timezone.now()
    offer = next((one for one in _offers(request, case, now) if one.step is step), None)
    if offer is None or offer.against:
        return _not_now(request, case, offer)
    return _Page(request, case, step, now).answer()


class _Page:
    def __init__(self, request: HttpRequest, case: RightsRequest, step: Step, now: datetime) -> None:
        self.request, self.case, self.step, self.now = request, case, step, now
        self.plan = services.plan_of(case, now) if step.shows_the_plan else None

    def answer(self) -> HttpResponseBase:
        cls = form_of(self.step, self.case)
        if self.request.method != "POST":
            said = {"seen": self.case.version, "plan": self.plan.digest if self.plan else ""}
            return self.show(cls(initial=said | dict(self.step.proposal(self.case))))
        form = cls(self.request.POST)
        if not form.is_valid():
            return self.show(form, status=422)
        if self.step.is_shown_first and "take" not in self.request.POST:
            return self.show(form, self.preview(form))
        return self.take(form)

    def preview(self, form: forms.Form) -> Shown | Change | None:
        if self.step.change:
            return self.step.change(form.cleaned_data)
        if self.step.letter is None:
            return None
        letter = self.step.letter(self.case, form.cleaned_data)
        return Shown(render(letter, self.case.language), missing(letter))

    def take(self, form: forms.Form) -> HttpResponseBase:
        who = services.staff(self.request.user.pk or 0)
        try:
            result = self.step.do(Done(self.case, form.cleaned_data, who, self.now))
        except Conflict as conflict:
            return self.show(form, self.preview(form), against=in_other_hands(conflict), status=409)
        except (Incomplete, NotAllowed) as error:
            return self.show(form, self.preview(form), against=str(error), status=422)
        if isinstance(result, HttpResponseBase):
            return result
        if isinstance(result, list):
            return self.opened(result)
        messages.success(self.request, _("Done: %(step)s.") % {"step": self.step.label})
        return HttpResponseRedirect(address(self.case))

    def show(
        self,
        form: forms.Form,
        shown: Shown | Change | None = None,
        *,
        against: str = "",
        status: int = 200,
    ) -> HttpResponse:
        context = {
            **self._frame(),
            "form": form,
            "shown": shown if isinstance(shown, Shown) else None,
            "change": shown if isinstance(shown, Change) else None,
            "list": self.step.lists(self.case) if self.step.lists else None,
            "against": against,
            "plan": _planned(self.plan) if self.plan else None,
            "language": translation.get_language_info(self.case.language)["name_translated"],
        }
        return TemplateResponse(self.request, STEP_PAGE, context, status=status)

    def opened(self, rows: list[Opened]) -> HttpResponse:
        return TemplateResponse(self.request, OPENED_PAGE, {**self._frame(), "opened": rows})

    def _frame(self) -> dict[str, Any]:
        return {
            **admin.site.each_context(self.request),
            "opts": RightsRequest._meta,
            "title": self.step.label,
            "case": self.case,
            "step": self.step,
        }


def in_other_hands(conflict: Conflict) -> str:
    """Who was faster, and when."""
    by = conflict.by or conflict.actor.label
    when = date_format(timezone.localtime(conflict.at), "DATETIME_FORMAT") if conflict.at else "–"
    words = _("Nothing was done: %(by)s changed this case on %(when)s, after you opened it. Look again, then decide.")
    return words % {"by": by, "when": when}


def address(case: RightsRequest) -> str:
    return reverse("admin:contact_rightsrequest_change", args=[case.pk])


def _not_now(request: HttpRequest, case: RightsRequest, offer: Offer | None) -> HttpResponse:
    words = " ".join(offer.against) if offer else _("This step does not fit the case as it stands now.")
    messages.error(request, words)
    return HttpResponseRedirect(address(case))


def _offers(request: HttpRequest, case: RightsRequest, now: datetime) -> list[Offer]:
    return offers(case, by=request.user.pk or 0, may=request.user.has_perm, now=now)


def _held(case: RightsRequest, requester: Requester | None) -> list[dict[str, Any]] | None:
    """None as long as nobody has proven to be the person: whom we would look up, we do not know."""
    if requester is None or case.level < case.rule.level:
        return None
    email = requester.subject_email or requester.email
    if not email:
        return None
    return [_line(one) for one in held(email) if one.number or _could_be_theirs(one)]


def _could_be_theirs(one: Held) -> bool:
    """In a table that no address leads into."""
    return one.number is None and one.declaration.whose is not Whose.STAFF


def _line(one: Held) -> dict[str, Any]:
    return {"name": name_of(one.declaration), "number": one.number, "found_by": one.declaration.subject.found_by}


def _planned(plan: Plan) -> list[dict[str, Any]]:
    """The rows, then the files."""
    return [*map(_row, plan.lines), *map(_file, plan.files)]


def _row(line: Line) -> dict[str, Any]:
    return {"name": name_of(line.declaration), "row": line.row, "fate": FATES[line.fate], "ground": line.ground}


def _file(line: FileLine) -> dict[str, Any]:
    return {"name": line.store.title, "row": line.path.name, "fate": FATES[Fate.DELETE], "ground": ""}


def _thread(requester: Requester | None) -> list[CaseMessage]:
    return list(requester.messages.select_related("by").order_by("pk")) if requester else []


def _entry(message: CaseMessage) -> dict[str, Any]:
    title = TITLES.get(message.letter)
    return {
        "at": message.at,
        "by": message.by or "",
        "title": title or message.get_direction_display(),
        "words": message.words,
        "is_note": message.direction == Direction.NOTE,
        "waits": message.direction == Direction.TO_PERSON and not message.is_mailed,
    }

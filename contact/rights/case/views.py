"""The page of a case, by its secret link, and what the person can do there."""

from collections.abc import Callable
from datetime import datetime

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from contact.rights import services, tokens
from contact.rights.case.forms import AddForm, AppealForm, FactForm
from contact.rights.case.mailbox import no_way
from contact.rights.case.page import last_day_of_appeal, page_of
from contact.rights.case.status import as_protocol
from contact.rights.fields import PlainForm
from contact.rights.guards import NotAllowed
from contact.rights.models import Purpose, RightsRequest
from contact.rights.pages import CONFLICT, GONE, TOO_MANY, UNPROCESSABLE, private_page, see_other
from contact.rights.tokens import LinkRefused
from hotsite.ground.guard.limiter import Limiter

CHANGES = Limiter(capacity=30, seconds=20)

#: What was done last, as the page's address says it after a form.
DONE = frozenset({"confirmed", "added", "withdrawn", "appealed", "link-sent", "proven"})

Do = Callable[[RightsRequest, PlainForm, datetime], None]


@require_safe
@private_page
def case(request: HttpRequest, token: str) -> HttpResponse:
    now = timezone.now()
    try:
        found = tokens.look_up(token, Purpose.STATUS, now)
    except LinkRefused as refused:
        return no_way(request, token, refused)
    return _page(request, token, found, now)


@require_safe
@private_page
def status(request: HttpRequest, token: str) -> HttpResponse:
    try:
        found = tokens.look_up(token, Purpose.STATUS, timezone.now())
    except LinkRefused as refused:
        return JsonResponse({"error": refused.why.value}, status=GONE)
    return JsonResponse(as_protocol(found, token, timezone.now()))


@require_POST
@private_page
def add(request: HttpRequest, token: str) -> HttpResponse:
    return _change(request, token, AddForm(request.POST), _add, "added")


@require_POST
@private_page
def name_fact(request: HttpRequest, token: str) -> HttpResponse:
    """The page says the same to a wrong answer, whether there is a right one or not."""
    return _change(request, token, FactForm(request.POST), _name_fact, "proven")


@require_POST
@private_page
def withdraw(request: HttpRequest, token: str) -> HttpResponse:
    return _change(request, token, PlainForm(request.POST), _withdraw, "withdrawn")


@require_POST
@private_page
def appeal(request: HttpRequest, token: str) -> HttpResponse:
    return _change(request, token, AppealForm(request.POST), _appeal, "appealed")


@require_POST
@private_page
def send_download_link(request: HttpRequest, token: str) -> HttpResponse:
    return _change(request, token, PlainForm(request.POST), _send_download_link, "link-sent")


def _send_download_link(case: RightsRequest, form: PlainForm, now: datetime) -> None:
    try:
        services.send_download_link(case.pk, now)
    except services.NoPackage:
        raise NotAllowed(_("There is nothing to download at the moment: see below why.")) from None


def _add(case: RightsRequest, form: PlainForm, now: datetime) -> None:
    if case.is_closed:
        raise NotAllowed(_("This request is closed: nothing can be added to it any more."))
    services.add_from_person(case.pk, form.cleaned_data["words"], now=now)


def _name_fact(case: RightsRequest, form: PlainForm, now: datetime) -> None:
    if not services.name_fact(case.pk, form.cleaned_data["fact"], now=now):
        case.requester.refresh_from_db()
        raise NotAllowed(_("That is not the right answer."))


def _withdraw(case: RightsRequest, form: PlainForm, now: datetime) -> None:
    services.withdraw(case.pk, now=now)


def _appeal(case: RightsRequest, form: PlainForm, now: datetime) -> None:
    if last_day_of_appeal(case, now) is None:
        raise NotAllowed(_("There is no answer of ours against which you could appeal, or the time for it is over."))
    services.appeal(case.pk, form.cleaned_data["words"], now=now)


def _change(request: HttpRequest, token: str, form: PlainForm, do: Do, done: str) -> HttpResponse:
    """Does it, and shows the page anew; what stands against it is said there, and nothing typed is lost."""
    now = timezone.now()
    try:
        found = tokens.look_up(token, Purpose.STATUS, now)
    except LinkRefused as refused:
        return no_way(request, token, refused)
    if not form.is_valid():
        return _page(request, token, found, now, form, UNPROCESSABLE)
    if not CHANGES.allows(request, now):
        form.add_error(None, _("Much was sent from your network just now. Wait a minute and send it again"))
        return _page(request, token, found, now, form, TOO_MANY)
    try:
        do(found, form, now)
    except NotAllowed as against:
        form.add_error(None, str(against))
        return _page(request, token, found, now, form, CONFLICT)
    return see_other(reverse("contact:case", args=[token]) + f"?done={done}")


def _page(
    request: HttpRequest,
    token: str,
    found: RightsRequest,
    now: datetime,
    form: PlainForm | None = None,
    code: int = 200,
) -> HttpResponse:
    done = request.GET.get("done", "")
    context = {
        "page": page_of(found, now),
        "token": token,
        "done": done if done in DONE else "",
        "form": form,
        "add": form if isinstance(form, AddForm) else AddForm(),
        "fact": form if isinstance(form, FactForm) else FactForm(),
        "appeal": form if isinstance(form, AppealForm) else AppealForm(),
    }
    return render(request, "contact/rights/case.html", context, status=code)

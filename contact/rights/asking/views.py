"""The pages: a question, the answers to check, the confirmation."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from contact.rights import services
from contact.rights.asking import receipt, sealed, steps
from contact.rights.asking.forms import SendForm
from contact.rights.asking.steps import Answers, Step
from contact.rights.fields import PlainForm
from contact.rights.pages import GONE, TOO_MANY, UNPROCESSABLE, own_page, private_page, see_other
from hotsite.ground.guard.limiter import Limiter

#: A household asks a few times in an hour; a script without end.
REQUESTS = Limiter(capacity=20, seconds=60)

#: What the last page calls itself.
CHECK = "check"


@require_http_methods(["GET", "HEAD", "POST"])
@own_page
def ask(request: HttpRequest) -> HttpResponse:
    """Every question and the last page: one address, as between them nothing is kept but the page's own field."""
    if request.method != "POST":
        return _question(request, steps.FIRST, {})
    name = request.POST.get("step", "")
    try:
        answers = _answers(request, name)
    except sealed.SealRefused as refused:
        return render(
            request, "contact/rights/lost.html", {"expired": refused.why is sealed.Refusal.EXPIRED}, status=GONE
        )
    if wanted := request.POST.get("show"):
        return _show(request, steps.BY_SLUG.get(wanted), answers)
    if name == CHECK:
        return _send(request, answers)
    step = steps.BY_SLUG.get(name)
    return _take(request, step, answers) if step else _show(request, None, answers)


def _answers(request: HttpRequest, name: str) -> Answers:
    field = request.POST.get("answers", "")
    if not field and name == steps.FIRST.slug:
        return {}
    return sealed.unseal(field, timezone.now())


def _take(request: HttpRequest, step: Step, answers: Answers) -> HttpResponse:
    form = step.form_for(answers)(request.POST)
    if not form.is_valid():
        return _question(request, step, answers, form)
    return _show(request, None, steps.answered(answers, step, form.cleaned_data[step.slug]))


def _show(request: HttpRequest, wanted: Step | None, answers: Answers) -> HttpResponse:
    """The question that is wanted; else the next that is open; else the last page."""
    if wanted in steps.applying(answers):
        return _question(request, wanted, answers)
    if step := steps.unanswered(answers):
        return _question(request, step, answers)
    return _check(request, answers, SendForm(now=timezone.now()))


def _question(request: HttpRequest, step: Step, answers: Answers, form: PlainForm | None = None) -> HttpResponse:
    if form is None:
        initial = {step.slug: answers.get(step.slug, get_language() if step.slug == "language" else None)}
        form = step.form_for(answers)(initial=initial)
    context = {"step": step, "form": form, "field": form[step.slug], "is_start": request.method != "POST"}
    return _page(request, "ask", answers, step, context, status=UNPROCESSABLE if form.errors else 200)


def _check(request: HttpRequest, answers: Answers, form: SendForm, status: int = 200) -> HttpResponse:
    rows = [
        {"slug": step.slug, "question": step.question(answers), "answer": step.shown(answers)}
        for step in steps.applying(answers)
    ]
    return _page(request, "check", answers, None, {"form": form, "rows": rows, "step": {"slug": CHECK}}, status=status)


def _page(
    request: HttpRequest, name: str, answers: Answers, step: Step | None, context: dict[str, Any], *, status: int
) -> HttpResponse:
    field = sealed.seal(answers, timezone.now()) if request.method == "POST" else ""
    shared: dict[str, Any] = {"answers": field, "back": steps.before(answers, step)}
    if field:
        shared["alternates"] = ()  # another language is a button here: a link would leave the answers behind
    return render(request, f"contact/rights/{name}.html", shared | context, status=status)


def _send(request: HttpRequest, answers: Answers) -> HttpResponse:
    if steps.unanswered(answers):
        return _show(request, None, answers)
    now = timezone.now()
    form = SendForm(request.POST, now=now)
    if not form.is_valid():
        return _check(request, answers, form, UNPROCESSABLE)
    if not REQUESTS.allows(request, now):
        form.add_error(None, _("Many requests came from your network just now. Wait a minute and send it again"))
        return _check(request, answers, form, TOO_MANY)
    case = services.receive(steps.asked(answers), who=services.PERSON, now=now)
    return see_other(reverse("contact:asked", args=[receipt.write(case)]))


@require_safe
@private_page
def asked(request: HttpRequest, text: str) -> HttpResponse:
    """Confirms with reference, due date and what happens next, whoever asked and whatever we hold."""
    found = receipt.read(text)
    if found is None:
        raise Http404
    return render(request, "contact/rights/asked.html", {"receipt": found})

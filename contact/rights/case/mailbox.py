"""The proof of a mailbox. Opening the link proves nothing, since mail scanners open links: its button does."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from contact.rights import services, tokens
from contact.rights.case.forms import ReferenceForm
from contact.rights.models import Purpose
from contact.rights.pages import GONE, TOO_MANY, UNPROCESSABLE, private_page, see_other
from contact.rights.tokens import LinkRefused
from hotsite.ground.guard.limiter import Limiter

MAILS = Limiter(capacity=20, seconds=60)


@require_http_methods(["GET", "HEAD", "POST"])
@private_page
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    now = timezone.now()
    try:
        if request.method != "POST":
            case = tokens.look_up(token, Purpose.MAILBOX, now)
            return render(request, "contact/rights/confirm.html", {"reference": case.reference})
        case = services.confirm(token, now)
    except LinkRefused as refused:
        return no_way(request, token, refused)
    return see_other(reverse("contact:case", args=[tokens.issue(case, Purpose.STATUS, now)]) + "?done=confirmed")


def no_way(request: HttpRequest, token: str, refused: LinkRefused, *, for_download: bool = False) -> HttpResponse:
    """Why a link does not work, and how to get another."""
    form = ReferenceForm(initial={"reference": tokens.reference_of(token)})
    context = {"why": refused.why.name.lower(), "form": form, "for_download": for_download}
    return render(request, "contact/rights/no_way.html", context, status=GONE)


@require_http_methods(["GET", "HEAD", "POST"])
@private_page
def resend(request: HttpRequest) -> HttpResponse:
    """Asks for a link again. The answer is the same whether or not there is such a request."""
    form = ReferenceForm(request.POST if request.method == "POST" else None)
    if not form.is_bound:
        return render(request, "contact/rights/resend.html", {"form": form})
    now = timezone.now()
    if form.is_valid() and not MAILS.allows(request, now):
        form.add_error(None, _("Many links were asked for from your network just now. Wait a minute and try again"))
        return render(request, "contact/rights/resend.html", {"form": form}, status=TOO_MANY)
    if not form.is_valid():
        return render(request, "contact/rights/resend.html", {"form": form}, status=UNPROCESSABLE)
    services.resend(form.cleaned_data["reference"], now)
    return see_other(reverse("contact:resent"))


@require_safe
@private_page
def resent(request: HttpRequest) -> HttpResponse:
    return render(request, "contact/rights/resent.html")

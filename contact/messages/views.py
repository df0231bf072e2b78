from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, get_language_info
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from contact.messages import selectors, services
from contact.messages.forms import ContactForm, MessageForm
from contact.messages.models import ContactMessage, Device
from hotsite.ground.guard.limiter import Limiter
from hotsite.ground.guard.origin import same_origin_form
from hotsite.ground.headers import never_stored
from hotsite.ground.reference import parse_reference
from privacy.usage import client

UNPROCESSABLE = 422  # RFC 9110 §15.5.21: understood, but something in the form is missing or wrong
TOO_MANY = 429  # RFC 6585 §4
SEE_OTHER = 303
FORBIDDEN = 403

#: A hospital behind one address has many people; a script has no patience.
TOO_OFTEN = _("Many messages came from your network just now. Wait a minute and send it again")
MESSAGES = Limiter(capacity=60, seconds=10)


@require_http_methods(["GET", "HEAD", "POST"])
@same_origin_form
@never_stored
def write(request: HttpRequest) -> HttpResponse:
    """The contact page: two doors, and the form of the first. What was typed comes back with every error."""
    now = timezone.now()
    form = ContactForm(request.POST if request.method == "POST" else None, now=now)
    if not form.is_bound:
        return _page(request, form)
    if not form.is_valid():
        return _page(request, form, status=UNPROCESSABLE)
    if not MESSAGES.allows(request, now):
        form.add_error(None, TOO_OFTEN)
        return _page(request, form, status=TOO_MANY)
    add = form.cleaned_data.pop("diagnostics")
    message = services.receive(
        **form.cleaned_data,
        language=get_language() or "en",
        diagnostics=_diagnostics(request) if add else services.Diagnostics(),
        now=now,
    )
    answer = HttpResponse(status=SEE_OTHER)
    answer["Location"] = reverse("contact:sent", args=[message.reference])
    return answer


def _page(request: HttpRequest, form: ContactForm, status: int = 200) -> HttpResponse:
    said = _diagnostics(request)
    shown = {"browser": said.browser, "device": Device(said.device).label}
    language_name = get_language_info(get_language() or "en")["name_local"]
    context = {"form": form, "diagnostics": shown, "language_name": language_name}
    return render(request, "contact/write.html", context, status=status)


def _diagnostics(request: HttpRequest) -> services.Diagnostics:
    said = request.headers.get("User-Agent", "")
    return services.Diagnostics(browser=client.browser(said), device=client.device(said))


@require_safe
@never_stored
def sent(request: HttpRequest, reference: str) -> HttpResponse:
    """Confirms with the reference. It looks nothing up: the page is the same whether or not the message exists."""
    canonical = parse_reference(services.REFERENCE_PREFIX, reference)
    if canonical is None:
        raise Http404
    return render(request, "contact/sent.html", {"reference": canonical})


ADDED = "added"


@require_http_methods(["GET", "HEAD", "POST"])
@same_origin_form
@never_stored
def thread(request: HttpRequest, token: str) -> HttpResponse:
    """A conversation behind its private link: GET shows it, POST adds to it."""
    now = timezone.now()
    message = selectors.by_token(token)
    if message is None:
        return render(request, "contact/thread_gone.html", status=404)
    if message.restricted_under:
        return render(request, "contact/thread_restricted.html", {"message": message}, status=FORBIDDEN)
    form = MessageForm(request.POST if request.method == "POST" else None, now=now)
    if not form.is_bound:
        return _conversation(request, message, form)
    if not form.is_valid():
        return _conversation(request, message, form, status=UNPROCESSABLE)
    if not MESSAGES.allows(request, now):
        form.add_error(None, TOO_OFTEN)
        return _conversation(request, message, form, status=TOO_MANY)
    services.write_back(message, form.cleaned_data["message"], now)
    answer = HttpResponse(status=SEE_OTHER)
    answer["Location"] = f"{request.path}?{ADDED}"
    return answer


def _conversation(request: HttpRequest, message: ContactMessage, form: MessageForm, status: int = 200) -> HttpResponse:
    context = {"message": message, "entries": message.entries.all(), "form": form, "added": ADDED in request.GET}
    return render(request, "contact/thread.html", context, status=status)

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_safe

from contact.messages import services
from contact.messages.forms import ContactForm
from hotsite.ground.guard.origin import same_origin_form
from hotsite.ground.headers import never_stored
from hotsite.ground.reference import parse_reference

UNPROCESSABLE = 422  # RFC 9110 §15.5.21: understood, but something in the form is missing or wrong
SEE_OTHER = 303


@require_http_methods(["GET", "HEAD", "POST"])
@same_origin_form
@never_stored
def write(request: HttpRequest) -> HttpResponse:
    """The contact form. What was typed comes back with every error."""
    form = ContactForm(request.POST if request.method == "POST" else None)
    if not form.is_bound:
        return render(request, "contact/write.html", {"form": form})
    if not form.is_valid():
        return render(request, "contact/write.html", {"form": form}, status=UNPROCESSABLE)
    message = services.receive(**form.cleaned_data, language=get_language() or "en", now=timezone.now())
    answer = HttpResponse(status=SEE_OTHER)
    answer["Location"] = reverse("contact:sent", args=[message.reference])
    return answer


@require_safe
@never_stored
def sent(request: HttpRequest, reference: str) -> HttpResponse:
    """Confirms with the reference. It looks nothing up: the page is the same whether or not the message exists."""
    canonical = parse_reference(services.REFERENCE_PREFIX, reference)
    if canonical is None:
        raise Http404
    return render(request, "contact/sent.html", {"reference": canonical})

"""A request that came by e-mail, telephone or letter, entered by staff."""

from django.conf import settings
from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from contact.rights import services
from contact.rights.admin.case import address
from contact.rights.admin.forms import EntryForm
from contact.rights.models import RightsRequest
from contact.rights.timeline import Code


def entry_page(request: HttpRequest) -> HttpResponse:
    now = timezone.now()
    today = timezone.localdate(now)
    languages = [(code, translation.get_language_info(code)["name_translated"]) for code, _name in settings.LANGUAGES]
    form = EntryForm(
        request.POST if request.method == "POST" else None,
        today=today,
        languages=languages,
        initial={"received_on": today, "language": translation.get_language()},
    )
    if request.method == "POST" and form.is_valid():
        case = services.receive(form.asked(), who=services.staff(request.user.pk or 0), now=now)
        _say(request, case)
        return HttpResponseRedirect(address(case))
    context = {
        **admin.site.each_context(request),
        "opts": RightsRequest._meta,
        "title": _("Enter a request"),
        "form": form,
    }
    status = 422 if form.is_bound else 200
    return TemplateResponse(request, "admin/contact/rightsrequest/entry.html", context, status=status)


def _say(request: HttpRequest, case: RightsRequest) -> None:
    messages.success(request, _("Entered as %(reference)s.") % {"reference": case.reference})
    for event in case.events.filter(code=Code.CUT):
        count = int(event.facts.get("count", 0))
        words = ngettext(
            "%(count)d place looked like patient data and was cut out.",
            "%(count)d places looked like patient data and were cut out.",
            count,
        )
        messages.warning(request, words % {"count": count})

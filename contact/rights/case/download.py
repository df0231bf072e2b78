"""The download: a fresh proof of the mailbox, then a button. Neither a cookie nor an address holds anything of it.

The proof's page may be opened in any browser: it, and not the browser, is what shows who asks. Its button leads to a
page whose own button carries a sealed field, good for half an hour; so a download that broke off needs no new mail.
"""

from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from contact.rights import services, tokens
from contact.rights.case.mailbox import no_way
from contact.rights.models import Purpose
from contact.rights.pages import GONE, TOO_MANY, private_page
from contact.rights.sealed import SealRefused
from contact.rights.services import NoPackage
from contact.rights.tokens import LinkRefused
from hotsite.ground.guard.limiter import Limiter

DOWNLOADS = Limiter(capacity=20, seconds=60)


@require_http_methods(["GET", "HEAD", "POST"])
@private_page
def download(request: HttpRequest, token: str) -> HttpResponse:
    """What the link in the mail opens: a button, and behind it the button that downloads."""
    now = timezone.now()
    try:
        if request.method != "POST":
            case = tokens.look_up(token, Purpose.DOWNLOAD, now)
            return render(request, "contact/rights/download_confirm.html", {"reference": case.reference})
        proven = services.prove_for_download(token, now)
    except LinkRefused as refused:
        return no_way(request, token, refused, for_download=True)
    except NoPackage as none:
        return _none(request, none.standing.name.lower())
    context = {"case": proven.case, "package": proven.package, "grant": proven.grant}
    return render(request, "contact/rights/download.html", context)


@require_POST
@private_page
def fetch(request: HttpRequest) -> HttpResponseBase:
    """The file itself."""
    now = timezone.now()
    if not DOWNLOADS.allows(request, now):
        return _none(request, "too_often", TOO_MANY)
    try:
        found = services.download(request.POST.get("grant", ""), now)
    except SealRefused:
        return _none(request, "page_too_old")
    except NoPackage as none:
        return _none(request, none.standing.name.lower())
    return FileResponse(found.file, as_attachment=True, filename=f"{found.reference}.zip")


def _none(request: HttpRequest, why: str, status: int = GONE) -> HttpResponse:
    return render(request, "contact/rights/no_package.html", {"why": why}, status=status)

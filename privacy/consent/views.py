"""The choices page, the receipt, the text behind a hash. A GET changes nothing and sets no cookie."""

import json
import re
from datetime import date
from enum import StrEnum
from typing import Any

from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from hotsite.ground.guard.limiter import Limiter
from hotsite.ground.guard.origin import same_origin_form
from hotsite.ground.headers import never_stored
from privacy.consent import cookie, gate, pages, selectors, services
from privacy.consent.clearing import clear_cookies
from privacy.consent.entries import REFUSED_BY_SIGNAL
from privacy.consent.gate import Consent
from privacy.consent.models import ConsentRecord, Source

SEE_OTHER, CONFLICT, UNPROCESSABLE, TOO_MANY = 303, 409, 422, 429

#: A hospital behind one address has many people; a script has no patience. Refusing is never limited.
ACCEPTANCES = Limiter(capacity=200, seconds=5)
COUNTED_REFUSALS = Limiter(capacity=200, seconds=5)

#: When what we do about the signal last changed (Global Privacy Control §5: the GPC support resource).
GPC_LAST_UPDATE = date(2026, 11, 25)

DIGEST = re.compile(r"[0-9a-f]{64}")


class Decision(StrEnum):
    ACCEPT = "accept"  # everything
    REJECT = "reject"  # everything
    SAVE = "save"  # the groups that are ticked


@require_http_methods(["GET", "HEAD", "POST"])
@same_origin_form
@never_stored
def choices(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        return _page(request)
    decision, source = _one_of(Decision, request, "decision"), _one_of(Source, request, "source")
    consent = gate.of(request)
    wanted = _wanted(request, decision, consent)
    if not wanted:
        return _refuse(request, consent, source)
    return _held_up(request, consent, wanted) or _accept(request, consent, wanted, source)


def _one_of(kind: Any, request: HttpRequest, field: str) -> Any:
    try:
        return kind(request.POST.get(field, ""))
    except ValueError:
        raise BadRequest(f"no such {field}") from None


def _wanted(request: HttpRequest, decision: Decision, consent: Consent) -> frozenset[str]:
    if decision is Decision.ACCEPT:
        return consent.optional
    wanted = frozenset(request.POST.getlist("group")) if decision is Decision.SAVE else frozenset()
    if not wanted <= consent.optional:
        raise BadRequest("no such group")
    return wanted


def _signalled(request: HttpRequest, consent: Consent) -> bool:
    """The header, or what the page's script saw of the browser's own property."""
    return consent.gpc or request.POST.get("gpc") == "1"


def _held_up(request: HttpRequest, consent: Consent, wanted: frozenset[str]) -> HttpResponse | None:
    """What stands in the way of an acceptance; the choice made before holds meanwhile."""
    if request.POST.get("text") != str(consent.in_use.number):
        problem = _(
            "The text has changed since you opened the page. Nothing was stored: please read it and choose again."
        )
        return _page(request, status=CONFLICT, problem=problem)
    against = wanted & REFUSED_BY_SIGNAL
    if against and _signalled(request, consent) and request.POST.get("over_signal") != "yes":
        return _page(request, status=UNPROCESSABLE, question={"wanted": sorted(wanted), "without": wanted - against})
    if not ACCEPTANCES.allows(request, consent.now):
        problem = _("Too many acceptances came from your network just now. Nothing was stored; try again in a minute.")
        response = _page(request, status=TOO_MANY, problem=problem)
        response["Retry-After"] = "60"
        return response
    return None


def _accept(request: HttpRequest, consent: Consent, wanted: frozenset[str], source: Source) -> HttpResponse:
    signalled = _signalled(request, consent)
    choice = services.accept(
        accepted=wanted,
        refused=consent.optional - wanted,
        language=consent.language,
        source=source,
        gpc=signalled,
        over_signal=signalled and bool(wanted & REFUSED_BY_SIGNAL),
        before=consent.signed,
        now=consent.now,
    )
    response = _back(request)
    cookie.set_on(response, choice)
    clear_cookies(request, response, consent.in_use.content, wanted)
    return response


def _refuse(request: HttpRequest, consent: Consent, source: Source) -> HttpResponse:
    counted = COUNTED_REFUSALS.allows(request, consent.now)
    choice = services.refuse(source=source, before=consent.signed, counted=counted, now=consent.now)
    response = _back(request)
    cookie.set_on(response, choice)
    clear_cookies(request, response, consent.in_use.content, ())
    return response


def _back(request: HttpRequest) -> HttpResponse:
    """To the page that asked; to nowhere outside this site."""
    back = request.POST.get("back", "")
    own = back.startswith("/") and url_has_allowed_host_and_scheme(back, allowed_hosts=None)
    response = HttpResponseRedirect(back if own else reverse("privacy:choices") + "?saved")
    response.status_code = SEE_OTHER
    return response


def _page(
    request: HttpRequest, *, status: int = 200, problem: str = "", question: dict[str, Any] | None = None
) -> HttpResponse:
    consent = gate.of(request)
    context = {
        "groups": pages.groups(consent.in_use.content, consent.language, consent.allowed),
        "signalled": [group for group in consent.in_use.optional if group["key"] in consent.refused_by_signal],
        "leftovers": pages.leftovers(consent.in_use.content, consent.allowed),
        "problem": problem,
        "question": question,
        "saved": "saved" in request.GET,
        "no_banner": True,
    }
    return render(request, "privacy/consent/choices.html", context, status=status)


class Act(StrEnum):
    """What somebody does with the record of an id."""

    SEE = "see"
    DOWNLOAD = "download"
    WITHDRAW = "withdraw"


@require_http_methods(["GET", "HEAD", "POST"])
@same_origin_form
@never_stored
def receipt(request: HttpRequest) -> HttpResponse:
    """The proof of one's own consent. Its id is never part of an address: addresses are kept in histories."""
    consent = gate.of(request)
    if request.method != "POST":
        own = consent.signed.receipt if consent.signed else None
        return _receipt_page(request, selectors.record(own) if own else None)
    act = _one_of(Act, request, "act")
    kept = selectors.record(request.POST.get("id", ""))
    if kept is None:
        return _receipt_page(request, None, unknown=True, status=404)
    if act is Act.DOWNLOAD:
        return _download(kept)
    if act is Act.WITHDRAW:
        return _withdraw(request, consent, kept)
    return _receipt_page(request, kept)


def _withdraw(request: HttpRequest, consent: Consent, kept: ConsentRecord) -> HttpResponse:
    is_own = consent.signed is not None and consent.signed.receipt == kept.receipt
    services.end(kept.receipt, Source.RECEIPT, consent.now)
    response = _receipt_page(request, selectors.record(kept.receipt))
    if is_own:
        choice = services.refuse(source=Source.RECEIPT, before=None, counted=False, now=consent.now)
        cookie.set_on(response, choice)
        clear_cookies(request, response, consent.in_use.content, ())
    return response


def _download(kept: ConsentRecord) -> HttpResponse:
    body = json.dumps(selectors.as_json(kept), ensure_ascii=False, indent=2) + "\n"
    response = HttpResponse(body, content_type="application/json; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="consent.json"'
    return response


def _receipt_page(
    request: HttpRequest, kept: ConsentRecord | None, *, unknown: bool = False, status: int = 200
) -> HttpResponse:
    context = {"kept": pages.receipt(kept) if kept else None, "unknown": unknown, "no_banner": True}
    return render(request, "privacy/consent/receipt.html", context, status=status)


@require_safe
def text_shown(request: HttpRequest, digest: str) -> HttpResponse:
    """What was shown under a hash, again: the words of the first layer, the groups, the cookies."""
    text = selectors.text_by_digest(digest) if DIGEST.fullmatch(digest) else None
    if text is None:
        raise Http404
    context = {"text": text, **pages.shown(text.content, gate.of(request).language)}
    return render(request, "privacy/consent/text.html", context)


@require_safe
def gpc(request: HttpRequest) -> HttpResponse:
    """Global Privacy Control §5: this site honours the signal."""
    return JsonResponse({"gpc": True, "lastUpdate": GPC_LAST_UPDATE.isoformat()})

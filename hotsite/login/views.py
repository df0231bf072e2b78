"""The second step of logging in: a code, the app that shows it, and codes for the day on which it is lost.

Each belongs to whoever has given their password in this session. That much is checked here, since Django's own check
asks for the second factor too.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any, cast

import django_otp
from django import forms
from django.conf import settings
from django.contrib import admin
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from hotsite.environment import is_loopback
from hotsite.login.qr import picture
from hotsite.second_factor import services
from hotsite.second_factor.models import RecoveryCode, SecondFactor
from hotsite.second_factor.services import TooManyTries, WrongCode

UNPROCESSABLE = 422  # RFC 9110 §15.5.21: understood, but something in the form is missing or wrong
TOO_MANY = 429  # RFC 6585 §4
#: In the session of who is setting up an app: until it has shown a right code, nothing is kept of it.
SALT = "second_factor_salt"

View = Callable[[HttpRequest], HttpResponse]


class CodeForm(forms.Form):
    code = forms.CharField(
        label=gettext_lazy("Code"),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "spellcheck": "false", "autofocus": True}),
    )
    next = forms.CharField(required=False, widget=forms.HiddenInput, max_length=500)


def _after_password(view: View) -> View:
    @wraps(view)
    def checked(request: HttpRequest) -> HttpResponse:
        if not (request.user.is_active and getattr(request.user, "is_staff", False)):
            return redirect("admin:login")
        return view(request)

    return require_http_methods(["GET", "POST"])(checked)


@_after_password
def second_step(request: HttpRequest) -> HttpResponse:
    """Asks for a code of the app that was set up; who has set up none is led there."""
    user, now = _account(request), timezone.now()
    if getattr(request.user, "otp_device", None) is not None:
        return HttpResponseRedirect(_next(request))
    if not SecondFactor.objects.filter(user_id=user.pk).exists():
        return redirect(f"{reverse('admin:second_step_set_up')}?{request.GET.urlencode()}")
    form, status = _code_form(request), 200
    if form.is_bound and form.is_valid():
        try:
            _verify(request, services.check(user, form.cleaned_data["code"], now))
            return HttpResponseRedirect(_next(request))
        except WrongCode:
            form.add_error("code", _("This code is not right, or not right any more. Enter the one shown now."))
        except TooManyTries as tries:
            status = TOO_MANY
            when = date_format(timezone.localtime(tries.until), "H:i:s")
            form.add_error("code", _("Too many wrong codes. Try again after %(time)s.") % {"time": when})
    return _page(request, "second_step.html", _("The second step"), form=form, status=status)


@_after_password
def set_up(request: HttpRequest) -> HttpResponse:
    """Takes an authenticator app; shows its recovery codes, this once. Only who is verified replaces one by another."""
    user, now = _account(request), timezone.now()
    is_verified = getattr(request.user, "otp_device", None) is not None
    if not is_verified and SecondFactor.objects.filter(user_id=user.pk).exists():
        return redirect("admin:second_step")
    salt: str = request.session.setdefault(SALT, services.new_salt())
    form = _code_form(request)
    if form.is_bound and form.is_valid():
        try:
            codes = services.set_up(user, salt, form.cleaned_data["code"], now)
            del request.session[SALT]
            _verify(request, SecondFactor.objects.get(user_id=user.pk))
            return _codes(request, codes, is_new=True)
        except WrongCode:
            form.add_error(
                "code", _("This is not the code that the app should show. Is the clock of your telephone right?")
            )
    secret = services.as_text(user, salt)
    shown: dict[str, Any] = {
        "picture": picture(services.address(user, salt)),
        "secret": " ".join(secret[place : place + 4] for place in range(0, len(secret), 4)),
        "may_be_off": is_loopback(settings.SITE_URL),
    }
    return _page(request, "set_up.html", _("Set up the second step"), form=form, **shown)


@require_http_methods(["GET", "POST"])
def recovery_codes(request: HttpRequest) -> HttpResponse:
    """How many are left; and new ones, in the place of all before."""
    user = _account(request)
    if request.method == "POST":
        return _codes(request, services.new_codes(user, timezone.now()))
    left = RecoveryCode.objects.filter(user_id=user.pk).count()
    has_factor = SecondFactor.objects.filter(user_id=user.pk).exists()
    return _page(request, "recovery_codes.html", _("Second step"), left=left, has_factor=has_factor)


def _codes(request: HttpRequest, codes: list[str], *, is_new: bool = False) -> HttpResponse:
    return _page(request, "codes.html", _("Your recovery codes"), codes=codes, onward=_next(request), is_new=is_new)


def _account(request: HttpRequest) -> AbstractBaseUser:
    return cast(AbstractBaseUser, request.user)


def _code_form(request: HttpRequest) -> CodeForm:
    return CodeForm(request.POST) if request.method == "POST" else CodeForm(initial={"next": request.GET.get("next")})


def _verify(request: HttpRequest, factor: SecondFactor) -> None:
    """The session goes on under another key: one that was fixed before the code was given is worth nothing."""
    request.session.cycle_key()
    django_otp.login(request, factor)


def _next(request: HttpRequest) -> str:
    """Where to go on: within this site, and not to where one comes from."""
    onward = request.POST.get("next") or request.GET.get("next") or ""
    ours = url_has_allowed_host_and_scheme(onward, {request.get_host()}, require_https=request.is_secure())
    return onward if ours and "/login/" not in onward else reverse("admin:index")


def _page(request: HttpRequest, template: str, title: str, *, status: int = 200, **more: Any) -> HttpResponse:
    form = more.get("form")
    status = UNPROCESSABLE if status == 200 and form is not None and form.errors else status
    context = {**admin.site.each_context(request), "title": title, **more}
    return TemplateResponse(request, f"admin/second_factor/{template}", context, status=status)

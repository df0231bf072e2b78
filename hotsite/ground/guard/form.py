"""Public forms that programs fill in less well than people: no session, no cookie, no third party.

Two fields that nobody sees. One looks like a field and has to stay empty: a program fills in what it finds. The other
says, signed, when the page was made: a program answers at once, or again and again with an old page.
Whoever is turned away wrongly is told what to do, and nothing typed is lost.
"""

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.core.signing import BadSignature, Signer
from django.utils.translation import gettext_lazy as _

LEAST_AGE = timedelta(seconds=1)
MOST_AGE = timedelta(hours=24)

_SALT = "hotsite.ground.guard.form"


def stamp(now: datetime) -> str:
    return Signer(salt=_SALT).sign(str(int(now.timestamp() * 1000)))


def age(stamped: str, now: datetime) -> timedelta | None:
    """How old the page is; None if we did not make it."""
    try:
        made = int(Signer(salt=_SALT).unsign(stamped))
    except (BadSignature, ValueError):
        return None
    return timedelta(milliseconds=int(now.timestamp() * 1000) - made)


class GuardedForm(forms.Form):
    """`now` is when the page is made, or when it was sent."""

    website = forms.CharField(
        label=_("Leave this field empty"),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )
    made = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, now: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["made"].initial = stamp(now)
        name = self.add_prefix("made")
        self.age = age(self.data.get(name, ""), now) if self.is_bound else None
        if self.is_bound and not self._is_current():
            # The page goes back with a stamp that is good next time.
            self.data = {**{key: self.data.get(key) for key in self.data}, name: stamp(now)}

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.pop("website", ""):
            raise forms.ValidationError(_("Empty the last field, “Leave this field empty”, and send again"), "trap")
        cleaned.pop("made", None)
        if self.age is None or not self._is_current():
            raise forms.ValidationError(_("This page was open for too long. Look it through and send it again"), "old")
        if self.age < LEAST_AGE:
            raise forms.ValidationError(_("That was faster than people type. Wait a second and send it again"), "fast")
        return cleaned

    def _is_current(self) -> bool:
        return self.age is not None and timedelta(0) <= self.age <= MOST_AGE

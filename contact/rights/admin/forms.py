"""What staff add to a step. The forms of letters are made from the letters: a part is said once, there."""

from collections.abc import Mapping
from dataclasses import fields
from datetime import date
from typing import Any

from django import forms
from django.contrib.auth import get_user_model
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from contact import payload
from contact.rights.identity import Channel, Level, Proof
from contact.rights.letters.kinds import Letter, title
from contact.rights.models import LONGEST_DETAILS
from contact.rights.regimes import REGIMES, Right
from contact.rights.services import Asked
from contact.rights.states import Ground
from privacy.erasure.findings import Reason

LONGEST = LONGEST_DETAILS


def handlers() -> "QuerySet[Any]":
    """Whoever may work on cases."""
    found: QuerySet[Any] = get_user_model().objects.with_perm(
        "contact.change_rightsrequest", backend="django.contrib.auth.backends.ModelBackend"
    )
    return found.filter(is_staff=True).order_by("username")


class StepForm(forms.Form):
    """With the version of the case that staff had before their eyes."""

    seen = forms.IntegerField(widget=forms.HiddenInput)
    required_css_class = "required"


class PlanForm(StepForm):
    """With the digest of the plan that staff had before their eyes."""

    plan = forms.CharField(widget=forms.HiddenInput, max_length=64)


class ReasonForm(StepForm):
    """Why what a scan found is nothing of the person's."""

    reason = forms.ChoiceField(label=_("Why"), choices=Reason.choices, widget=forms.RadioSelect)


class WordsForm(StepForm):
    words = forms.CharField(label=_("Text"), widget=forms.Textarea, max_length=LONGEST)


class AssignForm(StepForm):
    to: "forms.ModelChoiceField[Any]" = forms.ModelChoiceField(
        label=_("To"), queryset=None, required=False, empty_label=_("nobody")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].queryset = handlers()  # type: ignore[attr-defined]  # a ModelChoiceField


class IdentityForm(StepForm):
    level = forms.TypedChoiceField(label=_("What is proven"), coerce=int, choices=Level.choices[1:])
    proof = forms.ChoiceField(label=_("By what"), choices=[one for one in Proof.choices if one[0] != Proof.LINK])


class Lines(forms.CharField):
    """A part of a letter that is a list: a line each."""

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        return tuple(line.strip() for line in text.splitlines() if line.strip())


class GroundForm(StepForm):
    """Why something is refused, or kept."""

    ground = forms.ChoiceField(label=_("Ground"), choices=Ground.choices)
    reasons = forms.CharField(
        label=_("The reasons, and what they rest on"),
        widget=forms.Textarea,
        max_length=LONGEST,
        required=False,
        validators=[payload.refuse],
    )

    def clean_ground(self) -> Ground:
        return Ground(self.cleaned_data["ground"])


def letter_form(kind: type[Letter], *names: str, **more: forms.Field) -> type[StepForm]:
    """A form for the parts of a letter that staff write. Nothing is required here: the letter says what it lacks."""
    declared = {one.name: one for one in fields(kind)}
    made: Mapping[str, forms.Field] = {name: _field(kind, name, declared[name].default) for name in names}
    return type(f"{kind.__name__}Form", (StepForm,), {**made, **more})


def _field(kind: type[Letter], name: str, empty: object) -> forms.Field:
    label: Any = title(kind, name)
    if empty is None:
        return forms.DateField(label=label, required=False, widget=forms.DateInput(attrs={"type": "date"}))
    cls = Lines if empty == () else forms.CharField
    help_text = _("One in each line") if empty == () else ""
    return cls(
        label=label,
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea,
        help_text=help_text,
        validators=[payload.refuse],
    )


class EntryForm(forms.Form):
    """A request that came by e-mail, telephone or letter."""

    required_css_class = "required"

    channel = forms.ChoiceField(
        label=_("Came by"), choices=[one for one in Channel.choices if one[0] != Channel.FORM], widget=forms.RadioSelect
    )
    received_on = forms.DateField(
        label=_("Reached us on"),
        help_text=_("The law counts from this day, not from today."),
        widget=forms.DateInput(attrs={"type": "date"}),
    )
    right = forms.ChoiceField(label=_("What is asked for"), choices=Right.choices)
    about_marketing = forms.BooleanField(label=_("About marketing"), required=False)
    residence = forms.ChoiceField(label=_("Where the person lives"), choices=[(one.key, one.name) for one in REGIMES])
    language = forms.ChoiceField(label=_("Language to answer in"))
    email = forms.EmailField(label=_("E-mail address"), required=False)
    for_another = forms.BooleanField(label=_("The person asks for another"), required=False)
    subject_email = forms.EmailField(label=_("E-mail address of the other person"), required=False)
    details = forms.CharField(
        label=_("What they said"),
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea,
        help_text=_("Patient data is cut out and kept nowhere."),
    )

    def __init__(self, *args: Any, today: date, languages: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["language"].choices = languages  # type: ignore[attr-defined]  # a ChoiceField

    def clean_received_on(self) -> date:
        day: date = self.cleaned_data["received_on"]
        if day > self.today:
            raise forms.ValidationError(_("This day is still to come."))
        return day

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or self.cleaned_data
        if found.get("channel") == Channel.EMAIL and not found.get("email") and "email" not in self.errors:
            self.add_error("email", _("Whoever wrote an e-mail has an address."))
        return found

    def asked(self) -> Asked:
        said = self.cleaned_data
        return Asked(**(said | {"right": Right(said["right"]), "channel": Channel(said["channel"])}))

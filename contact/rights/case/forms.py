from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from contact.rights.fields import INVISIBLE, PlainForm, words
from contact.rights.models import LONGEST_FACT, REFERENCE_PREFIX
from hotsite.ground.reference import parse_reference

_NO_PATIENT_DATA = _("Please write no patient data: what looks like it is removed.")


class AddForm(PlainForm):
    words = words(_("Your message"), hint=_NO_PATIENT_DATA, missing=_("Write what you want to add"), rows=6)


class FactForm(PlainForm):
    fact = forms.CharField(
        label=_("Your answer"),
        help_text=_("A few words. Please no identity document, and no patient data."),
        max_length=LONGEST_FACT,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        error_messages=INVISIBLE
        | {
            "required": _("Write your answer"),
            "max_length": _("Shorten your text to %(limit_value)d characters; it has %(show_value)d"),
        },
    )


class AppealForm(PlainForm):
    words = words(
        _("Why do you not accept our answer?"),
        hint=_NO_PATIENT_DATA,
        missing=_("Write why you do not accept it"),
        rows=6,
    )


class ReferenceForm(PlainForm):
    reference = forms.CharField(
        label=_("Reference"),
        help_text=_("It stands in our mail and begins with R."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        error_messages=INVISIBLE | {"required": _("Enter the reference of your request")},
    )

    def clean_reference(self) -> str:
        found = parse_reference(REFERENCE_PREFIX, self.cleaned_data["reference"])
        if found is None:
            raise ValidationError(_("Enter the reference as it stands in our mail, such as R-7K3Q-2M9D"))
        return found

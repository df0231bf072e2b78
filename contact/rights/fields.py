"""Fields of the public forms. Each sentence says what is wrong and what to do; the summary repeats it."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from contact.rights.models import LONGEST_DETAILS

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    Words = str | _StrPromise

LONGEST_EMAIL = 254  # RFC 5321 §4.5.3.1.3, less the angle brackets

INVISIBLE = {
    "null_characters_not_allowed": _(
        "Remove the invisible characters (zero bytes): type the text again, or paste it without formatting"
    )
}


class PlainForm(forms.Form):
    """The browser's own limit would cut off what somebody pastes, silently: the server says it instead."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs.pop("maxlength", None)
        for name in self.errors:
            self.fields[name].widget.attrs["aria-invalid"] = "true"


def choice(label: "Words", choices: Any, *, missing: "Words", hint: "Words" = "") -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label,
        help_text=hint,
        choices=choices,
        widget=forms.RadioSelect,
        error_messages={"required": missing, "invalid_choice": _("Choose one of the answers listed")},
    )


def email(label: "Words", *, hint: "Words", missing: "Words", own: bool = False) -> forms.EmailField:
    attributes = {"autocomplete": "email" if own else "off", "spellcheck": "false"}
    return forms.EmailField(
        label=label,
        help_text=hint,
        max_length=LONGEST_EMAIL,
        widget=forms.EmailInput(attrs=attributes),
        error_messages=INVISIBLE
        | {
            "required": missing,
            "invalid": _("Enter an e-mail address like name@hospital.org"),
            "max_length": _("Enter an e-mail address of at most %(limit_value)d characters; it has %(show_value)d"),
        },
    )


def words(label: "Words", *, hint: "Words" = "", missing: "Words | None" = None, rows: int = 8) -> forms.CharField:
    """Free text, optional unless `missing` says what to do without it."""
    return forms.CharField(
        label=label,
        help_text=hint,
        required=missing is not None,
        max_length=LONGEST_DETAILS,
        widget=forms.Textarea(attrs={"rows": rows}),
        error_messages=INVISIBLE
        | {"max_length": _("Shorten your text to %(limit_value)d characters; it has %(show_value)d")}
        | ({"required": missing} if missing else {}),
    )

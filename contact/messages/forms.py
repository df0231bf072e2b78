from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from contact import payload
from contact.messages.models import LONGEST_MESSAGE, LONGEST_NAME, Topic
from hotsite.ground.guard.form import GuardedForm

#: What a paste from a binary file brings with it.
INVISIBLE = _("Remove the invisible characters (zero bytes): type the text again, or paste it without formatting")

LONGEST_EMAIL = 254  # RFC 5321 §4.5.3.1.3, less the angle brackets


class MessageForm(GuardedForm):
    """Words to us, and nothing else: how a thread goes on."""

    message = forms.CharField(
        label=_("Your message"),
        help_text=_("Please send no patient data: describe the problem without names, numbers or files."),
        max_length=LONGEST_MESSAGE,
        validators=[payload.refuse],
        widget=forms.Textarea(attrs={"rows": 8}),
        error_messages={
            "required": _("Write a message"),
            "max_length": _("Shorten your message to %(limit_value)d characters; it has %(show_value)d"),
        },
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            # The browser's own limit would cut off what somebody pastes, silently: the server says it instead.
            field.widget.attrs.pop("maxlength", None)
            field.error_messages["null_characters_not_allowed"] = INVISIBLE
        for name in self.errors.keys() & self.fields.keys():
            self.fields[name].widget.attrs["aria-invalid"] = "true"


class ContactForm(MessageForm):
    """Each sentence says what is wrong and what to do; the same words stand in the summary and beside the field."""

    field_order = ("topic", "name", "email", "message", "diagnostics")
    topic = forms.ChoiceField(
        label=_("What is it about?"),
        choices=Topic,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose what your message is about"),
            "invalid_choice": _("Choose one of the topics listed"),
        },
    )
    name = forms.CharField(
        label=_("Your name (optional)"),
        required=False,
        max_length=LONGEST_NAME,
        validators=[payload.refuse],
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"max_length": _("Shorten your name to %(limit_value)d characters; it has %(show_value)d")},
    )
    email = forms.EmailField(
        label=_("Your e-mail address"),
        help_text=_("We answer to this address and use it for nothing else."),
        max_length=LONGEST_EMAIL,
        widget=forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false"}),
        error_messages={
            "required": _("Enter your e-mail address, so that we can answer"),
            "invalid": _("Enter an e-mail address like name@hospital.org"),
            "max_length": _("Enter an e-mail address of at most %(limit_value)d characters; it has %(show_value)d"),
        },
    )

    diagnostics = forms.BooleanField(label=_("Add this technical information to my message"), required=False)

    def clean_email(self) -> str:
        address: str = self.cleaned_data["email"]
        return address.strip()

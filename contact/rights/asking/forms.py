"""One form a question; its only field bears the name of the step."""

from django.conf import settings
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from contact.rights.fields import PlainForm, choice, email, words
from contact.rights.payloads import without_payloads
from contact.rights.regimes import REGIMES, Right
from hotsite.ground.guard.form import GuardedForm

MARKETING, OTHER_USE = "marketing", "other"
MYSELF, ANOTHER = "myself", "another"


class RightForm(PlainForm):
    right = choice(
        _("What do you want to ask for?"),
        Right,
        hint=_("You need no account. If you want two things, ask twice: each is answered in its own time."),
        missing=_("Choose what you want to ask for"),
    )


class AboutForm(PlainForm):
    about = choice(
        _("What do you object to?"),
        ((MARKETING, _("Advertising by us")), (OTHER_USE, _("Another use of my data"))),
        missing=_("Choose what you object to"),
    )


class ResidenceForm(PlainForm):
    residence = choice(
        _("Where do you live?"),
        [(regime.key, capfirst(regime.name)) for regime in REGIMES],  # type: ignore[type-var]  # takes both
        hint=_("It decides which law applies, and by when we have to answer."),
        missing=_("Choose where you live"),
    )


class WhomForm(PlainForm):
    whom = choice(
        _("Whose data is it about?"),
        ((MYSELF, _("My own")), (ANOTHER, _("Another person's, for whom I may act"))),
        missing=_("Choose whose data it is about"),
    )


class SubjectForm(PlainForm):
    subject_email = email(
        _("What is the other person's e-mail address?"),
        hint=_("We look for what is held under it. We ask you later what shows that you may act for this person."),
        missing=_("Enter the other person's e-mail address"),
    )


class EmailForm(PlainForm):
    email = email(
        _("What is your e-mail address?"),
        hint=_("We send a link to it, to see that it is yours, and our answer. We use it for nothing else."),
        missing=_("Enter your e-mail address, so that we can answer"),
        own=True,
    )


class DetailsForm(PlainForm):
    """Patient data are cut out before anything else is done with the text: not even the sealed field holds them."""

    details = words(
        _("What should we know? (optional)"),
        hint=_(
            "Say what you mean in particular: a time, a page, what is wrong and what is right. "
            "Please write no patient data: what looks like it is removed."
        ),
    )

    def clean_details(self) -> str:
        return without_payloads(self.cleaned_data["details"]).text


class NeededDetailsForm(DetailsForm):
    """For what cannot be answered without words."""

    details = words(
        _("What is it about?"),
        hint=_("Please write no patient data: what looks like it is removed."),
        missing=_("Write what it is about"),
    )


class LanguageForm(PlainForm):
    language = choice(_("In which language shall we write to you?"), settings.LANGUAGES, missing=_("Choose a language"))


class SendForm(GuardedForm):
    """The last page: nothing is asked but that a person sends it."""

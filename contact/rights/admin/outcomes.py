"""What comes of a request besides its answer: values corrected, rows frozen and freed, recipients told.

Forms and lists of these steps; the steps themselves stand in `steps`, what they do in `contact.rights.services`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from contact import payload
from contact.rights import services
from contact.rights.admin.forms import LONGEST, StepForm
from contact.rights.models import RightsRequest
from contact.rights.regimes import Right
from contact.rights.selectors import mailbox_of
from contact.rights.timeline import OpeningReason
from privacy import rectification, restriction
from privacy.declarations import Category, Declaration, LeftOut
from privacy.rectification import Change, Place
from privacy.subjects import held
from privacy.tables import name_of

Said = Mapping[str, Any]


@dataclass(frozen=True)
class Listing:
    """Rows that a step is about, by the names of their tables; and tables that it leaves out, each with the reason."""

    title: str
    rows: tuple[tuple[str, Model], ...] = ()
    left_out: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Opened:
    """A restricted row with what it holds, for who gave a reason."""

    table: str
    row: Model
    #: Title and value of each field.
    content: tuple[tuple[str, str], ...]


def to_correct(case: RightsRequest) -> Listing:
    """What cannot be corrected: what can stands in the form."""
    return Listing(_("What is not corrected, and why"), left_out=_left_out(case, "rectify"))


def to_freeze(case: RightsRequest) -> Listing:
    rows = tuple((name_of(one), row) for one, found in restriction.can_freeze(mailbox_of(case)) for row in found)
    return Listing(_("What becomes restricted"), rows, _left_out(case, "restrict"))


def frozen(case: RightsRequest) -> Listing:
    rows = tuple((name_of(one), row) for one, found in restriction.frozen(case.reference) for row in found)
    return Listing(_("What is restricted"), rows)


def kept(case: RightsRequest) -> Listing | None:
    """Beside the answer to an erasure: what the letter may have to name as kept."""
    if case.right != Right.ERASURE:
        return None
    return Listing(_("What is still held, and on what ground"), left_out=tuple(services.kept(case, timezone.now())))


def opened(case: RightsRequest) -> list[Opened]:
    return [
        Opened(name_of(one), row, _content(one, row))
        for one, found in restriction.frozen(case.reference)
        for row in found
    ]


def rectify_form(case: RightsRequest) -> type[StepForm]:
    """A form over the places that can be corrected, grouped by row."""
    email = mailbox_of(case)
    groups: dict[str, list[tuple[str, str]]] = {}
    for place in rectification.places(email):
        groups.setdefault(f"{name_of(place.declaration)} {place.row}", []).append((place.key, _in_short(place)))

    class RectifyForm(StepForm):
        place = forms.ChoiceField(label=_("What is wrong"), choices=list(groups.items()))
        value = forms.CharField(
            label=_("What shall stand there"),
            widget=forms.Textarea(attrs={"rows": 4}),
            max_length=LONGEST,
            validators=[payload.refuse],
        )

        def clean(self) -> dict[str, Any]:
            """With the change that it comes to, and the digest of the one that staff had before their eyes."""
            said: dict[str, Any] = super().clean() or self.cleaned_data
            if not self.errors:
                try:
                    said["change"] = rectification.change(email, said["place"], said["value"])
                except ValidationError as error:
                    self.add_error("value", error)
            return said | {"shown": self.data.get("shown", "")}

    return RectifyForm


class ReasonForm(StepForm):
    """Why somebody reads what is restricted: a code, as words would tell what was read."""

    reason = forms.ChoiceField(
        label=gettext_lazy("Why the restricted data is read"), choices=OpeningReason.choices, widget=forms.RadioSelect
    )


def recipient_form(case: RightsRequest) -> type[StepForm]:
    """A form over the recipients that nobody has told."""

    class RecipientForm(StepForm):
        recipient = forms.ChoiceField(
            label=_("Who was told"),
            widget=forms.RadioSelect,
            choices=[(one.code, one.recipient) for one in services.notices(case) if one.told_at is None],
        )

    return RecipientForm


def first_words(case: RightsRequest) -> dict[str, str]:
    """What the answer begins with: what was erased, corrected or frozen, in the person's language."""
    if case.right == Right.ERASURE:
        return {"done": "\n".join(services.erased(case))}
    if case.right == Right.RECTIFICATION:
        return {"done": "\n".join(services.corrected(case))}
    if case.right == Right.RESTRICTION:
        return {"frozen": "\n".join(services.frozen_tables(case))}
    return {}


def of_change(said: Said) -> Change | None:
    return said.get("change")


def _left_out(case: RightsRequest, ability: str) -> tuple[tuple[str, str], ...]:
    found = ((one.declaration, getattr(one.declaration, ability)) for one in held(mailbox_of(case)) if one.number)
    return tuple((name_of(one), str(said.because)) for one, said in found if isinstance(said, LeftOut))


def _in_short(place: Place) -> str:
    """The column, and enough of what stands in it to tell; of what is restricted, nothing."""
    title = capfirst(str(place.field.verbose_name))
    if place.is_restricted:
        return _("%(field)s (restricted)") % {"field": title}
    words = " ".join(place.value.split())
    return f"{title}: {words[:60]}{'…' if len(words) > 60 else ''}"


def _content(declaration: Declaration, row: Model) -> tuple[tuple[str, str], ...]:
    """What the row says to a person: pseudonyms and technical information say nothing to one."""
    told = {Category.IDENTITY, Category.CONTACT, Category.CONTENT, Category.HISTORY}
    names = (name for name, said in declaration.fields.items() if said in told)
    return tuple((capfirst(str(_title(row, name))), _words(row, name)) for name in names)


def _title(row: Model, name: str) -> str:
    return str(getattr(row._meta.get_field(name), "verbose_name", name))


def _words(row: Model, name: str) -> str:
    in_words = getattr(row, f"get_{name}_display", None)
    value = in_words() if in_words else getattr(row, name)
    return date_format(timezone.localtime(value), "DATETIME_FORMAT") if isinstance(value, datetime) else str(value)

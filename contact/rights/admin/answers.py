"""The letters that steps send, and the forms that ask for their parts; an answer's are those of its right."""

from collections.abc import Callable, Mapping
from typing import TypeVar

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from contact.rights import services
from contact.rights.admin import outcomes, package
from contact.rights.admin.forms import StepForm, letter_form
from contact.rights.admin.step import Said
from contact.rights.clock import extended_due
from contact.rights.letters import build
from contact.rights.letters.kinds import (
    AccessAnswer,
    Answer,
    ChangeAnswer,
    Letter,
    LiftingNotice,
    ObjectionAnswer,
    PortabilityAnswer,
    Question,
    RestrictionAnswer,
)
from contact.rights.models import LONGEST_FACT, RightsRequest
from contact.rights.packages.content import answer_parts
from contact.rights.regimes import Right
from contact.rights.states import Ground

Q = TypeVar("Q", bound=Question)


def answer(case: RightsRequest, said: Said) -> Letter:
    """The letter that closes a case, by its right."""
    parts = {name: value for name, value in said.items() if name not in ("seen", "kept_on")}
    right = Right(case.right)
    if right is Right.ACCESS:
        return build.access(case, **parts)
    if right in _CHANGES:
        ground = said["kept_on"]
        told = services.told(case)
        return build.change(case, ground=Ground(ground).label if ground else "", recipients=told, **parts)
    if right is Right.RESTRICTION:
        return build.for_case(RestrictionAnswer, case, recipients=services.told(case), **parts)
    if right is Right.OBJECTION:
        return build.objection(case, **parts)
    if right is Right.PORTABILITY:
        return build.for_case(PortabilityAnswer, case, **parts)
    return build.answer(case, said["words"])


_CHANGES = frozenset({Right.ERASURE, Right.RECTIFICATION})


def _kept_on() -> forms.Field:
    return forms.ChoiceField(
        label=_("On what ground it was kept"), required=False, choices=[("", _("nothing was kept")), *Ground.choices]
    )


_CHANGE_FORM = letter_form(ChangeAnswer, "done", "kept", "until", kept_on=_kept_on())
_ANSWER_FORMS: Mapping[Right, type[StepForm]] = {
    Right.ACCESS: letter_form(AccessAnswer, "confirmation", "copy"),
    Right.PORTABILITY: letter_form(PortabilityAnswer, "copy", "formats"),
    Right.ERASURE: _CHANGE_FORM,
    Right.RECTIFICATION: _CHANGE_FORM,
    Right.RESTRICTION: letter_form(RestrictionAnswer, "frozen"),
    Right.OBJECTION: letter_form(ObjectionAnswer, "outcome", "balance", "restricted"),
}


def answer_form(case: RightsRequest) -> type[StepForm]:
    """Of the right that was asked for."""
    return _ANSWER_FORMS.get(Right(case.right), letter_form(Answer, "words"))


def first_words(case: RightsRequest) -> Said:
    """What the answer begins with: what the package holds, or what was corrected or frozen."""
    return answer_parts(case) if package.is_built(case) else outcomes.first_words(case)


def fact() -> forms.Field:
    return forms.CharField(
        label=_("The right answer"),
        required=False,
        max_length=LONGEST_FACT,
        help_text=_(
            "The site compares it, whatever the capitals, spaces and punctuation, and keeps a keyed hash of it alone. "
            "Leave it empty where nothing is held: the page is the same, and no answer is right."
        ),
    )


def question(kind: type[Q]) -> Callable[[RightsRequest, Said], Q]:
    return lambda case, said: build.for_case(
        kind, case, **{name: value for name, value in said.items() if name not in ("seen", "fact")}
    )


def extension(case: RightsRequest, said: Said) -> Letter:
    """As `services.extend` will write it."""
    day = extended_due(case, said["new_date"], today=timezone.localdate())
    return build.extension(case, reasons=said["reasons"], new_date=day)


def lifting(case: RightsRequest, said: Said) -> LiftingNotice:
    return build.for_case(LiftingNotice, case, lifted_on=said["lifted_on"], reasons=said["reasons"])

"""Which question comes when, and what becomes of the answers."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import cast

from django.forms import ChoiceField

from contact.rights.asking import forms
from contact.rights.fields import PlainForm
from contact.rights.regimes import Right
from contact.rights.services import Asked

Answers = Mapping[str, str]
_Choices = Iterable[tuple[str, object]]

#: What nobody can answer without the person's own words.
_NEEDS_WORDS = frozenset({Right.RECTIFICATION, Right.COMPLAINT, Right.QUESTION})


def _always(answers: Answers) -> bool:
    return True


@dataclass(frozen=True)
class Step:
    """One question: one page, and one field of the name `slug`."""

    slug: str
    form: type[PlainForm]
    applies: Callable[[Answers], bool] = _always
    #: In the place of `form`, where that depends on what was answered.
    instead: Callable[[Answers], type[PlainForm] | None] = lambda answers: None

    def form_for(self, answers: Answers) -> type[PlainForm]:
        return self.instead(answers) or self.form

    def question(self, answers: Answers) -> str:
        return str(self.form_for(answers).base_fields[self.slug].label)

    def shown(self, answers: Answers) -> str:
        """The answer in words, as the form had it."""
        field, value = self.form.base_fields[self.slug], answers[self.slug]
        return str(dict(cast(_Choices, field.choices))[value]) if isinstance(field, ChoiceField) else value


STEPS = (
    Step("right", forms.RightForm),
    Step("about", forms.AboutForm, lambda answers: answers.get("right") == Right.OBJECTION),
    Step("residence", forms.ResidenceForm),
    Step("whom", forms.WhomForm),
    Step("subject_email", forms.SubjectForm, lambda answers: answers.get("whom") == forms.ANOTHER),
    Step("email", forms.EmailForm),
    Step(
        "details",
        forms.DetailsForm,
        instead=lambda answers: forms.NeededDetailsForm if answers.get("right") in _NEEDS_WORDS else None,
    ),
    Step("language", forms.LanguageForm),
)
FIRST = STEPS[0]
BY_SLUG = {step.slug: step for step in STEPS}


def applying(answers: Answers) -> tuple[Step, ...]:
    return tuple(step for step in STEPS if step.applies(answers))


def answered(answers: Answers, step: Step, value: str) -> Answers:
    """With one answer more, and without those to questions that it makes idle."""
    found = {**answers, step.slug: value}
    return {one.slug: found[one.slug] for one in applying(found) if one.slug in found}


def unanswered(answers: Answers) -> Step | None:
    """The first question that is still open: none was asked, or its answer is too little by now."""
    return next((step for step in applying(answers) if not _is_answered(answers, step)), None)


def before(answers: Answers, step: Step | None) -> Step | None:
    """The question before this one; before the last page (None), the last question."""
    steps = [*applying(answers), None]
    place = steps.index(step) if step in steps else 0
    return steps[place - 1] if place else None


def asked(answers: Answers) -> Asked:
    """The whole request. KeyError while a question is open."""
    return Asked(
        right=Right(answers["right"]),
        residence=answers["residence"],
        language=answers["language"],
        email=answers["email"],
        details=answers["details"],
        about_marketing=answers.get("about") == forms.MARKETING,
        for_another=answers["whom"] == forms.ANOTHER,
        subject_email=answers.get("subject_email", ""),
    )


def _is_answered(answers: Answers, step: Step) -> bool:
    """As the form would have it today: another answer may have changed it, or a new release."""
    return step.slug in answers and step.form_for(answers)(answers).is_valid()

"""One thing that staff can do with a case, as data: what it needs, where it leads, and what it does."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.functional import Promise

from contact.rights.admin import outcomes
from contact.rights.admin.forms import PlanForm, StepForm
from contact.rights.letters.kinds import Letter
from contact.rights.models import RightsRequest
from contact.rights.services import Who
from contact.rights.states import OPEN, State
from privacy.rectification import Change

#: What a step's form was filled in with.
Said = Mapping[str, Any]

CHANGE = "contact.change_rightsrequest"
APPROVE = "contact.approve_rightsrequest"
EVERY = frozenset(State)


@dataclass(frozen=True)
class Done:
    """One step as it is taken."""

    case: RightsRequest
    said: Said
    who: Who
    now: datetime

    @property
    def common(self) -> dict[str, Any]:
        return {"who": self.who, "now": self.now, "seen": self.said["seen"]}


@dataclass(frozen=True, kw_only=True)
class Step:
    #: In the address of its page.
    name: str
    label: Promise
    do: Callable[[Done], Any]
    form: type[StepForm] = StepForm
    #: The states it may lead to; none if it moves nothing.
    to: frozenset[State] = frozenset()
    #: The states it may be taken in.
    after: frozenset[State] = OPEN
    permission: str = CHANGE
    letter: Callable[[RightsRequest, Said], Letter] | None = None
    #: What its form says before anybody has written into it.
    proposal: Callable[[RightsRequest], Said] = lambda case: {}
    #: For which cases it has a meaning at all.
    fits: Callable[[RightsRequest], bool] = lambda case: True
    #: Whether a case can be done with after it: such buttons stand out less.
    ends: bool = False
    #: Whether it does what was asked for: its button stands out, though it moves no state.
    fulfils: bool = False
    #: Whether its buttons stand beside what they are about, and so not among the others.
    stands_apart: bool = False
    #: Where the form depends on the case.
    form_for: Callable[[RightsRequest], type[StepForm]] | None = None
    #: What the page shows beside the form.
    lists: Callable[[RightsRequest], outcomes.Listing | None] | None = None
    #: A change of a row that the form comes to, shown before it is made.
    change: Callable[[Said], Change | None] | None = None
    #: What stands against it, besides what stands against the state that it leads to.
    against: Callable[[RightsRequest, datetime], tuple[str, ...]] = lambda case, now: ()

    @property
    def shows_the_plan(self) -> bool:
        """Whoever takes it has read, row by row, what will be erased."""
        return issubclass(self.form, PlanForm)

    @property
    def sends_a_letter(self) -> bool:
        return self.letter is not None

    @property
    def changes_a_row(self) -> bool:
        return self.change is not None

    @property
    def stands_out(self) -> bool:
        return self.fulfils or bool(self.to and not self.ends)

    @property
    def is_shown_first(self) -> bool:
        return self.letter is not None or self.change is not None

    @property
    def is_a_button(self) -> bool:
        """Nothing to add and nothing to read: it is done on the case's own page."""
        return self.form is StepForm and self.form_for is None and self.lists is None

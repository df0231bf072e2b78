"""What staff can do with a case, as data: each step names where it leads, and the state machine says whether it may.

A step that sends a letter shows it first, in the person's language, and cannot be taken while the letter lacks a part.
"""

from collections.abc import Callable
from copy import copy
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from contact.rights import services
from contact.rights.admin import answers, outcomes, package
from contact.rights.admin.forms import (
    AssignForm,
    GroundForm,
    IdentityForm,
    PlanForm,
    ReasonForm,
    StepForm,
    WordsForm,
    letter_form,
)
from contact.rights.admin.step import APPROVE, EVERY, Done, Step
from contact.rights.guards import NEEDS_APPROVAL, next_states, why_not_lift
from contact.rights.identity import Level, Proof
from contact.rights.letters import build
from contact.rights.letters.kinds import ExtensionNotice, IdentityRequest, LiftingNotice, Question
from contact.rights.models import RightsRequest
from contact.rights.packages.standing import package_of
from contact.rights.regimes import Right
from contact.rights.services.knowing import may_ask_fact
from contact.rights.services.packaging import may_have_one
from contact.rights.states import AT_WORK, Ground, State
from contact.rights.timeline import OpeningReason
from privacy.erasure import scan
from privacy.erasure.findings import Outcome, Reason, outcome


@dataclass(frozen=True)
class Offer:
    """A step that could be taken now; `against` says why not, where it may not."""

    step: Step
    against: tuple[str, ...]


def offers(case: RightsRequest, *, by: int, may: Callable[[str], bool], now: datetime) -> list[Offer]:
    """The lawful next steps, for who may take them."""
    as_if = copy(case)
    as_if.refusal_ground, as_if.is_paused = Ground.OTHER, True  # a step asks for the one itself, and does the other
    after = next_states(as_if, by=by, now=now)
    found = []
    for step in STEPS:
        if not (may(step.permission) and case.state in step.after and step.fits(case)):
            continue
        led = [after[to] for to in step.to if to in after]
        if step.to and not led:
            continue
        found.append(Offer(step, (min(led, key=len) if led else ()) or step.against(case, now)))
    return found


def form_of(step: Step, case: RightsRequest) -> type[StepForm]:
    """Of an answer, it is that of the right that was asked for."""
    if step.letter is answers.answer:
        return answers.answer_form(case)
    return step.form_for(case) if step.form_for else step.form


def _read(done: Done) -> list[outcomes.Opened]:
    services.open_frozen(done.case.pk, OpeningReason(done.said["reason"]), **done.common)
    return outcomes.opened(done.case)


def _came_to(case: RightsRequest, what: Outcome) -> bool:
    found = scan.latest(case.pk)
    return found is not None and outcome(found) is what


STEPS = (
    Step(
        name="start",
        label=_("Take it up"),
        to=frozenset({State.IN_PROGRESS}),
        after=frozenset({State.VERIFIED, State.APPEALED}),
        do=lambda done: services.start(done.case.pk, **done.common),
    ),
    Step(
        name="approve",
        label=_("Approve"),
        permission=APPROVE,
        form=PlanForm,
        to=frozenset({State.APPROVED}),
        do=lambda done: services.approve_plan(done.case.pk, done.said["plan"], **done.common),
    ),
    Step(
        name="carry-out",
        label=_("Erase"),
        form=PlanForm,
        to=frozenset({State.EXECUTING}),
        do=lambda done: services.carry_out(done.case.pk, **done.common),
    ),
    Step(
        name="send-back",
        label=_("Send back to work"),
        permission=APPROVE,
        to=AT_WORK,
        after=frozenset({State.AWAITING_APPROVAL}),
        do=lambda done: services.send_back(done.case.pk, **done.common),
    ),
    Step(
        name="resume",
        label=_("Go on without the person's answer"),
        to=AT_WORK,
        after=frozenset({State.AWAITING_SUBJECT}),
        do=lambda done: services.resume(done.case.pk, **done.common),
    ),
    Step(
        name="propose",
        label=_("Put forward for approval"),
        form=PlanForm,
        to=frozenset({State.AWAITING_APPROVAL}),
        after=AT_WORK | {State.EXECUTED},
        fits=lambda case: (
            case.right in NEEDS_APPROVAL and (case.state in AT_WORK or _came_to(case, Outcome.LEFT_BEHIND))
        ),
        do=lambda done: services.put_forward(done.case.pk, done.said["plan"], **done.common),
    ),
    Step(
        name="look-again",
        label=_("Look again"),
        after=frozenset({State.EXECUTED}),
        fits=lambda case: not _came_to(case, Outcome.RUNNING),
        do=lambda done: services.scan_again(done.case.pk, **done.common),
    ),
    Step(
        name="judge",
        label=_("It is nothing of this person's"),
        permission=APPROVE,
        form=ReasonForm,
        after=frozenset({State.EXECUTED}),
        fits=lambda case: _came_to(case, Outcome.TO_JUDGE),
        do=lambda done: services.clear(done.case.pk, Reason(done.said["reason"]), **done.common),
    ),
    Step(
        name="answer",
        label=_("Answer and close"),
        ends=True,
        to=frozenset({State.FULFILLED, State.PARTIALLY_FULFILLED}),
        letter=answers.answer,
        proposal=answers.first_words,
        lists=outcomes.kept,
        do=lambda done: services.fulfil(
            done.case.pk,
            answers.answer(done.case, done.said),
            kept=Ground(done.said["kept_on"]) if done.said.get("kept_on") else None,
            **done.common,
        ),
        form=WordsForm,
    ),
    Step(
        name="rectify",
        fulfils=True,
        label=_("Correct a value"),
        after=AT_WORK,
        fits=lambda case: case.right == Right.RECTIFICATION,
        form_for=outcomes.rectify_form,
        lists=outcomes.to_correct,
        change=outcomes.of_change,
        do=lambda done: services.rectify(
            done.case.pk, done.said["place"], done.said["value"], shown=done.said["shown"], **done.common
        ),
    ),
    Step(
        name="freeze",
        fulfils=True,
        label=_("Restrict the person's data"),
        after=AT_WORK,
        fits=lambda case: case.right in services.FREEZES and not case.about_marketing and not case.is_restricting,
        lists=outcomes.to_freeze,
        do=lambda done: services.freeze(done.case.pk, **done.common),
    ),
    Step(
        name="read-restricted",
        label=_("Read what is restricted"),
        form=outcomes.ReasonForm,
        after=EVERY,
        fits=lambda case: case.is_restricting,
        lists=outcomes.frozen,
        do=_read,
    ),
    Step(
        name="announce-lifting",
        label=_("Announce the end of the restriction"),
        form=letter_form(LiftingNotice, "lifted_on", "reasons"),
        after=EVERY,
        fits=lambda case: case.is_restricting,
        letter=answers.lifting,
        do=lambda done: services.warn(done.case.pk, answers.lifting(done.case, done.said), **done.common),
    ),
    Step(
        name="lift",
        label=_("End the restriction"),
        after=EVERY,
        fits=lambda case: case.is_restricting,
        against=why_not_lift,
        lists=outcomes.frozen,
        do=lambda done: services.lift(done.case.pk, **done.common),
    ),
    Step(
        name="stop-marketing",
        fulfils=True,
        label=_("Send no more marketing"),
        fits=lambda case: services.wants_no_marketing(case) and not services.is_suppressed(case),
        do=lambda done: services.stop_marketing(done.case.pk, **done.common),
    ),
    Step(
        name="tell",
        label=_("Note that a recipient was told"),
        stands_apart=True,
        after=EVERY - {State.RECEIVED, State.AWAITING_IDENTITY, State.UNVERIFIED_CLOSED},
        fits=lambda case: any(one.told_at is None for one in services.notices(case)),
        form_for=outcomes.recipient_form,
        do=lambda done: services.tell(done.case.pk, done.said["recipient"], **done.common),
    ),
    Step(
        name="package",
        label=_("Build the package of data"),
        after=EVERY,
        fits=lambda case: may_have_one(case) and package_of(case) is None,
        do=lambda done: services.ask_for_package(done.case.pk, **done.common),
    ),
    Step(
        name="package-anew",
        label=_("Build the package of data anew"),
        after=EVERY,
        fits=lambda case: may_have_one(case) and package_of(case) is not None,
        do=lambda done: services.ask_for_package(done.case.pk, **done.common),
    ),
    Step(
        name="package-look",
        label=_("Look into the package"),
        after=EVERY,
        fits=package.is_built,
        do=lambda done: package.look(done.case, **done.common),
    ),
    Step(
        name="package-save",
        label=_("Download the package"),
        after=EVERY,
        fits=package.is_built,
        do=lambda done: package.save(done.case, **done.common),
    ),
    Step(
        name="identity",
        label=_("Record a proof of identity"),
        form=IdentityForm,
        fits=lambda case: case.rule.other_proof and case.level < case.rule.level,
        do=lambda done: services.record_identity(
            done.case.pk, Level(done.said["level"]), Proof(done.said["proof"]), **done.common
        ),
    ),
    Step(
        name="ask",
        label=_("Ask the person something"),
        form=letter_form(Question, "question"),
        to=frozenset({State.AWAITING_SUBJECT}),
        letter=answers.question(Question),
        do=lambda done: services.pause(done.case.pk, answers.question(Question)(done.case, done.said), **done.common),
    ),
    Step(
        name="doubt",
        label=_("Ask for proof of identity"),
        form=letter_form(IdentityRequest, "question", "doubt"),
        to=frozenset({State.AWAITING_SUBJECT}),
        letter=answers.question(IdentityRequest),
        do=lambda done: services.pause(
            done.case.pk, answers.question(IdentityRequest)(done.case, done.said), **done.common
        ),
    ),
    Step(
        name="fact",
        label=_("Ask for one fact"),
        form=letter_form(IdentityRequest, "question", "doubt", fact=answers.fact()),
        after=AT_WORK | {State.AWAITING_IDENTITY},
        fits=may_ask_fact,
        letter=answers.question(IdentityRequest),
        do=lambda done: services.ask_fact(
            done.case.pk, answers.question(IdentityRequest)(done.case, done.said), done.said["fact"], **done.common
        ),
    ),
    Step(
        name="extend",
        label=_("Take more time"),
        form=letter_form(ExtensionNotice, "reasons", "new_date"),
        after=frozenset({State.IN_PROGRESS}),
        fits=lambda case: not case.is_extended,
        letter=answers.extension,
        do=lambda done: services.extend(done.case.pk, done.said["reasons"], to=done.said["new_date"], **done.common),
    ),
    Step(
        name="refuse",
        label=_("Refuse"),
        ends=True,
        form=GroundForm,
        after=EVERY - {State.APPROVED},
        to=frozenset({State.REFUSED}),
        letter=lambda case, said: build.refusal(case, said["ground"], said["reasons"]),
        do=lambda done: services.refuse(
            done.case.pk, build.refusal(done.case, done.said["ground"], done.said["reasons"]), **done.common
        ),
    ),
    Step(
        name="withdraw",
        label=_("The person no longer asks"),
        ends=True,
        to=frozenset({State.WITHDRAWN}),
        do=lambda done: services.withdraw(done.case.pk, **done.common),
    ),
    Step(
        name="assign",
        label=_("Assign"),
        form=AssignForm,
        do=lambda done: services.assign(done.case.pk, done.said["to"].pk if done.said["to"] else None, **done.common),
    ),
    Step(
        name="write",
        label=_("Write to the person"),
        form=WordsForm,
        after=EVERY,
        do=lambda done: services.answer(done.case.pk, done.said["words"], **done.common),
    ),
    Step(
        name="came-in",
        label=_("Enter what the person said"),
        form=WordsForm,
        after=EVERY,
        do=lambda done: services.add_from_person(done.case.pk, done.said["words"], who=done.who, now=done.now),
    ),
    Step(
        name="note",
        label=_("Add a note"),
        form=WordsForm,
        after=EVERY,
        do=lambda done: services.add_note(done.case.pk, done.said["words"], who=done.who, now=done.now),
    ),
)
BY_NAME = {step.name: step for step in STEPS}

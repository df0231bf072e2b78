"""The letters, and what each must hold.

A part is a field made with `part(title, …)`; its title heads it in the letter and names it where it is missing. A part
without a word is missing, unless it is optional, or asked for by a law that does not apply to this case.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import Field, dataclass, field, fields
from datetime import date
from typing import Any, ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from contact.rights.regimes import PauseReason, Regime
from contact.rights.states import Ground

Text = str | Promise
#: What a part may be: words, a day, or a list.
Value = Text | date | tuple[Text, ...] | None
Needed = Callable[[Any], bool]

_PART = "title"
_NEEDED = "needed"


def part(title: Promise, *, needed: Needed = lambda letter: True, default: Any = "") -> Any:
    """A part of a letter. `needed`: whether the law wants it in this one."""
    return field(default=default, metadata={_PART: title, _NEEDED: needed})


def _never(letter: object) -> bool:
    return False


@dataclass(frozen=True, kw_only=True)
class Letter:
    """What every letter has."""

    kind: ClassVar[str]
    subject: ClassVar[Promise]
    opening: ClassVar[Promise]

    reference: str
    regimes: tuple[Regime, ...]
    received: date | None = part(_("Date received"), default=None)


def parts(letter: Letter) -> Iterator[tuple[Text, Value]]:
    """Title and content of each part that has any, in their order."""
    for one in _declared(letter):
        if _says(value := getattr(letter, one.name)):
            yield one.metadata[_PART], value


def title(kind: type[Letter], name: str) -> Promise:
    """What heads a part in the letter, by the name of its field."""
    found: Promise = next(one for one in fields(kind) if one.name == name).metadata[_PART]
    return found


def missing(letter: Letter) -> tuple[str, ...]:
    """The titles of the parts that the law wants and that are empty, in the language that is active."""
    wanted = (one for one in _declared(letter) if one.metadata[_NEEDED](letter))
    return tuple(str(one.metadata[_PART]) for one in wanted if not _says(getattr(letter, one.name)))


def _declared(letter: Letter) -> "Iterator[Field[Any]]":
    return (one for one in fields(letter) if _PART in one.metadata)


def _says(value: Value) -> bool:
    if isinstance(value, tuple):
        return any(_says(line) for line in value)
    return isinstance(value, date) or bool(value is not None and str(value).strip())


def _has_court(letter: Letter) -> bool:
    return any(regime.court for regime in letter.regimes)


def _has_appeal(letter: Letter) -> bool:
    return any(regime.appeal for regime in letter.regimes)


@dataclass(frozen=True, kw_only=True)
class Acknowledgement(Letter):
    kind: ClassVar[str] = "acknowledgement"
    subject: ClassVar[Promise] = _("We have your request %(reference)s")
    opening: ClassVar[Promise] = _("We have received your request, and this is how we understand it.")

    right: Text = part(_("What you ask for"))
    laws: tuple[Text, ...] = part(_("The laws it falls under"), default=())
    due: date | None = part(_("By when we answer"), default=None)
    derivation: tuple[Text, ...] = part(_("How that day is counted"), default=(), needed=_never)
    identity: Text = part(_("How we check that it is you"))


@dataclass(frozen=True, kw_only=True)
class Question(Letter):
    """Something that only the person can say. The clock's pause bears the reason."""

    reason: ClassVar[PauseReason] = PauseReason.CLARIFICATION
    kind: ClassVar[str] = "question"
    subject: ClassVar[Promise] = _("A question about your request %(reference)s")
    opening: ClassVar[Promise] = _("To answer your request we need to know something from you.")

    question: Text = part(_("Our question"))


@dataclass(frozen=True, kw_only=True)
class IdentityRequest(Question):
    """Only on reasonable doubt, for the least that resolves it, never for an identity document (Art. 12(6))."""

    reason: ClassVar[PauseReason] = PauseReason.IDENTITY
    kind: ClassVar[str] = "identity_request"
    subject: ClassVar[Promise] = _("Is it you who asks? Your request %(reference)s")
    opening: ClassVar[Promise] = _(
        "Before we answer we have to be sure that it is you who asks. Please send no identity document: we do not need "
        "one, and would delete it."
    )

    doubt: Text = part(_("Why we are in doubt"))


@dataclass(frozen=True, kw_only=True)
class ExtensionNotice(Letter):
    kind: ClassVar[str] = "extension"
    subject: ClassVar[Promise] = _("Your request %(reference)s takes longer")
    opening: ClassVar[Promise] = _("We need more time to answer your request.")

    reasons: Text = part(_("Why it takes longer"))
    new_date: date | None = part(_("The new date"), default=None)
    complaint: tuple[Text, ...] = part(_("Where you can complain"), default=(), needed=_never)


@dataclass(frozen=True, kw_only=True)
class AccessAnswer(Letter):
    """GDPR Art. 15(1), letter by letter, and 15(2), 15(3)."""

    kind: ClassVar[str] = "access"
    subject: ClassVar[Promise] = _("What we hold about you: your request %(reference)s")
    opening: ClassVar[Promise] = _("You asked what we hold about you.")

    confirmation: Text = part(_("Whether we process data about you"))
    copy: Text = part(_("The copy of your data"))
    purposes: tuple[Text, ...] = part(_("What for (a)"), default=())
    categories: tuple[Text, ...] = part(_("Which kinds of data (b)"), default=())
    recipients: tuple[Text, ...] = part(_("Who receives them (c)"), default=())
    periods: tuple[Text, ...] = part(_("For how long (d)"), default=())
    rights: Text = part(_("Your other rights (e)"))
    complaint: tuple[Text, ...] = part(_("Where you can complain (f)"), default=())
    source: Text = part(_("Where the data come from (g)"))
    automated: Text = part(_("Automated decisions (h)"))
    transfers: tuple[Text, ...] = part(_("Transfers to other countries (Art. 15(2))"), default=())


@dataclass(frozen=True, kw_only=True)
class PortabilityAnswer(Letter):
    kind: ClassVar[str] = "portability"
    subject: ClassVar[Promise] = _("Your data in a form that other software reads: your request %(reference)s")
    opening: ClassVar[Promise] = _("You asked for the data that you gave us.")

    copy: Text = part(_("The data"))
    formats: Text = part(_("Their form"))


@dataclass(frozen=True, kw_only=True)
class ChangeAnswer(Letter):
    """Of a rectification or an erasure."""

    kind: ClassVar[str] = "change"
    subject: ClassVar[Promise] = _("Done: your request %(reference)s")
    opening: ClassVar[Promise] = _("This is what became of your data.")

    done: tuple[Text, ...] = part(_("What was changed or erased"), default=())
    kept: tuple[Text, ...] = part(_("What was kept"), default=(), needed=_never)
    ground: Text = part(_("On what ground it was kept"), needed=lambda letter: _says(letter.kept))
    until: date | None = part(_("Until when it is kept"), default=None, needed=lambda letter: _says(letter.kept))
    recipients: tuple[Text, ...] = part(_("Recipients whom we told of it"), default=(), needed=_never)
    backups: Text = part(_("How long backups still hold it"))
    complaint: tuple[Text, ...] = part(
        _("Where you can complain"), default=(), needed=lambda letter: _says(letter.kept)
    )


@dataclass(frozen=True, kw_only=True)
class RestrictionAnswer(Letter):
    kind: ClassVar[str] = "restriction"
    subject: ClassVar[Promise] = _("We no longer use your data: your request %(reference)s")
    opening: ClassVar[Promise] = _("The use of your data is restricted. We tell you before that is lifted.")

    frozen: tuple[Text, ...] = part(_("What is restricted"), default=())
    recipients: tuple[Text, ...] = part(_("Recipients whom we told of it"), default=(), needed=_never)


@dataclass(frozen=True, kw_only=True)
class LiftingNotice(Letter):
    """Before a restriction is lifted (GDPR Art. 18(3))."""

    kind: ClassVar[str] = "lifting"
    subject: ClassVar[Promise] = _("The restriction will be lifted: your request %(reference)s")
    opening: ClassVar[Promise] = _("The restriction of your data will be lifted on the day named below.")

    lifted_on: date | None = part(_("The day on which it is lifted"), default=None)
    reasons: Text = part(_("Why"))


@dataclass(frozen=True, kw_only=True)
class ObjectionAnswer(Letter):
    kind: ClassVar[str] = "objection"
    subject: ClassVar[Promise] = _("Your objection %(reference)s")
    opening: ClassVar[Promise] = _("You objected to a use of your data.")

    outcome: Text = part(_("What we do"))
    about_marketing: bool = False
    #: Marketing stops at once, without weighing anything (Art. 21(3)).
    balance: Text = part(_("How we weighed your reasons and ours"), needed=lambda letter: not letter.about_marketing)
    restricted: Text = part(_("What was restricted in the meantime"), needed=lambda letter: not letter.about_marketing)


@dataclass(frozen=True, kw_only=True)
class Answer(Letter):
    """To a question, a complaint, a withdrawal of consent, an opt-out."""

    kind: ClassVar[str] = "answer"
    subject: ClassVar[Promise] = _("Our answer to your request %(reference)s")
    opening: ClassVar[Promise] = _("This is our answer.")

    words: Text = part(_("Our answer"))
    complaint: tuple[Text, ...] = part(_("Where you can complain"), default=(), needed=_never)


@dataclass(frozen=True, kw_only=True)
class Refusal(Letter):
    """GDPR Art. 12(4): reasons, and the ways on."""

    kind: ClassVar[str] = "refusal"
    subject: ClassVar[Promise] = _("We cannot do what you ask: your request %(reference)s")
    opening: ClassVar[Promise] = _("We do not do what you asked for. Here is why, and what you can do about it.")

    code: Ground | None = None
    ground: Text = part(_("The ground"))
    reasons: Text = part(_("The reasons, and what they rest on"))
    complaint: tuple[Text, ...] = part(_("Where you can complain"), default=())
    court: Text = part(_("How you can go to court"), needed=_has_court)
    appeal: tuple[Text, ...] = part(_("How you can appeal"), default=(), needed=_has_appeal)


LETTERS: tuple[type[Letter], ...] = (
    Acknowledgement,
    Question,
    IdentityRequest,
    ExtensionNotice,
    AccessAnswer,
    PortabilityAnswer,
    ChangeAnswer,
    RestrictionAnswer,
    LiftingNotice,
    ObjectionAnswer,
    Answer,
    Refusal,
)

#: What a letter is called among staff.
TITLES: Mapping[str, Promise] = {
    "acknowledgement": _("acknowledgement"),
    "question": _("question to the person"),
    "identity_request": _("request for proof of identity"),
    "extension": _("notice of extension"),
    "access": _("answer: access"),
    "portability": _("answer: portability"),
    "change": _("answer: rectification or erasure"),
    "restriction": _("answer: restriction"),
    "lifting": _("notice before a restriction is lifted"),
    "objection": _("answer: objection"),
    "answer": _("answer"),
    "refusal": _("refusal"),
}

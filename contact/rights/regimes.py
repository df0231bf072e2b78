"""The laws under which people ask, as data: by when to answer, what may stop the clock, where to complain.

An engineering summary, not legal advice: a site's own counsel confirms it. What needs that most is marked `confirm`.
To change a term, change it here; every date that is shown says which rule it came from.
"""

from dataclasses import dataclass
from enum import Enum

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Right(TextChoices):
    """What a person may ask for."""

    ACCESS = "access", _("See what you hold about me")
    RECTIFICATION = "rectification", _("Correct something about me")
    ERASURE = "erasure", _("Delete what you hold about me")
    RESTRICTION = "restriction", _("Stop using my data for now")
    OBJECTION = "objection", _("Object to a use of my data")
    PORTABILITY = "portability", _("Get my data in a form that other software reads")
    WITHDRAWAL = "withdrawal", _("Withdraw a consent")
    OPT_OUT = "opt_out", _("Opt out of sale or sharing")
    COMPLAINT = "complaint", _("Complain about how you handle data")
    QUESTION = "question", _("Ask something about privacy")


class Unit(Enum):
    MONTHS = "months"
    DAYS = "days"
    WORKING_DAYS = "working days"


@dataclass(frozen=True)
class Term:
    number: int
    unit: Unit


def months(number: int) -> Term:
    return Term(number, Unit.MONTHS)


def days(number: int) -> Term:
    return Term(number, Unit.DAYS)


def working_days(number: int) -> Term:
    return Term(number, Unit.WORKING_DAYS)


class Start(Enum):
    """From which day a term is counted."""

    RECEIPT = "receipt"
    #: UK GDPR Art. 12A: of receipt, proof of identity where it was asked for, and a fee where one was due, the latest.
    LATEST = "latest of receipt, identity and fee"


class PauseReason(TextChoices):
    """What can stop a clock that runs."""

    IDENTITY = "identity", _("reasonable doubt about who is asking")
    CLARIFICATION = "clarification", _("a question to the person about what they ask for")


class Extension(Enum):
    """A longer time whose length the law leaves to a notice with a date and a reason."""

    BY_NOTICE = "by notice"


class Roll(Enum):
    """What becomes of a term whose last day is a day off."""

    NEXT_WORKING_DAY = "next working day"
    STAYS = "stays"


@dataclass(frozen=True, kw_only=True)
class Regime:
    key: str
    name: str | Promise
    #: Where the term stands, as it is cited.
    source: str
    #: Of several the earliest counts.
    answer: tuple[Term, ...]
    acknowledge: Term | None = None
    #: Where a complaint has its own term for being acknowledged.
    acknowledge_complaint: Term | None = None
    #: Where opting out has a term of its own, which nothing extends.
    opt_out: Term | None = None
    opt_out_source: str = ""
    #: How much is added to the first term, counted from the original date; or a notice; or None: it cannot be longer.
    extension: Term | Extension | None = None
    start: Start = Start.RECEIPT
    pauses: frozenset[PauseReason] = frozenset()
    roll: Roll = Roll.STAYS
    #: Whose days off count (ISO 3166-1); "" for those of the controller's seat.
    days_off_of: str = ""
    #: How long the person may appeal against a refusal, where there is an appeal to the controller, and its answer.
    appeal: Term | None = None
    #: How long what was asked about has to be kept after the answer, for whoever challenges it.
    recourse: Term | None = None
    complain_to: str | Promise
    court: bool = False
    #: What a site's counsel should confirm first; "" for nothing.
    confirm: str = ""


_ATTORNEY_GENERAL = _("the state's attorney general")

REGIMES = (
    Regime(
        key="eu",
        name=_("European Union and EEA (GDPR)"),
        source="GDPR Art. 12(3), (4); Reg. (EEC, Euratom) 1182/71 Art. 3",
        answer=(months(1),),
        extension=months(2),
        pauses=frozenset({PauseReason.IDENTITY}),
        roll=Roll.NEXT_WORKING_DAY,
        complain_to=_("the data protection supervisory authority where you live, work, or where it happened"),
        court=True,
        confirm="whether a doubt about identity suspends the month",
    ),
    Regime(
        key="uk",
        name=_("United Kingdom (UK GDPR)"),
        source="UK GDPR Art. 12, 12A",
        answer=(months(1),),
        acknowledge_complaint=days(30),
        extension=months(2),
        start=Start.LATEST,
        pauses=frozenset({PauseReason.CLARIFICATION}),
        roll=Roll.NEXT_WORKING_DAY,
        days_off_of="GB",
        complain_to=_("us first, then the Information Commissioner"),
        court=True,
    ),
    Regime(
        key="ch",
        name=_("Switzerland (FADP)"),
        source="FADP Art. 25(7)",
        answer=(days(30),),
        extension=Extension.BY_NOTICE,
        complain_to=_("the Federal Data Protection and Information Commissioner"),
        court=True,
        confirm="whether a last day on a day off stays",
    ),
    Regime(
        key="us-ca",
        name=_("California (CCPA)"),
        source="CCPA Regulations §7021",
        acknowledge=working_days(10),
        answer=(days(45),),
        extension=days(45),
        opt_out=working_days(15),
        opt_out_source="CCPA Regulations §7026, §7027",
        days_off_of="US",
        complain_to=_("the California Privacy Protection Agency, or the attorney general"),
    ),
    Regime(
        key="us-va",
        name=pgettext_lazy("state", "Virginia"),
        source="VCDPA §59.1-577",
        answer=(days(45),),
        extension=days(45),
        appeal=days(60),
        complain_to=_ATTORNEY_GENERAL,
        confirm="the time for an appeal",
    ),
    Regime(
        key="us-co",
        name=pgettext_lazy("state", "Colorado"),
        source="CPA §6-1-1306",
        answer=(days(45),),
        extension=days(45),
        appeal=days(45),
        complain_to=_ATTORNEY_GENERAL,
        confirm="the time for an appeal",
    ),
    Regime(
        key="us-ct",
        name=pgettext_lazy("state", "Connecticut"),
        source="CTDPA §42-518",
        answer=(days(45),),
        extension=days(45),
        appeal=days(60),
        complain_to=_ATTORNEY_GENERAL,
        confirm="the time for an appeal",
    ),
    Regime(
        key="br",
        name=_("Brazil (LGPD)"),
        source="LGPD Art. 19",
        answer=(days(15),),
        complain_to=_("the Autoridade Nacional de Proteção de Dados"),
    ),
    Regime(
        key="ca",
        name=_("Canada (PIPEDA)"),
        source="PIPEDA s. 8",
        answer=(days(30),),
        extension=days(30),
        recourse=months(6),  # s. 8(8), with the time to complain in s. 11(2)
        complain_to=_("the Office of the Privacy Commissioner of Canada"),
        confirm="whether six months cover every recourse of s. 8(8)",
    ),
    Regime(
        key="au",
        name=_("Australia (Privacy Act)"),
        source="Privacy Act 1988, APP 12",
        answer=(days(30),),
        complain_to=_("the Office of the Australian Information Commissioner"),
        confirm="the 30 days",
    ),
    Regime(
        key="nz",
        name=_("New Zealand (Privacy Act)"),
        source="Privacy Act 2020 s. 44",
        answer=(working_days(20),),
        days_off_of="NZ",
        extension=Extension.BY_NOTICE,
        complain_to=_("the Privacy Commissioner"),
    ),
    Regime(
        key="elsewhere",
        name=_("elsewhere"),
        source="our own rule: the shorter of 30 days and the month of the GDPR",
        answer=(days(30), months(1)),
        complain_to=_("the authority for data protection where you live"),
    ),
)

BY_KEY = {regime.key: regime for regime in REGIMES}

#: Regimes of the person's home that hold together with those of the controller's seat (GDPR Art. 3(1)).
_SEATS = {"GB": "uk", "CH": "ch"}
#: The European Union's members, and Iceland, Liechtenstein and Norway (EEA Joint Committee Decision 154/2018).
EEA = frozenset(
    {"AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE", "IS", "IT", "LI",
     "LT", "LU", "LV", "MT", "NL", "NO", "PL", "PT", "RO", "SE", "SI", "SK"}
)  # fmt: skip


def regimes_for(residence: str, *, seat: str) -> tuple[Regime, ...]:
    """The regimes of a request: that of the person's home, and that of the country where the controller sits.

    KeyError for a residence that is no regime's key. `seat` is a country code (ISO 3166-1).
    """
    keys = [residence]
    of_seat = "eu" if seat in EEA else _SEATS.get(seat, "")
    if of_seat and of_seat != residence:
        keys.append(of_seat)
    if of_seat and residence == "elsewhere":
        keys.remove("elsewhere")  # a law that applies is better than a rule of our own
    return tuple(BY_KEY[key] for key in keys)

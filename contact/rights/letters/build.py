"""Letters filled with what is known already: by the case, by its laws, by the declarations. Staff add the rest."""

from collections.abc import Callable
from datetime import date
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

from django.conf import settings
from django.utils import translation
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from contact.rights.clock import dates_of, regimes_of
from contact.rights.deadlines import term_in_words
from contact.rights.identity import Level
from contact.rights.letters.kinds import (
    AccessAnswer,
    Acknowledgement,
    Answer,
    ChangeAnswer,
    ExtensionNotice,
    Letter,
    ObjectionAnswer,
    Refusal,
)
from contact.rights.models import RightsRequest
from contact.rights.regimes import Regime
from contact.rights.states import Ground
from privacy.declarations import Whose, days, registry
from privacy.policies import processors, tables
from privacy.tables import name_of, period_in_words, time_to_keep

Kind = TypeVar("Kind", bound=Letter)
Arguments = ParamSpec("Arguments")


def _in_their_language(
    build: Callable[Concatenate[RightsRequest, Arguments], Kind],
) -> Callable[Concatenate[RightsRequest, Arguments], Kind]:
    @wraps(build)
    def built(case: RightsRequest, /, *args: Arguments.args, **kwargs: Arguments.kwargs) -> Kind:
        with translation.override(case.language):
            return build(case, *args, **kwargs)

    return built


def for_case(kind: type[Kind], case: RightsRequest, **parts: Any) -> Kind:
    """A letter about a case, with the parts given. It may still be incomplete: `missing` says."""
    return kind(reference=case.reference, regimes=regimes_of(case), received=case.received_on, **parts)


@_in_their_language
def acknowledgement(case: RightsRequest, *, today: date) -> Acknowledgement:
    dates = dates_of(case, today=today)
    return for_case(
        Acknowledgement,
        case,
        right=case.get_right_display(),
        laws=tuple(regime.name for regime in regimes_of(case)),
        due=case.due_on,
        derivation=tuple(str(step) for step in dates.first.derivation),
        identity=_identity(case),
    )


@_in_their_language
def extension(case: RightsRequest, /, **parts: Any) -> ExtensionNotice:
    return for_case(ExtensionNotice, case, complaint=complaint(case), **parts)


@_in_their_language
def refusal(case: RightsRequest, ground: Ground, reasons: str) -> Refusal:
    return for_case(
        Refusal,
        case,
        code=ground,
        ground=ground.label if ground is not Ground.OTHER else reasons,
        reasons=reasons,
        complaint=complaint(case),
        court=court(case),
        appeal=appeal(case),
    )


@_in_their_language
def answer(case: RightsRequest, words: str) -> Answer:
    return for_case(Answer, case, words=words, complaint=complaint(case))


@_in_their_language
def objection(case: RightsRequest, /, **parts: Any) -> ObjectionAnswer:
    return for_case(ObjectionAnswer, case, about_marketing=case.about_marketing, **parts)


@_in_their_language
def change(case: RightsRequest, /, **parts: Any) -> ChangeAnswer:
    return for_case(ChangeAnswer, case, backups=_backups(), complaint=complaint(case), **parts)


def _backups() -> str:
    """Of the setting: a letter that says another number than the purge of backups heeds would be wrong."""
    kept = period_in_words(days(settings.BACKUP_KEEP_DAYS))
    return _("Backups are encrypted and kept for %(period)s; after a restore, what was erased is erased again.") % {
        "period": kept
    }


@_in_their_language
def access(case: RightsRequest, *, confirmation: str, copy: str) -> AccessAnswer:
    """Art. 15 from the declarations: what the site does with visitors' data, each table's own words."""
    said = [one for one in registry.declarations() if one.whose is not Whose.STAFF]
    names = [(one, name_of(one)) for one in said]
    return for_case(
        AccessAnswer,
        case,
        confirmation=confirmation,
        copy=copy,
        purposes=tuple(f"{name}: {one.purpose}" for one, name in names),
        categories=tuple(f"{name}: {tables.categories(one)}" for one, name in names),
        recipients=tuple(dict.fromkeys(str(one.recipients) for one in said)),
        periods=tuple(f"{name}: {time_to_keep(one)}" for one, name in names),
        rights=_(
            "You may have your data corrected or erased, have their use restricted, object to it, and receive what you "
            "gave us in a form that other software reads."
        ),
        complaint=complaint(case),
        source=_("From you, and from your use of the site. We buy no data and get none from others."),
        automated=_("No decision about you is made by a machine, and no profile of you is kept (Art. 22)."),
        transfers=_transfers(),
    )


def complaint(case: RightsRequest) -> tuple[str, ...]:
    """Where to complain, law by law; the authority that the operator named, first."""
    routes = [str(capfirst(str(regime.complain_to))) for regime in regimes_of(case)]
    named = [settings.SUPERVISORY_AUTHORITY] if any(regime.key == "eu" for regime in regimes_of(case)) else []
    return tuple(dict.fromkeys([*named, *routes]))


def court(case: RightsRequest) -> str:
    if not any(regime.court for regime in regimes_of(case)):
        return ""
    return _("You may also go to court, where you live or where we are, whether or not you complain (Art. 79).")


def appeal(case: RightsRequest) -> tuple[str, ...]:
    return tuple(_appeal(regime) for regime in regimes_of(case) if regime.appeal)


def _appeal(regime: Regime) -> str:
    if regime.appeal is None:
        return ""
    words = _("Appeal to us within %(term)s, on the page of your request or by e-mail (%(source)s).")
    return words % {"term": term_in_words(regime.appeal), "source": regime.source}


def _identity(case: RightsRequest) -> str:
    if case.rule.level == Level.NONE:
        return _("For this request we need not know who you are.")
    if case.level >= case.rule.level:
        return _("You have proven it; we need nothing more.")
    if case.rule.level == Level.FACT:
        return _("You proved that the mailbox is yours. As you ask for another person, we ask you for one fact more.")
    return _("By a link that we send to your mailbox.")


def _transfers() -> tuple[str, ...]:
    outside = [
        f"{one.name}: {one.country}, {processors.SAFEGUARDS[one.safeguard]}"
        for one in settings.PROCESSORS
        if one.safeguard
    ]
    return tuple(outside) or (_("None outside the European Economic Area."),)

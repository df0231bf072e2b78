"""What the steps of a case are called: to the person, and among staff. The row holds the code and the facts."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db.models import TextChoices
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from contact.rights.identity import Channel, Proof
from contact.rights.letters.kinds import TITLES
from contact.rights.models import CaseEvent
from contact.rights.regimes import PauseReason
from contact.rights.states import Ground, State


class Code(TextChoices):
    RECEIVED = "received"
    CUT = "cut"
    MAILED = "mailed"
    REMINDED = "reminded"
    PROVEN = "proven"
    FACT_ASKED = "fact_asked"
    FACT_WRONG = "fact_wrong"
    MOVED = "moved"
    ASSIGNED = "assigned"
    EXTENDED = "extended"
    PAUSED = "paused"
    RESUMED = "resumed"
    PROPOSED = "proposed"
    LETTER = "letter"
    MESSAGE_IN = "message_in"
    MESSAGE_OUT = "message_out"
    NOTE = "note"
    APPEALED = "appealed"
    REOPENED = "reopened"
    DOWNLOADED = "downloaded"
    PACKAGE_ASKED = "package_asked"
    PACKAGED = "packaged"
    PACKAGE_OPENED = "package_opened"
    PACKAGE_OFFERED = "package_offered"
    PACKAGE_GONE = "package_gone"
    OPENED = "opened"
    TOLD = "told"
    SUPPRESSED = "suppressed"
    RECTIFIED = "rectified"
    RESTRICTED = "restricted"
    LIFTED = "lifted"
    SCANNED = "scanned"
    SCAN_BEGUN = "scan_begun"
    SCAN_CLEARED = "scan_cleared"


class OpeningReason(TextChoices):
    """What rows may be used for while they are restricted (GDPR Art. 18(2)), and to decide whether they stay so."""

    CONSENT = "consent", _("the person agreed to it")
    CLAIMS = "claims", _("for legal claims")
    OTHERS = "others", _("to protect the rights of another person")
    PUBLIC_INTEREST = "public_interest", _("for reasons of important public interest")
    DECIDING = "deciding", _("to decide about the request itself")


@dataclass(frozen=True)
class Words:
    #: None: not for the person's eyes.
    public: Promise | None
    staff: Promise


WORDS: Mapping[str, Words] = {
    Code.RECEIVED: Words(_("We received your request."), _("Received by %(channel)s.")),
    Code.CUT: Words(
        _("What looked like patient data was removed from your words, and is kept nowhere."),
        _("What looked like patient data was cut out: %(count)s places."),
    ),
    Code.MAILED: Words(None, _("A link was sent to the mailbox.")),
    Code.REMINDED: Words(None, _("Reminder %(count)s was sent to the mailbox.")),
    Code.PROVEN: Words(_("You proved that it is you who asks."), _("Identity proven: %(proof)s.")),
    Code.FACT_ASKED: Words(_("We asked you for one fact."), _("The person was asked for one fact.")),
    Code.FACT_WRONG: Words(_("You named a fact; it was not the right one."), _("A wrong fact was named.")),
    Code.MOVED: Words(_("Your request is now: %(to)s."), _("From “%(from)s” to “%(to)s”.")),
    Code.ASSIGNED: Words(None, _("Assigned.")),
    Code.EXTENDED: Words(_("The time to answer was extended to %(day)s."), _("Extended to %(day)s.")),
    Code.PAUSED: Words(
        _("We need something from you: %(reason)s."), _("The clock was paused where the law lets it: %(reason)s.")
    ),
    Code.RESUMED: Words(_("We go on."), _("The pause ended.")),
    Code.PROPOSED: Words(None, _("Put forward for approval.")),
    Code.LETTER: Words(_("We wrote to you."), _("Letter: %(letter)s.")),
    Code.MESSAGE_IN: Words(_("You wrote to us."), _("The person wrote.")),
    Code.MESSAGE_OUT: Words(_("We wrote to you."), _("Staff wrote to the person.")),
    Code.NOTE: Words(None, _("A note among staff.")),
    Code.APPEALED: Words(_("You appealed."), _("The person appealed.")),
    Code.REOPENED: Words(
        _("Your request is open again. Its date stays the one it had."),
        _("Reopened; its date stays the one it had."),
    ),
    Code.DOWNLOADED: Words(_("Your data were downloaded."), _("The package was downloaded, for the %(count)s. time.")),
    Code.TOLD: Words(_("We told a recipient of your data."), _("A recipient was told: %(recipient)s.")),
    Code.SUPPRESSED: Words(_("We send you no marketing."), _("The mailbox is on the list of those who want none.")),
    Code.PACKAGE_ASKED: Words(None, _("The package of data was asked for.")),
    Code.PACKAGED: Words(None, _("The package of data was built.")),
    Code.PACKAGE_OPENED: Words(None, _("Staff looked into the package of data.")),
    Code.PACKAGE_OFFERED: Words(_("Your data are here to be downloaded."), _("The package of data was handed over.")),
    Code.PACKAGE_GONE: Words(
        _("Your data can be downloaded here no longer: the time for it is over."),
        _("The package of data was removed: its time was over."),
    ),
    Code.OPENED: Words(
        _("Restricted data of yours were read: %(reason)s."), _("Restricted data were opened: %(reason)s.")
    ),
    Code.RECTIFIED: Words(_("We corrected: %(place)s."), _("Corrected: %(place)s.")),
    Code.RESTRICTED: Words(
        _("We restricted the use of your data."), _("The person's rows were restricted: %(count)s of them.")
    ),
    Code.LIFTED: Words(_("The restriction of your data ended."), _("The restriction ended for %(count)s rows.")),
    Code.SCANNED: Words(
        None, _("Looked for what was erased: %(left)s left behind, %(doubtful)s to be judged, %(expected)s expected.")
    ),
    Code.SCAN_BEGUN: Words(None, _("What was erased is looked for again.")),
    Code.SCAN_CLEARED: Words(None, _("What the scan found was judged to be nothing of this person's: %(reason)s.")),
}


def public_words(event: CaseEvent) -> str:
    """In the language that is active; "" for what is not for the person's eyes."""
    public = WORDS[event.code].public
    return str(public) % _facts(event) if public else ""


def staff_words(event: CaseEvent) -> str:
    return str(WORDS[event.code].staff) % _facts(event)


_LABELS: Mapping[str, tuple[type[TextChoices], ...]] = {
    "from": (State,),
    "to": (State,),
    "channel": (Channel,),
    "proof": (Proof,),
    "reason": (PauseReason, OpeningReason),
    "ground": (Ground,),
}


def _facts(event: CaseEvent) -> "_Facts":
    found = _Facts({name: str(value) for name, value in event.facts.items()})
    found |= {"from": event.from_state, "to": event.to_state}
    for name, choices in ((name, choices) for name, all_ in _LABELS.items() for choices in all_):
        if found.get(name) in choices.values:
            found[name] = str(choices(found[name]).label)
    if "day" in found:
        found["day"] = date_format(date.fromisoformat(found["day"]))
    if "field" in found:
        found["place"] = place_name(found.get("table", ""), found["field"])
    if "letter" in found:
        found["letter"] = str(TITLES.get(found["letter"], found["letter"]))
    return found


def place_name(table: str, field: str) -> str:
    """As "e-mail address (contact message)"; the codes themselves where an older release knew what we do not."""
    try:
        meta = apps.get_model(table)._meta
        return f"{getattr(meta.get_field(field), 'verbose_name', field)} ({meta.verbose_name})"
    except (LookupError, ValueError, FieldDoesNotExist):
        return f"{field} ({table})"


class _Facts(dict[str, str]):
    """A row from an older release may lack a fact: the sentence is still shown."""

    def __missing__(self, name: str) -> str:
        return "–"

"""How sure we have to be who asks, and how the request begins: a table, right × channel.

Accounts there are none. Level 1 is control of the mailbox, level 2 adds one fact that only the person and we know. By
telephone or letter another proof may do, which staff record with its code. An identity document is never asked for.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext_lazy as _

from contact.rights.regimes import Right
from contact.rights.states import State


class Channel(TextChoices):
    """The way a request came."""

    FORM = "form", _("the form on this site")
    EMAIL = "email", _("e-mail")
    PHONE = "phone", _("telephone")
    POST = "post", _("letter")


class Level(IntegerChoices):
    NONE = 0, _("nothing")
    MAILBOX = 1, _("control of the mailbox")
    FACT = 2, _("control of the mailbox, and one fact")


class Proof(TextChoices):
    """On what our belief rests. Codes, as the evidence keeps them."""

    LINK = "mailbox_link", _("opened the link that we sent to the mailbox")
    CALLED_BACK = "called_back", _("called back under a number that we knew before")
    KNOWN_ADDRESS = "known_address", _("answered a letter to an address that we knew before")
    IN_PERSON = "in_person", _("came in person, and is known to us")
    FACT = "fact", _("named a fact that only this person and we know")
    AUTHORITY = "authority", _("showed the authority to act for another person")


@dataclass(frozen=True)
class Rule:
    level: Level
    first: State
    #: Whether staff may record another proof than the link.
    other_proof: bool = False


_NOTHING = Rule(Level.NONE, State.IN_PROGRESS)
_LINK = Rule(Level.MAILBOX, State.AWAITING_IDENTITY)
_LINK_OR_OTHER = Rule(Level.MAILBOX, State.AWAITING_IDENTITY, other_proof=True)

_ALL_NOTHING = dict.fromkeys(Channel, _NOTHING)
_USUAL = {
    Channel.FORM: _LINK,
    Channel.EMAIL: _LINK,
    Channel.PHONE: _LINK_OR_OTHER,
    Channel.POST: _LINK_OR_OTHER,
}

RULES: Mapping[Right, Mapping[Channel, Rule]] = {
    Right.ACCESS: _USUAL,
    Right.RECTIFICATION: _USUAL,
    Right.ERASURE: _USUAL,
    Right.RESTRICTION: _USUAL,
    Right.OBJECTION: _USUAL,
    Right.PORTABILITY: _USUAL,
    Right.WITHDRAWAL: _ALL_NOTHING,
    Right.OPT_OUT: _ALL_NOTHING,
    Right.COMPLAINT: _ALL_NOTHING,
    Right.QUESTION: _ALL_NOTHING,
}


def rule(right: Right, channel: Channel, *, about_marketing: bool = False, for_another: bool = False) -> Rule:
    """What a request needs. To object to marketing needs nothing; to ask for another person needs one fact more."""
    if right is Right.OBJECTION and about_marketing:
        return _NOTHING
    usual = RULES[right][channel]
    if for_another and usual.level:
        return Rule(Level.FACT, usual.first, other_proof=True)
    return usual

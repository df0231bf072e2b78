"""Who processes data for the operator, as the settings name them: the list, and where data go because of it."""

from dataclasses import dataclass
from enum import Enum
from typing import Any

from babel import Locale
from django.utils.translation import gettext_lazy as _


class Service(Enum):
    HOSTING = "hosting"
    MAIL = "mail"
    BACKUP = "backup"
    SUPPORT = "support"
    ANALYTICS = "analytics"
    ADVERTISING = "advertising"


SERVICES = {
    Service.HOSTING: _("runs our server and its database"),
    Service.MAIL: _("carries our mail"),
    Service.BACKUP: _("keeps our backups"),
    Service.SUPPORT: _("helps us to answer and to repair"),
    Service.ANALYTICS: _("measures visits, with your consent"),
    Service.ADVERTISING: _("shows advertising, with your consent"),
}


class Safeguard(Enum):
    """What allows a transfer out of the European Economic Area (GDPR Chapter V)."""

    ADEQUACY = "adequacy"
    CLAUSES = "clauses"
    RULES = "rules"


SAFEGUARDS = {
    Safeguard.ADEQUACY: _("adequacy decision of the European Commission (Art. 45 GDPR)"),
    Safeguard.CLAUSES: _("standard contractual clauses (Art. 46(2)(c) GDPR)"),
    Safeguard.RULES: _("binding corporate rules (Art. 46(2)(b) GDPR)"),
}

#: ISO 3166-1 codes of the member states of the EU, and of Iceland, Liechtenstein and Norway.
EEA_CODES = "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IS IT LI LT LU LV MT NL NO PL PT RO SE SI SK"
EEA = frozenset(EEA_CODES.split(" "))
NONE = "none"
FORM = "name : service : country, and outside the European Economic Area a safeguard"


@dataclass(frozen=True)
class Processor:
    name: str
    service: Service
    #: ISO 3166-1 alpha-2.
    country: str
    #: None within the European Economic Area, where none is needed.
    safeguard: Safeguard | None


def parse(value: str) -> tuple[Processor, ...]:
    """Reads `name : service : country : safeguard; …`, or `none`.

    Raises ValueError with a clause that completes "PROCESSORS='value' …".
    """
    if value.strip() == NONE:
        return ()
    return tuple(_parsed(entry) for entry in value.split(";") if entry.strip())


def _parsed(entry: str) -> Processor:
    parts = [part.strip() for part in entry.split(":")]
    if len(parts) not in {3, 4} or not parts[0]:
        raise ValueError(f"has an entry {entry.strip()!r} that does not read {FORM}")
    name, service, country = parts[:3]
    if len(country) != 2 or country not in Locale("en").territories:
        raise ValueError(f"has an entry {entry.strip()!r} whose country is no code of two letters such as DE")
    safeguard = _one_of(Safeguard, parts[3], entry) if len(parts) == 4 else None
    if (country in EEA) == bool(safeguard):
        needed = "needs no safeguard" if safeguard else "needs a safeguard"
        raise ValueError(f"has an entry {entry.strip()!r} that {needed}: {', '.join(one.value for one in Safeguard)}")
    return Processor(name, _one_of(Service, service, entry), country, safeguard)


def _one_of(kind: type[Any], word: str, entry: str) -> Any:
    known = [one.value for one in kind]
    if word not in known:
        raise ValueError(f"has an entry {entry.strip()!r}: {word!r} is none of {', '.join(known)}")
    return kind(word)

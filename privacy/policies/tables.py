"""The tables of the policies: rendered from declarations, catalogue and settings, never typed.

A page, a CSV file and a JSON document show the same rows.
"""

from collections.abc import Callable, Iterator

from babel import Locale
from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from privacy.consent.selectors import cookies as cookie_rows
from privacy.declarations import Category, Declaration, LegalBasis, registry
from privacy.policies.processors import SAFEGUARDS, SERVICES
from privacy.tables import Column, Table, name_of, period_in_words, time_to_keep

CATEGORIES = {
    Category.IDENTITY: gettext_lazy("identity"),
    Category.CONTACT: gettext_lazy("contact details"),
    Category.CONTENT: gettext_lazy("what the person wrote"),
    Category.OURS: gettext_lazy("what we wrote to the person"),
    Category.CHOICE: gettext_lazy("choices the person made"),
    Category.TECHNICAL: gettext_lazy("technical information"),
    Category.PSEUDONYM: gettext_lazy("pseudonyms"),
    Category.HISTORY: gettext_lazy("what was done, and when"),
}

BASES: dict[LegalBasis, Promise] = {
    LegalBasis.CONSENT: gettext_lazy("consent, Art. 6(1)(a) GDPR"),
    LegalBasis.CONTRACT: gettext_lazy("contract, Art. 6(1)(b) GDPR"),
    LegalBasis.LEGAL_OBLIGATION: gettext_lazy("legal obligation, Art. 6(1)(c) GDPR"),
    LegalBasis.LEGITIMATE_INTEREST: gettext_lazy("legitimate interest, Art. 6(1)(f) GDPR"),
}


def categories(declaration: Declaration) -> str:
    """What the table's fields say about a person, each kind once, in the order of `Category`."""
    said = set(declaration.fields.values())
    return ", ".join(str(CATEGORIES[category]) for category in Category if category in said)


def holdings() -> Table:
    """What we hold, why, on what basis, for how long, who receives it."""
    return Table(
        caption=_("What we hold"),
        columns=(
            Column("what", _("What we hold")),
            Column("why", _("Why")),
            Column("basis", _("On what basis")),
            Column("how_long", _("For how long")),
            Column("recipients", _("Who receives it")),
        ),
        rows=tuple(_holdings()),
    )


def _holdings() -> Iterator[tuple[str, ...]]:
    for said in registry.declarations():
        what = f"{name_of(said)}: {categories(said)}"
        yield what, str(said.purpose), str(BASES[said.legal_basis]), time_to_keep(said), str(said.recipients)
    for store in registry.stores.values():
        if store.locate() is not None:
            kept = period_in_words(store.keep_for)
            yield str(store.title), str(store.purpose), "–", kept, _("Staff of the operator")


def cookies() -> Table:
    return Table(
        caption=_("What this site may keep in your browser"),
        columns=(
            Column("name", _("Name")),
            Column("group", _("Group")),
            Column("kind", _("Where")),
            Column("purpose", _("What for")),
            Column("provider", _("Set by")),
            Column("lifetime", _("How long")),
        ),
        rows=tuple((c.name, c.group, c.kind, c.purpose, c.provider, c.lifetime) for c in cookie_rows()),
    )


def processors() -> Table:
    countries = Locale(get_language() or settings.LANGUAGE_CODE).territories
    return Table(
        caption=_("Who processes data for us"),
        columns=(
            Column("name", _("Name")),
            Column("service", _("What they do for us")),
            Column("country", _("Country")),
            Column("safeguard", _("What protects data there")),
        ),
        rows=tuple(
            (
                one.name,
                str(SERVICES[one.service]),
                countries[one.country],
                str(SAFEGUARDS[one.safeguard]) if one.safeguard else _("the GDPR itself"),
            )
            for one in settings.PROCESSORS
        ),
    )


def operator() -> Table:
    """What an imprint names; what the operator has not set is left out."""
    said = (
        (_("Name"), settings.OPERATOR_NAME),
        (_("Address"), settings.OPERATOR_ADDRESS),
        (_("E-mail"), settings.OPERATOR_EMAIL),
        (_("Telephone"), settings.OPERATOR_PHONE),
        (_("Further details"), settings.OPERATOR_DETAILS),
        (_("Data protection officer"), settings.DATA_PROTECTION_OFFICER),
        (_("Data protection authority"), settings.SUPERVISORY_AUTHORITY),
    )
    return Table(
        caption=_("Who runs this site"),
        columns=(Column("what", _("What")), Column("said", _("Who or where"))),
        rows=tuple((what, value) for what, value in said if value),
    )


#: What a text may name as `[[name]]`, in a paragraph of its own.
TABLES: dict[str, Callable[[], Table]] = {
    "holdings": holdings,
    "cookies": cookies,
    "processors": processors,
    "operator": operator,
}

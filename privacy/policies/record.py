"""The record of processing activities (GDPR Art. 30) and the balancing notes, from the declarations."""

import csv
import io
from collections.abc import Iterator

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from privacy.declarations import LegalBasis, Whose, registry
from privacy.policies import tables
from privacy.policies.operator import facts
from privacy.tables import Column, Table, name_of, period_in_words, time_to_keep

PEOPLE = {
    Whose.VISITORS: gettext_lazy("visitors who write to us or make a choice"),
    Whose.STAFF: gettext_lazy("staff"),
    Whose.BOTH: gettext_lazy("visitors and staff"),
}

#: Art. 30(1)(g): the technical and organisational measures that hold for every activity.
MEASURES = (
    gettext_lazy("Staff sign in with accounts of their own; roles allow no more than the work needs."),
    gettext_lazy("Changes by staff are logged without the data they concern."),
    gettext_lazy("Web server logs hold no address and nothing that was typed."),
    gettext_lazy("Deleted rows are overwritten in the embedded database."),
    gettext_lazy("What is over is deleted each day; another query counts what is left; a report is kept."),
    gettext_lazy("Pages are sent with headers that forbid foreign content; cookies are readable by the site alone."),
)

#: A cell that a spreadsheet would take for a formula.
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def controller() -> Table:
    """Art. 30(1)(a): who is responsible."""
    return tables.operator()


def activities() -> Table:
    """Art. 30(1)(b) to (f), one row for each table or store with personal data."""
    return Table(
        caption=_("Processing activities"),
        columns=(
            Column("activity", _("Activity")),
            Column("purpose", _("Purpose")),
            Column("people", _("Whose data")),
            Column("categories", _("Categories of data")),
            Column("legal_basis", _("Legal basis")),
            Column("recipients", _("Recipients")),
            Column("transfers", _("Transfers to third countries")),
            Column("time_limit", _("Time limit for erasure")),
        ),
        rows=tuple(_activities()),
    )


def _activities() -> Iterator[tuple[str, ...]]:
    transfers = facts()["TRANSFERS"]
    for said in registry.declarations():
        yield (
            name_of(said),
            str(said.purpose),
            str(PEOPLE[said.whose]),
            tables.categories(said),
            str(tables.BASES[said.legal_basis]),
            str(said.recipients),
            transfers,
            time_to_keep(said),
        )
    for store in registry.stores.values():
        if store.locate() is not None:
            kept = period_in_words(store.keep_for)
            people, staff = str(PEOPLE[Whose.BOTH]), _("Staff of the operator")
            yield str(store.title), str(store.purpose), people, "–", "–", staff, transfers, kept


def balancing_notes() -> Table:
    """One for each activity that rests on a legitimate interest (Art. 6(1)(f))."""
    return Table(
        caption=_("Legitimate interests, weighed"),
        columns=(
            Column("activity", _("Activity")),
            Column("interest", _("Interest")),
            Column("note", _("Why it outweighs")),
        ),
        rows=tuple(
            (name_of(said), str(said.purpose), str(said.balancing_note))
            for said in registry.declarations()
            if said.legal_basis is LegalBasis.LEGITIMATE_INTEREST
        ),
    )


def as_csv(table: Table) -> str:
    """RFC 4180, with the columns' keys in the first line."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([column.key for column in table.columns])
    writer.writerows([[_harmless(cell) for cell in row] for row in table.rows])
    return out.getvalue()


def _harmless(cell: str) -> str:
    return f"'{cell}" if cell.startswith(FORMULA) else cell


def as_document() -> dict[str, object]:
    """Everything, for a machine."""
    return {
        "site": settings.SITE_URL,
        "controller": controller().as_dicts(),
        "activities": activities().as_dicts(),
        "balancing_notes": balancing_notes().as_dicts(),
        "processors": tables.processors().as_dicts(),
        "measures": [str(measure) for measure in MEASURES],
    }

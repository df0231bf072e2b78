"""Tables as pages, CSV and JSON show them, and the words in which they say what is declared."""

from dataclasses import dataclass

from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from privacy.declarations import Declaration, Period


@dataclass(frozen=True)
class Column:
    #: As CSV and JSON name it; the same in every language.
    key: str
    title: str


@dataclass(frozen=True)
class Table:
    caption: str
    columns: tuple[Column, ...]
    #: Each as long as `columns`.
    rows: tuple[tuple[str, ...], ...]

    def html(self) -> SafeString:
        return render_to_string("privacy/table.html", {"table": self})

    def as_dicts(self) -> list[dict[str, str]]:
        keys = [column.key for column in self.columns]
        return [dict(zip(keys, row, strict=True)) for row in self.rows]


def period_in_words(period: Period) -> str:
    """As "12 months", in the active language."""
    if period.months:
        return ngettext("%(count)d month", "%(count)d months", period.months) % {"count": period.months}
    return ngettext("%(count)d day", "%(count)d days", period.days) % {"count": period.days}


def time_to_keep(declaration: Declaration) -> str:
    """The period, and the date it is counted from by that field's own name."""
    field = declaration.model._meta.get_field(declaration.counted_from)
    counted_from = str(getattr(field, "verbose_name", declaration.counted_from))
    return _("%(period)s, counted from: %(date)s") % {
        "period": period_in_words(declaration.keep_for),
        "date": counted_from,
    }


def name_of(declaration: Declaration) -> str:
    return str(capfirst(declaration.model._meta.verbose_name_plural))

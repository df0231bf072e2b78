"""The kinds of thing that the dictionaries hold. Each drives its addresses, its list, its neighbours and its 404."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from difflib import get_close_matches

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tools.dictionaries import iods, structures, tables

#: Comparing takes time that grows with the length of a text and with how many it is compared with.
LONGEST_COMPARED = 80
MOST_COMPARED = 1_000
MOST_SUGGESTED = 3
ALIKE = 0.75


@dataclass(frozen=True, kw_only=True)
class Kind:
    #: Where its items stand, behind the language: "dicom/tags".
    folder: str
    #: The name of its items' address.
    page: str
    #: "Data elements", and "data element" within a sentence.
    title: Promise
    one: Promise
    #: Every key, in the order of list and neighbours.
    known: Callable[[], Collection[str]]
    #: The standard's name of one, "" for none.
    name: Callable[[str], str]
    #: The heading under which the list has it.
    section: Callable[[str], str]
    #: As people write the key; "" where the name says all.
    words: Callable[[str], str] = str
    retired: Callable[[str], bool] = lambda _key: False

    @property
    def standard(self) -> str:
        """ "dicom" or "hl7"."""
        return self.folder.partition("/")[0]

    @property
    def list_page(self) -> str:
        """The name of the address of its list."""
        return self.folder.replace("/", "-")

    @property
    def list_address(self) -> str:
        return reverse(f"dictionaries:{self.list_page}")

    def address(self, key: str) -> str:
        return reverse(f"dictionaries:{self.page}", args=[key])

    def label(self, key: str) -> str:
        """What stands on a link to it."""
        return self.words(key) or self.name(key)

    def like(self, text: str) -> list[str]:
        """Keys that a slip may have meant, the likeliest first."""
        if len(text) > LONGEST_COMPARED:
            return []
        plain = _plain(text)
        by_form: dict[str, str] = {}
        for key in self.known():
            for form in (_plain(self.name(key)), _plain(key)):  # a key wins over a name
                by_form[form] = key
        if plain in by_form:
            return [by_form[plain]]
        compared = by_form if len(by_form) <= MOST_COMPARED else ()
        close = get_close_matches(plain, compared, n=MOST_SUGGESTED, cutoff=ALIKE)
        return list(dict.fromkeys(by_form[form] for form in close))


def _plain(text: str) -> str:
    return "".join(letter for letter in text.lower() if letter.isalnum())


def _first(text: str) -> str:
    """The heading of an alphabet: digits stand together."""
    return "0 – 9" if text[:1].isdigit() else text[:1].upper()


def _of_sop_classes() -> list[str]:
    return [uid for uid, entry in tables.uids().items() if entry.kind == tables.SOP_CLASS]


ELEMENTS = Kind(
    folder="dicom/tags",
    page="element",
    title=_("Data elements"),
    one=_("data element"),
    known=lambda: tables.elements(),
    words=lambda tag: tables.elements()[tag].written,
    name=lambda tag: tables.elements()[tag].name,
    section=lambda tag: tag[:4],
    retired=lambda tag: tables.elements()[tag].retired,
)
UIDS = Kind(
    folder="dicom/uids",
    page="uid",
    title=_("Unique identifiers (UIDs)"),
    one=_("UID"),
    known=lambda: tables.uids(),
    name=lambda uid: tables.uids()[uid].name,
    section=lambda uid: tables.uids()[uid].kind,
    retired=lambda uid: tables.uids()[uid].retired,
)
#: No addresses of their own: a SOP class is its UID.
SOP_CLASSES = Kind(
    folder="dicom/sop-classes",
    page="uid",
    title=_("SOP classes"),
    one=_("SOP class"),
    known=_of_sop_classes,
    name=UIDS.name,
    section=lambda uid: _first(tables.uids()[uid].name),
    retired=UIDS.retired,
)
IODS = Kind(
    folder="dicom/iods",
    page="iod",
    title=_("Information object definitions (IODs)"),
    one=_("information object definition"),
    known=lambda: iods.iods(),
    words=lambda _key: "",
    name=lambda key: iods.iods()[key].name,
    section=lambda key: _first(iods.iods()[key].name),
)
MODULES = Kind(
    folder="dicom/modules",
    page="module",
    title=_("Modules"),
    one=_("module"),
    known=lambda: iods.modules(),
    words=lambda _key: "",
    name=lambda key: iods.modules()[key].name,
    section=lambda key: _first(iods.modules()[key].name),
)
EVENTS = Kind(
    folder="hl7/events",
    page="event",
    title=_("Trigger events"),
    one=_("event"),
    known=lambda: structures.events(),
    name=lambda event: structures.events()[event],
    section=_first,
)
STRUCTURES = Kind(
    folder="hl7/structures",
    page="structure",
    title=_("Message structures"),
    one=_("message structure"),
    known=lambda: structures.structures(),
    name=lambda _name: "",
    section=_first,
)
SEGMENTS = Kind(
    folder="hl7/segments",
    page="segment",
    title=_("Segments"),
    one=_("segment"),
    known=lambda: tables.segments(),
    name=lambda segment: tables.segments()[segment],
    section=_first,
)
TYPES = Kind(
    folder="hl7/types",
    page="type",
    title=_("Data types"),
    one=_("data type"),
    known=lambda: tables.types(),
    name=lambda _kind: "",
    section=_first,
)
TABLES = Kind(
    folder="hl7/tables",
    page="table",
    title=pgettext_lazy("dictionary", "Tables"),
    one=_("table"),
    known=lambda: tables.tables(),
    name=tables.table_name,
    section=lambda number: f"{number[:2]}00 – {number[:2]}99",
)

KINDS = (ELEMENTS, UIDS, SOP_CLASSES, IODS, MODULES, EVENTS, STRUCTURES, SEGMENTS, TYPES, TABLES)

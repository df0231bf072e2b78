"""Lists of everything the dictionaries hold, to browse without a search: nothing that a visitor types is sent."""

from collections.abc import Iterable
from itertools import groupby

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tools.dictionaries.kinds import ELEMENTS, KINDS, Kind

#: The items of a longer list stand on pages of their own, one for each section.
MOST_ON_A_PAGE = 700
TITLES = {"dicom": "DICOM", "hl7": "HL7 v2"}


@require_safe
def overview(request: HttpRequest, standard: str) -> HttpResponse:
    """The kinds of one standard, with their lists."""
    kinds = [(kind, len(kind.known())) for kind in KINDS if kind.standard == standard]
    return render(request, "dictionaries/overview.html", {"standard": TITLES[standard], "kinds": kinds})


@require_safe
def listing(request: HttpRequest, kind: Kind) -> HttpResponse:
    """Everything of one kind under its headings, or, where that is too much for a page, links to the sections."""
    sections = _sections(kind, kind.known())
    facts = {"kind": kind, "standard": TITLES[kind.standard], "count": len(kind.known())}
    if len(kind.known()) > MOST_ON_A_PAGE:
        counted = [(name, len(keys)) for name, keys in sections]
        return render(request, "dictionaries/groups.html", {**facts, "sections": counted})
    entries = [(name, _entries(kind, keys)) for name, keys in sections]
    return render(request, "dictionaries/list.html", {**facts, "sections": entries})


@require_safe
def element_group(request: HttpRequest, group: str) -> HttpResponse:
    """The data elements of one group: up to 900 lines."""
    sections = _sections(ELEMENTS, ELEMENTS.known())
    names = [name for name, _keys in sections]
    if group not in names:
        raise Http404
    place = names.index(group)
    facts = {
        "kind": ELEMENTS,
        "group": group,
        "entries": _entries(ELEMENTS, sections[place][1]),
        "previous": names[place - 1] if place else "",
        "next": names[place + 1] if place + 1 < len(names) else "",
    }
    return render(request, "dictionaries/group.html", facts)


def element_groups() -> list[str]:
    return [name for name, _keys in _sections(ELEMENTS, ELEMENTS.known())]


def _sections(kind: Kind, keys: Iterable[str]) -> list[tuple[str, list[str]]]:
    """Sorted by heading, and within one by what is read."""
    ordered = sorted(keys, key=lambda key: (kind.section(key), kind.label(key).lower()))
    return [(name, list(found)) for name, found in groupby(ordered, key=kind.section)]


def _entries(kind: Kind, keys: Iterable[str]) -> list[dict[str, object]]:
    begins = kind.address("-").removesuffix("-/")
    return [
        {"address": f"{begins}{key}/", "words": kind.words(key), "name": kind.name(key), "retired": kind.retired(key)}
        for key in keys
    ]

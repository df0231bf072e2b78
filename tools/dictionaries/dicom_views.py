"""A plain page for each data element, UID, information object definition and module."""

import re

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from tools.dictionaries import iods, tables
from tools.dictionaries.iods import Within
from tools.dictionaries.item import item, unknown
from tools.dictionaries.kinds import ELEMENTS, IODS, MODULES, UIDS

#: A sequence that more modules have is told with their number: a common code's would fill the page.
MOST_NAMED = 3
#: A longer list is folded.
MOST_OPEN = 30


@require_safe
def element(request: HttpRequest, tag: str) -> HttpResponse:
    found = tables.elements().get(tag)
    if found is None:
        return unknown(request, ELEMENTS, tag, _meant_tag(tag))
    places = iods.places().get(tag, iods.Places(top=(), within=()))
    facts = {
        "entry": found,
        "action": tables.profile().get(tag),
        "top": [(iods.modules()[module], kind, len(iods.users()[module])) for module, kind in places.top],
        "within": [_told(one) for one in places.within],
        "is_folded": len(places.within) > MOST_OPEN,
        "edition": tables.edition("dicom-elements.tsv"),
        "other_edition": tables.edition("dicom-modules.tsv"),
    }
    return item(request, ELEMENTS, tag, facts)


def _told(one: Within) -> dict[str, object]:
    few = one.modules if len(one.modules) <= MOST_NAMED else ()
    return {
        "sequence": tables.elements()[one.sequence],
        "types": ", ".join(one.types),
        "modules": [iods.modules()[module] for module in few],
        "count": len(one.modules),
    }


def _meant_tag(text: str) -> str:
    """The tag behind `(0010,0020)`, `0010,0020`, `PatientID` or one of a repeating group; "" if there is none."""
    digits = re.sub(r"[(), ]", "", text).upper().replace("X", "x")
    if digits in tables.elements():
        return digits
    for tag, entry in tables.elements().items():
        repeats = "x" in tag and re.fullmatch(tag.replace("x", "[0-9A-F]"), digits)
        if repeats or (entry.keyword and entry.keyword.lower() == text.lower()):
            return tag
    return ""


@require_safe
def uid(request: HttpRequest, uid: str) -> HttpResponse:
    found = tables.uids().get(uid)
    if found is None:
        return unknown(request, UIDS, uid)
    facts = {"entry": found, "iod": iods.of_sop_class().get(uid), "edition": tables.edition("dicom-uids.tsv")}
    return item(request, UIDS, uid, facts)


@require_safe
def iod(request: HttpRequest, iod: str) -> HttpResponse:
    found = iods.iods().get(iod)
    if found is None:
        return unknown(request, IODS, iod)
    facts = {
        "entry": found,
        "classes": [(uid, tables.uids().get(uid)) for uid in found.sop_classes],
        "modules": [(iods.modules()[use.key], use.usage) for use in found.modules],
        "groups": [(tables.elements()[use.key], use.usage) for use in found.functional_groups],
        "edition": tables.edition("dicom-iods.tsv"),
    }
    return item(request, IODS, iod, facts)


@require_safe
def module(request: HttpRequest, module: str) -> HttpResponse:
    found = iods.modules().get(module)
    if found is None:
        return unknown(request, MODULES, module)
    users = iods.users()[module]
    facts = {
        "entry": found,
        "rows": iods.rows_of(found),
        "users": [(iods.iods()[use.key], use.usage) for use in users],
        "is_folded": len(users) > MOST_OPEN,
        "edition": tables.edition("dicom-modules.tsv"),
    }
    return item(request, MODULES, module, facts)

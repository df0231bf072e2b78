"""A plain page for each data element, UID, segment, data type and table. An address that nearly fits gets a link."""

import re
from collections.abc import Mapping

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tools.dictionaries import tables


@require_safe
def element(request: HttpRequest, tag: str) -> HttpResponse:
    found = tables.elements().get(tag)
    if found is None:
        meant = _meant_tag(tag)
        return _unknown(request, _("data element"), tag, reverse("dictionaries:element", args=[meant]) if meant else "")
    facts = {"entry": found, "edition": tables.edition("dicom-elements.tsv")}
    return _item(request, "element", tables.elements(), tag, facts)


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
        return _unknown(request, _("UID"), uid, "")
    facts = {"entry": found, "edition": tables.edition("dicom-uids.tsv")}
    return _item(request, "uid", tables.uids(), uid, facts)


@require_safe
def segment(request: HttpRequest, segment: str) -> HttpResponse:
    title = tables.segments().get(segment)
    if title is None:
        return _unknown(request, _("segment"), segment, _in_capitals(tables.segments(), "segment", segment))
    versions = tables.versions_of(segment)
    facts = {
        "id": segment,
        "title": title,
        "since": versions[0],
        "last": versions[-1],
        "parts": tables.fields_of(segment),
        "edition": tables.hl7_edition(),
    }
    return _item(request, "segment", tables.segments(), segment, facts)


@require_safe
def data_type(request: HttpRequest, kind: str) -> HttpResponse:
    used = tables.types().get(kind)
    if used is None:
        return _unknown(request, _("data type"), kind, _in_capitals(tables.types(), "type", kind))
    facts = {
        "id": kind,
        "parts": tables.components_of(kind),
        "used": [_use(key, name) for key, name in used],
        "edition": tables.hl7_edition(),
    }
    return _item(request, "type", tables.types(), kind, facts)


@require_safe
def table(request: HttpRequest, number: str) -> HttpResponse:
    used = tables.tables().get(number)
    if used is None:
        meant = number.zfill(4)
        suggestion = reverse("dictionaries:table", args=[meant]) if meant in tables.tables() else ""
        return _unknown(request, _("table"), number, suggestion)
    facts = {
        "id": number,
        "used": [_use(key, name) for key, name in used],
        "edition": tables.hl7_edition(),
    }
    return _item(request, "table", tables.tables(), number, facts)


def _use(key: str, name: str) -> dict[str, str]:
    """Where a type or table is used: the line of its segment's or data type's page."""
    owner, _position = tables.sort_key(key)
    page = "dictionaries:segment" if owner.endswith("-") else "dictionaries:type"
    return {"key": key, "name": name, "address": f"{reverse(page, args=[owner[:-1]])}#{key}"}


def _in_capitals(known: Mapping[str, object], page: str, text: str) -> str:
    meant = text.upper()
    return reverse(f"dictionaries:{page}", args=[meant]) if meant in known else ""


def _item(
    request: HttpRequest, page: str, known: Mapping[str, object], key: str, facts: Mapping[str, object]
) -> HttpResponse:
    """The page of one item, with the ones before and behind it in its dictionary."""
    keys = list(known)
    place = keys.index(key)
    before, behind = keys[max(place - 1, 0) : place], keys[place + 1 : place + 2]
    around = {
        "previous": _neighbour(page, *before) if before else None,
        "next": _neighbour(page, *behind) if behind else None,
    }
    return render(request, f"dictionaries/{page}.html", {**facts, **around})


def _neighbour(page: str, key: str) -> dict[str, str]:
    words = tables.elements()[key].written if page == "element" else key
    return {"address": reverse(f"dictionaries:{page}", args=[key]), "words": words}


def _unknown(request: HttpRequest, kind: str, key: str, suggestion: str) -> HttpResponse:
    return render(
        request, "dictionaries/unknown.html", {"kind": kind, "key": key, "suggestion": suggestion}, status=404
    )


def paths() -> list[str]:
    """The language-free rest of every item's address, for the site map."""
    return [
        *(f"dicom/tags/{tag}/" for tag in tables.elements()),
        *(f"dicom/uids/{uid}/" for uid in tables.uids()),
        *(f"hl7/segments/{segment}/" for segment in tables.segments()),
        *(f"hl7/types/{kind}/" for kind in tables.types()),
        *(f"hl7/tables/{number}/" for number in tables.tables()),
    ]

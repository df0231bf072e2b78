"""The frame of one item's page, and the answer where there is none."""

from collections.abc import Mapping, Sequence

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from tools.dictionaries.kinds import Kind


def item(request: HttpRequest, kind: Kind, key: str, facts: Mapping[str, object]) -> HttpResponse:
    """The page of one item, with the ones before and behind it in its list."""
    keys = list(kind.known())
    place = keys.index(key)
    around = {
        "kind": kind,
        "previous": _neighbour(kind, keys[place - 1 : place]),
        "next": _neighbour(kind, keys[place + 1 : place + 2]),
    }
    return render(request, f"dictionaries/{kind.page}.html", {**facts, **around})


def _neighbour(kind: Kind, keys: Sequence[str]) -> dict[str, str] | None:
    return {"address": kind.address(keys[0]), "words": kind.label(keys[0])} if keys else None


def unknown(request: HttpRequest, kind: Kind, key: str, meant: str = "") -> HttpResponse:
    """404 with links to what may have been meant: nothing here redirects."""
    likely = [meant] if meant else kind.like(key)
    links = [{"address": kind.address(one), "words": f"{kind.words(one)} {kind.name(one)}".strip()} for one in likely]
    return render(request, "dictionaries/unknown.html", {"kind": kind, "key": key, "links": links}, status=404)

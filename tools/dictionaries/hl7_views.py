"""A plain page for each segment, data type, table, event and message structure, with a column for each version."""

from collections.abc import Iterable, Mapping, Sequence

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from tools.dictionaries import structures, tables
from tools.dictionaries.item import item, unknown
from tools.dictionaries.kinds import EVENTS, SEGMENTS, STRUCTURES, TABLES, TYPES, Kind
from tools.dictionaries.tables import ByVersion, Part, Use
from tools.dictionaries.versions import VERSIONS, changes, spans, stretches


@require_safe
def segment(request: HttpRequest, segment: str) -> HttpResponse:
    title = tables.segments().get(segment)
    if title is None:
        return unknown(request, SEGMENTS, segment)
    versions = tables.versions_of(segment)
    facts = {"id": segment, "title": title, "has_times": True, **_parts(tables.fields_of(segment), versions)}
    return _item(request, SEGMENTS, segment, facts)


@require_safe
def data_type(request: HttpRequest, kind: str) -> HttpResponse:
    used = tables.types().get(kind)
    if used is None:
        return unknown(request, TYPES, kind)
    components = tables.components_of(kind)
    having = {number for _key, history in components for number in history}
    versions = [number for number in VERSIONS if number in having]
    facts = {"id": kind, "has_times": False, "used": _uses(used), **_parts(components, versions)}
    return _item(request, TYPES, kind, facts)


def _parts(parts: Sequence[tuple[str, ByVersion]], versions: Sequence[str]) -> dict[str, object]:
    """A row for each field or component: in each version its type, how often it may occur, its table."""
    rows = [(key, tables.newest(history).name, spans(history, versions)) for key, history in parts]
    return {"versions": versions, "rows": rows, "changes": changes(parts, versions, _sides)}


def _sides(part: Part) -> Mapping[str, str]:
    return {"name": part.name, "type": part.type, "times": part.times, "table": part.table}


@require_safe
def table(request: HttpRequest, number: str) -> HttpResponse:
    used = tables.tables().get(number)
    if used is None:
        return unknown(request, TABLES, number, number.zfill(4) if number.zfill(4) in tables.tables() else "")
    histories = [(use.key, dict.fromkeys(use.versions, use.key)) for use in used]
    facts = {
        "id": number,
        "title": TABLES.name(number),
        "codes": tables.codes_of(number),
        "versions": VERSIONS,
        "used": [
            {**_use(use), "spans": spans(history, VERSIONS)} for use, (_, history) in zip(used, histories, strict=True)
        ],
        "changes": changes(histories, VERSIONS, lambda _key: {"table": number}),
        "other_edition": tables.edition("hl7-tables.tsv"),
    }
    return _item(request, TABLES, number, facts)


def _uses(used: Iterable[Use]) -> list[dict[str, str]]:
    return [_use(use) for use in used]


def _use(use: Use) -> dict[str, str]:
    """Where a type or table is used: the line of its segment's or data type's page."""
    owner, _position = tables.sort_key(use.key)
    kind = SEGMENTS if owner.endswith("-") else TYPES
    address = f"{kind.address(owner[:-1])}#{use.key}"
    return {"key": use.key, "name": use.name, "address": address, "versions": stretches(use.versions)}


@require_safe
def event(request: HttpRequest, event: str) -> HttpResponse:
    meaning = structures.events().get(event)
    if meaning is None:
        return unknown(request, EVENTS, event)
    messages = [(f"{code}^{event}", history) for code, history in structures.messages().get(event, {}).items()]
    facts = {
        "id": event,
        "title": meaning,
        "versions": VERSIONS,
        "rows": [(message, spans(history, VERSIONS)) for message, history in messages],
        "changes": changes(messages, VERSIONS, lambda structure: {"structure": structure}),
        "current": [_current(message, history) for message, history in messages],
        "other_edition": tables.edition("hl7-tables.tsv"),
    }
    return _item(request, EVENTS, event, facts)


def _current(message: str, history: Mapping[str, str]) -> dict[str, object]:
    """A message with its structure, groups and all, in the newest version that has it."""
    newest = max(history, key=VERSIONS.index)
    structure = history[newest]
    lines = [line for line in structures.lines_of(structure) if newest in line.node.times]
    members = [(line, line.node.times[newest]) for line in lines]
    return {"message": message, "structure": structure, "version": newest, "members": members}


@require_safe
def structure(request: HttpRequest, structure: str) -> HttpResponse:
    versions = structures.structures().get(structure)
    if versions is None:
        return unknown(request, STRUCTURES, structure)
    lines = structures.lines_of(structure)
    histories = [(f"{line.path}{line.node.name}", line.node.times) for line in lines]
    facts = {
        "id": structure,
        "versions": versions,
        "rows": [(line, spans(line.node.times, versions)) for line in lines],
        "changes": changes(histories, versions, lambda times: {"times": times}),
        "messages": [
            (message, message.partition("^")[2], stretches(having))
            for message, having in structures.users().get(structure, {}).items()
        ],
    }
    return _item(request, STRUCTURES, structure, facts)


def _item(request: HttpRequest, kind: Kind, key: str, facts: Mapping[str, object]) -> HttpResponse:
    return item(request, kind, key, {"edition": tables.hl7_edition(), **facts})

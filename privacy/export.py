"""What we hold about a person, as one ZIP file: a page to read, JSON and CSV to reuse, and the hashes of each.

Written table by table and row by row, so the memory it takes does not grow with the rows. What each row gives, its
declaration says. A table that no address leads into is named, with what would find a row in it.
"""

import csv
import hashlib
import io
import json
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, BinaryIO

from django.contrib.auth import get_user_model
from django.db.models import ForeignKey, Manager, Model, QuerySet
from django.utils import translation
from django.utils.html import format_html
from django.utils.translation import gettext as _

from privacy.declarations import Declaration, Registry, registry
from privacy.subjects import every
from privacy.tables import name_of

CHUNK = 500  # rows in memory at once
_HEAD = """<!DOCTYPE html>
<html lang="{}">
<head>
<meta charset="utf-8">
<title>{}</title>
</head>
<body>
<h1>{}</h1>
"""


@dataclass
class Manifest:
    """Each file of the package with its SHA-256 and size in bytes, and each table with the number of its rows."""

    files: list[dict[str, object]] = field(default_factory=list)
    tables: dict[str, int] = field(default_factory=dict)


def write_package(email: str, into: BinaryIO, *, letter: str, language: str, of: Registry = registry) -> Manifest:
    """Writes the ZIP to a file that can be sought in. `letter` is the cover letter, as text; `language` of the page."""
    manifest = Manifest()
    with zipfile.ZipFile(into, "w", zipfile.ZIP_DEFLATED) as package, translation.override(language):
        with _part(package, manifest, "letter.txt") as write:
            write(letter)
        found = [(declaration, _whole(declaration, rows)) for declaration, rows in every(email, of=of)]
        with _part(package, manifest, "data.html") as write:
            for piece in _page(found, of):
                write(piece)
        for declaration, rows in found:
            label = declaration.model._meta.label_lower
            with _part(package, manifest, f"{label}.json") as write:
                manifest.tables[label] = _as_json(declaration, rows, write)
            with _part(package, manifest, f"{label}.csv") as write:
                _as_csv(declaration, rows, write)
        package.writestr("manifest.json", json.dumps({"files": manifest.files, "rows": manifest.tables}, indent=2))
    return manifest


class _Part:
    """A file within the package, hashed as it is written."""

    def __init__(self, file: Any) -> None:
        self.file, self.hash, self.size = file, hashlib.sha256(), 0

    def __call__(self, text: str) -> None:
        data = text.encode()
        self.file.write(data)
        self.hash.update(data)
        self.size += len(data)


@contextmanager
def _part(package: zipfile.ZipFile, manifest: Manifest, name: str) -> Iterator[_Part]:
    with package.open(name, "w", force_zip64=True) as file:
        part = _Part(file)
        yield part
    manifest.files.append({"name": name, "sha256": part.hash.hexdigest(), "bytes": part.size})


def _whole(declaration: Declaration, rows: "QuerySet[Any]") -> "QuerySet[Any]":
    """With the rows that these point to: one query for each table, not for each row."""
    model = declaration.model
    related = [name for name in declaration.personal_fields if isinstance(model._meta.get_field(name), ForeignKey)]
    return rows.select_related(*related) if related else rows


def _values(declaration: Declaration, row: Model) -> dict[str, str]:
    return {name: _text(value) for name, value in declaration.export(row).items()}


def _text(value: object) -> str:
    """Of a related row its name; of a member of staff no name, as that is not the person's own data."""
    if value is None:
        return ""
    if isinstance(value, get_user_model()):
        return _("a member of staff")
    if isinstance(value, Manager):
        return ", ".join(str(one) for one in value.all())
    return value.isoformat() if isinstance(value, date | datetime) else str(value)


def _as_json(declaration: Declaration, rows: "QuerySet[Any]", write: _Part) -> int:
    number = 0
    write("[")
    for row in rows.iterator(chunk_size=CHUNK):
        write(",\n" if number else "\n")
        write(json.dumps(_values(declaration, row), ensure_ascii=False))
        number += 1
    write("\n]\n")
    return number


def _as_csv(declaration: Declaration, rows: "QuerySet[Any]", write: _Part) -> None:
    line = io.StringIO()
    writer = csv.writer(line)

    def put(cells: list[str]) -> None:
        writer.writerow(cells)
        write(line.getvalue())
        line.seek(0)
        line.truncate()

    header: list[str] = []
    for row in rows.iterator(chunk_size=CHUNK):
        values = _values(declaration, row)
        if not header:
            header = list(values)
            put(header)
        put([_not_a_formula(value) for value in values.values()])


def _not_a_formula(text: str) -> str:
    """A spreadsheet would run what begins like this. The JSON beside it has the words as they are."""
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text


def _page(found: "list[tuple[Declaration, QuerySet[Any]]]", of: Registry) -> Iterator[str]:
    title = _("What we hold about you")
    yield format_html(_HEAD, translation.get_language(), title, title)
    for declaration, rows in found:
        yield format_html("<h2>{}</h2>\n<p>{}</p>\n", name_of(declaration), declaration.purpose)
        titles = _titles(declaration)
        none = True
        for row in rows.iterator(chunk_size=CHUNK):
            none = False
            yield _entry(titles, _values(declaration, row))
        if none:
            yield format_html("<p>{}</p>\n", _("Nothing is held here."))
    yield format_html("<h2>{}</h2>\n", _("What your address does not lead to"))
    by = _("It would be found by:")
    for one in (one for one in of.declarations() if one.subject.by is None):
        yield format_html('<p>{}. {} <span lang="en">{}</span></p>\n', name_of(one), by, one.subject.found_by)
    yield "</body>\n</html>\n"


def _entry(titles: Mapping[str, str], values: Mapping[str, str]) -> str:
    lines = "".join(format_html("<dt>{}</dt><dd>{}</dd>", titles.get(name, name), values[name]) for name in values)
    return f"<dl>{lines}</dl>\n"


def _titles(declaration: Declaration) -> dict[str, str]:
    meta = declaration.model._meta
    return {name: str(getattr(meta.get_field(name), "verbose_name", name)) for name in declaration.personal_fields}

"""What `make corpus` measured, section by section: shown only for the very parsers and tables that it measured.

Sections are written by `tests/corpus/`, each beside the fingerprint of what it is about. What is missing, damaged or of
another parser is None, and the page says that it was not measured.
"""

import json
import os
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any, TypeVar

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tools.correctness.disagreements import Cause, explanation
from tools.correctness.reasons import Reason

Section = TypeVar("Section")

#: What a TypeScript module takes from another of ours, at once or later.
IMPORT = re.compile(r'\b(?:from|import)\s*\(?\s*"(\.[^"?]*)"')
#: What is compared of each file, in the order of the page.
CHECKS: dict[str, Promise] = {
    "open": _("opened"),
    "tree": _("every element, with its value representation, as pydicom finds it"),
    "values": _("every value as pydicom decodes it"),
    "json": _("the JSON of PS3.18 as pydicom writes it"),
    "dump": _("the text of dcmdump, line by line"),
    "save": _("opened and saved without a change: the same bytes"),
}


@dataclass(frozen=True)
class Apart:
    """A file of which the two do not say the same, and why."""

    package: str
    file: str
    reasons: tuple[Reason, ...]


@dataclass(frozen=True)
class Check:
    title: Promise
    #: For each package, in their order: how many of its files agree, and how many it has.
    shares: tuple[tuple[int, int], ...]
    apart: tuple[Apart, ...]

    @property
    def sum(self) -> int:
        return sum(part for part, _all in self.shares)

    @property
    def by_reason(self) -> list[tuple[Reason, list[Apart]]]:
        """Each reason with its files; a file may have several."""
        found = ((reason, [one for one in self.apart if reason in one.reasons]) for reason in Reason)
        return [(reason, files) for reason, files in found if files]


@dataclass(frozen=True)
class Package:
    name: str
    version: str
    files: int


@dataclass(frozen=True)
class Peer:
    """A parser that runs in browsers; ours has no version."""

    name: str
    version: str
    opened: int
    #: Files in which it finds the elements that pydicom finds, group lengths and padding aside.
    same: int


@dataclass(frozen=True)
class Files:
    """The files of other projects, opened by us and by pydicom."""

    date: date
    packages: tuple[Package, ...]
    checks: tuple[Check, ...]
    peers: tuple[Peer, ...]

    @property
    def sum(self) -> int:
        return sum(package.files for package in self.packages)


@dataclass(frozen=True)
class Disagreement:
    """A missing attribute that one of the two does not report."""

    ours: bool
    keyword: str
    #: The object's definition and the path of what it was robbed of.
    iod: str
    path: str
    cause: Cause


@dataclass(frozen=True)
class Validator:
    """Objects robbed of one attribute each, before our validator and before dciodvfy."""

    date: date
    peer: str
    objects: int
    robbed: int
    #: Reports of a missing attribute: of both, and of one alone.
    both: int
    apart: tuple[Disagreement, ...]

    @property
    def by_cause(self) -> list[tuple[Cause, list[Disagreement]]]:
        found = ((cause, [one for one in self.apart if one.cause is cause]) for cause in Cause)
        return [(cause, apart) for cause, apart in found if apart]

    @property
    def only_ours(self) -> int:
        return sum(one.ours for one in self.apart)

    @property
    def only_theirs(self) -> int:
        return len(self.apart) - self.only_ours

    @property
    def precision(self) -> float:
        """Of what we report, how much dciodvfy reports too; in percent."""
        return 100 * self.both / (self.both + self.only_ours)

    @property
    def recall(self) -> float:
        """Of what dciodvfy reports, how much we report too; in percent."""
        return 100 * self.both / (self.both + self.only_theirs)


@dataclass(frozen=True)
class Hl7:
    """Messages made from hl7apy's structures, and messages with one fault each."""

    date: date
    peer: str
    versions: int
    messages: int
    #: Whose groups hl7apy itself places by its own structure, and how many of them have the same groups with us.
    compared: int
    agreed: int
    apart: tuple[str, ...]
    broken: int
    found: int


@dataclass(frozen=True)
class Called:
    """A field or component that another source calls something else."""

    version: str
    #: `PID-3`, `CX.5`.
    part: str
    ours: str
    theirs: str


@dataclass(frozen=True)
class Names:
    """The names of fields and components beside those of hl7types; case and marks aside."""

    date: date
    peer: str
    versions: int
    names: int
    same: int
    apart: tuple[Called, ...]


def files() -> Files | None:
    return _read("dicom-files", _files)


def validator() -> Validator | None:
    return _read("dicom-validator", _validator)


def hl7() -> Hl7 | None:
    return _read("hl7", _hl7)


def names() -> Names | None:
    return _read("hl7-names", _names)


def _read(section: str, shape: Callable[[Any], Section]) -> Section | None:
    try:
        found = json.loads(settings.CORPUS.read_text(encoding="utf-8"))[section]
        return shape(found) if found["of"] == fingerprint(section.partition("-")[0]) else None
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None


def _files(found: Any) -> Files:
    packages = tuple(
        Package(_text(row["name"]), _text(row["version"]), _count(row["files"])) for row in found["packages"]
    )
    if not packages or list(found["checks"]) != list(CHECKS):
        raise ValueError("not every package and check")
    checks = tuple(_check(name, apart, packages) for name, apart in found["checks"].items())
    peers = tuple(_peer(row) for row in found["peers"])
    return Files(date.fromisoformat(found["date"]), packages, checks, peers)


def _peer(row: Any) -> Peer:
    return Peer(_text(row["name"]), _text(row["version"]), _count(row["opened"]), _count(row["same"]))


def _check(name: str, rows: Any, packages: tuple[Package, ...]) -> Check:
    apart = tuple(_apart(row) for row in rows)
    counts = Counter(one.package for one in apart)
    shares = tuple((package.files - counts.pop(package.name, 0), package.files) for package in packages)
    if counts or min(shares)[0] < 0:
        raise ValueError("files of no package")
    return Check(CHECKS[name], shares, apart)


def _apart(row: Any) -> Apart:
    reasons = tuple(Reason(code) for code in row["reasons"])
    if not reasons:
        raise ValueError("a difference without a reason")
    return Apart(_text(row["package"]), _text(row["file"]), reasons)


def _validator(found: Any) -> Validator:
    return Validator(
        date=date.fromisoformat(found["date"]),
        peer=_text(found["peer"]),
        objects=_count(found["objects"]),
        robbed=_count(found["robbed"]),
        both=_count(found["both"]),
        apart=tuple(_disagreement(row) for row in found["apart"]),
    )


def _disagreement(row: Any) -> Disagreement:
    ours, keyword, iod = row["who"] == "ours", _text(row["keyword"]), _text(row["iod"])
    explained = explanation(ours=ours, keyword=keyword, iod=iod)
    if explained is None:
        raise ValueError("a disagreement without a reason")
    return Disagreement(ours, keyword, iod, _text(row["path"]), explained.cause)


def _hl7(found: Any) -> Hl7:
    names = ("versions", "messages", "compared", "agreed", "broken", "found")
    return Hl7(
        date=date.fromisoformat(found["date"]),
        peer=_text(found["peer"]),
        apart=tuple(_text(one) for one in found["apart"]),
        **{name: _count(found[name]) for name in names},
    )


def _names(found: Any) -> Names:
    return Names(
        date=date.fromisoformat(found["date"]),
        peer=_text(found["peer"]),
        versions=_count(found["versions"]),
        names=_count(found["names"]),
        same=_count(found["same"]),
        apart=tuple(
            Called(*(_text(row[column]) for column in ("version", "part", "ours", "theirs"))) for row in found["apart"]
        ),
    )


def _text(found: Any) -> str:
    if not isinstance(found, str):
        raise TypeError(f"no text: {found!r}")
    return found


def _count(found: Any) -> int:
    if not isinstance(found, int) or isinstance(found, bool) or found < 1:
        raise ValueError(f"no count: {found!r}")
    return found


@cache
def fingerprint(standard: str) -> str:
    """Names a standard's parser, its command line and its tables: what was measured of others says nothing of these."""
    whole = sha256()
    for file in sorted(_sources(settings.BASE_DIR, standard)):
        name = file.relative_to(settings.BASE_DIR).as_posix()
        whole.update(f"{name}\0{sha256(file.read_bytes()).hexdigest()}\n".encode())
    return whole.hexdigest()[:16]


def _sources(root: Path, standard: str) -> Iterator[Path]:
    """`dicom` or `hl7`: its command line, all that it imports, and its tables. No page, no worker, no words."""
    yield from _imported(root / "tools" / "frontend" / "src" / "cli" / f"{standard}.ts", set())
    yield from (root / "tools" / "dictionaries" / "data").glob(f"{standard}-*")


def _imported(module: Path, seen: set[Path]) -> Iterator[Path]:
    """A TypeScript module and those that it names, once each."""
    if module in seen:
        return
    seen.add(module)
    yield module
    for name in IMPORT.findall(module.read_text(encoding="utf-8")):
        place = Path(os.path.normpath(module.parent / name))
        for file in (place.with_name(f"{place.name}.ts"), place / "index.ts"):
            if file.is_file():
                yield from _imported(file, seen)

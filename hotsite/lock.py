"""What the lock is made of: which addresses are locked, and which files their pages may ask for.

The catalogue names the tools, the front end's build names the files, SITE_URL names the origin: from these follow the
header (`hotsite.ground.headers`), the guard's list in each locked page, and the checks below.
"""

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Error, register
from django.urls import reverse
from django.utils import translation

from hotsite.ground import headers
from hotsite.ground.headers import Addresses, Kind
from privacy.policies.catalogue import POLICIES
from tools import catalogue

SERVICE_WORKER = "/sw.js"
#: What `hotsite.offline` answers: how the site is installed, and what each tool needs without a network.
MANIFEST = "/manifest.webmanifest"
NEEDS = "/offline.js"
#: Files beside the build's own that a locked page asks for. The probe is missing on purpose: see `lock-probe.svg`.
FIXED_FILES = ("first.js", "icon.svg", "icon-192.png", "icon-512.png")
#: Bytes of the header up to which files of the build before are listed too; the rest is room for long host names.
ROOM_FOR_KEPT = 16 * 1024
#: What the build leaves for web servers that send compressed files.
COMPRESSED = (".br", ".gz")

ENTRY = re.compile(r'"(?P<origin>https?://[\w.:\[\]-]+)(?P<path>/[\w./~-]*)\?"', re.ASCII)


def _in_every_language(name: str, *args: str) -> Iterator[str]:
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            yield reverse(name, args=args)


@cache
def locked_pages() -> tuple[str, ...]:
    """The start page and every tool, in every language."""
    tools = [path for tool in catalogue.TOOLS for path in _in_every_language("tools:tool", tool.slug)]
    return (*_in_every_language("start"), *tools)


def deaf_paths() -> tuple[str, ...]:
    """Where nothing about the visitor is read: locked pages, and what they ask for outside the static files."""
    return (*locked_pages(), SERVICE_WORKER, MANIFEST, NEEDS)


def plain_pages() -> tuple[str, ...]:
    """What locked pages link to: a click on an address that is not listed would end on the browser's error page."""
    policies = [path for policy in POLICIES for path in _in_every_language("privacy:policy", policy.slug)]
    own = ("contact:write", "your-data", "correctness:how-correct", "privacy:promises", "privacy:choices")
    named = (*own, "dictionaries:dicom", "dictionaries:hl7")
    others = [path for name in named for path in _in_every_language(name)]
    return (*others, *policies)


def kept_files() -> frozenset[str]:
    """Files of the build before, which pages opened then still ask for: `workshop/frontend.py` keeps and lists them."""
    listed = settings.FRONTEND_DIST / "previous.json"
    names = json.loads(listed.read_text(encoding="utf-8")) if listed.exists() else []
    return frozenset(f"{settings.STATIC_URL}assets/{name}" for name in names)


def files() -> tuple[str, ...]:
    """Every file of the build, and the fixed ones. Workers are not in the build's manifest, so the folder is read.

    Files of the build before are among them as long as the header has room: an open page is content with its own.
    """
    built = sorted(path.name for path in (settings.FRONTEND_DIST / "assets").glob("*.*"))
    assets = [f"{settings.STATIC_URL}assets/{name}" for name in built if not name.endswith(COMPRESSED)]
    fixed = (*(f"{settings.STATIC_URL}{name}" for name in FIXED_FILES), MANIFEST, NEEDS)
    everything = _addresses((*assets, *fixed))
    listed = headers.allowlist(f"{url}?" for url in everything.urls())
    if len(listed.encode()) <= ROOM_FOR_KEPT:
        return everything.files
    kept = kept_files()
    return tuple(path for path in everything.files if path not in kept)


def _addresses(files: Iterable[str]) -> Addresses:
    return Addresses(
        locked_pages=locked_pages(),
        plain_pages=plain_pages(),
        files=tuple(files),
        service_worker=SERVICE_WORKER,
        ways_out=dict(settings.WAYS_OUT),
    )


@cache
def addresses() -> Addresses:
    """What locked pages may connect to; read once, when the site starts."""
    return _addresses(files())


def guard_lists() -> dict[str, str]:
    """The guard's two lists, for attributes of its own script element: where to go, and what may run as a worker.

    Addresses of the page's own origin are paths.
    """
    known = addresses()
    scripts = [path for path in (*known.files, known.service_worker) if path.endswith(".js")]
    ways = [f"/out/{slug}/" for slug in known.ways_out]
    away = "" if settings.SITE_URL == settings.TOOLS_URL else settings.SITE_URL
    pages = [*known.locked_pages, *(f"{away}{path}" for path in known.plain_pages), *ways]
    return {"pages": " ".join(pages), "scripts": " ".join(scripts)}


def faults_of(header: str) -> list[str]:
    """What is wrong with a locked page's `Connection-Allowlist`: one fault in it, and it names nothing or too much."""
    listed, parenthesis, rest = header.removeprefix("(").partition(")")
    if not header.startswith("(") or not parenthesis or rest != "; webrtc=block":
        return ["it is not a list followed by webrtc=block"]
    entries = listed.split(" ") if listed else []
    wrong = [entry for entry in entries if not (match := ENTRY.fullmatch(entry)) or not _is_ours(**match.groupdict())]
    faults = [f"{entry} is not an exact address of {settings.TOOLS_URL} that ends in ?" for entry in wrong]
    if len(header.encode()) > headers.MOST_HEADER_BYTES:
        faults.append(f"it has {len(header.encode())} bytes; a proxy passes {headers.MOST_HEADER_BYTES}")
    return faults


def _is_ours(origin: str, path: str) -> bool:
    """Of the tools' origin; of the other one, if they are two, only the pages that locked pages link to."""
    return origin == settings.TOOLS_URL or (origin == settings.SITE_URL and path in plain_pages())


@register("lock")
def the_lock_is_well_formed(app_configs: Sequence[AppConfig] | None = None, **_: Any) -> list[CheckMessage]:
    """A malformed header fails closed, and a foreign entry fails open: both are found before anybody is served."""
    header = headers.table()[Kind.LOCKED_PAGE]["Connection-Allowlist"]
    found: list[CheckMessage] = [
        Error(f"Connection-Allowlist: {fault}.", id="lock.E001") for fault in faults_of(header)
    ]
    for slug, target in settings.WAYS_OUT:
        if not re.fullmatch(r"[a-z0-9-]+", slug) or not re.fullmatch(r'https://[^\s?#"]+', target):
            found.append(Error(f"WAYS_OUT: {slug!r} → {target!r} is no slug and https address.", id="lock.E002"))
    return found

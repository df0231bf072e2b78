"""What works without a network: the service worker's script, what each tool needs, and how the site is installed.

The worker (`service_worker.js`) hands out only what it can check: before its code stand the digest of every body that
it may answer with, their types and the headers. They are made here from the same bytes that the site serves, so two
processes of one release write the same script, and the browser installs a new one only with a new release.
"""

import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles import finders
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import resolve
from django.utils import translation
from django.views.decorators.http import require_safe

from hotsite import lock
from hotsite.ground.headers import Kind, headers, table
from tools import catalogue

WORKER = Path(__file__).with_name("service_worker.js")

HTML = "text/html; charset=utf-8"
SCRIPT = "text/javascript; charset=utf-8"
#: As the site's own static files are served. A kind that is missing here is found by the tests.
TYPES = {
    ".css": "text/css; charset=utf-8",
    ".js": SCRIPT,
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".wasm": "application/wasm",
    ".webmanifest": "application/manifest+json",
    ".woff2": "font/woff2",
}

#: What pages outside the lock ask for: the worker keeps out of it.
LEFT_ALONE = ("/out/", f"{settings.STATIC_URL}admin/", f"{settings.STATIC_URL}out.css")
#: No locked page may ask for it, and one that asks all the same wants to know just that.
PROBE = f"{settings.STATIC_URL}lock-probe.svg"

#: The name of a built file, wherever it stands in a script.
BUILT_NAME = re.compile(r"[\w.-]+-[\w-]{8}\.\w+", re.ASCII)


@dataclass(frozen=True, kw_only=True)
class ToolNeeds:
    slug: str
    #: The path of its program: whoever asks for it uses the tool.
    entry: str
    #: Its pages, its program, workers and dictionaries: every path besides the shell's.
    files: list[str]


@dataclass(frozen=True, kw_only=True)
class Release:
    """What a service worker of this release knows, and what it is called."""

    name: str
    #: By path: the SHA-256 of each body, in hexadecimal, and its media type.
    digests: dict[str, str]
    types: dict[str, str]
    #: What is stored at once.
    shell: list[str]
    tools: list[ToolNeeds]
    #: The body of `lock.NEEDS`.
    needs: bytes


@cache
def release() -> Release:
    """Read and rendered once in each process."""
    build = Build()
    shell, tools = _shell(build), _tools(build)
    paths = [*lock.locked_pages(), *(path for path in lock.addresses().files if path != lock.NEEDS)]
    bodies = {path: _body(path) for path in paths}
    digests = {path: _digest(body) for path, body in bodies.items()}
    by_entry = {tool.entry: tool.files for tool in tools}
    facts = [digests, shell, by_entry, dict(table()[Kind.LOCKED_PAGE]), WORKER.read_text(encoding="utf-8")]
    # The list of needs says the name, so the name cannot depend on it; it says nothing that is not in `facts` already.
    name = _digest(json.dumps(facts, sort_keys=True).encode())[:16]
    needs = _module(
        release=name,
        shell=shell,
        tools={tool.slug: {"entry": tool.entry, "files": tool.files} for tool in tools},
        sizes={path: len(body) for path, body in bodies.items()},
    )
    return Release(
        name=name,
        digests=digests | {lock.NEEDS: _digest(needs)},
        types={path: _type(path) for path in (*paths, lock.NEEDS)},
        shell=shell,
        tools=tools,
        needs=needs,
    )


def _digest(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()


def _shell(build: "Build") -> list[str]:
    start_pages = [f"/{code}/" for code, _name in settings.LANGUAGES]
    drawn = [static("first.js"), static("icon.svg"), lock.MANIFEST, lock.NEEDS]
    code = build.files("src/shell.ts", later=False) | build.files("src/shell/start-page.ts", later=False)
    return [*start_pages, *drawn, *sorted(code)]


def _tools(build: "Build") -> list[ToolNeeds]:
    shell = set(_shell(build))
    everywhere = build.files("src/shell.ts", later=True)
    found = []
    for tool in catalogue.TOOLS:
        program = _program(tool.slug)
        pages = [path for path in lock.locked_pages() if path.endswith(f"/tools/{tool.slug}/")]
        files = (everywhere | build.files(program, later=True)) - shell
        found.append(ToolNeeds(slug=tool.slug, entry=build.path(program), files=[*pages, *sorted(files)]))
    return found


def _body(path: str) -> bytes:
    if path in lock.locked_pages():
        return _page(path)
    if path == lock.MANIFEST:
        return manifest_text().encode()
    return Path(str(finders.find(path.removeprefix(settings.STATIC_URL)))).read_bytes()


def _page(path: str) -> bytes:
    """A locked page as its view answers everybody: nothing in it depends on who asks."""
    request = HttpRequest()
    request.method = "GET"
    request.path = request.path_info = path
    with translation.override(translation.get_language_from_path(path)):
        request.resolver_match = match = resolve(path)
        response: HttpResponse = match.func(request, *match.args, **match.kwargs)
        return response.content


def _type(path: str) -> str:
    return HTML if path.endswith("/") else TYPES[Path(path).suffix]


def _module(**constants: object) -> bytes:
    """A JavaScript module that exports the constants."""
    return "".join(f"export const {name} = {json.dumps(value)};\n" for name, value in constants.items()).encode()


class Build:
    """What belongs together in the front end's build, by its manifest."""

    def __init__(self) -> None:
        self._folder = settings.FRONTEND_DIST
        self._chunks: dict[str, dict[str, Any]] = json.loads(
            (self._folder / "manifest.json").read_text(encoding="utf-8")
        )
        self._names = {path.name for path in (self._folder / "assets").glob("*.*")}

    def path(self, key: str) -> str:
        return f"{settings.STATIC_URL}{self._chunks[key]['file']}"

    def files(self, key: str, *, later: bool) -> set[str]:
        """Paths of everything the chunk loads; with `later` also of what it imports only when it is needed.

        Tools are left out of that: the shell imports all of them, and each of them the shell.
        """
        seen: set[str] = set()
        left = [key]
        while left:
            key = left.pop()
            if key not in seen:
                seen.add(key)
                chunk = self._chunks[key]
                left += chunk.get("imports", [])
                left += (name for name in chunk.get("dynamicImports", []) if later and not _is_tool(name))
        return {f"{settings.STATIC_URL}{name}" for key in seen for name in self._own(self._chunks[key])}

    def _own(self, chunk: dict[str, Any]) -> Iterator[str]:
        yield from (chunk["file"], *chunk.get("css", []))
        for asset in chunk.get("assets", []):
            yield from self._with_parts(asset)

    def _with_parts(self, asset: str) -> set[str]:
        """A worker's script and what it loads. The manifest knows no parts of a worker: its scripts name them."""
        seen: set[str] = set()
        left = [asset]
        while left:
            name = left.pop()
            if name not in seen:
                seen.add(name)
                text = (self._folder / name).read_text(encoding="utf-8") if name.endswith(".js") else ""
                left += [f"assets/{found}" for found in BUILT_NAME.findall(text) if found in self._names]
        return seen


def _program(slug: str) -> str:
    """Its key in the manifest."""
    return f"src/pages/{slug}.ts"


def _is_tool(key: str) -> bool:
    return key in {_program(tool.slug) for tool in catalogue.TOOLS}


@cache
def script() -> str:
    """The worker's whole script: what it knows, then what it does."""
    known = release()
    codes = [code for code, _name in settings.LANGUAGES]
    constants = {
        "RELEASE": known.name,
        "FILES": known.digests,
        "TYPES": known.types,
        "HEADERS": dict(table()[Kind.LOCKED_PAGE]),
        "SHELL": known.shell,
        "TOOLS": {tool.entry: tool.files for tool in known.tools},
        "PROBE": PROBE,
        "LEFT_ALONE": [*LEFT_ALONE, *(f"/{code}/admin/" for code in codes)],
        "SORRY": {code: _sorry(code) for code in codes},
    }
    lines = [f"const {name} = {json.dumps(value, sort_keys=True)};\n" for name, value in constants.items()]
    return "".join(lines) + WORKER.read_text(encoding="utf-8")


def _sorry(code: str) -> str:
    with translation.override(code):
        return render_to_string("hotsite/unreachable.html")


def manifest_text() -> str:
    """How the site is installed (W3C Web Application Manifest). One for all: it cannot know a visitor's language."""
    start = {code: f"/{code}/" for code, _name in settings.LANGUAGES}
    facts = {
        "id": "/",
        "name": settings.SITE_NAME,
        "short_name": "DICOM · HL7",
        "lang": settings.LANGUAGE_CODE,
        "start_url": start[settings.LANGUAGE_CODE],
        "scope": "/",
        "display": "standalone",
        "background_color": "#f6f7f4",
        "theme_color": "#0a6650",
        "icons": [
            {"src": static("icon.svg"), "type": TYPES[".svg"], "sizes": "any"},
            {"src": static("icon-192.png"), "type": TYPES[".png"], "sizes": "192x192"},
            {"src": static("icon-512.png"), "type": TYPES[".png"], "sizes": "512x512"},
        ],
        "shortcuts": [{"name": name, "url": start[code]} for code, name in settings.LANGUAGES],
    }
    return json.dumps(facts, ensure_ascii=False, indent=1) + "\n"


@require_safe
@headers(Kind.SERVICE_WORKER)
def service_worker(request: HttpRequest) -> HttpResponse:
    return HttpResponse(script(), content_type=SCRIPT)


@require_safe
@headers(Kind.LOCKED_STATIC)
def needs(request: HttpRequest) -> HttpResponse:
    return HttpResponse(release().needs, content_type=SCRIPT)


@require_safe
@headers(Kind.LOCKED_STATIC)
def manifest(request: HttpRequest) -> HttpResponse:
    return HttpResponse(manifest_text(), content_type=TYPES[".webmanifest"])

"""The runs of the proof, and its mutations: each says what becomes of a response of the real site.

A run is made by taking away, outermost of all middleware, what the site itself answered: production code has no switch
for it. Which run is on is read from a file with every request, so one site serves them all, one after the other.
"""

import os
import re
from collections.abc import Callable, MutableMapping
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

#: Names the file that holds the name of the run.
RUN_FILE = "LOCK_RUN_FILE"

POLICY = "Content-Security-Policy"
ALLOWLIST = "Connection-Allowlist"
#: Everything a response says to bind the browser.
LOCK = (
    POLICY, ALLOWLIST, "Cross-Origin-Embedder-Policy", "Cross-Origin-Opener-Policy", "Cross-Origin-Resource-Policy",
    "Permissions-Policy", "Referrer-Policy", "X-Content-Type-Options", "X-DNS-Prefetch-Control",
)  # fmt: skip
#: The first script of every page, with the guard and, made by `armed.py`, without it.
GUARDED, UNGUARDED = "/static/first.js", "/static/assets/unguarded.js"

Headers = MutableMapping[str, str]


class Run(Enum):
    """The control, each of the two policies alone, and the site as it is: the columns of the table."""

    NO_POLICY = "no policy"
    CSP = "CSP only"
    ALLOWLIST = "allowlist only"
    BOTH = "both"
    #: No run of the table: pages that the site's service worker stands behind.
    OFFLINE = "both, with the service worker"


class Mutation(Enum):
    """One thing wrong with the lock; the proof has to notice each."""

    OPEN_END = "an allowlist entry without its ?"
    BARE_SCRIPT = "a worker's script answered without the lock"
    NO_GUARD = "no guard"
    NO_SANDBOX = "no sandbox"
    ANY_CONNECTION = "connect-src * without the allowlist"


@dataclass(frozen=True, kw_only=True)
class Change:
    """headers: changes a response's headers, given its path; guard: whether pages keep their guard."""

    headers: Callable[[Headers, str], None]
    guard: bool
    #: Whether the site's own service worker may be installed. It gives pages their lock by itself, so it stays out
    #: of the runs that take the lock away; and a first visit, which has none yet, is the harder case.
    offline: bool = False


def _keep(*kept: str) -> Callable[[Headers, str], None]:
    def change(headers: Headers, path: str) -> None:
        for name in LOCK:
            if name not in kept and name in headers:
                del headers[name]

    return change


def _nothing(headers: Headers, path: str) -> None:
    """The site as it is."""


def _replace(name: str, pattern: str, by: str) -> Callable[[Headers, str], None]:
    def change(headers: Headers, path: str) -> None:
        if name in headers:
            headers[name] = re.sub(pattern, by, headers[name])

    return change


def _bare_script(headers: Headers, path: str) -> None:
    """COEP stays: without it the browser would not start the worker at all."""
    if path.startswith("/static/") and path.endswith(".js"):
        _keep("Cross-Origin-Embedder-Policy", "Cross-Origin-Resource-Policy", "X-Content-Type-Options")(headers, path)


def _any_connection(headers: Headers, path: str) -> None:
    _replace(POLICY, r"connect-src [^;]+", "connect-src *")(headers, path)
    headers.pop(ALLOWLIST, None)


CHANGES: dict[str, Change] = {
    Run.NO_POLICY.value: Change(headers=_keep(), guard=False),
    Run.CSP.value: Change(headers=_keep(POLICY), guard=False),
    Run.ALLOWLIST.value: Change(headers=_keep(ALLOWLIST), guard=False),
    Run.BOTH.value: Change(headers=_nothing, guard=True),
    Run.OFFLINE.value: Change(headers=_nothing, guard=True, offline=True),
    Mutation.OPEN_END.value: Change(headers=_replace(ALLOWLIST, r'\?"', '"'), guard=True),
    Mutation.BARE_SCRIPT.value: Change(headers=_bare_script, guard=True),
    Mutation.NO_GUARD.value: Change(headers=_nothing, guard=False),
    Mutation.NO_SANDBOX.value: Change(headers=_replace(POLICY, r";\s*sandbox[^;]*", ""), guard=True),
    Mutation.ANY_CONNECTION.value: Change(headers=_any_connection, guard=True),
}


def current() -> Change:
    return CHANGES[Path(os.environ[RUN_FILE]).read_text(encoding="utf-8")]

"""Turns what goes wrong on fresh machines into one clear sentence each.

A newcomer's first failure is a full disk, a closed network, a missing compiler or somebody else's port. pip, npm
and apt each say so in pages of their own; here each page becomes one sentence that says what to do.
"""

import errno
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass


class Problem(Exception):
    """Something a person can put right; the text is complete and needs no traceback."""


@dataclass(frozen=True, kw_only=True)
class Known:
    """A failure known by what programs print about it."""

    pattern: re.Pattern[str]
    sentence: str


def _known(pattern: str, sentence: str) -> Known:
    return Known(pattern=re.compile(pattern, re.IGNORECASE), sentence=sentence)


FULL_DISK = "The disk is full: free some space, then run the same command again."
NO_COMPILER = (
    "A Python package has no ready-made build for this machine and there is no C compiler to build it; "
    "on Debian: apt install build-essential python3-dev"
)
TAMPERED = (
    "A downloaded package is not the one that was locked (its hash differs): nothing was installed from it. "
    "Try again; if it stays so, tell the maintainers."
)
NO_NETWORK = (
    "The network cannot be reached: packages must be downloaded the first time. "
    "Check the connection or the proxy settings, then run the same command again."
)
NOT_IN_REGISTRY = (
    "A locked package cannot be had from the configured package index: check the index and the network, "
    "then run the same command again."
)
NO_PERMISSION = (
    "A file or folder may not be written by you: give the folder of this repository to your user, "
    "then run the same command again."
)
OUT_OF_STEP = (
    "tools/frontend/package.json and package-lock.json do not agree: whoever changed one must commit the other; "
    "in tools/frontend: npm install --package-lock-only"
)
APT_IS_BUSY = "Another program is installing Debian packages: wait until it is done, then try again."

#: In this order: a full disk also breaks downloads, and a closed network also looks like a missing package.
KNOWN = (
    _known(r"ENOSPC|no space left on device|EDQUOT|disk quota exceeded|not enough free space", FULL_DISK),
    _known(r"could not get lock|is another process using it", APT_IS_BUSY),
    _known(
        r"unable to execute '?\S*(gcc|cc|clang)|command '?\S*(gcc|cc|clang|g\+\+)\S*' failed: no such file"
        r"|no acceptable C compiler|unknown compiler\(s\)|error: Microsoft Visual C\+\+"
        r"|no such file or directory: '(gcc|cc|clang|g\+\+)'"
        r"|linker `cc` not found|gyp ERR! .*not found: make|fatal error: Python\.h: No such file",
        NO_COMPILER,
    ),
    _known(r"npm ci` can only install packages when", OUT_OF_STEP),
    _known(r"do not match the hashes|EINTEGRITY|hash sum mismatch", TAMPERED),
    _known(
        r"failed to establish a new connection|temporary failure (in name resolution|resolving)"
        r"|name or service not known"
        r"|network is unreachable|ECONNREFUSED|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|ECONNRESET|ENETUNREACH"
        r"|connection (refused|timed out|reset)|read timed out|cannot connect to proxy|could not resolve"
        r"|could not connect to|connection ?error|unable to fetch|no route to host",
        NO_NETWORK,
    ),
    _known(r"no matching distribution found|\bE404\b|unable to locate package", NOT_IN_REGISTRY),
    _known(r"permission denied|EACCES|EPERM|read-only file system|EROFS", NO_PERMISSION),
)


def sentence_for(output: str) -> str | None:
    """The sentence for the first known failure that `output` shows, or None."""
    return next((known.sentence for known in KNOWN if known.pattern.search(output)), None)


_BY_ERRNO = {
    errno.ENOSPC: FULL_DISK,
    errno.EDQUOT: FULL_DISK,
    errno.EACCES: NO_PERMISSION,
    errno.EPERM: NO_PERMISSION,
    errno.EROFS: NO_PERMISSION,
}


@contextmanager
def own_failures() -> Iterator[None]:
    """Gives the workshop's own failed writes the same sentences, with the file's name."""
    try:
        yield
    except OSError as error:
        sentence = _BY_ERRNO.get(error.errno or 0)
        if sentence is None:
            raise
        raise Problem(f"{sentence} ({error.filename or error})") from error

"""How each promise is kept: its identifier, and the mechanism in a sentence.

The promise's own words stand in the privacy policy, under the same identifier. What proves it are the tests marked
`@pytest.mark.promise("P2.1")`; `make test` writes what came of them to `settings.PROMISES_PROOF`, and
`tests/breaks/` holds for each a deliberate break under which they fail.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from functools import cache
from html import unescape
from pathlib import Path

from django.conf import settings
from django.utils.functional import Promise as Lazy
from django.utils.html import strip_tags
from django.utils.translation import gettext_lazy as _

from hotsite.ground.release import release

MECHANISMS: Mapping[str, Lazy] = {
    "P1.1": _("The policy is one text with a fixed structure: a program checks that each of these parts is there."),
    "P1.2": _("The tools are programs that your browser loads and runs; their parsers have no means to use a network."),
    "P2.1": _("Pages with tools forbid every connection made by code and every form, and the browser enforces it."),
    "P2.2": _("A marker put into a file is looked for everywhere the page could leave it, and is nowhere but on it."),
    "P2.3": _("The policy and the disclaimer say so, in both languages."),
    "P3.1": _("The contact form asks for what is named here and nothing else; every stored field is declared."),
    "P3.2": _("The log has a fixed list of fields; addresses, queries and what was typed are not among them."),
    "P3.3": _("A decision is kept in a signed cookie; only an acceptance is recorded on our side, without an address."),
    "P3.4": _("A counter looks for the consent to analytics before it counts, and it stores sums alone."),
    "P3.5": _("Pages with tools load no script but their own, so no analytics could be on them."),
    "P4.1": _("The cookie table is made from the catalogue that the software itself uses."),
    "P4.2": _("Pages with tools are the same, byte for byte, whatever you have decided about cookies."),
    "P4.3": _("Reading sets no cookie, and nothing optional is in a page before its group is accepted."),
    "P4.4": _("The cookie policy is a page of its own, and every page links it."),
    "P5.1": _("Each table with personal data declares its purpose and legal basis, or the site does not start."),
    "P5.2": _("What a tool opens never reaches our server, so there is nothing to sell or to make profiles from."),
    "P6.1": _("What is over is deleted each day by rules that tables declare; another query then finds none left."),
    "P6.2": _("The list of processors comes from the site's own settings; an incomplete one is refused."),
    "P6.3": _("Locked addresses drop queries, Referer and cookies before anything of ours reads them."),
    "P7.1": _("The disclaimer says so, and the foot of every page does."),
    "P7.2": _("The disclaimer says so, and the foot of every page does."),
    "P7.3": _("The policy and the disclaimer say so, in both languages."),
    "P8.1": _(
        "The policy names each right. What an erasure took away is looked for afterwards in every table and folder, "
        "and the case stays open until it is found nowhere; after a restored backup it is erased again."
    ),
    "P8.2": _("The contact form works without an account, a cookie or a script, and every page links it."),
}  # fmt: skip


class Proof(Enum):
    PASSED = "passed"
    FAILED = "failed"
    #: The tests ran for another release, or not at all.
    NOT_RUN = "not run"
    #: No test is marked with it.
    NOT_PROVEN = "not proven"


@dataclass(frozen=True)
class Evidence:
    #: As pytest names it, without parameters.
    name: str
    passed: bool

    @property
    def sentence(self) -> str:
        return self.name.rpartition("::")[2].removeprefix("test_").replace("_", " ")

    @property
    def file(self) -> str:
        return self.name.partition("::")[0]


@dataclass(frozen=True)
class Kept:
    """One promise, with how it is kept and what proves it."""

    id: str
    #: The policy's own words.
    words: str
    mechanism: Lazy
    proof: Proof
    tests: tuple[Evidence, ...]


def kept(policy_html: str) -> tuple[Kept, ...]:
    """Every promise, in order, with its words from the policy given."""
    results = _results()
    return tuple(_kept(name, policy_html, results) for name in MECHANISMS)


def _kept(name: str, policy_html: str, results: Mapping[str, Mapping[str, str]] | None) -> Kept:
    tests = tuple(Evidence(test, result == "passed") for test, result in (results or {}).get(name, {}).items())
    if results is None:
        proof = Proof.NOT_RUN
    elif not tests:
        proof = Proof.NOT_PROVEN
    else:
        proof = Proof.PASSED if all(test.passed for test in tests) else Proof.FAILED
    return Kept(name, words(name, policy_html), MECHANISMS[name], proof, tests)


def words(name: str, policy_html: str) -> str:
    """What the policy says under an identifier, as text."""
    found = re.search(rf'<p id="{re.escape(name)}">(.*?) <a [^>]*class="pin"', policy_html, re.DOTALL)
    return unescape(strip_tags(found[1])) if found else ""


def measured() -> str:
    """The day the tests ran for this release; "" if they did not."""
    found = _read(settings.PROMISES_PROOF)
    return str(found.get("date", "")) if found else ""


def _results() -> Mapping[str, Mapping[str, str]] | None:
    found = _read(settings.PROMISES_PROOF)
    return found["promises"] if found else None


@cache
def _read(file: Path) -> dict[str, dict[str, dict[str, str]]] | None:
    """What `make test` wrote, if it wrote it for this release; read once."""
    try:
        found = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    is_ours = isinstance(found, dict) and found.get("release") == release() and isinstance(found.get("promises"), dict)
    return found if is_ours else None

"""What Mozilla Observatory's grader says of every kind of page in every state of consent: at least 130 points.

Its packages are many and for this alone: they are installed here, beside the script, without running any of theirs.
"""

import http.client
import json
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

from hotsite.environment import VARIABLES
from tests.bench.table import Bound, Limit, head, line
from tests.browser.provider import FILE
from tests.site import Site
from workshop import node
from workshop.places import ROOT
from workshop.stamps import digest, read, stamping
from workshop.steps import run, say

GRADER = ROOT / "tests" / "bench" / "observatory"
PRELOADED = GRADER / "node_modules/@mdn/mdn-http-observatory/conf/hsts-preload.json"
STAMP = GRADER / "node_modules" / ".workshop-stamp"
SCORE = Limit(value=130, bound=Bound.AT_LEAST)

ADDRESS = "https://tools.hospital.test"
#: One page of each kind, by what it is.
PAGES = {
    "start page": "/en/",
    "tool": "/en/tools/hl7-viewer/",
    "contact": "/en/contact/",
    "policy": "/de/privacy/",
    "choices": "/en/choices/",
    "dictionary": "/en/hl7/segments/PID/",
    "staff's log-in": "/en/admin/login/",
}
STATES = ("none", "rejected", "accepted", "GPC")


class Visitor:
    """Asks a site as the proxy in front of it does, and remembers the consent cookie."""

    def __init__(self, site: Site, state: str) -> None:
        self.site = site
        self.headers = {"Host": urlsplit(ADDRESS).netloc, "X-Forwarded-Proto": "https", "Accept": "text/html"}
        if state == "GPC":
            self.headers["Sec-GPC"] = "1"
        if state in {"rejected", "accepted"}:
            said = {"decision": "accept" if state == "accepted" else "reject", "source": "choices", "text": "1"}
            self.headers["Cookie"] = self._choose(urlencode(said)).partition(";")[0]

    def _choose(self, form: str) -> str:
        more = {"Sec-Fetch-Site": "same-origin", "Content-Type": "application/x-www-form-urlencoded"}
        answer = self.ask("POST", "/en/choices/", more, form)
        assert answer["status"] == 303, answer
        return str(answer["headers"]["set-cookie"])

    def ask(self, method: str, path: str, more: dict[str, str] | None = None, body: str = "") -> dict[str, Any]:
        """Status, headers by their names in lower case, body."""
        connection = http.client.HTTPConnection("127.0.0.1", self.site.port, timeout=30)
        try:
            connection.request(method, path, body or None, self.headers | (more or {}))
            answer = connection.getresponse()
            headers = {name.lower(): value for name, value in answer.getheaders()}
            return {"status": answer.status, "headers": headers, "body": answer.read().decode()}
        finally:
            connection.close()


def answers(site: Site) -> Iterator[dict[str, Any]]:
    preflight = {"Origin": "https://elsewhere.test", "Access-Control-Request-Method": "GET"}
    for state in STATES:
        visitor = Visitor(site, state)
        for name, path in PAGES.items():
            asked = visitor.ask("GET", path)
            yield {"name": f"{name}, {state}", "url": f"{ADDRESS}{path}", **asked} | {
                "preflight": visitor.ask("OPTIONS", path, preflight)
            }


def grades(pages: list[dict[str, Any]]) -> list[dict[str, Any]]:
    env = node.ready()
    wanted = digest([GRADER / "package-lock.json"], base=ROOT)
    if read(STAMP) != wanted:
        with stamping(STAMP, wanted):
            run("Observatory's grader", [node.npm(env), "ci", "--ignore-scripts"], cwd=GRADER, env=env)
            # A script of the package would load this list from the network; no address of ours is on it.
            PRELOADED.parent.mkdir(exist_ok=True)
            PRELOADED.write_text("{}\n", encoding="utf-8")
    done = subprocess.run(
        ["node", "grade.mjs"],
        cwd=GRADER,
        env=env,
        input=json.dumps(pages),
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    found: list[dict[str, Any]] = json.loads(done.stdout)
    return found


def main() -> None:
    head()
    operator = {variable.name: variable.example for variable in VARIABLES if "EXAMPLE" in variable.default}
    with tempfile.TemporaryDirectory(prefix="hot-bench-") as name:
        file = Path(name) / "providers.toml"
        file.write_text(FILE.format(origin="https://numbers.test"))
        more = {"PROVIDERS_FILE": str(file), "USAGE_METRICS": "1", "SITE_URL": ADDRESS, "HOST": "127.0.0.1"}
        with Site(Path(name), **operator, **more) as site:
            found = grades(list(answers(site)))
    lowest = min(found, key=lambda one: one["score"])
    line(f"lowest of {len(found)}: {lowest['name']} ({lowest['grade']})", lowest["score"], "", limit=SCORE)
    for one in found:
        if one["costs"]:
            say(f"  {one['name']}: {', '.join(one['costs'])}")


if __name__ == "__main__":
    main()

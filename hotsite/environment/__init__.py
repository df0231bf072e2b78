"""What the site reads from its environment: each variable once, with its default, an example and a sentence.

`settings.py` reads the values, the README's table is made from the same tuple, and a value that is missing or
wrong stops the start with its name and an example: all of them at once, so that nobody fixes one to meet the next.
"""

import ipaddress
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from hotsite.environment import values
from hotsite.environment.values import SHORTEST_SECRET
from hotsite.environment.variables import ROOT, VARIABLES, Variable
from hotsite.ground.calendar.days_off import Place

__all__ = ["ROOT", "SHORTEST_SECRET", "VARIABLES", "Environment", "WrongEnvironment", "is_loopback", "read"]


class WrongEnvironment(Exception):
    """The environment cannot run the site; the text names every variable that is wrong."""


@dataclass(frozen=True)
class Environment:
    """Checked values, as text; `flag`, `number` and `folder` give them their type."""

    values: dict[str, str]

    def text(self, name: str) -> str:
        return self.values[name]

    def flag(self, name: str) -> bool:
        return values.flag(self.values[name])

    def number(self, name: str) -> int:
        return int(self.values[name])

    def folder(self, name: str) -> Path:
        return values.folder(self.values[name])

    @property
    def place(self) -> Place:
        return values.place(self.values["OPERATOR_PLACE"])

    @property
    def site_url(self) -> str:
        """`SITE_URL`, or the address the web server listens on."""
        host = self.values["HOST"]
        named = f"[{host}]" if values.is_ipv6(host) else host
        return values.origin(self.values["SITE_URL"] or f"http://{named}:{self.values['PORT']}")

    @property
    def tools_url(self) -> str:
        """`TOOLS_URL`, or the site's own address."""
        return values.origin(self.values["TOOLS_URL"] or self.site_url)


def is_loopback(url: str) -> bool:
    """Whether only this machine can reach `url` (RFC 6761 §6.3, RFC 5735 §3, RFC 4291 §2.5.3)."""
    host = urlsplit(url).hostname or ""
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def read(environ: Mapping[str, str]) -> Environment:
    """Reads and checks every variable; raises `WrongEnvironment` that names all that are wrong."""
    said = {variable.name: environ.get(variable.name, "") or variable.default for variable in VARIABLES}
    environment = Environment(said)
    wrong = [problem for variable in VARIABLES if (problem := _problem(variable, said[variable.name]))]
    wrong += [] if wrong else _wrong_together(environment)
    if wrong:
        raise WrongEnvironment("The site cannot start:\n" + "\n".join(f"- {sentence}" for sentence in wrong))
    return environment


def _problem(variable: Variable, value: str) -> str:
    try:
        variable.check(value)
    except ValueError as error:
        # A value may hold a password: only what cannot is repeated.
        shown = "" if variable.name.endswith(("_URL", "_KEY", "_KEYS")) else f"={value!r}"
        return f"{variable.name}{shown} {error}. Example: {variable.name}={variable.example}"
    return ""


WILDCARDS = frozenset({"0.0.0.0", "::"})  # noqa: S104  (recognised, not bound)


def _wrong_together(environment: Environment) -> list[str]:
    site = environment.site_url
    if environment.text("HOST") in WILDCARDS and not environment.text("SITE_URL"):
        return [
            f"HOST={environment.text('HOST')} listens on every address, so the site's own has to be said. "
            "Example: SITE_URL=https://tools.hospital.test"
        ]
    if urlsplit(environment.tools_url).scheme != urlsplit(site).scheme:
        return [
            f"TOOLS_URL={environment.tools_url} and SITE_URL={site} are not both https, or both http. "
            "Example: TOOLS_URL=https://open-here.hospital.test"
        ]
    if environment.tools_url != site and urlsplit(environment.tools_url).hostname == urlsplit(site).hostname:
        return [
            f"TOOLS_URL={environment.tools_url} and SITE_URL={site} differ by their port alone, and cookies do not "
            "heed ports. Example: TOOLS_URL=https://open-here.hospital.test"
        ]
    if environment.flag("DEBUG") and not is_loopback(site):
        return ["DEBUG=1 would show visitors the site's insides: it is for this machine alone. Example: DEBUG=0"]
    if environment.text("STAFF_OTP") == "off" and not is_loopback(site):
        return [
            "STAFF_OTP=off would open the staff's pages to whoever learns a password: it is for this machine alone. "
            "Example: STAFF_OTP=on"
        ]
    if site.startswith("https://"):
        return [
            f"{variable.name} still says EXAMPLE. Example: {variable.name}={variable.example}"
            for variable in VARIABLES
            if "EXAMPLE" in environment.text(variable.name)
        ]
    if not is_loopback(site) and not environment.flag("ALLOW_HTTP"):
        return [
            f"SITE_URL={site} is plain http to another machine: what visitors write would travel readable. "
            "Use https, or set ALLOW_HTTP=1 to try it in a closed network. Example: SITE_URL=https://tools.hospital.test"
        ]
    return []

"""What the site reads from its environment: each variable once, with its default, an example and a sentence.

`settings.py` reads the values, the README's table is made from the same tuple, and a value that is missing or
wrong stops the start with its name and an example: all of them at once, so that nobody fixes one to meet the next.
"""

import ipaddress
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import SplitResult, urlsplit

import dj_database_url

from hotsite.ground.calendar.days_off import Place
from privacy.policies import processors


class WrongEnvironment(Exception):
    """The environment cannot run the site; the text names every variable that is wrong."""


@dataclass(frozen=True, kw_only=True)
class Variable:
    name: str
    says: str
    default: str
    example: str
    #: Raises ValueError with a clause that completes "NAME='value' …".
    check: Callable[[str], object] = str


def _flag(value: str) -> bool:
    if value not in {"", "0", "1"}:
        raise ValueError("is neither 0 nor 1")
    return value == "1"


def _number(lowest: int, highest: int) -> Callable[[str], int]:
    def check(value: str) -> int:
        if not value.isascii() or not value.isdigit() or not lowest <= int(value) <= highest:
            raise ValueError(f"is not a whole number from {lowest} to {highest}")
        return int(value)

    return check


def _host(value: str) -> str:
    if not value or (any(character in value for character in "/:@ ") and not _is_ipv6(value)):
        raise ValueError("is not a host name or an address to listen on")
    return value


def _is_ipv6(value: str) -> bool:
    try:
        return ipaddress.ip_address(value).version == 6
    except ValueError:
        return False


def _origin(value: str) -> str:
    """An origin as browsers write it (RFC 6454 §6.2): scheme and host in lower case, no port that is the scheme's."""
    if not value:
        return value
    parts = _parts(value)
    if parts.scheme not in DEFAULT_PORTS or not parts.hostname:
        raise ValueError("does not begin with http:// or https:// and a host")
    if value.rstrip("/").count("/") > len("//") or any(character in value for character in "?#@"):
        raise ValueError("holds more than scheme, host and port")
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    port = "" if parts.port in {None, DEFAULT_PORTS[parts.scheme]} else f":{parts.port}"
    return f"{parts.scheme}://{host}{port}"


DEFAULT_PORTS = {"http": 80, "https": 443}


def _parts(value: str) -> SplitResult:
    """The parts of an address; ValueError, without a word of the value, if host or port cannot be read."""
    try:
        parts = urlsplit(value)
        parts.port  # noqa: B018  (reading it is what raises for "http://host:port")
    except ValueError:
        raise ValueError(
            "is not an address: its host or port cannot be read (/ @ : in a password are %2F %40 %3A)"
        ) from None
    return parts


def _url(*schemes: str) -> Callable[[str], str]:
    def check(value: str) -> str:
        if value and _parts(value).scheme not in schemes:
            raise ValueError(f"does not begin with {' or '.join(scheme + '://' for scheme in schemes)}")
        return value

    return check


def _database(value: str) -> str:
    if value:
        _url("postgres", "postgresql", "sqlite")(value)
        try:
            dj_database_url.parse(value)
        except Exception:  # the library raises its own and the standard library's, by kind of mistake
            raise ValueError("is not a database address") from None
    return value


def _folder(value: str) -> Path:
    path = Path(value).expanduser()
    if not path.is_absolute():
        raise ValueError("is not an absolute path")
    return path


def _path_or_none(value: str) -> Path | None:
    return _folder(value) if value else None


def _place(value: str) -> Place:
    country, _, region = value.partition("-")
    return Place(country, region)


def _four_eyes(value: str) -> str:
    if value not in {"on", "delay"}:
        raise ValueError("is neither on nor delay")
    return value


def _old_secrets(value: str) -> list[str]:
    if any(len(secret) < SHORTEST_SECRET for secret in value.split()):
        raise ValueError(f"holds one that is shorter than {SHORTEST_SECRET} characters")
    return value.split()


def _mail_address(value: str) -> str:
    local, at, domain = value.rpartition("@")
    if not (local and at and domain) or any(c.isspace() for c in value):
        raise ValueError("is not an e-mail address")
    return value


def _time_zone(value: str) -> str:
    import zoneinfo

    if value not in zoneinfo.available_timezones():
        raise ValueError("is not the name of a time zone")
    return value


SHORTEST_SECRET = 50  # characters; what Django's own deployment check asks for (security.W009)

ROOT = Path(__file__).resolve().parent.parent

VARIABLES = (
    Variable(
        name="SITE_URL",
        says="the address visitors use; decides cookie names, Secure and links in mail",
        default="",
        example="https://tools.hospital.test",
        check=_origin,
    ),
    Variable(
        name="TOOLS_URL",
        says="an address of their own for start page and tools, which then never meet the cookies of the rest",
        default="",
        example="https://open-here.hospital.test",
        check=_origin,
    ),
    Variable(
        name="HOST",
        says="the address the web server listens on",
        default="127.0.0.1",
        example="0.0.0.0",  # noqa: S104  (an example, not a binding)
        check=_host,
    ),
    Variable(
        name="PORT",
        says="the port the web server listens on",
        default="8000",
        example="8080",
        check=_number(1, 65535),
    ),
    Variable(
        name="ALLOW_HTTP",
        says="1 allows plain http to other machines than this one, under a banner on every page",
        default="0",
        example="1",
        check=_flag,
    ),
    Variable(
        name="DATABASE_URL",
        says="PostgreSQL; without it SQLite in DATA_DIR",
        default="",
        example="postgresql://site:password@db.hospital.test/site",
        check=_database,
    ),
    Variable(
        name="REDIS_URL",
        says="the broker that wakes the workers; without it a folder in DATA_DIR",
        default="",
        example="redis://redis.hospital.test:6379/0",
        check=_url("redis", "rediss", "unix"),
    ),
    Variable(
        name="MAIL_URL",
        says="the mail server; without it mail is written to a folder in DATA_DIR",
        default="",
        example="smtp+starttls://user:password@mail.hospital.test:587",
        check=_url("smtp", "smtps", "smtp+starttls"),
    ),
    Variable(
        name="DATA_DIR",
        says="where the embedded database, broker and mail folder live",
        default=str(ROOT / "var"),
        example="/var/lib/healthcare-online-tools",
        check=_folder,
    ),
    Variable(
        name="SECRET_KEY",
        says="signs what the site hands out; without it SECRET_KEY_FILE",
        default="",
        example="the output of: openssl rand -base64 48",
    ),
    Variable(
        name="SECRET_KEY_FILE",
        says="holds the secret; made on the first run, readable by its owner only, outside the repository",
        default="~/.local/state/healthcare-online-tools/secret-key",
        example="/etc/healthcare-online-tools/secret-key",
        check=_folder,
    ),
    Variable(
        name="OLD_SECRET_KEYS",
        says="secrets used before, between spaces, the newest first: what they signed can still be checked",
        default="",
        example="the SECRET_KEY that was replaced",
        check=_old_secrets,
    ),
    Variable(
        name="EVIDENCE_DIR",
        says="where the end of the evidence is signed and written every hour; best out of reach of the database",
        default="",
        example="/mnt/append-only/evidence",
        check=_path_or_none,
    ),
    Variable(
        name="OPERATOR_NAME",
        says="who runs this site, as the policy names it",
        default="EXAMPLE operator",
        example="North Hospital, Information Technology",
    ),
    Variable(
        name="OPERATOR_EMAIL",
        says="the published e-mail address; new contact messages are announced there",
        default="operator@example.EXAMPLE",
        example="it@hospital.test",
        check=_mail_address,
    ),
    Variable(
        name="OPERATOR_ADDRESS",
        says="the operator's postal address, for policy and imprint",
        default="EXAMPLE street 1, EXAMPLE town",
        example="Hospital Road 1, 12345 Northtown, Germany",
    ),
    Variable(
        name="OPERATOR_PHONE",
        says="a telephone number for the imprint; left out if empty",
        default="",
        example="+49 30 000000",
    ),
    Variable(
        name="OPERATOR_DETAILS",
        says="what the imprint must name besides where you are: who represents the operator, register, tax number",
        default="",
        example="Represented by its board; Northtown register HRB 0000",
    ),
    Variable(
        name="DATA_PROTECTION_OFFICER",
        says="name and address of the data protection officer; the policy says that there is none if empty",
        default="",
        example="A. Officer, privacy@hospital.test",
    ),
    Variable(
        name="SUPERVISORY_AUTHORITY",
        says="the data protection authority that people may complain to",
        default="EXAMPLE data protection authority",
        example="Data Protection Commissioner of Northland, authority.test",
    ),
    Variable(
        name="PROCESSORS",
        says=(
            "who processes data for the operator: `none`, or entries `name : service : country : safeguard` between "
            "semicolons. Services: " + ", ".join(service.value for service in processors.Service) + ". Country: two "
            "letters. A safeguard only outside the European Economic Area: "
            + ", ".join(safeguard.value for safeguard in processors.Safeguard)
        ),
        default="EXAMPLE host : hosting : DE",
        example="North Hosting Ltd : hosting : DE; Letter Carriers Inc : mail : US : clauses",
        check=processors.parse,
    ),
    Variable(
        name="SITE_EMAIL",
        says="the sender of the site's mail",
        default="site@example.EXAMPLE",
        example="tools@hospital.test",
        check=_mail_address,
    ),
    Variable(
        name="OPERATOR_PLACE",
        says="the country you are in, and its region where holidays differ: legal dates are counted by its days off",
        default="DE",
        example="DE-BY",
        check=_place,
    ),
    Variable(
        name="FOUR_EYES",
        says="`on`: an erasure is approved by a second person; `delay`: by the same one again, 24 hours later",
        default="on",
        example="delay",
        check=_four_eyes,
    ),
    Variable(
        name="TIME_ZONE",
        says="the operator's time zone: legal dates are counted in it",
        default="Europe/Berlin",
        example="America/Toronto",
        check=_time_zone,
    ),
    Variable(
        name="USAGE_METRICS",
        says="1 counts page views by day, of visitors who accept analytics; then visitors are asked",
        default="0",
        example="1",
        check=_flag,
    ),
    Variable(
        name="PROVIDERS_FILE",
        says="outside analytics and advertising, each behind a visitor's consent: see deploy/providers.example.toml",
        default="",
        example="/etc/healthcare-online-tools/providers.toml",
        check=_path_or_none,
    ),
    Variable(
        name="CONSENT_DAYS",
        says="how long a visitor's choice about cookies is kept, whatever it was",
        default="180",
        example="395",
        check=_number(30, 395),
    ),
    Variable(
        name="WEB_PROCESSES",
        says="web server processes",
        default="2",
        example="4",
        check=_number(1, 64),
    ),
    Variable(
        name="WEB_THREADS",
        says="threads in each web server process",
        default="4",
        example="8",
        check=_number(1, 64),
    ),
    Variable(
        name="SWEEP_SECONDS",
        says="how often lost wake-up calls are looked for",
        default="60",
        example="30",
        check=_number(1, 3600),
    ),
    Variable(
        name="DEBUG",
        says="1 shows tracebacks in the browser; never on a site that others can reach",
        default="0",
        example="1",
        check=_flag,
    ),
)


@dataclass(frozen=True)
class Environment:
    """Checked values, as text; `flag`, `number` and `folder` give them their type."""

    values: dict[str, str]

    def text(self, name: str) -> str:
        return self.values[name]

    def flag(self, name: str) -> bool:
        return _flag(self.values[name])

    def number(self, name: str) -> int:
        return int(self.values[name])

    def folder(self, name: str) -> Path:
        return _folder(self.values[name])

    @property
    def place(self) -> Place:
        return _place(self.values["OPERATOR_PLACE"])

    @property
    def site_url(self) -> str:
        """`SITE_URL`, or the address the web server listens on."""
        host = self.values["HOST"]
        named = f"[{host}]" if _is_ipv6(host) else host
        return _origin(self.values["SITE_URL"] or f"http://{named}:{self.values['PORT']}")

    @property
    def tools_url(self) -> str:
        """`TOOLS_URL`, or the site's own address."""
        return _origin(self.values["TOOLS_URL"] or self.site_url)


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
    values = {variable.name: environ.get(variable.name, "") or variable.default for variable in VARIABLES}
    environment = Environment(values)
    wrong = [problem for variable in VARIABLES if (problem := _problem(variable, values[variable.name]))]
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

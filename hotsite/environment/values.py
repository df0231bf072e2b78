"""What a value may be: each takes a text and gives the value, or raises ValueError with a clause about it."""

import ipaddress
import zoneinfo
from collections.abc import Callable
from pathlib import Path
from urllib.parse import SplitResult, urlsplit

import dj_database_url

from hotsite.ground.calendar.days_off import Place

SHORTEST_SECRET = 50  # characters; what Django's own deployment check asks for (security.W009)


def flag(value: str) -> bool:
    if value not in {"", "0", "1"}:
        raise ValueError("is neither 0 nor 1")
    return value == "1"


def number(lowest: int, highest: int) -> Callable[[str], int]:
    def check(value: str) -> int:
        if not value.isascii() or not value.isdigit() or not lowest <= int(value) <= highest:
            raise ValueError(f"is not a whole number from {lowest} to {highest}")
        return int(value)

    return check


def host(value: str) -> str:
    if not value or (any(character in value for character in "/:@ ") and not is_ipv6(value)):
        raise ValueError("is not a host name or an address to listen on")
    return value


def is_ipv6(value: str) -> bool:
    try:
        return ipaddress.ip_address(value).version == 6
    except ValueError:
        return False


def origin(value: str) -> str:
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


def url(*schemes: str) -> Callable[[str], str]:
    def check(value: str) -> str:
        if value and _parts(value).scheme not in schemes:
            raise ValueError(f"does not begin with {' or '.join(scheme + '://' for scheme in schemes)}")
        return value

    return check


def database(value: str) -> str:
    if value:
        url("postgres", "postgresql", "sqlite")(value)
        try:
            dj_database_url.parse(value)
        except Exception:  # the library raises its own and the standard library's, by kind of mistake
            raise ValueError("is not a database address") from None
    return value


def folder(value: str) -> Path:
    path = Path(value).expanduser()
    if not path.is_absolute():
        raise ValueError("is not an absolute path")
    return path


def path_or_none(value: str) -> Path | None:
    return folder(value) if value else None


def place(value: str) -> Place:
    country, _, region = value.partition("-")
    return Place(country, region)


def four_eyes(value: str) -> str:
    if value not in {"on", "delay"}:
        raise ValueError("is neither on nor delay")
    return value


def on_or_off(value: str) -> bool:
    if value not in {"on", "off"}:
        raise ValueError("is neither on nor off")
    return value == "on"


def old_secrets(value: str) -> list[str]:
    if any(len(secret) < SHORTEST_SECRET for secret in value.split()):
        raise ValueError(f"holds one that is shorter than {SHORTEST_SECRET} characters")
    return value.split()


def mail_address(value: str) -> str:
    local, at, domain = value.rpartition("@")
    if not (local and at and domain) or any(c.isspace() for c in value):
        raise ValueError("is not an e-mail address")
    return value


def time_zone(value: str) -> str:
    if value not in zoneinfo.available_timezones():
        raise ValueError("is not the name of a time zone")
    return value

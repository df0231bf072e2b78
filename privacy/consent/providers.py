"""What an operator adds from outside: analytics, advertising. Nothing, unless `PROVIDERS_FILE` names a TOML file.

A provider says which group it belongs to, which script starts it, which origins it uses and which cookies it sets: the
catalogue, the pages' policy and the consent text follow from that. `deploy/providers.example.toml` is a worked example.
"""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from privacy.consent.entries import GROUPS, NECESSARY, CookieEntry, Kind

_GROUP_KEYS = tuple(group.key for group in GROUPS if group.key != NECESSARY)
_LOOPBACK = frozenset({"127.0.0.1", "localhost"})


@dataclass(frozen=True, kw_only=True)
class Provider:
    slug: str
    name: str
    group: str
    #: The address of its script.
    script: str
    #: Every origin it uses: its script's, and those it sends to, takes images from or frames.
    origins: tuple[str, ...]
    #: Set on `window` before the script is loaded, by name: how a script without a line of inline code is configured.
    globals: Mapping[str, object]
    #: Whether it fills a slot on the page.
    slot: bool
    #: False takes `require-trusted-types-for` from pages that run it: most advertising writes markup as text.
    trusted_types: bool
    cookies: tuple[CookieEntry, ...]


@dataclass(frozen=True, kw_only=True)
class HouseAdvert:
    """An advert of the operator's own: words and a link within this site, by language. It sets nothing."""

    group: str
    says: Mapping[str, str]
    link: str


@dataclass(frozen=True, kw_only=True)
class Optional:
    """Everything optional that the operator configured."""

    providers: tuple[Provider, ...] = ()
    house_advert: HouseAdvert | None = None


def read(path: Path) -> Optional:
    """Raises ValueError with a clause that completes "PROVIDERS_FILE='…' …"."""
    try:
        return parse(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ValueError(f"cannot be read ({error.strerror})") from None
    except UnicodeDecodeError:
        raise ValueError("is not text in UTF-8") from None


def parse(text: str) -> Optional:
    """Raises ValueError that names the entry and what is wrong with it."""
    try:
        said = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ValueError(f"is not TOML: {error}") from None
    _only(said, "the file", {"provider", "house_advert"})
    providers = tuple(_provider(entry) for entry in said.get("provider", []))
    slugs = [provider.slug for provider in providers]
    if len(slugs) != len(set(slugs)):
        raise ValueError("names two providers alike")
    advert = said.get("house_advert")
    return Optional(providers=providers, house_advert=_house_advert(advert) if advert else None)


def _provider(said: dict[str, Any]) -> Provider:
    slug = _text(said, "slug", "a provider")
    where = f"the provider {slug!r}"
    _only(said, where, {"slug", "name", "group", "script", "origins", "globals", "slot", "trusted_types", "cookie"})
    group = _group(said, where)
    script = _text(said, "script", where)
    origins = tuple(dict.fromkeys([_origin(script, where), *(_origin(one, where) for one in said.get("origins", []))]))
    name = _text(said, "name", where)
    return Provider(
        slug=slug,
        name=name,
        group=group,
        script=script,
        origins=origins,
        globals=dict(said.get("globals", {})),
        slot=bool(said.get("slot", False)),
        trusted_types=bool(said.get("trusted_types", True)),
        cookies=tuple(_cookies(said, where, group, name)),
    )


def _cookies(said: dict[str, Any], where: str, group: str, provider: str) -> Iterator[CookieEntry]:
    for entry in said.get("cookie", []):
        name = _text(entry, "name", f"a cookie of {where}")
        at = f"the cookie {name!r} of {where}"
        _only(entry, at, {"name", "kind", "purpose", "days", "path", "domain"})
        kind, days = entry.get("kind", Kind.COOKIE), entry.get("days")
        if kind not in set(Kind):
            raise ValueError(f"says of {at} kind={kind!r}; it is one of {', '.join(Kind)}")
        if "*" in name[:-1]:
            raise ValueError(f"says of {at} a * that is not at its end")
        if days is not None and (type(days) is not int or days < 1):
            raise ValueError(f"says of {at} days={days!r}, which is no whole number from 1")
        yield CookieEntry(
            group=group,
            name=name,
            kind=Kind(kind),
            purpose=_words(entry.get("purpose"), at),
            provider=provider,
            days=days,
            path=entry.get("path", "/"),
            domain=entry.get("domain", ""),
        )


def _house_advert(said: dict[str, Any]) -> HouseAdvert:
    where = "the house advert"
    _only(said, where, {"group", "says", "link"})
    link = _text(said, "link", where)
    if not link.startswith("/") or link.startswith("//") or "\\" in link:
        raise ValueError(f"says of {where} link={link!r}, which is no path of this site")
    return HouseAdvert(group=_group(said, where), says=_words(said.get("says"), where), link=link)


def _group(said: Mapping[str, Any], where: str) -> str:
    group = _text(said, "group", where)
    if group not in _GROUP_KEYS:
        raise ValueError(f"says of {where} group={group!r}; it is one of {', '.join(_GROUP_KEYS)}")
    return group


def _words(said: object, where: str) -> dict[str, str]:
    if not isinstance(said, dict) or not isinstance(said.get("en"), str) or not said["en"]:
        raise ValueError(f"has no words in English (en) for {where}")
    return {str(code): str(words) for code, words in said.items()}


def _text(said: Mapping[str, Any], key: str, where: str) -> str:
    value = said.get(key)
    if not isinstance(value, str) or not value:
        raise ValueError(f"says nothing about {key} of {where}")
    return value


def _origin(address: object, where: str) -> str:
    """The origin of an https address; plain http to this machine alone, where tests have their provider."""
    parts = urlsplit(address if isinstance(address, str) else "")
    fine = parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in _LOOPBACK)
    if not fine or not parts.hostname or any(character in parts.netloc for character in "@;, '\""):
        raise ValueError(f"says of {where} {address!r}, which is no https address")
    return f"{parts.scheme}://{parts.netloc}"


def _only(said: Mapping[str, Any], where: str, known: set[str]) -> None:
    if unknown := sorted(set(said) - known):
        raise ValueError(f"says {unknown[0]!r} of {where}, which means nothing")

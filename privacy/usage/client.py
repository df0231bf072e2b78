"""Device class and browser family of a User-Agent (RFC 9110 §10.1.5): a word each, and nothing finer."""

import re

#: The first that is found counts: most browsers also bear the names of those below them.
_BROWSERS = (
    ("Edge", re.compile(r"\bEdg(e|A|iOS)?/")),
    ("Opera", re.compile(r"\bOPR/")),
    ("Samsung Internet", re.compile(r"\bSamsungBrowser/")),
    ("Firefox", re.compile(r"\b(Firefox|FxiOS)/")),
    ("Chrome", re.compile(r"\b(Chrome|Chromium|CriOS)/")),
    ("Safari", re.compile(r"\bVersion/.*\bSafari/")),
)
_DEVICES = (
    ("tablet", re.compile(r"iPad|Tablet|Android(?!.*Mobile)")),
    ("phone", re.compile(r"Mobi|iPhone|iPod")),
    ("desk", re.compile(r"Windows NT|Macintosh|X11|CrOS|Linux")),
)
OTHER = "other"
_LONGEST = 512  # characters; nobody's browser says more


def browser(user_agent: str) -> str:
    return _first(_BROWSERS, user_agent)


def device(user_agent: str) -> str:
    return _first(_DEVICES, user_agent)


def _first(table: tuple[tuple[str, re.Pattern[str]], ...], user_agent: str) -> str:
    said = user_agent[:_LONGEST]
    return next((name for name, pattern in table if pattern.search(said)), OTHER)

"""Markdown in, safe HTML out; each text once per language and process.

Three things keep the HTML safe, each enough by itself: a Markdown reader that passes no HTML on; facts that are put
in after the Markdown was read, and so are text whatever they look like; and an allow list as the last step.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from html import unescape
from itertools import pairwise
from pathlib import Path
from urllib.parse import quote

import nh3
from django.utils import translation
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.attrs import attrs_block_plugin

from privacy.policies.operator import facts
from privacy.policies.tables import TABLES

TEXTS = Path(__file__).parent / "texts"

FACT = re.compile(r"\$([A-Z_]+)")
#: Facts that become links, and what comes before them in the address.
LINKS = {"SITE_URL": "", "OPERATOR_EMAIL": "mailto:"}
#: A table takes the place of a paragraph that holds its name alone.
TABLE = re.compile(r"<p>\[\[([a-z]+)\]\]</p>")
#: The identifier of a commitment, as in the table of promises.
COMMITMENT = re.compile(r"P\d+\.\d+")
#: What GDPR Art. 13 asks for, by paragraph and letter: `art-13-1-a`.
ARTICLE = re.compile(r"art-(\d+)-(\d)-([a-f])")
HEADING = re.compile(r'<h2 id="([^"]+)">(.*?)</h2>')

TAGS = {"a", "code", "em", "h2", "h3", "li", "ol", "p", "strong", "ul"}
ATTRIBUTES = {"a": {"href"}, "h2": {"id"}, "h3": {"id"}, "p": {"id"}}
CLASSES = {"a": {"pin"}}
SCHEMES = {"http", "https", "mailto"}


@dataclass(frozen=True)
class Section:
    anchor: str
    title: str


@dataclass(frozen=True)
class Text:
    html: SafeString
    #: In order, for the table of contents.
    sections: tuple[Section, ...]


def text(slug: str, language: str) -> Text:
    """The draft of a policy of the catalogue in one of the site's languages, tables included."""
    with translation.override(language):
        html = _rendered(slug, language, tuple(facts().items()))
        return as_text(TABLE.sub(lambda place: TABLES[place[1]]().html(), html))


def as_text(html: str) -> Text:
    """HTML of ours, just made or published once, with its sections."""
    sections = tuple(Section(anchor, unescape(title)) for anchor, title in HEADING.findall(html))
    return Text(html=mark_safe(html), sections=sections)  # noqa: S308  (nh3 made it so, or a template)


@cache
def _rendered(slug: str, language: str, facts: tuple[tuple[str, str], ...]) -> str:
    return render((TEXTS / language / f"{slug}.md").read_text(encoding="utf-8"), dict(facts)).html


def render(markdown: str, facts: Mapping[str, str]) -> Text:
    """Raises KeyError for a fact that is not among those given."""
    reader = MarkdownIt("commonmark", {"html": False}).use(attrs_block_plugin)
    tokens = reader.parse(markdown)
    for block, inline in pairwise(tokens):
        if inline.type == "inline":
            inline.children = [*_with_facts(inline.children or [], facts), *_pin(block)]
    clean = nh3.clean(
        reader.renderer.render(tokens, reader.options, {}),
        tags=TAGS,
        attributes=ATTRIBUTES,
        allowed_classes=CLASSES,
        url_schemes=SCHEMES,
        link_rel=None,
    )
    return as_text(clean)


def _with_facts(tokens: Sequence[Token], facts: Mapping[str, str]) -> Iterator[Token]:
    """The tokens of a paragraph, `$NAME` replaced. The renderer escapes what a text token holds."""
    for token in tokens:
        if token.type != "text":
            yield token
            continue
        # Splitting by a pattern with one group: every second piece is a name.
        for place, piece in enumerate(FACT.split(token.content)):
            yield from _fact(piece, facts[piece]) if place % 2 else [_text(piece)]


def _fact(name: str, value: str) -> list[Token]:
    scheme = LINKS.get(name)
    return [_text(value)] if scheme is None else _link(scheme + quote(value, safe="@:/[]"), value)


def _pin(block: Token) -> list[Token]:
    """A commitment shows its identifier, an answer to the law its article, as a link to itself that can be copied."""
    anchor = str(block.attrs.get("id", ""))
    name = anchor if COMMITMENT.fullmatch(anchor) else ""
    if article := ARTICLE.fullmatch(anchor):
        name = "GDPR {}({})({})".format(*article.groups())
    return [_text(" "), *_link(f"#{anchor}", name, css="pin")] if name else []


def _text(content: str) -> Token:
    return Token("text", "", 0, content=content)


def _link(href: str, content: str, *, css: str = "") -> list[Token]:
    opening = Token("link_open", "a", 1, attrs={"href": href})
    if css:
        opening.attrSet("class", css)
    return [opening, _text(content), Token("link_close", "a", -1)]

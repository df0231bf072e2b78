"""The catalogue of tools speaks of files in the detector's own words."""

import html
import re
from pathlib import Path

import pytest
from django.test import Client
from django.utils import translation

from tools.catalogue import TOOLS, Takes, Tool

KINDS_TABLE = Path(__file__).parents[2] / "tools/frontend/src/detect/kinds.ts"


def kinds() -> list[str]:
    """The strings of `KINDS`, one a line."""
    table = re.search(
        r"export const KINDS = \[\n(.*?)\n\] as const;", KINDS_TABLE.read_text(encoding="utf-8"), re.DOTALL
    )
    assert table, f"{KINDS_TABLE} has no list KINDS"
    return [re.sub(r'^\s*"([a-z0-9-]+)",$', r"\1", line) for line in table[1].splitlines()]


def test_the_detector_knows_at_least_25_kinds_by_plain_names() -> None:
    names = kinds()
    assert len(names) == len(set(names)) >= 25
    assert [name for name in names if not re.fullmatch(r"[a-z0-9-]+", name)] == []


@pytest.mark.parametrize("tool", TOOLS, ids=lambda tool: tool.slug)
def test_a_tool_opens_kinds_that_the_detector_names(tool: Tool) -> None:
    page = (PAGES / f"{tool.slug}.ts").read_text(encoding="utf-8")
    is_asked = re.search(r"^  queries:", page, re.M) is not None
    assert bool(tool.opens) != is_asked, "a tool that neither opens anything nor can be asked is offered for nothing"
    assert len(set(tool.opens)) == len(tool.opens)
    assert set(tool.opens) - set(kinds()) == set(), "these are not in frontend/src/detect/kinds.ts"


def test_every_page_carries_what_the_tools_open(client: Client) -> None:
    page = client.get("/en/").content.decode()
    for tool in TOOLS:
        assert re.search(rf'data-opens="{" ".join(tool.opens)}"\s+data-takes="{tool.takes.value}"', page)


SOURCES = Path(__file__).parents[2] / "tools/frontend/src"
PAGES = SOURCES / "pages"


@pytest.mark.parametrize("tool", TOOLS, ids=lambda tool: tool.slug)
def test_a_tool_that_takes_many_files_at_once_says_so_in_the_catalogue(tool: Tool) -> None:
    page = PAGES / f"{tool.slug}.ts"
    sources = [page, *sorted((PAGES / tool.slug).glob("*.ts"))]
    takes_all = any(re.search(r"^  openAll\(", source.read_text(encoding="utf-8"), re.M) for source in sources)
    assert takes_all == (tool.takes is Takes.MANY)


@pytest.mark.parametrize("tool", TOOLS, ids=lambda tool: tool.slug)
def test_the_help_is_complete_and_in_both_languages(client: Client, tool: Tool) -> None:
    assert len(tool.steps) == 3
    assert len(tool.questions) >= 3
    assert all("from " in edition for edition in tool.editions)
    said: dict[str, list[str]] = {}
    for code in ("en", "de"):
        page = " ".join(html.unescape(client.get(f"/{code}/tools/{tool.slug}/").content.decode()).split())
        with translation.override(code):
            texts = [tool.does, *tool.steps, tool.checks, tool.does_not_check, tool.limits]
            texts += [text for pair in tool.questions for text in pair]
            said[code] = [" ".join(str(text).split()) for text in texts]
        assert [text for text in said[code] if text not in page] == []
        for edition in tool.editions:
            assert re.search(rf'<li lang="en" translate="no">\s*{re.escape(edition)}\s*</li>', page)
    assert [english for english, german in zip(said["en"], said["de"], strict=True) if english == german] == []


def limits_in_the_program(slug: str) -> list[tuple[str, int]]:
    """The sizes in MB that a tool's TypeScript, its parser's or a worker's names as a limit, the tool's own last:
    `const MOST_… = 512 * MEGABYTE;`.
    """
    page = PAGES / f"{slug}.ts"
    named = set(re.findall(r'from "\./([\w-]+)/', page.read_text(encoding="utf-8")))
    rooms = sorted(named, key=lambda room: (room == slug, room))  # its own word comes last, and holds
    folders = [SOURCES / "workers", SOURCES / slug.partition("-")[0], *(PAGES / room for room in rooms)]
    sources = [page, *(source for folder in folders for source in sorted(folder.glob("*.ts")))]
    text = "\n".join(source.read_text(encoding="utf-8") for source in sources)
    found = re.findall(r"const (MOST_\w+) = (?:(\d+) \* )?(?:1024 \* 1024|MEGABYTE);", text)
    return [(name, int(size or 1)) for name, size in found]


@pytest.mark.parametrize("tool", TOOLS, ids=lambda tool: tool.slug)
@pytest.mark.parametrize("code", ["en", "de"])
def test_the_help_speaks_of_the_limits_that_the_program_has(tool: Tool, code: str) -> None:
    limits = limits_in_the_program(tool.slug)
    with translation.override(code):
        said = {int(size) for size in re.findall(r"(\d+) MB", str(tool.limits))}
    assert said <= {size for _name, size in limits}, "the program has no such limit"
    own = dict(limits).get("MOST_BYTES")
    assert own is None or own in said, "the help does not say it"

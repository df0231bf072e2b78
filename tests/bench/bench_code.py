"""How much code a tool's page asks for, workers included and dictionaries left out: at most 60 KB that it cannot begin
without. What it asks for at idle, before there are data, stands below it: search, and the editor by itself."""

import gzip
import json
import re
from pathlib import Path

from tests.bench.table import Limit, head, line
from tests.bench.visit import page_of, visit
from tools.catalogue import TOOLS
from workshop.places import ROOT

DIST = ROOT / "tools" / "frontend" / "dist"
SCRIPTS = (DIST, ROOT / "hotsite" / "static")
PAGE = Limit(value=60)
EDITOR = Limit(value=110)
#: Rows of a dictionary as the bundler writes them into a script, from behind their head on: they are data,
#: wherever they stand. A pattern for any long string finds code too: what stands between two strings.
TABLE = re.compile(rb"; do not edit\.\n(?:[^`\\]|\\.)*(?=`)", re.DOTALL)
#: What only an editor's library says.
EDITORS_OWN = b"cm-editor"


def kilobytes(contents: bytes) -> float:
    return len(gzip.compress(contents, 9)) / 1_000


def at_idle(slug: str) -> set[str]:
    """Names of the scripts that a page of the tool does not import at once, by the build's manifest.

    A worker stands in no manifest: it begins with the page if a script names it that does.
    """
    chunks = json.loads((DIST / "manifest.json").read_text(encoding="utf-8"))
    at_once: set[str] = set()
    left = ["src/shell.ts", f"src/pages/{slug}.ts"]
    while left:
        key = left.pop()
        if key not in at_once:
            at_once.add(key)
            left += chunks[key].get("imports", [])
    begins = "".join((DIST / chunks[key]["file"]).read_text(encoding="utf-8") for key in at_once)
    known = {Path(chunk["file"]).name for chunk in chunks.values()}
    workers = {path.name for path in DIST.rglob("*.js")} - known
    later = {Path(chunk["file"]).name for key, chunk in chunks.items() if key not in at_once}
    return later | {name for name in workers if name not in begins}


def main() -> None:
    head()
    with visit() as (browser, site):
        for tool in TOOLS:
            asked: set[str] = set()
            with page_of(browser, site, f"/en/tools/{tool.slug}/", asked) as page:
                page.wait_for_timeout(2_000)  # what is loaded at idle is counted too
            names = {address.partition("?")[0].rpartition("/")[2] for address in asked}
            paths = [path for folder in SCRIPTS for path in folder.rglob("*.js") if path.name in names]
            scripts = {path.name: path.read_bytes() for path in paths}
            editor = [script for script in scripts.values() if EDITORS_OWN in script]
            code = {name: TABLE.sub(b"", it) for name, it in scripts.items() if EDITORS_OWN not in it}
            later = [code[name] for name in code.keys() & at_idle(tool.slug)]
            both, whole = sum(map(kilobytes, code.values())), sum(map(kilobytes, scripts.values()))
            line(f"{tool.slug}: code to begin, gzip", both - sum(map(kilobytes, later)), "KB", limit=PAGE, digits=1)
            line("  code at idle, before there are data", sum(map(kilobytes, later)), "KB", digits=1)
            line("  dictionaries", whole - both - sum(map(kilobytes, editor)), "KB", digits=1)
            if editor:
                line("  the editor, at idle", sum(map(kilobytes, editor)), "KB", limit=EDITOR, digits=1)


if __name__ == "__main__":
    main()

"""How much code a tool asks for until it is ready, workers included: at most 60 KB, dictionaries left out."""

import gzip
import re

from tests.bench.table import Limit, head, line
from tests.bench.visit import page_of, visit
from tools.catalogue import TOOLS
from workshop.places import ROOT

SCRIPTS = (ROOT / "tools" / "frontend" / "dist", ROOT / "hotsite" / "static")
PAGE = Limit(value=60)
EDITOR = Limit(value=110)
#: Rows of a dictionary's table as the bundler writes them into a script: they are data, wherever they stand.
TABLE = re.compile(rb"`[^`]{20000,}`|\"(?:[^\"\\]|\\.){20000,}\"|'(?:[^'\\]|\\.){20000,}'")
#: What only an editor's library says.
EDITORS_OWN = b"cm-editor"


def kilobytes(contents: bytes) -> float:
    return len(gzip.compress(contents, 9)) / 1_000


def main() -> None:
    head()
    with visit() as (browser, site):
        for tool in TOOLS:
            asked: set[str] = set()
            with page_of(browser, site, f"/en/tools/{tool.slug}/", asked) as page:
                page.wait_for_timeout(2_000)  # what is loaded at idle is counted too
            names = {address.partition("?")[0].rpartition("/")[2] for address in asked}
            scripts = [path.read_bytes() for folder in SCRIPTS for path in folder.rglob("*.js") if path.name in names]
            editor = [script for script in scripts if EDITORS_OWN in script]
            code = [TABLE.sub(b'""', script) for script in scripts if EDITORS_OWN not in script]
            line(f"{tool.slug}: code, gzip", sum(map(kilobytes, code)), "KB", limit=PAGE, digits=1)
            line("  dictionaries", sum(map(kilobytes, scripts)) - sum(map(kilobytes, code + editor)), "KB", digits=1)
            if editor:
                line("  the editor, at idle", sum(map(kilobytes, editor)), "KB", limit=EDITOR, digits=1)


if __name__ == "__main__":
    main()

"""The front end as an attacker would ship it: the site's own build, with the attack added to its own files.

So the attack runs where the site's program runs, under the headers and the guard of the page that asked for it. It is
added to the script of every page and to the two workers; addresses, lists and headers stay those of the real site.
Beside them lies the first script without its guard, for the runs that have none.
"""

import json
import re
import shutil
from pathlib import Path

from django.contrib.staticfiles import finders

from tests.lock.runs import GUARDED, UNGUARDED
from tests.lock.vectors import VECTORS

ATTACK = Path(__file__).with_name("attack.js")
#: How the build names the workers' files in the scripts that start them.
WORKER = re.compile(r"new Worker\(new URL\([`\"'](/static/assets/[^`\"']+\.js)")

#: How the guard takes its place.
LISTENS = re.compile(r"(navigation\.)?addEventListener\(")


def arm(dist: Path, folder: Path) -> str:
    """Copies the build to `folder` and adds the attack; returns the address of a script that runs as a worker."""
    shutil.copytree(dist, folder, ignore=shutil.ignore_patterns("*.br", "*.gz"))
    scripts = sorted((folder / "assets").glob("*.js"))
    workers: list[str] = sorted(
        {path for script in scripts for path in WORKER.findall(script.read_text(encoding="utf-8"))}
    )
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    program = _program()
    entries = [manifest[entry]["file"] for entry in ("src/site.ts", "src/shell.ts")]
    for name in (*entries, *(path.removeprefix("/static/") for path in workers)):
        with (folder / name).open("a", encoding="utf-8") as file:
            file.write(program)
    _take_off_the_guard(folder)
    return workers[0]


def _take_off_the_guard(folder: Path) -> None:
    found = finders.find(GUARDED.removeprefix("/static/"))
    assert found is not None
    open_to_all, listeners = LISTENS.subn("Boolean(", Path(found).read_text(encoding="utf-8"))
    assert listeners == len(("navigate", "click"))
    (folder / UNGUARDED.removeprefix("/static/")).write_text(open_to_all, encoding="utf-8")


def _program() -> str:
    """The attack and its table: each script is its own key."""
    scripts = sorted({vector.script for vector in VECTORS})
    ways = ",\n".join(f"{json.dumps(script)}: async (g, d, to, mark, x) => {{ {script} }}" for script in scripts)
    return f"\n;{{ const WAYS = {{\n{ways}\n}};\n{ATTACK.read_text(encoding='utf-8')} }}\n"

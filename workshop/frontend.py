"""The front end: packages when the lock file changed, a build when the sources changed.

A page that was opened before a new build still imports the old one's files when they are needed. So each build leaves
those of the build before in the folder, for one build more, and names them in `dist/previous.json`.
"""

import json
import shutil
from pathlib import Path

from workshop import node
from workshop.places import DICTIONARIES, DIST, DIST_NODE, FRONTEND, NODE_MODULES, ROOT, STATE
from workshop.stamps import digest, files_under, read, stamping
from workshop.steps import run

#: Inside node_modules, which `npm ci` empties first: an interrupted installation has no stamp.
PACKAGES_STAMP = NODE_MODULES / ".workshop-stamp"
#: Not inside dist: everything there is served.
BUILD_STAMP = STATE / "frontend-build"
#: The last complete build's files; npm empties dist first, and may be interrupted.
BUILT_BEFORE = STATE / "frontend-before"
#: In a build's folder, for the site: names of the assets that only pages of the build before ask for.
PREVIOUS = "previous.json"


def packages() -> dict[str, str]:
    """Installs the locked npm packages if need be; returns the environment to run npm in."""
    env = node.ready()
    wanted = digest(_described_by(), base=ROOT)
    if read(PACKAGES_STAMP) != wanted:
        with stamping(PACKAGES_STAMP, wanted):
            run("Front-end packages", [node.npm(env), "ci", "--no-progress"], cwd=FRONTEND, env=env)
    return env


def build() -> None:
    """Builds what the pages load and what runs in Node, unless both were built from exactly these sources."""
    wanted = digest(_made_from(), base=ROOT)
    if read(BUILD_STAMP) == wanted and (DIST / "manifest.json").exists() and DIST_NODE.exists():
        return
    env = packages()
    if read(BUILD_STAMP):  # not the half of one that was interrupted
        set_aside(DIST, BUILT_BEFORE)
    with stamping(BUILD_STAMP, wanted):
        run("Front-end build", [node.npm(env), "run", "build"], cwd=FRONTEND, env=env)
        bring_back(BUILT_BEFORE, DIST)


def set_aside(dist: Path, before: Path) -> None:
    """Copies a complete build, and its list of what it keeps."""
    if (dist / "manifest.json").exists():
        shutil.rmtree(before, ignore_errors=True)
        shutil.copytree(dist, before)


def bring_back(before: Path, dist: Path) -> None:
    """Adds the build before's own files to the new build, and lists those that were added.

    A build that changed no file is no new release: what was kept until now is kept on.
    """
    had, kept, new = _assets(before), set(_kept(before)), _assets(dist)
    replaced = had - kept - new
    added = sorted(replaced or kept - new)
    for name in added:
        shutil.copy2(before / "assets" / name, dist / "assets" / name)
    (dist / PREVIOUS).write_text(json.dumps(added, indent=1) + "\n", encoding="utf-8")


def _assets(build: Path) -> set[str]:
    return {path.name for path in (build / "assets").glob("*")}


def _kept(build: Path) -> list[str]:
    try:
        return [str(name) for name in json.loads((build / PREVIOUS).read_text(encoding="utf-8"))]
    except (OSError, ValueError):
        return []


def _described_by() -> list[Path]:
    names = ("package.json", "package-lock.json", ".npmrc")
    return [FRONTEND / name for name in names if (FRONTEND / name).exists()]


def _made_from() -> list[Path]:
    sources = files_under(FRONTEND, without=frozenset({"node_modules", "dist", "dist-node", "tests"}))
    return sources + files_under(DICTIONARIES)

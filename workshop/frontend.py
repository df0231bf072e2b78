"""The front end: packages when the lock file changed, a build when the sources changed."""

from pathlib import Path

from workshop import node
from workshop.places import DICTIONARIES, DIST, FRONTEND, NODE_MODULES, ROOT, STATE
from workshop.stamps import digest, files_under, read, stamping
from workshop.steps import run

#: Inside node_modules, which `npm ci` empties first: an interrupted installation has no stamp.
PACKAGES_STAMP = NODE_MODULES / ".workshop-stamp"
#: Not inside dist: everything there is served.
BUILD_STAMP = STATE / "frontend-build"


def packages() -> dict[str, str]:
    """Installs the locked npm packages if need be; returns the environment to run npm in."""
    env = node.ready()
    wanted = digest(_described_by(), base=ROOT)
    if read(PACKAGES_STAMP) != wanted:
        with stamping(PACKAGES_STAMP, wanted):
            run("Front-end packages", [node.npm(env), "ci", "--no-progress"], cwd=FRONTEND, env=env)
    return env


def build() -> None:
    """Builds what the pages load, unless it was built from exactly these sources."""
    wanted = digest(_made_from(), base=ROOT)
    if read(BUILD_STAMP) == wanted and (DIST / "manifest.json").exists():
        return
    env = packages()
    with stamping(BUILD_STAMP, wanted):
        run("Front-end build", [node.npm(env), "run", "build"], cwd=FRONTEND, env=env)


def _described_by() -> list[Path]:
    names = ("package.json", "package-lock.json", ".npmrc")
    return [FRONTEND / name for name in names if (FRONTEND / name).exists()]


def _made_from() -> list[Path]:
    sources = files_under(FRONTEND, without=frozenset({"node_modules", "dist", "tests"}))
    return sources + files_under(DICTIONARIES)

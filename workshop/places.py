"""Where things lie."""

from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
FRONTEND = ROOT / "tools" / "frontend"
NODE_MODULES = FRONTEND / "node_modules"
DIST = FRONTEND / "dist"
#: The command line, and the parsers for tests and measurements: what is built for Node is not served.
DIST_NODE = FRONTEND / "dist-node"
DICTIONARIES = ROOT / "tools" / "dictionaries" / "data"
DICTIONARY_SOURCES = ROOT / "tools" / "dictionaries" / "sources"
#: Programs that `make corpus` compares ours with.
CORPUS_PACKAGES = ROOT / "tests" / "corpus" / "packages"

#: The site's own data lie here as well: the workshop removes only what it made itself.
VAR = ROOT / "var"
LOGS = VAR / "logs"
STATE = VAR / "workshop"

RUNTIME_LOCK = ROOT / "requirements.lock"
DEV_LOCK = ROOT / "requirements-dev.lock"
NODE_LOCK = ROOT / "requirements-node.lock"


def in_venv(name: str) -> Path:
    """A program of the virtual environment."""
    return VENV / "bin" / name


def shown(path: Path) -> str:
    """The path as a person at the root of the repository would type it."""
    return str(path.relative_to(ROOT)) if path.is_relative_to(ROOT) else str(path)

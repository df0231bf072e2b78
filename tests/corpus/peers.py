"""Three other parsers that run in browsers, on the same files: what each opens, and where its tree is pydicom's.

Only paths are compared. Group lengths, padding and delimiters are left out, which parsers list or not as they like.
"""

import json
import subprocess
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from tests.tools.dicom_corpus import ROOT, ours, theirs

FRONTEND = ROOT / "tools" / "frontend"
OURS = "ours"
NAMES = (OURS, "dicom-parser", "dcmjs", "daikon")


def counted(files: Iterable[tuple[Path, ...]]) -> list[dict[str, Any]]:
    """For each parser its name and version, how many files it opens, and of how many the tree is the same."""
    opened, same = dict.fromkeys(NAMES, 0), dict.fromkeys(NAMES, 0)
    for package in files:
        for path, found in trees(package):
            tree = _plain(element.path for element in theirs(path))
            for name in NAMES:
                paths = _plain(found[name] or ())
                opened[name] += bool(paths)
                same[name] += paths == tree
    return [{"name": name, "version": _version(name), "opened": opened[name], "same": same[name]} for name in NAMES]


def trees(files: tuple[Path, ...]) -> Iterator[tuple[Path, dict[str, list[str] | None]]]:
    """The paths that each parser finds in each file; None where it refuses the file."""
    command = ["node", "tests/bench/peers.mjs", *map(str, files)]
    run = subprocess.run(command, cwd=FRONTEND, capture_output=True, check=True, timeout=300)
    mine = ours(files)
    for path, line in zip(files, run.stdout.decode().split("\n")[:-1], strict=True):
        yield path, {OURS: [element["path"] for element in mine[path].get("elements", [])], **json.loads(line)}


def _plain(paths: Iterable[str]) -> set[str]:
    """Without what is no content; fragments of pixel data are not elements."""
    return {path for path in paths if path[-4:] != "0000" and path.rpartition("/")[2][:4] not in {"FFFC", "FFFE"}}


def _version(name: str) -> str:
    if name == OURS:
        return ""
    package = FRONTEND / "node_modules" / name / "package.json"
    return str(json.loads(package.read_text(encoding="utf-8"))["version"])

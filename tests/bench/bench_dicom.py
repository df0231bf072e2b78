"""Our DICOM parser beside three others, on 2,000 files in memory; and the tree of a file of 500 MB."""

import json
import subprocess
from typing import Any

from tests.bench.table import Bound, Limit, head, line
from workshop.places import DIST_NODE, FRONTEND
from workshop.problems import Problem

FILES = 2_000
MEGABYTES = 500
#: How many times as fast as a peer, with equal work done.
STRUCTURE = {"dicom-parser": 2.5}
TEXT = {"dicom-parser": 1.8, "dcmjs": 30.0, "daikon": 11.0}
TREE = Limit(value=200)
GROWTH = Limit(value=50)


def measured(what: str, size: int) -> dict[str, Any]:
    if not (DIST_NODE / "core.js").exists():
        raise Problem("The parsers are not built for Node: run `make build`.")
    command = ["node", "tests/bench/dicom.mjs", what, str(size)]
    run = subprocess.run(command, cwd=FRONTEND, capture_output=True, text=True, check=True)
    found: dict[str, Any] = json.loads(run.stdout)
    return found


def ratios(name: str, rates: dict[str, float], least: dict[str, float]) -> None:
    line(f"{name}: ours", rates["ours"], "/s")
    for peer, times in least.items():
        line(f"  {peer}", rates[peer], "/s")
        line("    ours is", rates["ours"] / rates[peer], "×", limit=Limit(value=times, bound=Bound.AT_LEAST), digits=1)


def main() -> None:
    head()
    found = measured("rates", FILES)
    ratios("structure", found["structure"], STRUCTURE)
    ratios("all text decoded", found["text"], TEXT)
    large = measured("large", MEGABYTES)
    line(f"tree of {MEGABYTES} MB", large["milliseconds"], "ms", limit=TREE)
    line("  the process grows by", large["megabytes"], "MB", limit=GROWTH, digits=1)


if __name__ == "__main__":
    main()

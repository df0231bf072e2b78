"""How fast a feed of 100 MB is converted in Node: other line ends; everything that can be chosen at once, which changes
every line; to JSON, and from JSON back to the same bytes. In processor time."""

import json
import subprocess
import tempfile
from pathlib import Path

from tests.bench import inputs
from tests.bench.table import Limit, head, line
from workshop.places import FRONTEND, ROOT
from workshop.steps import say

SCRIPT = ROOT / "tests" / "bench" / "convert_text.mjs"
CORE = FRONTEND / "dist-node" / "hl7-core.js"
MESSAGES = 83_600
LIMIT = Limit(value=10)


def main() -> None:
    head()
    with tempfile.TemporaryDirectory(prefix="hot-bench-") as folder:
        feed = Path(folder) / "feed.hl7"
        inputs.varied_feed(feed, messages=MESSAGES)
        say(f"{MESSAGES:,} messages, {feed.stat().st_size / inputs.MEGABYTE:.1f} MB")
        command = ["node", "--max-old-space-size=4096", str(SCRIPT), str(feed), str(CORE)]
        done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=600)
    found = json.loads(done.stdout)
    assert found.pop("identical")
    assert found["line ends"]["changes"] > MESSAGES
    for name, measured in found.items():
        line(name, measured["seconds"], "s", limit=LIMIT, digits=2)


if __name__ == "__main__":
    main()

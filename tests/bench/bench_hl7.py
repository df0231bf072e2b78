"""How fast HL7 is read in Node: a feed of 100 MB indexed, each component of it written as JSON, each message validated.

Beside a bare loop over the same bytes that finds lines and messages and nothing else, and beside other parsers, each
made to touch every component. All on one Node; one of the peers wants 22, so the workshop's own is taken where the
machine's is older. The best of three runs each, in
processor time.
"""

import json
import subprocess
import tempfile
from pathlib import Path
from typing import Any

from tests.bench import inputs
from tests.bench.table import Bound, Limit, beside, head, line
from workshop import environment, node
from workshop.places import FRONTEND, NODE_LOCK, ROOT, VENV
from workshop.stamps import digest, read, stamping
from workshop.steps import run, say

PEERS = ROOT / "tests" / "bench" / "hl7_peers"
STAMP = PEERS / "node_modules" / ".workshop-stamp"
CORE = FRONTEND / "dist-node" / "hl7-core.js"
#: What @medplum/core asks for.
OLDEST_NODE = (22, 18)
NAMES = ("medplum", "simple-hl7", "node-hl7-client", "hl7v2")
MESSAGES = 87_740

INDEX = Limit(value=0.6, bound=Bound.AT_LEAST)
EXPORT = Limit(value=40, bound=Bound.AT_LEAST)
TIMES_BEST_PEER = Limit(value=3, bound=Bound.AT_LEAST)
VALIDATE = Limit(value=15_000, bound=Bound.AT_LEAST)


def ready() -> str:
    """Installs the peers, and a Node new enough for all of them; its path."""
    env = node.ready()
    wanted = digest([PEERS / "package.json", PEERS / "package-lock.json"], base=ROOT)
    if read(STAMP) != wanted:
        with stamping(STAMP, wanted):
            run("Other HL7 parsers", [node.npm(env), "ci", "--ignore-scripts", "--no-audit"], cwd=PEERS, env=env)
    if node.version("node") >= OLDEST_NODE:
        return "node"
    own = VENV / "bin" / "node"
    if node.version(own) < OLDEST_NODE:
        environment.install("Node.js from PyPI", NODE_LOCK)
    return str(own)


def measured(program: str, path: Path, what: str) -> dict[str, Any]:
    command = [program, "--max-old-space-size=4096", str(PEERS / "measure.mjs"), str(path), what, str(CORE)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=900)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def rate(found: dict[str, Any]) -> float:
    """MB/s."""
    return float(found["bytes"]) / float(found["seconds"]) / inputs.MEGABYTE


def main() -> None:
    head()
    program = ready()
    with tempfile.TemporaryDirectory(prefix="hot-bench-") as folder:
        path = Path(folder) / "feed.hl7"
        inputs.varied_feed(path, messages=MESSAGES)
        size = path.stat().st_size / inputs.MEGABYTE
        say(f"{MESSAGES:,} messages, {size:.1f} MB, Node {'.'.join(map(str, node.version(program)))}")
        loop, index = measured(program, path, "loop"), measured(program, path, "index")
        assert index["messages"] == loop["messages"] == MESSAGES
        line("a bare loop over the same bytes", rate(loop), "MB/s")
        line("index", rate(index), "MB/s")
        line("  of the bare loop", rate(index) / rate(loop), "", limit=INDEX, digits=2)
        export = rate(measured(program, path, "export"))
        line("every component, written as JSON", export, "MB/s", limit=EXPORT)
        peers = {name: rate(measured(program, path, name)) for name in NAMES}
        for name, its in peers.items():
            beside("  beside", export, "MB/s", peer=name, peers=its, digits=1)
        line("  of the best peer", export / max(peers.values()), "×", limit=TIMES_BEST_PEER, digits=1)
        validated = measured(program, path, "validate")
        line("validate", validated["messages"] / validated["seconds"], "/s", limit=VALIDATE)


if __name__ == "__main__":
    main()

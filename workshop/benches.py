"""`make bench` and `make corpus`: every tests/bench/bench_*.py, or corpus_*.py; each prints its own table."""

import subprocess
import time

from workshop.places import ROOT, in_venv
from workshop.steps import say


def run(kind: str = "bench") -> int:
    """All of `tests/<kind>/<kind>_*.py`, one after another."""
    failed = []
    for file in sorted((ROOT / "tests" / kind).glob(f"{kind}_*.py")):
        say(f"== {file.stem.removeprefix('bench_').replace('_', ' ')}")
        began = time.monotonic()
        module = ".".join(file.relative_to(ROOT).with_suffix("").parts)
        if subprocess.run([in_venv("python"), "-m", module], cwd=ROOT, check=False).returncode:
            failed.append(file.name)
        say(f"   ({time.monotonic() - began:.0f} s)")
    if failed:
        say(f"{kind}: failed: {', '.join(failed)}")
    return 1 if failed else 0

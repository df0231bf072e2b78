"""`make bench`: runs every tests/bench/bench_*.py; each prints its own table."""

import subprocess
import time

from workshop.places import ROOT, in_venv
from workshop.steps import say


def run() -> int:
    failed = []
    for file in sorted((ROOT / "tests" / "bench").glob("bench_*.py")):
        say(f"== {file.stem.removeprefix('bench_').replace('_', ' ')}")
        began = time.monotonic()
        module = ".".join(file.relative_to(ROOT).with_suffix("").parts)
        if subprocess.run([in_venv("python"), "-m", module], cwd=ROOT, check=False).returncode:
            failed.append(file.name)
        say(f"   ({time.monotonic() - began:.0f} s)")
    if failed:
        say(f"bench: failed: {', '.join(failed)}")
    return 1 if failed else 0

"""`make prove`: on a copy of the tree, every break by itself; each has to turn its test red.

First all those tests run on the unbroken copy: a test that is red anyway proves nothing.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.breaks.catalogue import BREAKS, NOT_YET, Break

ROOT = Path(__file__).resolve().parents[2]
#: Too large to copy, and not broken by anything here.
LINKED = ("tools/frontend/node_modules", "tools/frontend/dist")


def copy_tree(to: Path) -> None:
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=ROOT,
        capture_output=True,
        check=True,
    )
    for name in listed.stdout.decode().split("\0"):
        source = ROOT / name
        if name and source.is_file():
            (to / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(source, to / name)
    for name in LINKED:
        (to / name).symlink_to(ROOT / name)


def run(tree: Path, tests: list[str]) -> tuple[int, str]:
    """pytest's status in the copy, and what it said."""
    command = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", *tests]
    environment = os.environ | {"DATA_DIR": str(tree / "var"), "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(command, cwd=tree, env=environment, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout


def try_break(tree: Path, one: Break) -> str:
    """What came of it; the copy is whole again afterwards."""
    file = tree / one.file
    whole = file.read_text(encoding="utf-8")
    if one.old not in whole:
        return "NOTHING TO BREAK: the text is not there"
    try:
        file.write_text(whole.replace(one.old, one.new), encoding="utf-8")
        status, _said = run(tree, [one.test])
    finally:
        file.write_text(whole, encoding="utf-8")
    # 1: tests failed. Anything else is no proof: 4 and 5 say that there was no such test.
    return {0: "STILL GREEN", 1: "red, as it should be"}.get(status, f"NO RESULT: status {status}")


def main() -> int:
    with tempfile.TemporaryDirectory(prefix="breaks-") as folder:
        tree = Path(folder)
        copy_tree(tree)
        status, said = run(tree, sorted({one.test for one in BREAKS}))
        if status:
            print(said)
            print("Some of these tests fail without any break: nothing is proven.")
            return 1
        results = []
        for one in BREAKS:
            results.append(try_break(tree, one))
            print(f"{one.promise:<5} {results[-1]:<22} {one.file:<40} {one.test.rpartition('::')[2]}", flush=True)
    for promise, what in NOT_YET.items():
        print(f"{promise:<5} not yet proven         {what}")
    proven = sum(result.startswith("red") for result in results)
    print(f"{proven} of {len(BREAKS)} breaks were found; {len(NOT_YET)} promises are not yet proven.")
    return 0 if proven == len(BREAKS) else 1


if __name__ == "__main__":
    sys.exit(main())

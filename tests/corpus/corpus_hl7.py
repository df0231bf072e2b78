"""Our HL7 parser and validator beside hl7apy, and before messages with one fault each that was written down beforehand.

`tests/tools/test_hl7_against_hl7apy.py` says how groups are compared; here it is on many more messages.
"""

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

from tests.corpus import record
from tests.tools import test_hl7_against_hl7apy as groups
from tools.dictionaries.versions import VERSIONS

FRONTEND = groups.ROOT / "tools" / "frontend"
EACH = 100
#: The describe block of `tests/hl7/validate.test.ts` that breaks one thing in a message.
ONE_FAULT = "a message with one fault"
ENOUGH = 0.99


def main() -> int:
    groups.EACH = EACH
    with tempfile.TemporaryDirectory() as folder:
        trees = groups.ours(Path(folder))
    pairs = [(one, tree, groups.theirs(one)) for one, tree in zip(groups.made(), trees, strict=True)]
    oracle = [pair for pair in pairs if groups.is_allowed(pair[0], pair[2])]
    apart = [f"{one.version} {one.structure}" for one, tree, other in oracle if tree != other]
    results = list(one_fault())
    found: dict[str, Any] = {
        "peer": f"hl7apy {version('hl7apy')}",
        "versions": len(VERSIONS),
        "messages": len(pairs),
        "compared": len(oracle),
        "agreed": len(oracle) - len(apart),
        "apart": apart,
        "broken": len(results),
        "found": results.count("passed"),
    }
    print(found)
    record.write("hl7", found, datetime.now(UTC).date())
    return 0 if found["agreed"] >= ENOUGH * found["compared"] and found["found"] == found["broken"] > 0 else 1


def one_fault() -> Iterator[str]:
    """What came of each broken message: `passed` where exactly the finding written down is made."""
    command = ["npx", "vitest", "run", "--reporter=json", "tests/hl7/validate.test.ts"]
    run = subprocess.run(command, cwd=FRONTEND, capture_output=True, check=False, timeout=300)
    for file in json.loads(run.stdout)["testResults"]:
        for test in file["assertionResults"]:
            # The first of the block counts the messages.
            if test["ancestorTitles"] == [ONE_FAULT] and ": " in test["title"]:
                yield test["status"]


if __name__ == "__main__":
    sys.exit(main())

"""How fast two feeds of 50 MB are compared by a key in Node: the one is the other in another order, every message sent
at another time, every fifth with another value, every tenth with a result more, and some missing. The time of sending
is ignored. Beside the worst case: nothing is ignored, so that every message differs. In processor time."""

import json
import random
import subprocess
import tempfile
from pathlib import Path
from typing import Any

from tests.bench import inputs
from tests.bench.table import Limit, head, line
from workshop.places import FRONTEND, ROOT
from workshop.steps import say

SCRIPT = ROOT / "tests" / "bench" / "compare_texts.mjs"
CORE = FRONTEND / "dist-node" / "hl7-core.js"
MESSAGES = 41_800
LIMIT = Limit(value=5)
RESULT_MORE = "OBX|99|NM|NA^Sodium^99SYN||141|mmol/L^^UCUM|136-145|N|||F\r"


def changed(message: str, number: int) -> str:
    fields = message.split("|", 7)
    fields[6] = "20260102120000"
    text = "|".join(fields)
    if number % 5 == 0:
        text = text.replace("Example Road 2", "Example Road 3")
    if number % 10 == 0:
        place = text.index("OBX|3")
        text = text[:place] + RESULT_MORE + text[place:]
    return text


def write_other(left: Path, right: Path) -> int:
    """How many messages of the left are missing on the right."""
    with left.open(newline="") as file:
        messages = ["MSH" + rest for rest in file.read().split("MSH|")[1:]]
    messages = [message.replace("MSH", "MSH|", 1) for message in messages]
    kept = [changed(message, number) for number, message in enumerate(messages) if number % 100 != 7]
    random.Random(7).shuffle(kept)
    right.write_text("".join(kept), newline="")
    return len(messages) - len(kept)


def measured(left: Path, right: Path, ignore: str) -> dict[str, Any]:
    command = ["node", "--max-old-space-size=4096", str(SCRIPT), str(left), str(right), str(CORE), ignore]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=600)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def main() -> None:
    head()
    with tempfile.TemporaryDirectory(prefix="hot-bench-") as folder:
        left, right = Path(folder) / "left.hl7", Path(folder) / "right.hl7"
        inputs.varied_feed(left, messages=MESSAGES)
        missing = write_other(left, right)
        sizes = [path.stat().st_size / inputs.MEGABYTE for path in (left, right)]
        say(f"{MESSAGES:,} messages, {sizes[0]:.1f} and {sizes[1]:.1f} MB")
        found = measured(left, right, "MSH-7")
        assert found["outcomes"]["left-only"] == missing
        assert found["outcomes"]["same"] > found["outcomes"]["different"] > 0
        line("two feeds by MSH-10", found["seconds"], "s", limit=LIMIT, digits=2)
        worst = measured(left, right, "")
        assert worst["outcomes"]["same"] == 0
        line("  every message different", worst["seconds"], "s", limit=LIMIT, digits=2)


if __name__ == "__main__":
    main()

"""How long the site takes from `make run` to its first answer, when everything is set up: the promise is 10 s."""

import os
import signal
import statistics
import subprocess
import tempfile
import time
from pathlib import Path

from workshop.addresses import free_port
from workshop.places import ROOT
from workshop.steps import say

RUNS = 5
PROMISE = 10.0  # seconds


def seconds_to_first_answer(data: Path) -> float:
    env = dict(os.environ) | {
        "PORT": str(free_port()),
        "DATA_DIR": str(data),
        "SECRET_KEY_FILE": str(data / "secret-key"),
    }
    began = time.monotonic()
    command = ["sh", "workshop/start.sh", "run"]
    with subprocess.Popen(
        command, cwd=ROOT, env=env, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as site:
        assert site.stdout is not None
        answered = any("Healthcare Online Tools is at" in line for line in site.stdout)
        took = time.monotonic() - began
        site.send_signal(signal.SIGTERM)
        site.stdout.read()
    assert answered, "the site did not start"
    return took


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="hot-bench-") as folder:
        first = seconds_to_first_answer(Path(folder))
        later = [seconds_to_first_answer(Path(folder)) for _ in range(RUNS)]
    say(f"empty database     {first:6.1f} s")
    say(f"later, median      {statistics.median(later):6.1f} s")
    say(f"later, slowest     {max(later):6.1f} s   (promise: under {PROMISE:.0f} s)")


if __name__ == "__main__":
    main()

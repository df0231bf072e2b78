"""`python3 -m workshop <task>`: one task, one exit status, problems as sentences."""

import signal
import sys
from types import FrameType

from workshop.problems import Problem, own_failures
from workshop.steps import warn
from workshop.tasks import TASKS

INTERRUPTED = 128 + signal.SIGINT  # the shell's convention


def main(arguments: list[str]) -> int:
    if len(arguments) != 1 or arguments[0] not in TASKS:
        warn(f"usage: python3 -m workshop {'|'.join(TASKS)}")
        return 2
    signal.signal(signal.SIGTERM, _end_in_order)
    try:
        with own_failures():
            return TASKS[arguments[0]]() or 0
    except Problem as problem:
        warn(str(problem))
        return 1
    except KeyboardInterrupt:
        warn("Stopped.")
        return INTERRUPTED


def _end_in_order(number: int, _: FrameType | None) -> None:
    """SIGTERM ends the workshop as an error would: whatever was started or made is stopped and removed."""
    sys.exit(128 + number)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

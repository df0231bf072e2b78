"""What we hold about one person, packed: how long 10,000 rows take, and whether the memory grows with them."""

import time
import tracemalloc
from pathlib import Path

from tests.bench.databases import on_both
from tests.bench.table import Limit, head, line

ROWS = 10_000
EMAIL = "ada@example.invalid"
TIME = Limit(value=10)  # seconds
GROWTH = Limit(value=1.5)  # of the peak of memory, from a tenth of the rows to all of them


def fill(first: int, last: int) -> None:
    from django.utils import timezone

    from contact.messages.models import ContactMessage

    now = timezone.now()
    ContactMessage.objects.bulk_create(
        [
            ContactMessage(
                reference=f"M-{number}", topic="idea", email=EMAIL, message="A plainly synthetic message. " * 10,
                created_at=now, last_activity_at=now,
            )
            for number in range(first, last)
        ],
        batch_size=1000,
    )  # fmt: skip


def pack() -> None:
    """As the job does: whole, on disk, with its hash."""
    from contact.rights.packages import files
    from privacy.export import write_package

    written = files.write(lambda file: write_package(EMAIL, file, letter="A letter.", language="en"))
    files.remove(written.name)


def peak() -> int:
    """Bytes at most at once."""
    tracemalloc.start()
    pack()
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return most


def measure(_folder: Path) -> None:
    fill(0, ROWS // 10)
    pack()
    few = peak()
    fill(ROWS // 10, ROWS)
    started = time.perf_counter()
    pack()
    took = time.perf_counter() - started
    many = peak()
    head()
    line(f"a package of {ROWS:,} rows", took, "s", limit=TIME, digits=1)
    line("its peak of memory", many / 1_000_000, "MB", digits=1)
    line("growth of the peak at ten times the rows", many / few, "×", limit=GROWTH, digits=2)


if __name__ == "__main__":
    on_both("tests.bench.bench_package", measure)

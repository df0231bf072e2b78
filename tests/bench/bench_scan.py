"""How fast what was erased is looked for: in bytes, in the rows of a table, in files and archives."""

import gzip
import random
import string
import time
from collections.abc import Callable
from pathlib import Path

from tests.bench.databases import on_both
from tests.bench.table import Bound, Limit, head, line

SPEED = Limit(value=50, bound=Bound.AT_LEAST)  # MB/s
MEGABYTES = 100
ROWS = 100_000
VALUES = 40  # of one person: some messages, their answers, their mails


def words(number: int) -> str:
    """A text of so many letters, by chance and always the same."""
    dice = random.Random(number)
    text = " ".join("".join(dice.choices(string.ascii_letters, k=dice.randint(2, 11))) for _ in range(number // 5))
    return text[:number]


def timed(what: Callable[[], float]) -> float:
    """MB/s; `what` gives the megabytes it went through."""
    began = time.perf_counter()
    return what() / (time.perf_counter() - began)


def measure(folder: Path) -> None:
    from privacy.erasure.encodings import needles
    from privacy.erasure.search import Search
    from privacy.erasure.values import Value, Weight

    values = [Value(f"person{number}@example.invalid" if number % 4 else words(24 + number), Weight.TELLING)
              for number in range(VALUES)]  # fmt: skip
    search = Search(values)
    head()
    line("values, and the forms they are looked for in", sum(len(needles(value.text)) for value in values), "")
    block = words(256 << 10).encode()
    line("bytes in memory", timed(lambda: _through(search, block)), "MB/s", limit=SPEED)
    for name, speed in _places(values, folder, block):
        line(name, speed, "MB/s", limit=SPEED)


def _through(search: "Search", block: bytes) -> float:  # type: ignore[name-defined]  # noqa: F821  (Django is set up later)
    for _number in range(MEGABYTES * 4):
        search.found_in(block)
    return len(block) * MEGABYTES * 4 / 1e6


def _places(values: "list[Value]", folder: Path, block: bytes) -> "list[tuple[str, float]]":  # type: ignore[name-defined]  # noqa: F821  (Django is set up before it is imported)
    from django.utils import timezone

    from privacy.declarations import Registry, days, declare_store, registry
    from privacy.erasure import scan
    from privacy.erasure.executing import Erased
    from privacy.erasure.models import Scan

    store = folder / "store"
    store.mkdir()
    (store / "large.log").write_bytes(block * (MEGABYTES * 4))
    (store / "old.log.gz").write_bytes(gzip.compress(block * (MEGABYTES * 2), compresslevel=1))
    of = Registry(tables=registry.tables)
    declare_store("files", title="", purpose="", locate=lambda: store, purge=lambda _: 0, keep_for=days(1), into=of)
    fill()
    now = timezone.now()
    found = scan.start(Erased("", {}, tuple(values), {}), about=1, then="", now=now, of=of)
    took: dict[str, float] = {}
    while True:
        place = Scan.objects.get(pk=found.pk).to_do[:1]
        began = time.perf_counter()
        goes_on = scan.run_slice(found.pk, now, of=of)
        name = place[0][1] if place else ""
        took[name] = took.get(name, 0) + time.perf_counter() - began
        if not goes_on:
            break
    done = Scan.objects.get(pk=found.pk)
    assert not [one for one in done.found if one["kind"] == "left"]
    size = sum(one["bytes"] for one in done.looked_into) / 1e6
    table = next(one for one in done.looked_into if one["place"] == "contact_contactmessage")
    shown = [(f"the whole site, {size:.0f} MB, slice by slice", size / sum(took.values()))]
    if took.get("contact_contactmessage"):
        shown.append((f"rows of a table, {table['rows']:,}", table["bytes"] / 1e6 / took["contact_contactmessage"]))
    return shown


def fill() -> None:
    from django.utils import timezone

    from contact.messages.models import ContactMessage

    now = timezone.now()
    texts = [words(600 + number) for number in range(50)]
    for first in range(0, ROWS, 10_000):
        rows = [
            ContactMessage(
                reference=f"M-{number}", topic="idea", name=f"Name {number}", email=f"p{number}@example.test",
                message=texts[number % 50], language="en", created_at=now, last_activity_at=now,
            )
            for number in range(first, first + 10_000)
        ]  # fmt: skip
        ContactMessage.objects.bulk_create(rows, batch_size=1000)


if __name__ == "__main__":
    on_both("tests.bench.bench_scan", measure)

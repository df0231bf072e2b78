"""Whether the time of an answer tells if an address is known: it must not, within a millisecond.

Pairs of sendings, one of an address with cases and one of a fresh address, in random order through all of the site's
middleware. Of their differences the median, with the 95 % interval that order statistics give (binomial, no assumption
about their distribution). A leak of 5 ms that is planted has to be seen, or the measurement proves nothing.
"""

import math
import os
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import timedelta
from unittest.mock import patch
from urllib.parse import urlsplit

import django

from tests.bench.table import Limit, head, line

PAIRS = 2000
WITHIN = Limit(value=1)
PLANTED = 0.005  # seconds
Z = 1.96


def interval(differences: list[float]) -> tuple[float, float]:
    """The 95 % interval of the median, as order statistics (Conover, Practical Nonparametric Statistics, §3.2)."""
    ordered, count = sorted(differences), len(differences)
    spread = Z * math.sqrt(count) / 2
    low, high = int(count / 2 - spread), math.ceil(count / 2 + spread)
    return ordered[max(low, 0)], ordered[min(high, count - 1)]


def measure(send: Callable[[str], float], known: str) -> tuple[float, float, float]:
    """Median and interval of known less unknown, in milliseconds."""
    chance = random.Random(5)
    differences = []
    for number in range(PAIRS):
        unknown, took = f"nobody-{number}@example.invalid", {}
        for address in chance.sample([known, unknown], 2):
            took[address] = send(address)
        differences.append((took[known] - took[unknown]) * 1000)
    return statistics.median(differences), *interval(differences)


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="hot-bench-") as folder:
        os.environ |= {
            "DATA_DIR": folder,
            "SECRET_KEY_FILE": f"{folder}/key",
            "DJANGO_SETTINGS_MODULE": "hotsite.settings",
        }
        os.environ.pop("DATABASE_URL", None)
        django.setup()
        run()


def run() -> None:
    from django.conf import settings
    from django.core.management import call_command
    from django.test import Client
    from django.utils import timezone

    from contact.rights import services
    from contact.rights.asking import sealed
    from hotsite.ground.guard.form import stamp
    from hotsite.ground.guard.limiter import Limiter
    from tests.conftest import FROM_OUR_PAGE
    from tests.contact.rights.test_asking import ANSWERS, HERE

    call_command("migrate", verbosity=0)
    call_command("seed", verbosity=0)
    client = Client(headers={"host": urlsplit(settings.SITE_URL).netloc} | FROM_OUR_PAGE)
    made = stamp(timezone.now() - timedelta(minutes=1))

    def send(address: str) -> float:
        field = sealed.seal(ANSWERS | {"email": address}, timezone.now())
        began = time.perf_counter()
        answer = client.post(HERE, {"step": "check", "answers": field, "made": made, "website": ""})
        took = time.perf_counter() - began
        assert answer.status_code == 303, answer.status_code
        return took

    known = "known@example.invalid"
    receive = services.receive

    def leaking(asked: services.Asked, **rest: object) -> object:
        time.sleep(PLANTED if asked.email == known else 0)
        return receive(asked, **rest)  # type: ignore[arg-type]  # handed on as they came

    with patch.object(Limiter, "allows", lambda *_: True):
        for _warm in range(20):
            send(known)
        head()
        middle, low, high = measure(send, known)
        line("known less unknown, median", middle, "ms", digits=3)
        kept = line("  95 % interval, its farther end", max(abs(low), abs(high)), "ms", limit=WITHIN, digits=3)
        with patch.object(services, "receive", leaking):
            middle, low, _high = measure(send, known)
        line(f"with {PLANTED * 1000:.0f} ms planted, median", middle, "ms", digits=3)
        seen = low > WITHIN.value
        line("  95 % interval, its nearer end", low, "ms", digits=3)
    sys.exit(0 if kept and seen else 1)


if __name__ == "__main__":
    main()

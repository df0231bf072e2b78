"""What it costs a request to know what its visitor allowed: the cookie, the text in use, the headers that follow."""

import os
import statistics
import tempfile
import time
import timeit
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.bench.table import Limit, head, line
from tests.browser.provider import FILE

CHECK = Limit(value=0.2)
REQUESTS = 2_000
RUNS = 7


@contextmanager
def site_with_something_optional() -> Iterator[None]:
    """A database of its own, with a provider to allow or to refuse."""
    with tempfile.TemporaryDirectory(prefix="hot-bench-") as name:
        folder = Path(name)
        (folder / "providers.toml").write_text(FILE.format(origin="https://numbers.test"))
        os.environ |= {
            "DJANGO_SETTINGS_MODULE": "hotsite.settings",
            "DATA_DIR": name,
            "SECRET_KEY_FILE": str(folder / "secret-key"),
            "PROVIDERS_FILE": str(folder / "providers.toml"),
            "USAGE_METRICS": "1",
        }
        import django
        from django.core.management import call_command
        from django.db import connection

        django.setup()
        call_command("migrate", verbosity=0)
        call_command("seed", verbosity=0)
        yield
        connection.close()


def milliseconds(cookie: str, *, signal: bool) -> float:
    """Of processor time, for one request through the middleware less what it costs without; the median of the runs."""
    from django.http import HttpRequest, HttpResponse
    from django.test import RequestFactory

    from privacy.consent.gate import ConsentMiddleware

    headers = {"sec-gpc": "1"} if signal else {}
    request = RequestFactory(headers={"host": "127.0.0.1:8000", "cookie": f"consent={cookie}"} | headers).get(
        "/en/contact/"
    )

    def view(_request: HttpRequest) -> HttpResponse:
        return HttpResponse("a page")

    def asked() -> None:
        request.COOKIES = {"consent": cookie}
        middleware(request)

    def bare() -> None:
        request.COOKIES = {"consent": cookie}
        view(request)

    middleware = ConsentMiddleware(view)
    took = [
        timeit.timeit(one, timer=time.process_time, number=REQUESTS) for _run in range(RUNS) for one in (asked, bare)
    ]
    return (statistics.median(took[::2]) - statistics.median(took[1::2])) / REQUESTS * 1_000


def main() -> None:
    head()
    with site_with_something_optional():
        from django.utils import timezone

        from privacy.consent import cookie, selectors
        from privacy.consent.cookie import Choice

        number, now = selectors.in_use().number, timezone.now()
        accepted = Choice(text=number, accepted=frozenset({"analytics"}), decided_at=now, receipt="0" * 32)
        refused = Choice(text=number, accepted=frozenset(), decided_at=now)
        states = {"no choice": ("", False), "rejected": (cookie.write(refused), False)}
        states |= {"accepted": (cookie.write(accepted), False), "accepted, with GPC": (cookie.write(accepted), True)}
        states |= {"a forged cookie": (cookie.write(accepted)[:-3] + "AAA", False)}
        for name, (value, signal) in states.items():
            line(f"consent check, {name}", milliseconds(value, signal=signal), "ms", limit=CHECK, digits=3)


if __name__ == "__main__":
    main()

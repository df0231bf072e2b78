"""Kill the worker between the form and the mail: every mail goes out, and no more doubles than kills."""

import asyncio
import contextlib
import json
import logging
import os
import re
import signal
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TypeVar

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from tests.site import Site, wait_for
from workshop.addresses import free_port
from workshop.services import Services

WORKER = "hotsite.celery worker"  # how its command line tells it from web server and clock
MESSAGES = 5
KILLS = 3
SWEEP = {"SWEEP_SECONDS": "5"}
Answer = TypeVar("Answer")
FORM = {"topic": "idea", "name": "", "email": "ada@example.invalid", "message": "Do not lose this."}


class MailServer:
    """Takes mail slowly, so that a worker can be killed with one in its hands."""

    def __init__(self) -> None:
        self.received: list[str] = []
        self.arrived = threading.Event()

    async def handle_DATA(  # noqa: N802  (the name that aiosmtpd calls)
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        found = re.search(rb"^Message-ID: (<.+>)", envelope.original_content or b"", re.MULTILINE | re.IGNORECASE)
        assert found
        self.received.append(found[1].decode())
        self.arrived.set()
        await asyncio.sleep(1)  # taken, and not yet said so
        return "250 taken"


@contextlib.contextmanager
def mail_server() -> Iterator[tuple[MailServer, str]]:
    """A server and its address."""
    logging.getLogger("mail.log").setLevel(logging.ERROR)
    server = MailServer()
    port = free_port()
    controller = Controller(server, hostname="127.0.0.1", port=port)
    controller.start()
    yield server, f"smtp://127.0.0.1:{port}"
    controller.stop()


@pytest.fixture
def on_both_stacks(scaled: dict[str, str], tmp_path: Path) -> Callable[[Callable[[Site], Answer]], list[Answer]]:
    """Calls something with a site of each stack, at the same time: most of it is waiting for a lease to end.

    The site is not yet started, so that its environment can still be changed.
    """
    sites = [Site(tmp_path / "embedded", **SWEEP), Site(tmp_path / "scaled", **SWEEP, **scaled)]

    def call(work: Callable[[Site], Answer]) -> list[Answer]:
        for site in sites:
            site.folder.mkdir()
        with ThreadPoolExecutor() as pool:
            return list(pool.map(work, sites))

    return call


def kill_worker(site: Site) -> None:
    for pid in site.processes(WORKER):
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)


def doubles(new: Site) -> int:
    """Kills the worker with mail in its hands until all mail has come; how many came twice."""
    with mail_server() as (server, address):
        new.environment["MAIL_URL"] = address
        with new as site:
            wait_for(lambda: site.processes(WORKER))
            for _message in range(MESSAGES):
                assert site.write(**FORM) == 303
            for _kill in range(KILLS):
                server.arrived.clear()
                assert server.arrived.wait(120), site.said()
                kill_worker(site)
            wait_for(lambda: len(set(server.received)) == MESSAGES, within=240)
            wait_for(lambda: '"waiting": 0' in site.get("/statusz")[1].split('"mail"')[1], within=240)
        return len(server.received) - MESSAGES


def test_a_killed_worker_loses_no_mail(
    on_both_stacks: Callable[[Callable[[Site], int]], list[int]], record_property: Callable[[str, object], None]
) -> None:
    embedded, scaled = on_both_stacks(doubles)
    record_property("doubles", [embedded, scaled])
    assert embedded <= KILLS
    assert scaled <= KILLS


def test_a_broker_that_goes_away_loses_nothing(services: Services, scaled: dict[str, str], tmp_path: Path) -> None:
    with Site(tmp_path, **SWEEP, **scaled) as site:
        folder = tmp_path / "mail"
        services.redis.stop()
        try:
            assert site.write(**FORM) == 303
            assert '"kind": "redis", "problem": "not reachable"' in site.get("/statusz")[1]
        finally:
            services.redis.start()
        wait_for(lambda: list(folder.glob("M-*.eml")), within=120)


def red(site: Site) -> dict[str, object]:
    """The checks of /statusz that are not well, with what they say."""
    checks = json.loads(site.get("/statusz")[1] or '{"answer": {"ok": false}}')
    return {name: check for name, check in checks.items() if name != "ok" and not check["ok"]}


def once_it_is_well(new: Site) -> dict[str, object]:
    """What is still red when there was time enough."""
    with new as site:
        with contextlib.suppress(AssertionError):
            wait_for(lambda: not red(site), within=120)
        return red(site)


def test_a_site_that_was_just_set_up_is_well(
    on_both_stacks: Callable[[Callable[[Site], dict[str, object]]], list[dict[str, object]]],
) -> None:
    assert on_both_stacks(once_it_is_well) == [{}, {}]

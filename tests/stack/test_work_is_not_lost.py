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
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from tests.site import Site, wait_for
from workshop.addresses import free_port
from workshop.services import Services

WORKER = "hotsite.celery worker"  # how its command line tells it from web server and clock
MESSAGES = 5
KILLS = 3
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


@pytest.fixture
def mail_server() -> Iterator[tuple[MailServer, str]]:
    logging.getLogger("mail.log").setLevel(logging.ERROR)
    server = MailServer()
    port = free_port()
    controller = Controller(server, hostname="127.0.0.1", port=port)
    controller.start()
    yield server, f"smtp://127.0.0.1:{port}"
    controller.stop()


def kill_worker(site: Site) -> None:
    for pid in site.processes(WORKER):
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)


def test_a_killed_worker_loses_no_mail(
    stack: dict[str, str],
    mail_server: tuple[MailServer, str],
    tmp_path: Path,
    record_property: Callable[[str, object], None],
) -> None:
    server, address = mail_server
    with Site(tmp_path, **stack, MAIL_URL=address, SWEEP_SECONDS="5") as site:
        wait_for(lambda: site.processes(WORKER))
        for _message in range(MESSAGES):
            assert site.write(**FORM) == 303
        for _kill in range(KILLS):
            server.arrived.clear()
            assert server.arrived.wait(120), site.said()
            kill_worker(site)
        wait_for(lambda: len(set(server.received)) == MESSAGES, within=240)
        wait_for(lambda: '"waiting": 0' in site.get("/statusz")[1].split('"mail"')[1], within=240)
    doubles = len(server.received) - MESSAGES
    record_property("doubles", doubles)
    assert doubles <= KILLS


def test_a_broker_that_goes_away_loses_nothing(services: Services, scaled: dict[str, str], tmp_path: Path) -> None:
    with Site(tmp_path, **scaled, SWEEP_SECONDS="5") as site:
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


def test_a_site_that_was_just_set_up_is_well(stack: dict[str, str], tmp_path: Path) -> None:
    with Site(tmp_path, **stack, SWEEP_SECONDS="5") as site:
        with contextlib.suppress(AssertionError):
            wait_for(lambda: not red(site))
        assert red(site) == {}

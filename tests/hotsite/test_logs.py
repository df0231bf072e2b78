"""What is logged holds no address, name, body or query string."""

import json
import logging
from collections.abc import Iterator
from io import StringIO
from typing import Any
from unittest.mock import patch

import pytest
import structlog
from django.conf import settings
from django.db import IntegrityError
from django.test import Client

from hotsite.weblog import without_values
from tests.conftest import FROM_OUR_PAGE, page_made

pytestmark = pytest.mark.django_db

CANARY = "canary7K3Q"


@pytest.fixture
def log() -> Iterator[StringIO]:
    """The real formatter, on a handler of our own at the root."""
    written = StringIO()
    handler = logging.StreamHandler(written)
    formatter = dict(settings.LOGGING["formatters"]["structured"])
    handler.setFormatter(formatter.pop("()")(**formatter))
    root = logging.getLogger()
    root.addHandler(handler)
    yield written
    root.removeHandler(handler)


def lines(log: StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in log.getvalue().splitlines()]


def typed() -> dict[str, str]:
    return {"topic": "question", "name": CANARY, "email": f"{CANARY}@example.invalid", "message": CANARY} | page_made()


def test_a_request_is_one_line_with_its_route_and_an_id(client: Client, log: StringIO) -> None:
    client.get(f"/en/contact/?{CANARY}", headers={"referer": f"https://x.test/{CANARY}"})
    (line,) = lines(log)
    assert (line["route"], line["status"], line["method"]) == ("en/contact/", 200, "GET")
    assert len(str(line["request"])) == 16
    assert CANARY not in log.getvalue()


@pytest.mark.promise("P3.2")
@pytest.mark.parametrize("path", ["/en/contact/", "/en/nowhere/"])
def test_what_a_visitor_types_is_not_logged(client: Client, log: StringIO, path: str) -> None:
    client.post(f"{path}?{CANARY}", typed(), headers=FROM_OUR_PAGE | {"user-agent": CANARY, "cookie": f"c={CANARY}"})
    client.get(f"/{CANARY}/", headers={"host": CANARY})
    client.get(f"/en/contact/sent/{CANARY}/")
    assert log.getvalue()
    assert CANARY not in log.getvalue()


def test_an_error_is_logged_by_type_and_frames_never_by_its_words(client: Client, log: StringIO) -> None:
    client.raise_request_exception = False
    with patch("contact.messages.services.receive", side_effect=IntegrityError(f"Key (email)=({CANARY})")):
        answer = client.post("/en/contact/", typed(), headers=FROM_OUR_PAGE)
    assert answer.status_code == 500
    error = next(line for line in lines(log) if "exception" in line)
    assert error["exception"] == "django.db.utils.IntegrityError"
    assert any("views.py" in str(frame) for frame in error["frames"])
    assert CANARY not in log.getvalue()


def test_a_librarys_values_stay_out_and_our_own_words_are_kept(log: StringIO) -> None:
    logging.getLogger("smtp.library").warning("could not deliver to %s", CANARY)
    structlog.get_logger("hotsite.work").warning("mail not sent", mail=7)
    assert [line["event"] for line in lines(log)] == ["could not deliver to %s", "mail not sent"]
    assert CANARY not in log.getvalue()


def test_an_exception_that_leaves_a_task_is_logged_without_its_words(log: StringIO) -> None:
    logging.getLogger("celery.app.trace").error(
        "Task %(name)s raised unexpected: %(exc)s", {"name": "n", "exc": CANARY}
    )
    assert log.getvalue()
    assert CANARY not in log.getvalue()


@pytest.mark.parametrize(
    ("message", "arguments", "said"),
    [
        (f"Invalid request from ip=10.0.0.7: Invalid HTTP header name: '{CANARY}'", (), "Invalid request"),
        ("Error handling request %s", (f"/?{CANARY}",), "Error handling request %s"),
        ("WORKER TIMEOUT (pid:%s)", (17,), "WORKER TIMEOUT (pid:17)"),
    ],
)
def test_the_web_server_says_nothing_of_a_visitor(message: str, arguments: tuple[object, ...], said: str) -> None:
    assert without_values(message, arguments) == said

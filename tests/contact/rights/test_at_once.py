"""At the same moment, truly: threads and a database server. SQLite has one writer at a time and needs no proof."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TypeVar

import pytest
from django.conf import LazySettings
from django.db import connection

from contact.rights import services
from contact.rights.letters import build
from contact.rights.models import RightsRequest, Token
from contact.rights.packages.models import MOST_DOWNLOADS, Package
from contact.rights.packages.standing import Standing
from contact.rights.services import Conflict
from contact.rights.services.downloading import GRANT
from contact.rights.services.mailbox import send_link
from contact.rights.tokens import LinkRefused, Refusal
from hotsite.ground.evidence.verify import verify
from tests.contact.rights.cases import DAY, NOW, asked, in_progress, mails, member, received, token_in, work

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor == "sqlite", reason="one writer at a time"),
]

Result = TypeVar("Result")
THREADS = 8


def at_once(*acts: Callable[[], Result]) -> list[Result | Exception]:
    """What each gave or raised, all let loose together."""
    gate = threading.Barrier(len(acts))

    def run(act: Callable[[], Result]) -> Result | Exception:
        try:
            gate.wait(10)
            return act()
        except Exception as error:
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def test_two_members_of_staff_decide_and_one_is_told(settings: LazySettings) -> None:
    case = in_progress()
    letter = build.answer(case, "Done.")
    whos = [member(name) for name in ("one", "two")]
    acts = [
        lambda who=who: services.fulfil(case.pk, letter, who=who, now=NOW, seen=case.version) for who in whos
    ]  # fmt: skip
    results = at_once(*acts)
    (lost,) = [result for result in results if isinstance(result, Conflict)]
    assert lost.by in {"one", "two"}
    assert RightsRequest.objects.get().events.filter(to_state="fulfilled").count() == 1


def test_a_link_that_is_pressed_many_times_at_once_works_once() -> None:
    received()
    token = token_in(mails()[0])
    results = at_once(*[lambda: services.confirm(token, NOW)] * THREADS)
    refused = [result.why for result in results if isinstance(result, LinkRefused)]
    assert len(refused) == THREADS - 1
    assert set(refused) <= {Refusal.USED, Refusal.TOO_MANY_TRIES}
    assert Token.objects.get(purpose="mailbox").tries == 5


def test_many_requests_for_one_mailbox_at_once_are_one_mail() -> None:
    cases = [services.receive(asked(), who=services.PERSON, now=NOW) for _one in range(THREADS)]
    results = at_once(*[lambda key=case.pk: send_link(key, NOW) for case in cases])
    assert sorted(map(str, results)) == ["False"] * (THREADS - 1) + ["True"]
    assert len(mails()) == 1
    assert at_once(*[lambda key=case.pk: send_link(key, NOW + DAY) for case in cases]).count(True) == 1


def test_many_requests_at_once_make_one_whole_chain(settings: LazySettings) -> None:
    results = at_once(*[lambda: services.receive(asked(), who=services.PERSON, now=NOW)] * THREADS)
    assert all(isinstance(result, RightsRequest) for result in results)
    report = verify(Path(settings.EVIDENCE_DIR))
    assert (report.is_whole, report.last) == (True, 2 * THREADS)


def test_of_many_downloads_at_once_five_are_let_through() -> None:
    case = in_progress()
    services.ask_for_package(case.pk, who=member(), now=NOW)
    work()
    case.refresh_from_db()
    services.fulfil(case.pk, build.answer(case, "Here."), who=member(), now=NOW)
    grant = GRANT.seal({"case": str(case.pk), "asked": Package.objects.get().asked_at.isoformat()}, NOW)

    def download() -> str:
        found = services.download(grant, NOW)
        found.file.close()
        return "a file"

    results = at_once(*[download] * THREADS)
    assert results.count("a file") == MOST_DOWNLOADS
    refused = [result.standing for result in results if isinstance(result, services.NoPackage)]
    assert refused == [Standing.USED_UP] * (THREADS - MOST_DOWNLOADS)
    steps = RightsRequest.objects.get().events.filter(code="downloaded")
    assert sorted(step.facts["count"] for step in steps) == list(range(1, MOST_DOWNLOADS + 1))

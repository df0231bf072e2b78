"""The person downloads the package: a fresh link to the mailbox, two buttons, five times, fourteen days."""

import io
import re
import zipfile
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client

from contact.rights import services, tokens
from contact.rights.asking import sealed
from contact.rights.case.download import DOWNLOADS
from contact.rights.case.views import CHANGES
from contact.rights.letters import build
from contact.rights.models import Purpose, RightsRequest, Token
from contact.rights.packages import files
from contact.rights.packages.models import MOST_DOWNLOADS, Package
from contact.rights.services.downloading import GRANT
from contact.rights.states import State
from tests.contact.rights.cases import DAY, NOW, in_progress, mails, member, work
from tests.contact.rights.test_case_page import case_link, post, text

pytestmark = pytest.mark.django_db

DOWNLOAD, FETCH = "/en/contact/rights/download/{}/", "/en/contact/rights/download/"
MINUTE = timedelta(minutes=1)


@pytest.fixture(autouse=True)
def now() -> Any:
    for limiter in (CHANGES, DOWNLOADS):
        limiter.forget()
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


def built(**changes: Any) -> RightsRequest:
    case = in_progress(**changes)
    services.ask_for_package(case.pk, who=member(), now=NOW)
    work()
    return case


@pytest.fixture
def case(db: None) -> RightsRequest:
    """Answered, with its package handed over."""
    case = built()
    return services.fulfil(case.pk, build.answer(case, "Here it is."), who=member(), now=NOW)


def mailed_link(client: Client, case: RightsRequest) -> str:
    answer = post(client, f"{case_link(case)}download/")
    assert answer.status_code == 303, text(answer)
    found = re.search(r"/rights/download/([\w-]+)/", mails()[-1].body)
    assert found
    return DOWNLOAD.format(found[1])


def grant_on(answer: Any) -> str:
    found = re.search(r'name="grant" value="([^"]+)"', answer.content.decode())
    assert found, text(answer)
    return found[1]


def proven(client: Client, case: RightsRequest) -> str:
    return grant_on(post(client, mailed_link(client, case)))


def whole(answer: Any) -> bytes:
    """To its end, which closes it as a web server does."""
    return b"".join(answer.streaming_content) if answer.streaming else bytes(answer.content)


def test_from_the_page_of_the_case_to_the_file(client: Client, case: RightsRequest) -> None:
    page = text(client.get(case_link(case)))
    assert "up to 5 times" in page
    assert "Dec. 9, 2026" in page
    link = mailed_link(client, case)
    assert case.reference in mails()[-1].subject
    for _look in range(7):  # mail scanners open links
        assert "Do you want to download your data?" in text(client.get(link))
    button = post(client, link)
    assert Package.objects.get().sha256 in text(button)
    answer = post(client, FETCH, grant=grant_on(button))
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/zip"
    assert answer["Content-Disposition"] == f'attachment; filename="{case.reference}.zip"'
    assert "data.html" in zipfile.ZipFile(io.BytesIO(whole(answer))).namelist()
    steps = case.events.filter(code="downloaded").values_list("actor", "facts")
    assert list(steps) == [("person", {"count": 1})]
    page = text(client.get(case_link(case)))
    assert "Your data were downloaded." in page
    assert "up to 4 times" in page


def test_every_answer_is_private_and_no_cookie_is_set(
    client: Client, case: RightsRequest, caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    link = mailed_link(client, case)
    shown, button = client.get(link), post(client, link)
    grant = grant_on(button)
    for answer in (shown, button, post(client, FETCH, grant=grant), post(client, FETCH, grant="")):
        assert "no-store" in answer["Cache-Control"]
        assert "noindex" in answer["X-Robots-Tag"]
        assert answer["Referrer-Policy"] == "same-origin"
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert answer.cookies == {}
        whole(answer)
    said = caplog.text + "".join(capsys.readouterr())
    assert link.split("/")[-2] not in said
    assert grant not in said


def test_five_times_and_no_more(client: Client, case: RightsRequest, now: Any) -> None:
    grant = proven(client, case)
    for _time in range(MOST_DOWNLOADS):
        assert whole(post(client, FETCH, grant=grant))
    answer = post(client, FETCH, grant=grant)
    assert (answer.status_code, "as often as they can be" in text(answer)) == (410, True)
    assert case.events.filter(code="downloaded").count() == MOST_DOWNLOADS
    page = text(client.get(case_link(case)))
    assert "as often as they can be" in page
    assert "Send me a link" not in page
    now.shift(11 * MINUTE)
    refused = post(client, f"{case_link(case)}download/")
    assert (refused.status_code, "nothing to download at the moment" in text(refused)) == (409, True)


def test_after_fourteen_days_it_is_over_removed_or_not(client: Client, case: RightsRequest, now: Any) -> None:
    link, grant = mailed_link(client, case), GRANT
    now.shift(14 * DAY)
    late = grant.seal({"case": str(case.pk), "asked": Package.objects.get().asked_at.isoformat()}, NOW + 14 * DAY)
    for _time in range(2):
        answer = post(client, FETCH, grant=late)
        assert (answer.status_code, "time in which your data could" in text(answer)) == (410, True)
        assert "time in which your data could" in text(client.get(case_link(case)))
        services.expire_packages(NOW + 14 * DAY)
    assert post(client, link).status_code == 410
    assert "Your data can be downloaded here no longer" in text(client.get(case_link(case)))


def test_before_the_answer_nobody_has_it(client: Client) -> None:
    case = built()
    page = text(client.get(case_link(case)))
    assert "We are putting them together." in page
    assert "Send me a link" not in page
    assert post(client, f"{case_link(case)}download/").status_code == 409
    early = GRANT.seal({"case": str(case.pk), "asked": Package.objects.get().asked_at.isoformat()}, NOW)
    answer = post(client, FETCH, grant=early)
    assert (answer.status_code, "A letter tells you when" in text(answer)) == (410, True)
    assert Package.objects.get().downloads == 0


def test_a_link_is_good_once_and_a_day_and_says_so(client: Client, case: RightsRequest, now: Any) -> None:
    link = mailed_link(client, case)
    assert post(client, link).status_code == 200
    again = post(client, link)
    assert (again.status_code, "It was used already. On the page" in text(again)) == (410, True)
    now.shift(11 * MINUTE)
    link = mailed_link(client, case)
    now.shift(DAY)
    for _try in range(tokens.MOST_TRIES):
        assert "Its 24 hours are over." in text(post(client, link))
    assert "tried too often" in text(post(client, link))
    assert "We know no such link." in text(client.get(DOWNLOAD.format("unknown")))


def test_two_links_are_ten_minutes_apart(client: Client, case: RightsRequest, now: Any) -> None:
    mailed_link(client, case)
    before = len(mails())
    answer = post(client, f"{case_link(case)}download/")
    assert (answer.status_code, "sent a few minutes ago" in text(answer)) == (409, True)
    assert len(mails()) == before
    now.shift(10 * MINUTE)
    mailed_link(client, case)


def test_links_of_other_purposes_open_nothing(client: Client, case: RightsRequest) -> None:
    status = tokens.issue(case, Purpose.STATUS, NOW)
    assert post(client, DOWNLOAD.format(status)).status_code == 410
    link = mailed_link(client, case)
    assert client.get(link.replace("download", "case")).status_code == 410
    assert not Token.objects.filter(used_at__isnull=False, purpose__in=("status", "download")).exists()


@pytest.mark.parametrize("grant", ["", "x", "\0", "ö" * 999, "gAAAA" + "A" * 200])
def test_a_button_that_is_not_ours_gives_nothing(client: Client, case: RightsRequest, grant: str) -> None:
    answer = post(client, FETCH, grant=grant)
    assert (answer.status_code, "Nothing was counted." in text(answer)) == (410, True)
    assert Package.objects.get().downloads == 0


def test_a_seal_of_another_page_gives_nothing(client: Client, case: RightsRequest) -> None:
    said = {"case": str(case.pk), "asked": Package.objects.get().asked_at.isoformat()}
    assert post(client, FETCH, grant=sealed.seal(said, NOW)).status_code == 410
    assert Package.objects.get().downloads == 0


def test_the_button_is_good_for_half_an_hour(client: Client, case: RightsRequest, now: Any) -> None:
    grant = proven(client, case)
    now.shift(30 * MINUTE)
    assert whole(post(client, FETCH, grant=grant))
    now.shift(timedelta(seconds=1))
    answer = post(client, FETCH, grant=grant)
    assert (answer.status_code, "more than half an hour" in text(answer)) == (410, True)


def test_built_anew_the_old_button_gives_nothing(client: Client, case: RightsRequest) -> None:
    grant = proven(client, case)
    services.ask_for_package(case.pk, who=member(), now=NOW + MINUTE)
    assert "A letter tells you when" in text(post(client, FETCH, grant=grant))
    work(NOW + MINUTE)
    assert post(client, FETCH, grant=grant).status_code == 410
    assert Package.objects.get().downloads == 0


def test_a_file_that_is_not_there_is_not_counted(client: Client, case: RightsRequest) -> None:
    grant = proven(client, case)
    files.remove(Package.objects.get().file)
    assert post(client, FETCH, grant=grant).status_code == 410
    assert Package.objects.get().downloads == 0
    assert not case.events.filter(code="downloaded").exists()


def test_of_a_case_that_was_erased_nothing_is_left(client: Client, case: RightsRequest) -> None:
    link, grant = mailed_link(client, case), GRANT.seal({"case": str(case.pk), "asked": "x"}, NOW)
    case.delete()
    assert post(client, FETCH, grant=grant).status_code == 410
    assert post(client, link).status_code == 410


def test_where_no_mailbox_is_known_none_is_written_to(client: Client) -> None:
    from contact.rights.identity import Level, Proof
    from tests.contact.rights.cases import received

    case = received(channel="post", email="", who=member())
    services.record_identity(case.pk, Level.MAILBOX, Proof.KNOWN_ADDRESS, who=member(), now=NOW)
    services.start(case.pk, who=member(), now=NOW)
    services.ask_for_package(case.pk, who=member(), now=NOW)
    work()
    case.refresh_from_db()
    services.fulfil(case.pk, build.answer(case, "It is in this envelope."), who=member(), now=NOW)
    answer = post(client, f"{case_link(case)}download/")
    assert (answer.status_code, "No mailbox is known" in text(answer)) == (409, True)
    assert mails() == []


def test_an_appeal_takes_nothing_away(client: Client) -> None:
    case = built(residence="us-va")
    services.fulfil(case.pk, build.answer(case, "Here."), who=member(), now=NOW)
    services.appeal(case.pk, "There must be more.", now=NOW)
    case.refresh_from_db()
    assert case.state == State.APPEALED
    assert whole(post(client, FETCH, grant=proven(client, case)))


def test_another_site_and_a_link_alone_get_nothing(client: Client, case: RightsRequest) -> None:
    grant = proven(client, case)
    for at in (FETCH, f"{case_link(case)}download/"):
        assert client.get(at).status_code == 405
        answer = client.post(at, {"grant": grant}, headers={"origin": "https://evil.example"})
        assert answer.status_code == 403
    assert Package.objects.get().downloads == 0


def test_who_downloads_without_end_is_told_to_wait(client: Client, case: RightsRequest) -> None:
    for _time in range(DOWNLOADS.capacity):
        assert post(client, FETCH, grant="x").status_code == 410
    answer = post(client, FETCH, grant=GRANT.seal({"case": str(case.pk), "asked": "x"}, NOW))
    assert (answer.status_code, "Wait a minute" in text(answer)) == (429, True)


def test_programs_read_where_it_is_and_how_long(client: Client, case: RightsRequest) -> None:
    link = case_link(case)
    said = client.get(f"{link}status.json").json()
    assert said["status"] == "fulfilled"
    assert said["results_url"].endswith(f"{link}#data")
    assert said["expires_at"] == "2026-12-09T10:00:00+00:00"
    Package.objects.update(downloads=MOST_DOWNLOADS)
    assert "results_url" not in client.get(f"{link}status.json").json()

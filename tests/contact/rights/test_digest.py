"""What staff are told by mail: references and dates, never who asks or what for."""

import pytest
from django.test import Client

from contact.rights import services
from contact.rights.daily import round_of
from contact.rights.regimes import Right
from contact.rights.tasks import daily
from hotsite.ground.evidence.services import write_head
from tests.contact.rights.cases import DAY, NOW, in_progress, mails_to_staff, member, received, verified, work

pytestmark = pytest.mark.django_db


def test_who_has_to_act_is_told_at_once_and_not_of_what_nobody_has_proven() -> None:
    received(details="Everything.")
    assert mails_to_staff() == []
    case = verified(email="berta@example.invalid", details="Everything.")
    services.start(case.pk, who=member(), now=NOW)
    work()
    services.add_from_person(case.pk, "More words.", now=NOW)
    work()
    told = mails_to_staff()
    assert [mail.reference for mail in told] == [case.reference] * 2
    for mail in told:
        assert "Dec. 28, 2026" in mail.body
        for secret in ("berta", "Everything", "More words", "access"):
            assert secret not in mail.subject + mail.body


def test_a_digest_comes_once_a_day_and_only_if_there_is_something_to_do() -> None:
    assert round_of(NOW)["digests"] == 0
    late = in_progress(NOW - 40 * DAY)
    new = received(right=Right.QUESTION, email="berta@example.invalid")
    assert round_of(NOW)["digests"] == 1
    assert round_of(NOW + DAY / 24)["digests"] == 0
    (mail,) = [mail for mail in mails_to_staff() if mail.reference == "R-digest"]
    assert f"1 request is overdue:\n  {late.reference}  Nov. 16, 2026" in mail.body
    assert f"1 open request is assigned to nobody:\n  {new.reference}  Dec. 28, 2026" in mail.body
    assert "example.invalid" not in mail.body
    assert round_of(NOW + DAY)["digests"] == 1


def test_the_daily_task_runs() -> None:
    daily()


def test_monitors_hear_of_overdue_requests_and_of_evidence_that_nobody_signed(client: Client) -> None:
    in_progress(NOW - 400 * DAY)
    said = client.get("/statusz").json()
    assert said["requests"] == {"ok": False, "open": 1, "overdue": 1}
    assert said["evidence"] == {"ok": False, "last_head": None}
    write_head(NOW)
    assert client.get("/statusz").json()["evidence"]["ok"]

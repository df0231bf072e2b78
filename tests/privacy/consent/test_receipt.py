"""The receipt: one's own record, by its id."""

import json

import pytest
from django.test import Client

from privacy.consent import selectors
from privacy.consent.models import ConsentRecord
from tests.conftest import FROM_OUR_PAGE
from tests.privacy.consent.conftest import another, choose

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("optional")]

RECEIPT = "/en/choices/receipt/"


def act(client: Client, act: str, receipt: str) -> tuple[int, str]:
    answer = client.post(RECEIPT, {"act": act, "id": receipt}, headers=FROM_OUR_PAGE)
    return answer.status_code, answer.content.decode()


def test_the_browser_that_consented_sees_its_record(client: Client) -> None:
    choose(client, "save", "analytics")
    kept = ConsentRecord.objects.get()
    page = client.get(RECEIPT).content.decode()
    assert kept.receipt in page
    assert "<dt>Analytics</dt>" in page
    assert kept.text.digest in page


def test_a_browser_without_consent_sees_none(client: Client) -> None:
    choose(client, "reject")
    assert "This browser holds no consent" in client.get(RECEIPT).content.decode()


def test_another_browser_sees_downloads_and_withdraws_by_the_id(client: Client) -> None:
    choose(client, "accept")
    receipt = ConsentRecord.objects.get().receipt
    other = another()
    assert act(other, "see", f" {receipt.upper()} ")[0] == 200
    said = json.loads(act(other, "download", receipt)[1])
    assert said["decisions"] == {"analytics": True, "marketing": True}
    assert said["text"]["banner"]["de"]["reject"] == "Alle ablehnen"
    assert said["withdrawn_at"] is None
    status, page = act(other, "withdraw", receipt)
    assert (status, "This consent ended on" in page) == (200, True)
    # The first browser's cookie still says yes: it is not believed any more.
    assert "https://numbers.test" not in client.get("/en/contact/").content.decode()


def test_withdrawing_one_s_own_leaves_a_refusal_in_the_browser(client: Client) -> None:
    choose(client, "accept")
    act(client, "withdraw", ConsentRecord.objects.get().receipt)
    page = client.get("/en/contact/").content.decode()
    assert "https://numbers.test" not in page
    assert "May we use" not in page


def test_withdrawing_twice_is_withdrawing_once(client: Client) -> None:
    choose(client, "accept")
    receipt = ConsentRecord.objects.get().receipt
    act(client, "withdraw", receipt)
    first = selectors.record(receipt)
    act(client, "withdraw", receipt)
    assert first is not None
    assert selectors.withdrawal_of(first) is not None


@pytest.mark.parametrize("receipt", ["", "x", "0" * 32, "' OR 1=1 --", "\x00", "é" * 500])
def test_an_unknown_id_is_not_found(client: Client, receipt: str) -> None:
    status, page = act(client, "see", receipt)
    assert status == 404
    assert "We hold no record with this id" in page


def test_an_unknown_act_is_refused(client: Client) -> None:
    choose(client, "accept")
    assert act(client, "change", ConsentRecord.objects.get().receipt)[0] == 400


@pytest.mark.promise("P3.3")
def test_a_record_holds_no_address(client: Client) -> None:
    choose(client, "accept")
    assert "127.0.0.1" not in json.dumps(selectors.as_json(ConsentRecord.objects.get()))


@pytest.mark.parametrize("digest", ["0" * 64, "x", "0" * 63])
def test_an_unknown_hash_is_not_found(client: Client, digest: str) -> None:
    assert client.get(f"/en/choices/text/{digest}/").status_code == 404

"""Forged cookies, forms from elsewhere, thousands of posts: an honest answer, no row, and the old choice kept."""

from collections import Counter
from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from cookie_consent.models import LogItem
from cookie_consent.util import get_accepted_cookie_groups
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.utils import timezone

from privacy.consent import cookie, gate, selectors, views
from privacy.consent.cookie import Choice
from privacy.consent.models import ConsentRecord, ConsentWithdrawal, RefusalCount
from tests.conftest import FROM_OUR_PAGE
from tests.privacy.consent.conftest import CHOICES, SCRIPT, SOMEWHERE, another, choose, page

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("optional")]


def genuine(client: Client) -> str:
    return str(choose(client, "accept").cookies["consent"].value)


@pytest.mark.promise("P3.3")
@pytest.mark.parametrize(
    "make",
    [
        lambda value: value[:-3] + "AAA",
        lambda value: value[:20],
        lambda value: "analytics=zzz",
        lambda value: "",
        lambda value: "x" * 5000,
        lambda value: value.replace(":", ""),
        lambda value: "é\x00",
    ],
)
def test_a_forged_truncated_or_old_cookie_is_no_choice(client: Client, make: Callable[[str], str]) -> None:
    value = genuine(client)
    answer = another().get(SOMEWHERE, headers={"cookie": f"consent={make(value)}; cookie_consent=analytics=zzz"})
    assert answer.status_code == 200
    assert "May we use" in answer.content.decode()
    assert SCRIPT not in answer.content.decode()
    assert answer.cookies == {}


def test_a_cookie_expires_although_a_browser_keeps_it(client: Client) -> None:
    with time_machine.travel(timezone.now() - timedelta(days=181), tick=False):
        value = genuine(client)
    assert SCRIPT not in page(another(), cookie=f"consent={value}")


def test_a_cookie_from_the_future_is_no_choice(client: Client) -> None:
    with time_machine.travel(timezone.now() + timedelta(days=2), tick=False):
        value = genuine(client)
    assert SCRIPT not in page(another(), cookie=f"consent={value}")


@pytest.mark.parametrize(
    "fields",
    [
        {"decision": "save", "group": "nothing"},
        {"decision": "save", "group": ["analytics", "necessary"]},
        {"decision": "everything"},
        {"decision": "accept", "source": "elsewhere"},
        {"source": "choices"},
        {},
    ],
)
def test_an_unknown_word_is_refused_and_the_old_choice_kept(client: Client, fields: dict[str, str]) -> None:
    choose(client, "accept")
    answer = client.post(
        CHOICES, {"source": "choices", "text": selectors.in_use().number} | fields, headers=FROM_OUR_PAGE
    )
    assert answer.status_code == 400
    assert answer.cookies == {}
    assert ConsentRecord.objects.count() == 1
    assert SCRIPT in page(client)


@pytest.mark.parametrize("headers", [{"sec-fetch-site": "cross-site"}, {"origin": "https://evil.test"}, {}])
def test_a_form_from_elsewhere_changes_nothing(client: Client, headers: dict[str, str]) -> None:
    choose(client, "accept")
    for path, fields in (
        (CHOICES, {"decision": "reject", "source": "choices"}),
        ("/en/choices/receipt/", {"act": "withdraw"}),
    ):
        answer = client.post(path, fields, headers=headers)
        assert (answer.status_code, answer.cookies) == (403, {})
    assert SCRIPT in page(client)


def test_agreeing_to_a_text_that_is_no_longer_shown_is_not_agreeing(client: Client) -> None:
    answer = choose(client, "accept", text="0")
    assert answer.status_code == 409
    assert ConsentRecord.objects.count() == 0
    assert choose(client, "reject", text="0").status_code == 303


@pytest.mark.parametrize("back", ["//evil.test/", "https://evil.test/", "/\\evil.test", "javascript:1", "en/"])
def test_nobody_is_sent_to_another_site(client: Client, back: str) -> None:
    assert choose(client, "reject", back=back)["Location"] == "/en/choices/?saved"


def test_ten_thousand_posts_from_one_place(client: Client) -> None:
    """Refusing and withdrawing always work, without a row; acceptances beyond a hospital's are told to wait."""
    with time_machine.travel(timezone.now(), tick=False):
        accepted = Counter(choose(client, "accept").status_code for _ in range(400))
        assert accepted == {303: views.ACCEPTANCES.capacity, 429: 400 - views.ACCEPTANCES.capacity}
        assert choose(client, "accept")["Retry-After"] == "60"
        rows = ConsentRecord.objects.count() + ConsentWithdrawal.objects.count()
        someone = another()
        assert {choose(someone, "reject").status_code for _ in range(9589)} == {303}
        assert ConsentRecord.objects.count() + ConsentWithdrawal.objects.count() == rows
        [counted] = RefusalCount.objects.all()
        assert counted.count == views.COUNTED_REFUSALS.capacity
        assert {choose(client, "reject").status_code for _ in range(10)} == {303}
        assert ConsentRecord.objects.count() + ConsentWithdrawal.objects.count() == rows + 1
        assert SCRIPT not in page(client)


def groups_seen(client_cookie: str) -> list[str]:
    request = RequestFactory().get("/en/contact/")
    request.COOKIES = {"cookie_consent": "analytics=9999|marketing=zzz", "consent": client_cookie}
    seen: list[str] = []

    def view(request: HttpRequest) -> HttpResponse:
        seen.extend(group.varname for group in get_accepted_cookie_groups(request))
        return HttpResponse("")

    gate.ConsentMiddleware(view)(request)
    return seen


def test_the_packages_tags_see_the_verified_choice_and_nothing_a_client_sent() -> None:
    now = timezone.now()
    choice = Choice(text=selectors.in_use().number, accepted=frozenset({"marketing"}), decided_at=now)
    assert groups_seen("") == []
    assert groups_seen("forged") == []
    assert groups_seen(cookie.write(choice)) == ["marketing"]


def test_the_packages_own_log_stays_empty(client: Client) -> None:
    choose(client, "accept")
    assert LogItem.objects.count() == 0
    assert settings.COOKIE_CONSENT_NAME not in client.cookies

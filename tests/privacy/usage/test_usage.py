"""Counting page views: only with consent, only sums, never the small ones."""

from collections.abc import Iterator
from datetime import date

import pytest
from django.conf import LazySettings
from django.test import Client
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from hotsite.models import StaffAccount
from privacy.consent import selectors as consent_selectors
from privacy.consent import views
from privacy.consent.catalogue import write_catalogue
from privacy.consent.services import publish_new_list
from privacy.usage.client import browser, device
from privacy.usage.models import UsageCount
from privacy.usage.selectors import FEWEST, sums
from tests.privacy.consent.conftest import choose

ANDROID = "Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 Chrome/140.0.0.0 Mobile Safari/537.36"
TODAY = date(2026, 11, 25)


@pytest.fixture
def counting(settings: LazySettings, db: None) -> Iterator[None]:
    settings.USAGE_METRICS = True
    views.ACCEPTANCES.forget()
    write_catalogue()
    publish_new_list(timezone.now())
    yield
    consent_selectors.forget_in_use()


def visitor() -> Client:
    """The middleware is chosen when the first request comes: after the fixture has set the settings."""
    return Client(headers={"host": "127.0.0.1:8000", "user-agent": ANDROID})


@pytest.mark.promise("P3.4")
@pytest.mark.usefixtures("counting")
def test_a_view_counts_with_consent_and_not_without() -> None:
    client = visitor()
    client.get("/en/contact/")
    assert UsageCount.objects.count() == 0
    choose(client, "save", "analytics")
    client.get("/en/contact/")
    client.get("/en/contact/")
    [row] = UsageCount.objects.all()
    assert (row.page, row.language, row.device, row.browser, row.count) == ("contact/", "en", "phone", "Chrome", 2)


@pytest.mark.usefixtures("counting")
def test_the_use_of_a_tool_counts_although_its_page_hears_nothing_of_the_visitor() -> None:
    client = visitor()
    before = client.get("/de/tools/hl7-viewer/").content
    choose(client, "accept")
    assert client.get("/de/tools/hl7-viewer/").content == before
    assert [(row.page, row.language) for row in UsageCount.objects.all()] == [("tools/hl7-viewer/", "de")]


@pytest.mark.promise("P3.4")
@pytest.mark.usefixtures("counting")
@pytest.mark.parametrize("headers", [{"sec-gpc": "1"}, {"cookie": "consent=forged"}])
def test_the_signal_and_a_forged_cookie_keep_a_view_from_counting(headers: dict[str, str]) -> None:
    client = visitor()
    choose(client, "accept")
    client.get("/en/contact/", headers=headers)
    assert UsageCount.objects.count() == 0


@pytest.mark.promise("P3.4")
@pytest.mark.usefixtures("counting")
def test_errors_machines_pages_and_refusals_are_not_counted() -> None:
    client = visitor()
    choose(client, "accept")
    for path in ("/en/nowhere/", "/en/tools/nothing/", "/robots.txt", "/en/admin/login/"):
        client.get(path)
    choose(client, "reject")
    client.get("/en/contact/")
    assert UsageCount.objects.count() == 0


@pytest.mark.usefixtures("counting")
def test_no_row_holds_an_address_or_a_reference() -> None:
    client = visitor()
    choose(client, "accept")
    client.get("/en/contact/sent/M-0000-0000/")
    [row] = UsageCount.objects.all()
    assert row.page == "contact/sent/<str:reference>/"


def test_switched_off_nothing_is_counted(client: Client, db: None) -> None:
    write_catalogue()
    assert client.get("/en/contact/").status_code == 200
    assert UsageCount.objects.count() == 0


def rows(*counts: int) -> None:
    for place, count in enumerate(counts):
        UsageCount.objects.create(
            day=TODAY, page=f"p{place}", language="en", device="desk", browser="Firefox", count=count
        )


def test_small_counts_are_not_shown(db: None) -> None:
    rows(FEWEST, FEWEST - 1, 25)
    found = sums("page", since=TODAY, until=TODAY)
    assert [(bar.name, bar.count) for bar in found.bars] == [("p2", 25), ("p0", 10)]
    assert found.hidden == 1


def test_staff_see_plots_and_csv_without_the_small_ones(client: Client, admin_user: StaffAccount, db: None) -> None:
    for page, count in (("contact/", 12), ("secret-small/", 3)):
        UsageCount.objects.create(
            day=timezone.localdate(), page=page, language="en", device="desk", browser="Firefox", count=count
        )
    client.force_login(admin_user)
    page = client.get("/en/admin/privacy/usagecount/").content.decode()
    table = client.get("/en/admin/privacy/usagecount/?days=7&csv").content.decode()
    assert "<rect" in page
    assert "page,contact/,12" in table
    assert "secret-small" not in page + table
    row = UsageCount.objects.get(page="secret-small/")
    assert client.get(f"/en/admin/privacy/usagecount/{row.pk}/change/").status_code in {302, 403}
    assert client.get("/en/admin/privacy/usagecount/?days=x'").status_code == 200


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (ANDROID, ("phone", "Chrome")),
        ("Mozilla/5.0 (Windows NT 10.0; x64) Chrome/140.0 Safari/537.36 Edg/140.0", ("desk", "Edge")),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:150.0) Gecko/20100101 Firefox/150.0", ("desk", "Firefox")),
        ("Mozilla/5.0 (iPad; CPU OS 18_0) Version/18.0 Mobile/15E Safari/604.1", ("tablet", "Safari")),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0) CriOS/140.0 Mobile/15E Safari/604.1", ("phone", "Chrome")),
        ("curl/8.0", ("other", "other")),
        ("", ("other", "other")),
    ],
)  # fmt: skip
def test_a_user_agent_becomes_two_words(said: str, expected: tuple[str, str]) -> None:
    assert (device(said), browser(said)) == expected


@given(st.text())
def test_any_user_agent_becomes_two_known_words(said: str) -> None:
    assert len(device(said)) <= 10
    assert len(browser(said)) <= 20

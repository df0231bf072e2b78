"""A visitor's choice: made, kept, changed, withdrawn, and never invented."""

import re
from collections import Counter
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.conf import LazySettings
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.utils import timezone

from hotsite.ground.written_once import WrittenOnce
from hotsite.pages import public_paths
from privacy.consent import cookie, selectors, services
from privacy.consent.catalogue import write_catalogue
from privacy.consent.models import ConsentRecord, ConsentWithdrawal, RefusalCount
from privacy.consent.providers import Optional
from tests.privacy.consent.conftest import CHOICES, SCRIPT, SOMEWHERE, choose, page

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("optional")]


@pytest.mark.promise("P4.3")
def test_nothing_optional_is_on_a_page_before_a_choice(client: Client) -> None:
    answer = client.get(SOMEWHERE)
    assert "May we use more than is necessary?" in answer.content.decode()
    assert SCRIPT not in answer.content.decode()
    assert "numbers.test" not in answer.headers["Content-Security-Policy"] + answer.headers["Connection-Allowlist"]
    assert answer.cookies == {}


def test_the_first_layer_offers_all_none_and_a_choice_with_the_same_shape(client: Client) -> None:
    banner = page(client).split('<section class="ask"')[1].split("</section>")[0]
    assert banner.count('class="btn"') == 3
    assert "checked" not in banner
    assert page(client, CHOICES).count("checked") == 0


@pytest.mark.promise("P3.3")
def test_accepting_all_makes_one_record_and_lets_the_scripts_in(client: Client) -> None:
    answer = choose(client, "accept", back=SOMEWHERE, source="banner")
    assert (answer.status_code, answer["Location"]) == (303, SOMEWHERE)
    [kept] = ConsentRecord.objects.all()
    assert kept.decisions == {"analytics": True, "marketing": True}
    assert (kept.source, kept.language, kept.gpc) == ("banner", "en", False)
    assert kept.expires_at - kept.decided_at == timedelta(days=180)
    after = client.get(SOMEWHERE)
    assert SCRIPT in after.content.decode()
    assert "A house advert" in after.content.decode()
    assert "script-src 'self' https://numbers.test https://adverts.test;" in after["Content-Security-Policy"]
    assert (
        "connect-src https://numbers.test https://pictures.test https://adverts.test;"
        in after["Content-Security-Policy"]
    )
    assert '"https://numbers.test/*" "https://pictures.test/*"' in after["Connection-Allowlist"]
    assert "May we use" not in after.content.decode()


def test_accepting_one_group_lets_in_that_group_alone(client: Client) -> None:
    choose(client, "save", "analytics")
    after = client.get(SOMEWHERE)
    assert SCRIPT in after.content.decode()
    assert "adverts.test" not in after.content.decode() + after["Content-Security-Policy"]
    assert "A house advert" not in after.content.decode()
    assert "trusted-types default optional" in after["Content-Security-Policy"]


@pytest.mark.promise("P3.3")
def test_the_cookie_is_signed_kept_from_scripts_and_as_old_as_the_settings_say(client: Client) -> None:
    for decision in ("accept", "reject"):
        morsel = choose(client, decision).cookies["consent"]
        assert (morsel["max-age"], morsel["httponly"], morsel["samesite"], morsel["path"]) == (
            180 * 86400,
            True,
            "Lax",
            "/",
        )
        assert morsel["domain"] == ""


def test_over_https_the_cookie_is_secure_and_bears_the_prefix(client: Client, settings: LazySettings) -> None:
    settings.HTTPS, settings.CONSENT_COOKIE = True, "__Host-consent"
    morsel = choose(client, "accept").cookies["__Host-consent"]
    assert morsel["secure"]


@pytest.mark.promise("P3.3")
def test_a_refusal_leaves_no_record_and_no_id_but_is_counted(client: Client) -> None:
    answer = choose(client, "reject", source="banner")
    assert ConsentRecord.objects.count() == 0
    [row] = RefusalCount.objects.all()
    assert (row.source, row.count) == ("banner", 1)
    choice = cookie.read(answer.cookies["consent"].value, timezone.now() + timedelta(seconds=1))
    assert choice is not None
    assert choice.receipt is None
    assert "May we use" not in page(client)
    assert SCRIPT not in page(client)


@pytest.mark.promise("P3.3")
def test_withdrawing_ends_the_record_and_shuts_the_gate(client: Client) -> None:
    choose(client, "accept")
    choose(client, "reject")
    assert ConsentWithdrawal.objects.get().record == ConsentRecord.objects.get()
    assert SCRIPT not in page(client)


def test_a_narrower_choice_replaces_the_record(client: Client) -> None:
    choose(client, "accept")
    choose(client, "save", "marketing")
    old, new = ConsentRecord.objects.order_by("pk")
    assert selectors.withdrawal_of(old) is not None
    assert new.decisions == {"marketing": True, "analytics": False}


@pytest.mark.parametrize(
    "change",
    [
        lambda kept: kept.save(),
        lambda kept: ConsentRecord.objects.update(gpc=True),
        lambda kept: ConsentRecord.objects.bulk_update([kept], ["gpc"]),
    ],
)
def test_a_record_cannot_be_changed(client: Client, change: Callable[[ConsentRecord], object]) -> None:
    choose(client, "accept")
    kept = ConsentRecord.objects.get()
    with pytest.raises(WrittenOnce):
        change(kept)


def test_the_database_itself_refuses_a_change_and_lets_the_purge_delete(client: Client) -> None:
    choose(client, "accept")
    for statement in ("UPDATE privacy_consentrecord SET id = id", "UPDATE privacy_consenttext SET id = id"):
        with pytest.raises(DatabaseError, match="written once"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    assert ConsentRecord.objects.all().delete()[0] == 1


# --- Global Privacy Control ------------------------------------------------------------------------------------------


def test_the_signal_refuses_without_asking_and_is_shown(client: Client) -> None:
    answer = client.get(SOMEWHERE, headers={"sec-gpc": "1"})
    assert "May we use" not in answer.content.decode()
    assert "Global Privacy Control: signal honoured." in answer.content.decode()
    assert answer.cookies == {}
    assert RefusalCount.objects.count() == ConsentRecord.objects.count() == 0


@pytest.mark.parametrize("value", ["0", "true", " 1", "1, 1", "11", ""])
def test_only_exactly_1_is_the_signal(client: Client, value: str) -> None:
    assert "May we use" in page(client, **{"sec-gpc": value})


def test_the_signal_holds_back_what_was_accepted_before_it(client: Client) -> None:
    choose(client, "accept")
    assert SCRIPT not in page(client, **{"sec-gpc": "1"})
    assert SCRIPT in page(client)


@pytest.mark.parametrize("by", ["header", "script"])
def test_an_explicit_choice_overrides_the_signal_after_a_plain_question(client: Client, by: str) -> None:
    said = {"headers": {"sec-gpc": "1"}} if by == "header" else {"gpc": "1"}
    asked = choose(client, "save", "analytics", **said)
    assert asked.status_code == 422
    assert "Your browser says no. Do you want to allow it all the same?" in asked.content.decode()
    assert ConsentRecord.objects.count() == 0
    choose(client, "save", "analytics", source="signal", over_signal="yes", **said)
    kept = ConsentRecord.objects.get()
    assert (kept.gpc, kept.source) == (True, "signal")
    assert SCRIPT in page(client, **{"sec-gpc": "1"})


def test_gpc_json_says_so(client: Client) -> None:
    answer = client.get("/.well-known/gpc.json")
    assert answer.json()["gpc"] is True
    assert len(answer.json()["lastUpdate"]) == 10


# --- what a refusal clears -------------------------------------------------------------------------------------------


def test_a_refusal_expires_first_party_cookies_by_pattern(client: Client, settings: LazySettings) -> None:
    settings.SITE_URL = "https://tools.hospital.test"
    visitor = Client(headers={"host": "tools.hospital.test"})
    visitor.cookies.load({"_ga_ABC": "1", "_gat": "1", "far": "1", "theirs": "1"})
    answer = choose(visitor, "reject")
    lines = [morsel.OutputString() for morsel in answer.cookies.values()]
    expired = [line for line in lines if "01 Jan 1970" in line]
    assert all(line.startswith("_ga_ABC=") for line in expired)
    assert [line.partition("Domain=")[2].partition(";")[0] for line in sorted(expired)].count("") == 1
    assert any("Domain=hospital.test" in line for line in expired)
    assert any("Domain=tools.hospital.test" in line for line in expired)


def test_what_cannot_be_deleted_is_said(client: Client) -> None:
    choose(client, "reject")
    said = page(client, CHOICES)
    assert "What we cannot delete" in said
    assert "far – numbers.test" in said
    assert "Storage in your browser (numbers)" in said


# --- nothing optional -------------------------------------------------------------------------------------------


def test_with_nothing_optional_nobody_is_asked_and_pages_stay_cacheable(client: Client, settings: LazySettings) -> None:
    settings.OPTIONAL = Optional()
    write_catalogue()
    services.publish_new_list(timezone.now())
    answer = client.get("/en/your-data/")
    assert "May we use" not in answer.content.decode()
    assert "Cache-Control" not in answer.headers
    assert "There is nothing to choose" in page(client, CHOICES)
    assert choose(client, "save", "analytics").status_code == 400


@pytest.mark.promise("P4.3")
@pytest.mark.parametrize("state", ["none", "rejected", "accepted", "GPC"])
def test_no_page_that_is_only_read_sets_a_cookie(client: Client, state: str) -> None:
    if state in {"rejected", "accepted"}:
        choose(client, "accept" if state == "accepted" else "reject")
    headers = {"sec-gpc": "1"} if state == "GPC" else {}
    paths = [f"/de/{path}" for path in (*public_paths(), "choices/receipt/", "nowhere/")]
    machines = ["/", "/robots.txt", "/sitemap.xml", "/.well-known/gpc.json", "/healthz", "/statusz"]
    set_on = [path for path in paths + machines if client.get(path, headers=headers).cookies]
    assert set_on == []


def test_a_page_that_differs_by_consent_is_stored_by_nobody(client: Client) -> None:
    answer = client.get("/en/your-data/")
    assert "private" in answer["Cache-Control"]
    assert "no-store" in answer["Cache-Control"]
    assert {"Cookie", "Sec-GPC"} <= set(answer["Vary"].split(", "))


@pytest.mark.promise("P4.2")
@pytest.mark.parametrize("path", ["/en/", "/de/tools/hl7-viewer/"])
def test_a_locked_page_is_the_same_whatever_was_chosen(client: Client, path: str) -> None:
    before = client.get(path)
    choose(client, "accept")
    after = client.get(path, headers={"sec-gpc": "1"})
    assert before.content == after.content
    assert dict(before.headers) == dict(after.headers)
    assert "May we use" not in before.content.decode()
    assert 'href="/en/choices/"' in before.content.decode() or "/de/choices/" in before.content.decode()


@pytest.mark.parametrize("decision", ["", "accept"])
def test_no_two_things_on_a_page_bear_the_same_id(client: Client, decision: str) -> None:
    """Policies name their headings: what the frame of a page looks for has to be the only one of its name."""
    if decision:
        choose(client, decision)
    for path in (f"/{code}/{rest}" for code in ("en", "de") for rest in public_paths()):
        shown = re.sub("<template.*?</template>", "", page(client, path), flags=re.DOTALL)
        found = Counter(re.findall(r'\sid="([^"]*)"', shown))
        assert (path, [name for name, number in found.items() if number > 1]) == (path, [])

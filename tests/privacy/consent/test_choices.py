"""A visitor's choice: made, kept, changed, withdrawn, and never invented."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from cookie_consent.models import CookieGroup, LogItem
from cookie_consent.util import get_accepted_cookie_groups
from django.conf import LazySettings, settings
from django.test import Client, RequestFactory
from django.utils import timezone

from hotsite.ground.written_once import WrittenOnce
from privacy.consent import cookie, gate, selectors, services
from privacy.consent.cookie import Choice
from privacy.consent.models import Change, ConsentRecord, ConsentWithdrawal, RefusalCount
from tests.conftest import FROM_OUR_PAGE
from tests.privacy.consent.conftest import CHOICES, choose

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("optional")]

SOMEWHERE = "/en/contact/"
SCRIPT = "https://numbers.test/count.js"


def page(client: Client, path: str = SOMEWHERE, **headers: str) -> str:
    return client.get(path, headers=headers).content.decode()


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
    from django.db import DatabaseError, connection, transaction

    choose(client, "accept")
    for table in ("privacy_consentrecord", "privacy_consenttext"):
        with pytest.raises(DatabaseError, match="written once"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"UPDATE {table} SET id = id")  # noqa: S608  (names of ours)
    assert ConsentRecord.objects.all().delete()[0] == 1


# --- a changed text ---------------------------------------------------------------------------------------------


def reword(word: str) -> None:
    CookieGroup.objects.filter(varname="analytics").update(description=word)


def test_a_material_change_asks_everyone_again_and_old_records_show_the_old_text(client: Client) -> None:
    refuser = Client(headers={"host": "127.0.0.1:8000"})
    choose(client, "accept")
    choose(refuser, "reject")
    before = ConsentRecord.objects.get().text.digest
    reword("Counts everything, to the last click.")
    services.publish(Change.MATERIAL, timezone.now())
    for visitor in (client, refuser):
        assert "May we use" in page(visitor)
        assert SCRIPT not in page(visitor)
    assert ConsentRecord.objects.get().text.digest == before
    old = page(client, f"/en/choices/text/{before}/")
    assert "Counts which pages are visited" in old
    assert "to the last click" not in old
    assert "to the last click" in page(client, CHOICES)


def test_an_editorial_change_asks_nobody_again(client: Client) -> None:
    choose(client, "accept")
    reword("Counts which pages are visited, and which tools are used.")
    text = services.publish(Change.EDITORIAL, timezone.now())
    assert text is not None
    assert "May we use" not in page(client)
    assert SCRIPT in page(client)


def test_another_list_of_cookies_is_material_whatever_is_said(client: Client) -> None:
    from cookie_consent.models import Cookie

    choose(client, "accept")
    Cookie.objects.create(cookiegroup=CookieGroup.objects.get(varname="analytics"), name="new", description="new")
    services.publish(Change.EDITORIAL, timezone.now())
    assert "May we use" in page(client)


def test_until_it_is_published_a_change_of_words_waits(client: Client) -> None:
    reword("Counts everything, to the last click.")
    assert selectors.publish_needed()
    assert services.publish_new_list(timezone.now()) is None
    assert "to the last click" not in page(client, CHOICES)


def test_a_switch_of_language_does_not_ask_again(client: Client) -> None:
    choose(client, "accept")
    assert "Dürfen wir" not in page(client, "/de/contact/")
    assert "Eine Hausanzeige" in page(client, "/de/contact/")


def test_the_hash_covers_every_language(client: Client) -> None:
    from privacy.consent.models import Wording

    Wording.objects.filter(group__varname="analytics", language="de").update(description="Zählt alles.")
    assert selectors.publish_needed()


# --- Global Privacy Control -------------------------------------------------------------------------------------


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


# --- what a refusal clears --------------------------------------------------------------------------------------


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


# --- django-cookie-consent's own tags ---------------------------------------------------------------------------


def groups_seen(client_cookie: str) -> list[str]:
    request = RequestFactory().get("/en/contact/")
    request.COOKIES = {"cookie_consent": "analytics=9999|marketing=zzz", "consent": client_cookie}
    seen: list[str] = []

    def view(request: object) -> object:
        from django.http import HttpResponse

        seen.extend(group.varname for group in get_accepted_cookie_groups(request))  # type: ignore[arg-type]
        return HttpResponse("")

    gate.ConsentMiddleware(view)(request)  # type: ignore[arg-type]
    return seen


def test_the_packages_tags_see_the_verified_choice_and_nothing_a_client_sent() -> None:
    now = timezone.now()
    choice = Choice(text=selectors.in_use().number, accepted=frozenset({"marketing"}), decided_at=now)
    assert groups_seen("") == []
    assert groups_seen("forged") == []
    assert groups_seen(cookie.write(choice)) == ["marketing"]


# --- bad input --------------------------------------------------------------------------------------------------


def genuine(client: Client) -> str:
    return str(choose(client, "accept").cookies["consent"].value)


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
def test_a_forged_truncated_or_old_cookie_is_no_choice(client: Client, make: object) -> None:
    value = genuine(client)
    other = Client(headers={"host": "127.0.0.1:8000"})
    answer = other.get(SOMEWHERE, headers={"cookie": f"consent={make(value)}; cookie_consent=analytics=zzz"})  # type: ignore[operator]
    assert answer.status_code == 200
    assert "May we use" in answer.content.decode()
    assert SCRIPT not in answer.content.decode()
    assert answer.cookies == {}


def test_a_cookie_expires_although_a_browser_keeps_it(client: Client) -> None:
    with time_machine.travel(timezone.now() - timedelta(days=181), tick=False):
        value = genuine(client)
    other = Client(headers={"host": "127.0.0.1:8000"})
    assert SCRIPT not in page(other, cookie=f"consent={value}")


def test_a_cookie_from_the_future_is_no_choice(client: Client) -> None:
    with time_machine.travel(timezone.now() + timedelta(days=2), tick=False):
        value = genuine(client)
    other = Client(headers={"host": "127.0.0.1:8000"})
    assert SCRIPT not in page(other, cookie=f"consent={value}")


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
    for _ in range(300):
        statuses = [choose(client, "accept").status_code]
    assert statuses == [429]
    assert ConsentRecord.objects.count() < 210
    assert "Retry-After" in choose(client, "accept").headers
    rows = ConsentRecord.objects.count() + ConsentWithdrawal.objects.count()
    someone = Client(headers={"host": "127.0.0.1:8000"})
    assert {choose(someone, "reject").status_code for _ in range(1000)} == {303}
    assert ConsentRecord.objects.count() + ConsentWithdrawal.objects.count() == rows
    assert RefusalCount.objects.count() == 1


# --- nothing optional -------------------------------------------------------------------------------------------


def test_with_nothing_optional_nobody_is_asked_and_pages_stay_cacheable(client: Client, settings: LazySettings) -> None:
    from privacy.consent.catalogue import write_catalogue
    from privacy.consent.providers import Optional

    settings.OPTIONAL = Optional()
    write_catalogue()
    services.publish_new_list(timezone.now())
    answer = client.get("/en/your-data/")
    assert "May we use" not in answer.content.decode()
    assert "Cache-Control" not in answer.headers
    assert "There is nothing to choose" in page(client, CHOICES)
    assert choose(client, "save", "analytics").status_code == 400


def test_a_page_that_differs_by_consent_is_stored_by_nobody(client: Client) -> None:
    answer = client.get("/en/your-data/")
    assert "private" in answer["Cache-Control"]
    assert "no-store" in answer["Cache-Control"]
    assert {"Cookie", "Sec-GPC"} <= set(answer["Vary"].split(", "))


@pytest.mark.parametrize("path", ["/en/", "/de/tools/hl7-viewer/"])
def test_a_locked_page_is_the_same_whatever_was_chosen(client: Client, path: str) -> None:
    before = client.get(path)
    choose(client, "accept")
    after = client.get(path, headers={"sec-gpc": "1"})
    assert before.content == after.content
    assert dict(before.headers) == dict(after.headers)
    assert "May we use" not in before.content.decode()
    assert 'href="/en/choices/"' in before.content.decode() or "/de/choices/" in before.content.decode()


def test_the_packages_own_log_stays_empty(client: Client) -> None:
    choose(client, "accept")
    assert LogItem.objects.count() == 0
    assert settings.COOKIE_CONSENT_NAME not in client.cookies

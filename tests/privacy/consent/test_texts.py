"""The text that visitors are asked with: put into use, changed, and readable ever after."""

import pytest
from cookie_consent.models import Cookie, CookieGroup
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone

from privacy.consent import selectors, services
from privacy.consent.catalogue import write_catalogue
from privacy.consent.models import ConsentRecord, ConsentText, Wording
from tests.privacy.consent.conftest import CHOICES, SCRIPT, another, choose, page, reword

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("optional")]


def publish(change: str) -> None:
    call_command("publish_consent_text", change)


def test_a_material_change_asks_everyone_again_and_old_records_show_the_old_text(client: Client) -> None:
    refuser = another()
    choose(client, "accept")
    choose(refuser, "reject")
    before = ConsentRecord.objects.get().text.digest
    reword("Counts everything, to the last click.")
    publish("material")
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
    refuser = another()
    choose(refuser, "reject")
    reword("Counts which pages are visited, and which tools are used.")
    publish("editorial")
    assert "May we use" not in page(client) + page(refuser)
    assert SCRIPT in page(client)
    assert "and which tools are used." in page(client, CHOICES)


def test_another_list_of_cookies_is_material_whatever_is_said(
    client: Client, capsys: pytest.CaptureFixture[str]
) -> None:
    choose(client, "accept")
    Cookie.objects.create(cookiegroup=CookieGroup.objects.get(varname="analytics"), name="new", description="new")
    assert selectors.standing().changed == ("entry new",)
    publish("editorial")
    assert "(material, because the groups or cookies are others) is in use: everyone" in capsys.readouterr().out
    assert "May we use" in page(client)


def test_the_command_refuses_in_a_sentence() -> None:
    for change, why in (("editorial", "Nothing has changed"), ("small", "invalid choice")):
        with pytest.raises(CommandError, match=why):
            publish(change)
    assert ConsentText.objects.count() == 1


def test_until_it_is_published_a_change_of_words_waits(client: Client) -> None:
    reword("Counts everything, to the last click.")
    assert selectors.standing().changed == ("group analytics",)
    assert services.publish_new_list(timezone.now()) is None
    assert "to the last click" not in page(client, CHOICES)


def test_the_words_of_staff_for_a_group_outlast_a_start() -> None:
    reword("Counts everything, to the last click.")
    write_catalogue()
    assert CookieGroup.objects.get(varname="analytics").description == "Counts everything, to the last click."


def test_a_switch_of_language_does_not_ask_again(client: Client) -> None:
    choose(client, "accept")
    assert "Dürfen wir" not in page(client, "/de/contact/")
    assert "Eine Hausanzeige" in page(client, "/de/contact/")


def test_every_language_is_part_of_a_text() -> None:
    Wording.objects.filter(group__varname="analytics", language="de").update(description="Zählt alles.")
    assert selectors.standing().changed == ("group analytics",)


# --- the staff's pages ------------------------------------------------------------------------------------------


def test_staff_are_told_that_words_are_not_in_use_yet(admin_client: Client) -> None:
    def staff(path: str) -> str:
        return " ".join(page(admin_client, f"/en/admin/{path}", host="127.0.0.1:8000").split())

    assert "Publish needed" not in staff("")
    assert "What is published is what the site does." in staff("privacy/consenttext/")
    reword("Counts everything, to the last click.")
    assert "visitors are asked with text 1, and the catalogue says something else by now (group analytics)" in staff("")
    assert "group analytics. On the server: manage.py publish_consent_text" in staff("privacy/consenttext/")


def test_staff_read_the_exact_text_of_a_record_and_change_nothing(admin_client: Client) -> None:
    visitor = another()
    choose(visitor, "accept", path="/de/choices/")
    reword("Counts everything, to the last click.")
    publish("material")
    choose(visitor, "save", "marketing")
    choose(another(), "reject")
    host = "127.0.0.1:8000"
    old, new = ConsentRecord.objects.order_by("pk")
    first = page(admin_client, f"/en/admin/privacy/consentrecord/{old.pk}/change/", host=host)
    assert "Dürfen wir mehr verwenden" in first
    assert "diese Website</td>" in first  # every word is in the visitor's language
    assert "to the last click" not in first
    assert "to the last click" in page(admin_client, f"/en/admin/privacy/consentrecord/{new.pk}/change/", host=host)
    texts = page(admin_client, f"/en/admin/privacy/consenttext/{new.text.pk}/change/", host=host)
    assert "May we use" in texts
    assert "Dürfen wir mehr" in texts
    for table, row in (("consentrecord", old.pk), ("consenttext", old.text.pk), ("consentwithdrawal", 1)):
        for act in ("change", "delete"):
            path = f"/en/admin/privacy/{table}/{row}/{act}/"
            assert admin_client.post(path, {"post": "yes"}, headers={"host": host}).status_code == 403
    assert str(old.receipt) in page(admin_client, "/en/admin/privacy/consentwithdrawal/", host=host)
    assert "page of choices" in page(admin_client, "/en/admin/privacy/refusalcount/", host=host)


def test_a_cookie_from_the_settings_is_read_and_one_of_staff_is_kept(admin_client: Client) -> None:
    host = {"host": "127.0.0.1:8000"}
    from_settings = Cookie.objects.get(name="_ga_*")
    path = f"/en/admin/cookie_consent/cookie/{from_settings.pk}/change/"
    shown = admin_client.get(path, headers=host).content.decode()
    assert "<textarea" not in shown
    assert 'name="_save"' not in shown
    assert admin_client.post(path, {"description": "x"}, headers=host).status_code == 403
    own = Cookie.objects.create(cookiegroup=from_settings.cookiegroup, name="mine", description="of staff")
    assert 'name="_save"' in page(admin_client, f"/en/admin/cookie_consent/cookie/{own.pk}/change/", **host)

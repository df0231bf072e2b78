from datetime import timedelta
from unittest.mock import patch

import pytest
from cookie_consent.models import CookieGroup
from django.conf import LazySettings
from django.core.management import call_command
from django.db import OperationalError
from django.test import Client
from django.utils import timezone

from hotsite.ground.work import services
from hotsite.ground.work.models import OutboxMail, State, Tick
from privacy.consent.catalogue import write_catalogue
from privacy.consent.services import publish_new_list
from privacy.retention import schedule

pytestmark = pytest.mark.django_db


@pytest.fixture
def healthy(settings: LazySettings) -> None:
    (settings.BROKER_DIR / "messages").mkdir(parents=True)
    Tick.objects.create(name="sweep", at=timezone.now())
    schedule.tick(timezone.now)


def test_a_living_process_says_so_without_the_database(client: Client) -> None:
    with patch("django.db.connection.cursor", side_effect=OperationalError):
        assert client.get("/healthz").content == b"ok\n"


def test_ready_means_database_and_migrations(client: Client) -> None:
    assert client.get("/readyz").status_code == 200
    with patch("hotsite.health.MigrationExecutor", side_effect=OperationalError("password of the database")):
        answer = client.get("/readyz")
    assert (answer.status_code, answer.content) == (503, b"database not reachable\n")
    with patch("hotsite.health.MigrationExecutor.migration_plan", return_value=[1, 2]):
        assert client.get("/readyz").content == b"2 migrations not applied\n"


def test_all_is_well(client: Client, healthy: None) -> None:
    answer = client.get("/statusz")
    assert (answer.status_code, answer.json()["ok"]) == (200, True)


def test_a_beat_that_stopped_is_seen(client: Client, healthy: None) -> None:
    Tick.objects.update(at=timezone.now() - timedelta(minutes=4))
    answer = client.get("/statusz")
    assert (answer.status_code, answer.json()["beat"]["ok"]) == (503, False)


def test_a_beat_that_never_came_is_seen(client: Client, healthy: None) -> None:
    Tick.objects.all().delete()
    assert client.get("/statusz").json()["beat"]["ok"] is False


@pytest.mark.parametrize(
    ("changes", "count"),
    [({"state": State.GIVEN_UP}, "given_up"), ({"due_at": timezone.now() - timedelta(hours=1)}, "overdue")],
)
def test_mail_that_does_not_go_out_is_seen(
    client: Client, healthy: None, changes: dict[str, object], count: str
) -> None:
    services.post(reference="M-1", to="a@example.invalid", subject="S", body="B", now=timezone.now())
    assert client.get("/statusz").status_code == 200
    OutboxMail.objects.update(**changes)
    answer = client.get("/statusz")
    assert (answer.status_code, answer.json()["mail"][count]) == (503, 1)
    assert "example.invalid" not in answer.content.decode()


def test_a_broker_that_is_away_is_seen(client: Client, healthy: None, settings: LazySettings) -> None:
    settings.REDIS_URL = "redis://127.0.0.1:1/0"
    assert client.get("/statusz").json()["broker"] == {"ok": False, "kind": "redis", "problem": "not reachable"}


def test_policies_that_no_longer_say_what_the_site_does_are_seen(
    client: Client, healthy: None, settings: LazySettings
) -> None:
    assert client.get("/statusz").json()["policies"] == {"ok": True, "published": None, "changed": []}
    call_command("publish_policy", "material", "--summary-en", "First", "--summary-de", "Erste")
    assert client.get("/statusz").status_code == 200
    settings.PROCESSORS = ()
    answer = client.get("/statusz")
    assert answer.status_code == 503
    assert answer.json()["policies"] == {
        "ok": False, "published": 1, "changed": ["processors"], "problem": "publish needed"
    }  # fmt: skip


def test_words_that_visitors_are_not_asked_with_yet_are_seen(client: Client, healthy: None) -> None:
    assert client.get("/statusz").json()["consent"] == {"ok": True, "published": None, "changed": []}
    write_catalogue()
    publish_new_list(timezone.now())
    assert client.get("/statusz").status_code == 200
    CookieGroup.objects.update(description="Other words.")
    answer = client.get("/statusz")
    assert answer.status_code == 503
    assert answer.json()["consent"] == {
        "ok": False, "published": 1, "changed": ["group necessary"], "problem": "publish needed"
    }  # fmt: skip

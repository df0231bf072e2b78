"""A restricted message: gone from the inbox and from its conversation, and neither answered nor closed."""

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client

from contact.messages import services
from contact.messages.models import ContactMessage, MessageState
from contact.messages.services import QUIET
from hotsite.ground.work.models import OutboxMail
from privacy import restriction
from tests.conftest import FROM_OUR_PAGE, page_made
from tests.contact.test_thread import answered, change, link_in
from tests.contact.test_thread import message as message
from tests.contact.test_thread import staff as staff

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)
INBOX = "/en/admin/contact/contactmessage/"


@pytest.fixture
def frozen(message: ContactMessage) -> ContactMessage:
    restriction.freeze(message.email, "R-1234-5678")
    message.refresh_from_db()
    return message


def test_it_is_in_no_list_and_no_search(staff: Client, frozen: ContactMessage) -> None:
    for query in ("", f"?q={frozen.reference}", "?q=ada@example.invalid", "?state__exact=open"):
        assert f"/{frozen.pk}/change/" not in staff.get(INBOX + query).content.decode()


def test_its_page_says_where_it_is_opened_and_shows_nothing(staff: Client, frozen: ContactMessage) -> None:
    for part in ("change", "history", "delete"):
        html = staff.get(f"{INBOX}{frozen.pk}/{part}/", follow=True).content.decode()
        assert frozen.message not in html
        assert frozen.email not in html
    assert "R-1234-5678" in staff.get(f"{INBOX}{frozen.pk}/change/", follow=True).content.decode()
    assert staff.get(f"{INBOX}nonsense/change/").status_code == 302


def test_nobody_answers_it_or_moves_it(staff: Client, frozen: ContactMessage) -> None:
    change(staff, frozen, answer="An answer.")
    staff.post(INBOX, {"action": "mark_closed", "_selected_action": [frozen.pk]}, headers=FROM_OUR_PAGE)
    with pytest.raises(ContactMessage.DoesNotExist):
        services.answer(frozen, "An answer.", NOW)
    assert services.set_state([frozen], MessageState.CLOSED, NOW) == 0
    assert services.close_quiet(NOW + QUIET + timedelta(days=1)) == 0
    frozen.refresh_from_db()
    assert frozen.state == MessageState.OPEN
    assert not frozen.entries.exists()
    assert not OutboxMail.objects.exists()


def test_its_private_link_shows_nothing_and_takes_nothing(client: Client, message: ContactMessage) -> None:
    link = answered(message)
    restriction.freeze(message.email, "R-1234-5678")
    for answer in (client.get(link), client.post(link, {"message": "More", **page_made()}, headers=FROM_OUR_PAGE)):
        html = answer.content.decode()
        assert answer.status_code == 403
        assert "R-1234-5678" in html
        assert message.message not in html
    assert message.entries.count() == 1
    restriction.lift("R-1234-5678")
    assert client.get(link).status_code == 200
    assert link_in(OutboxMail.objects.get())


def test_it_is_announced_to_nobody(message: ContactMessage) -> None:
    from contact.messages.jobs import tell_staff

    restriction.freeze(message.email, "R-1234-5678")
    tell_staff(message.pk, NOW)
    assert not OutboxMail.objects.exists()


def test_nothing_is_said_of_it_to_who_may_not_look(client: Client, frozen: ContactMessage) -> None:
    answer = client.get(f"{INBOX}{frozen.pk}/change/", follow=True)
    assert "R-1234-5678" not in answer.content.decode()

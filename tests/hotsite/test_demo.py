"""The synthetic messages and requests to explore the staff's pages with."""

import pytest
from django.core.management import call_command

from contact.rights.models import Requester, RightsRequest

pytestmark = pytest.mark.django_db


def test_the_demo_shows_requests_in_many_states_of_people_who_cannot_exist() -> None:
    call_command("demo")
    assert len(set(RightsRequest.objects.values_list("state", flat=True))) >= 7
    assert not Requester.objects.exclude(email__endswith="@example.invalid").exists()

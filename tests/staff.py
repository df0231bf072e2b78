"""Members of staff who have logged in: with their password, and with the second factor that the pages ask for."""

from typing import Any

import django_otp
from django.test import Client
from django.utils import timezone

from hotsite.models import SecondFactor, StaffAccount
from hotsite.second_factor.services import new_salt


class StaffClient(Client):
    """Its sessions are verified, as after the second step of logging in."""

    def force_login(self, user: Any, backend: str | None = None) -> None:
        super().force_login(user, backend)
        factor = factor_of(user)
        session = self.session
        session[django_otp.DEVICE_ID_SESSION_KEY] = factor.persistent_id
        session.save()


def factor_of(account: StaffAccount) -> SecondFactor:
    found: SecondFactor = SecondFactor.objects.get_or_create(
        user=account, defaults={"name": "test", "salt": new_salt(), "made_at": timezone.now()}
    )[0]
    return found

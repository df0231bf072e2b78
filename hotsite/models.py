"""The staff account: Django's own, with the date that its retention counts from; and a door to its second factor."""

from typing import Any

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hotsite.second_factor.models import RecoveryCode, SecondFactor

__all__ = ["RecoveryCode", "SecondFactor", "StaffAccount", "note_activity"]


class StaffAccount(AbstractUser):
    """`last_login` may be null and so cannot start a clock; `last_active_at` never is."""

    last_active_at = models.DateTimeField(_("last active"), default=timezone.now, db_index=True)

    class Meta:
        verbose_name = _("staff account")
        verbose_name_plural = _("staff accounts")


def note_activity(sender: type, user: StaffAccount, **_kwargs: Any) -> None:
    StaffAccount.objects.filter(pk=user.pk).update(last_active_at=timezone.now())

"""The second factor of a staff account. Who reads the database can use none of it."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_otp.models import Device, ThrottlingMixin


class SecondFactor(ThrottlingMixin, Device):  # type: ignore[misc]  # django-otp ships no types
    """An authenticator app (RFC 6238). Its key is made from the salt with the site's secret, and is kept nowhere."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="second_factor", verbose_name=_("staff account")
    )
    salt = models.CharField(max_length=64, editable=False)
    #: The time step of the code used last: no code is good twice (RFC 6238 §5.2).
    last_step = models.BigIntegerField(default=-1, editable=False)
    made_at = models.DateTimeField(_("set up"), default=timezone.now)
    last_used_at = models.DateTimeField(_("last used"), default=timezone.now, db_index=True)

    class Meta:
        verbose_name = _("second factor")
        verbose_name_plural = _("second factors")

    def __str__(self) -> str:
        return f"{self.pk}"

    def get_throttle_factor(self) -> int:
        """Seconds to wait after the first wrong code; twice as long after each further one."""
        return 1


class RecoveryCode(models.Model):
    """Good once, where the app is lost. Only its keyed hash is here; a used one is gone."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="recovery_codes", verbose_name=_("staff account")
    )
    digest = models.CharField(max_length=64, unique=True, editable=False)
    made_at = models.DateTimeField(_("made"), db_index=True)

    class Meta:
        verbose_name = _("recovery code")
        verbose_name_plural = _("recovery codes")

    def __str__(self) -> str:
        return f"{self.pk}"

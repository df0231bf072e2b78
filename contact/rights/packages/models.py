"""The package's row. It hangs on the person, and goes with the person's own row; its file goes within the hour."""

from datetime import datetime, timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from contact.rights.models import Requester

#: From the answer that says where to fetch it.
KEPT = timedelta(days=14)
MOST_DOWNLOADS = 5


class Fault(models.TextChoices):
    """Why it could not be built, as staff may mend it."""

    FOLDER = "folder", _("the folder of the packages cannot be written to, or its disk is full")
    DATABASE = "database", _("the database did not answer")
    PROGRAM = "program", _("a fault of the program; the log of the worker names it")


class Package(models.Model):
    requester = models.OneToOneField(
        Requester, on_delete=models.CASCADE, primary_key=True, related_name="package", verbose_name=_("person who asks")
    )
    asked_at = models.DateTimeField(_("asked for"))
    #: None while it is being built. What was built for an earlier `asked_at` does not count.
    made_at = models.DateTimeField(pgettext_lazy("package", "made"), null=True, blank=True)
    #: None until the answer went out: before that, nobody but staff can have it.
    offered_at = models.DateTimeField(_("handed over"), null=True, blank=True)
    #: The last of the three above.
    kept_from = models.DateTimeField(_("asked for, made or handed over, whichever was last"), db_index=True)
    #: Random: neither it nor the folder says whose it is.
    file = models.CharField(_("file"), max_length=40, blank=True)
    sha256 = models.CharField(_("SHA-256"), max_length=64, blank=True)
    size = models.PositiveBigIntegerField(_("size in bytes"), default=0)
    downloads = models.PositiveSmallIntegerField(_("downloads"), default=0)
    fault = models.CharField(_("fault"), max_length=10, choices=Fault, blank=True)

    class Meta:
        verbose_name = _("package of data")
        verbose_name_plural = _("packages of data")

    def __str__(self) -> str:
        return f"{self.pk}"

    @property
    def expires_at(self) -> datetime:
        return self.kept_from + KEPT

    @property
    def downloads_left(self) -> int:
        return max(MOST_DOWNLOADS - self.downloads, 0)

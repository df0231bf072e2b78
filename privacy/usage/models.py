from django.db import models
from django.utils.translation import gettext_lazy as _


class UsageCount(models.Model):
    """Page views of a day. No row says whose; the smallest sums are not shown."""

    day = models.DateField(_("day"), db_index=True)
    #: The route without its language, as `tools/hl7-viewer/`.
    page = models.CharField(_("page"), max_length=100)
    language = models.CharField(_("language"), max_length=2)
    device = models.CharField(_("device"), max_length=10)
    browser = models.CharField(_("browser"), max_length=20)
    count = models.PositiveIntegerField(_("count"))

    class Meta:
        verbose_name = _("usage of a day")
        verbose_name_plural = _("usage")
        constraints = [
            models.UniqueConstraint(
                fields=("day", "page", "language", "device", "browser"), name="one_count_of_usage_each"
            )
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.page} {self.count}"

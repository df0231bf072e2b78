from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hotsite.ground.written_once import NeverUpdatedModel, WrittenOnceModel

HASH = 64  # hexadecimal digits of SHA-256


class EvidenceEvent(NeverUpdatedModel):
    """One link of the chain."""

    #: 1, 2, 3 …: a number that is missing was deleted.
    number = models.PositiveBigIntegerField(_("number"), primary_key=True)
    at = models.DateTimeField(_("when"), db_index=True)
    kind = models.CharField(_("kind"), max_length=60)
    about = models.CharField(_("about"), max_length=HASH, blank=True, db_index=True, help_text=_("a keyed hash"))
    by = models.CharField(pgettext_lazy("evidence", "by"), max_length=HASH, blank=True, help_text=_("a keyed hash"))
    facts = models.JSONField(_("facts"), help_text=_("reason codes, numbers, dates"))
    key = models.CharField(_("key"), max_length=8, help_text=_("which secret made the code"))
    mac = models.CharField(_("code"), max_length=HASH, help_text=_("over this event and the one before"))

    class Meta(NeverUpdatedModel.Meta):
        verbose_name = _("evidence")
        verbose_name_plural = _("evidence")
        ordering = ("-number",)

    def __str__(self) -> str:
        return f"{self.number} {self.kind}"


class EvidenceHead(models.Model):
    """The end of the chain, in one row: whoever appends locks it first, so that two never take the same number."""

    number = models.PositiveBigIntegerField(_("number"), default=0)
    mac = models.CharField(_("code"), max_length=HASH, blank=True)

    class Meta:
        verbose_name = _("end of the evidence")
        verbose_name_plural = _("end of the evidence")

    def __str__(self) -> str:
        return str(self.number)


class EvidenceCheckpoint(WrittenOnceModel):
    """Where the chain begins since a purge: events up to `number` may be deleted, and the next continues `mac`."""

    number = models.PositiveBigIntegerField(_("number"), primary_key=True)
    mac = models.CharField(_("code"), max_length=HASH)
    at = models.DateTimeField(_("when"))
    key = models.CharField(_("key"), max_length=8)
    signature = models.CharField(_("signature"), max_length=HASH)

    class Meta(WrittenOnceModel.Meta):
        verbose_name = _("beginning of the evidence")
        verbose_name_plural = _("beginnings of the evidence")
        ordering = ("-number",)

    def __str__(self) -> str:
        return str(self.number)

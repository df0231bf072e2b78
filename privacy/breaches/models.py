from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from hotsite.ground.written_once import KeptModel


class Breach(KeptModel):
    """One breach. It is filled in as facts become known (Art. 33(4)) and never deleted (Art. 33(5))."""

    reference = models.CharField(_("reference"), max_length=12, unique=True, editable=False)
    aware_at = models.DateTimeField(
        _("known since"), help_text=_("The moment somebody of ours became reasonably certain. The clock starts here.")
    )
    due_at = models.DateTimeField(_("due"), editable=False, db_index=True)
    what = models.TextField(
        _("what happened"), help_text=_("Its nature, in sentences. Name no person: categories and numbers are enough.")
    )
    people = models.CharField(_("whose data: categories of people"), max_length=300)
    people_count = models.PositiveIntegerField(_("how many people, roughly"), null=True, blank=True)
    records = models.CharField(_("which data: categories of records"), max_length=300)
    records_count = models.PositiveIntegerField(_("how many records, roughly"), null=True, blank=True)
    consequences = models.TextField(_("likely consequences"), blank=True)
    measures = models.TextField(_("measures taken or proposed"), blank=True)
    notified_at = models.DateTimeField(_("authority notified"), null=True, blank=True)
    delay_reason = models.TextField(
        _("reason for the delay"), blank=True, help_text=_("Needed where the authority was told after 72 hours.")
    )
    no_notice_reason = models.TextField(
        _("reason for not notifying"),
        blank=True,
        help_text=_("Why the breach is unlikely to result in a risk to anybody's rights and freedoms."),
    )
    people_told_at = models.DateTimeField(
        _("people told"), null=True, blank=True, help_text=_("Needed where the risk to them is high (Art. 34).")
    )

    class Meta(KeptModel.Meta):
        verbose_name = _("personal data breach")
        verbose_name_plural = _("personal data breaches")
        ordering = ("-aware_at",)

    def __str__(self) -> str:
        return self.reference

    def clean(self) -> None:
        """What the dates and reasons must be to each other. Raises ValidationError by field."""
        wrong = {}
        if self.notified_at and self.aware_at and self.notified_at < self.aware_at:
            wrong["notified_at"] = _("The authority cannot have been notified before the breach was known.")
        if self.notified_at and self.no_notice_reason:
            wrong["no_notice_reason"] = _("The authority was notified: leave this empty.")
        if wrong:
            raise ValidationError(wrong)

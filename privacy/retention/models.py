from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hotsite.ground.not_yet import NOT_YET

HASH = 64  # hexadecimal digits of SHA-256


class Reason(models.TextChoices):
    """Why data have to stay beyond their time (GDPR Art. 17(3)(b) and (e), 18(1)(c))."""

    CLAIM = "claim", _("a legal claim, made or expected")
    COURT = "court", _("an order of a court")
    AUTHORITY = "authority", _("an order of an authority")
    LAW = "law", _("another duty by law to keep them")


class LegalHold(models.Model):
    """What may not go, neither by the purge nor by erasure, until a person lifts it. It never ends by itself.

    It covers one person (`subject`), or the rows of one declared table that a filter finds.
    """

    #: The keyed hash of the person's address.
    subject = models.CharField(_("person"), max_length=HASH, blank=True, db_index=True, help_text=_("a keyed hash"))
    #: The address, which only the site's secret opens; blanked when the hold is lifted.
    sealed = models.TextField(blank=True, editable=False)
    #: The label of a declared model, and what its fields have to be: `{"state": "open", "created_at__lt": "2026-…"}`.
    table = models.CharField(_("table"), max_length=100, blank=True)
    filter = models.JSONField(_("which rows"), default=dict, blank=True)
    reason = models.CharField(_("reason"), max_length=10, choices=Reason)
    reference = models.CharField(
        pgettext_lazy("hold", "reference"), max_length=60, help_text=_("The file's number. Name no person.")
    )
    review_on = models.DateField(
        _("to be reviewed on"), help_text=_("The hold goes on after this day, and is shown as due for review.")
    )
    placed_at = models.DateTimeField(_("placed"))
    placed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("placed by")
    )
    approved_at = models.DateTimeField(_("approved"), null=True)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("approved by")
    )
    lift_asked_at = models.DateTimeField(_("asked to lift"), null=True)
    lift_asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("asked to lift by")
    )
    lifted_at = models.DateTimeField(_("lifted"), default=NOT_YET, db_index=True)
    lifted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("lifted by")
    )

    class Meta:
        verbose_name = _("legal hold")
        verbose_name_plural = _("legal holds")
        ordering = ("-placed_at",)
        permissions = (("approve_legalhold", "Can approve, as the second person, that a hold is placed or lifted"),)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(subject="") ^ models.Q(table=""), name="hold_of_a_person_or_of_a_table"
            ),
        )

    def __str__(self) -> str:
        return self.reference

    @property
    def is_in_force(self) -> bool:
        return self.lifted_at == NOT_YET


class Because(models.TextChoices):
    REQUEST = "request", _("a request is open")
    RECOURSE = "recourse", _("the answer may still be challenged")


class PurgePause(models.Model):
    """While a verified request of a person is open, the purge leaves that person's rows alone. Erasure does not ask."""

    #: The keyed hash of the case: one pause each.
    about = models.CharField(_("case"), max_length=HASH, unique=True, help_text=_("a keyed hash"))
    subject = models.CharField(_("person"), max_length=HASH, db_index=True, help_text=_("a keyed hash"))
    #: The address, which only the site's secret opens; blanked when the pause is over.
    sealed = models.TextField(blank=True, editable=False)
    because = models.CharField(pgettext_lazy("pause", "because"), max_length=10, choices=Because)
    begun_at = models.DateTimeField(_("begun"))
    ends_at = models.DateTimeField(_("ends"), default=NOT_YET, db_index=True)

    class Meta:
        verbose_name = _("pause of the purge")
        verbose_name_plural = _("pauses of the purge")
        ordering = ("-begun_at",)

    def __str__(self) -> str:
        return f"{self.because} {self.pk}"


class CoveredRow(models.Model):
    """A row that a hold or a pause covers: its table and key. Made by `covered`, and read by anti-joins."""

    hold = models.ForeignKey(LegalHold, models.CASCADE, null=True, related_name="rows", verbose_name=_("hold"))
    pause = models.ForeignKey(PurgePause, models.CASCADE, null=True, related_name="rows", verbose_name=_("pause"))
    table = models.CharField(_("table"), max_length=100)
    #: The primary key, as text.
    key = models.CharField(_("key"), max_length=64)
    found_at = models.DateTimeField(_("found"), db_index=True)

    class Meta:
        verbose_name = _("row under a hold or a pause")
        verbose_name_plural = _("rows under a hold or a pause")
        indexes = (models.Index(fields=("table", "key"), name="covered_row"),)
        constraints = (
            models.UniqueConstraint(fields=("hold", "table", "key"), name="once_for_each_hold"),
            models.UniqueConstraint(fields=("pause", "table", "key"), name="once_for_each_pause"),
            models.CheckConstraint(
                condition=models.Q(hold__isnull=True) ^ models.Q(pause__isnull=True), name="by_a_hold_or_a_pause"
            ),
        )

    def __str__(self) -> str:
        return f"{self.table} {self.key}"

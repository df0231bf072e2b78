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


class PurgeRun(models.Model):
    """One run: what was planned, what came of it, and the report that the evidence vouches for. Nothing of a person."""

    #: Each is run once: `daily 2026-11-29`, `hourly 2026-11-29T13`, `approved 12`, `by hand …`.
    slot = models.CharField(_("slot"), max_length=60, unique=True)
    planned_at = models.DateTimeField(_("planned"), db_index=True)
    #: The clock said that no purge had run for days: such a run is none that a gap is counted from.
    in_gap = models.BooleanField(_("after a gap"), default=False)
    finished_at = models.DateTimeField(_("finished"), null=True)
    #: The class of the last error, never its message.
    fault = models.CharField(_("last fault"), max_length=100, blank=True, default="")
    #: Somebody let the rows go that the breaker had stopped; the second of two, after the machine.
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("approved by")
    )
    approved_at = models.DateTimeField(_("approved"), null=True)
    report = models.JSONField(_("report"), default=dict)
    #: The number of the event that holds the report's hash; 0 while there is none.
    evidence = models.PositiveBigIntegerField(_("evidence"), default=0)

    class Meta:
        verbose_name = _("purge")
        verbose_name_plural = _("purges")
        ordering = ("-planned_at", "-pk")
        permissions = (("approve_purgerun", "Can approve, as the second person, what the breaker stopped"),)

    def __str__(self) -> str:
        return self.slot


class LineState(models.TextChoices):
    READY = "ready", _("to be done")
    STOPPED = "stopped", _("stopped: waits for approval")
    DONE = "done", pgettext_lazy("purge", "done")
    FAILED = "failed", pgettext_lazy("purge", "failed")


class Stop(models.TextChoices):
    """Why the breaker stopped a rule."""

    CAP = "cap", _("more rows than go at once")
    MEAN = "mean", _("far more rows than usual")
    GAP = "gap", _("the clock says that no purge ran for days")


class PurgeLine(models.Model):
    """What a run does about one rule, how far it is, and what was counted before and after."""

    run = models.ForeignKey(PurgeRun, models.CASCADE, related_name="lines")
    #: Its place in the run: what hangs on other rows comes before them.
    place = models.PositiveSmallIntegerField()
    #: The label of a declared model, or `store: ` and a name.
    rule = models.CharField(max_length=100)
    period = models.CharField(max_length=20)
    #: The run's, by which a rule's lines are found in order.
    planned_at = models.DateTimeField()
    #: What began before is over.
    cut_off = models.DateTimeField()
    state = models.CharField(max_length=10, choices=LineState, default=LineState.READY)
    stop = models.CharField(max_length=10, choices=Stop, blank=True, default="")
    fault = models.CharField(max_length=100, blank=True, default="")

    total_before = models.PositiveBigIntegerField()
    due_before = models.PositiveBigIntegerField()
    held_before = models.PositiveBigIntegerField()
    waiting_before = models.PositiveBigIntegerField()

    #: How far it is: the date and key of the last row looked at.
    cursor_at = models.DateTimeField(null=True)
    cursor_key = models.CharField(max_length=64, blank=True, default="")
    gone = models.PositiveBigIntegerField(default=0)
    slices = models.PositiveIntegerField(default=0)
    spent_ms = models.PositiveIntegerField(default=0)
    longest_ms = models.PositiveIntegerField(default=0)
    finished_at = models.DateTimeField(null=True)

    total_after = models.PositiveBigIntegerField(null=True)
    held_after = models.PositiveBigIntegerField(null=True)
    waiting_after = models.PositiveBigIntegerField(null=True)
    #: Over, free to go, and still there, as the verification counts it: 0, or the purge did not do its work.
    left = models.PositiveBigIntegerField(null=True)

    class Meta:
        verbose_name = _("rule of a purge")
        verbose_name_plural = _("rules of purges")
        ordering = ("run", "place")
        indexes = (models.Index(fields=("rule", "-planned_at"), name="purge_line_rule"),)
        constraints = (models.UniqueConstraint(fields=("run", "rule"), name="one_line_of_a_run_each"),)

    def __str__(self) -> str:
        return f"{self.run_id} {self.rule}"


class Runner(models.Model):
    """Who purges now, in one row: a lease, and a number that grows whenever it changes hands."""

    leased_until = models.DateTimeField(null=True)
    token = models.PositiveBigIntegerField(default=0)

    class Meta:
        verbose_name = _("runner")
        verbose_name_plural = _("runners")

    def __str__(self) -> str:
        return str(self.token)

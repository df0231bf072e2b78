"""The tables of the room."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hotsite.ground.evidence.models import HASH
from hotsite.ground.not_yet import NOT_YET


class LedgerEntry(models.Model):
    """One erasure that was carried out: of whom, by keyed hash, and how many rows. See `ledger`."""

    entry = models.CharField(_("entry"), max_length=32, unique=True)
    at = models.DateTimeField(_("when"), db_index=True)
    about = models.CharField(_("about"), max_length=HASH, help_text=_("a keyed hash"))
    plan = models.CharField(_("plan"), max_length=HASH, help_text=_("a keyed hash"))
    counts = models.JSONField(_("rows, by what became of them"))
    key = models.CharField(_("key"), max_length=8, help_text=_("which secret made the code"))
    signature = models.CharField(_("signature"), max_length=HASH)

    class Meta:
        verbose_name = _("entry of the erasure ledger")
        verbose_name_plural = _("erasure ledger")
        ordering = ("-at",)

    def __str__(self) -> str:
        return self.entry


class ScanState(models.TextChoices):
    RUNNING = "running", _("running")
    DONE = "done", pgettext_lazy("scan", "done")
    #: Its case was closed, and what it looked for is gone.
    STOPPED = "stopped", pgettext_lazy("scan", "stopped")


class Scan(models.Model):
    """One search for what an erasure left behind: where it looked and how often it found something, never what."""

    #: The number of what asked for it, a case say, and the kind of the job that is told when it ends.
    about = models.BigIntegerField(_("asked for by"), db_index=True)
    then = models.CharField(max_length=60, blank=True, default="")
    state = models.CharField(_("state"), max_length=10, choices=ScanState, default=ScanState.RUNNING)
    started_at = models.DateTimeField(_("begun"), db_index=True)
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)
    #: `[what kind of place, its name]`: what is still to be looked into, the current one first; and how far that is.
    to_do = models.JSONField(default=list)
    after = models.JSONField(default=None, null=True)
    #: `{"place", "rows", "bytes"}` for each place that was looked into.
    looked_into = models.JSONField(_("looked into"), default=list)
    #: `{"place", "column", "kind", "count"}`; what the kinds are, `findings.Kind` says.
    found = models.JSONField(_("found"), default=list)
    values_number = models.PositiveIntegerField(_("values looked for"), default=0)
    #: The reason code with which an approver cleared what was short or common.
    cleared = models.CharField(_("cleared"), max_length=20, blank=True, default="")

    class Meta:
        verbose_name = _("scan after an erasure")
        verbose_name_plural = _("scans after erasures")
        ordering = ("-pk",)

    def __str__(self) -> str:
        return f"{self.pk}"


class ScanValues(models.Model):
    """What a scan looks for: what the erased rows said. It goes when the case is closed."""

    scan = models.OneToOneField(Scan, models.CASCADE, primary_key=True, related_name="values", verbose_name=_("scan"))
    #: The address as it was asked about, to tell rows that are kept, or came since, from rows that were left behind.
    email = models.EmailField(_("e-mail address"))
    #: `[text, weight]`, each a value; see `values.Weight`.
    values_said = models.JSONField(_("values"))
    #: By table: the keys of the rows that were erased.
    keys_erased = models.JSONField(_("rows"))
    #: How the names of files begin that belong to the case itself.
    own_files = models.JSONField(_("files of the case"), default=list)
    #: When the case was closed, if it was and the row is still here.
    last_needed_at = models.DateTimeField(_("end of the case"), default=NOT_YET, db_index=True)

    class Meta:
        verbose_name = _("values looked for")
        verbose_name_plural = _("values looked for")

    def __str__(self) -> str:
        return f"{self.pk}"

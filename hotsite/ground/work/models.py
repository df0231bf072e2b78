"""Rows that are work: jobs and outgoing mail."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class State(models.TextChoices):
    WAITING = "waiting", _("waiting")
    DONE = "done", _("done")
    GIVEN_UP = "given up", _("given up")


class Leased(models.Model):
    """A piece of work that one worker at a time may hold.

    `attempts` counts the claims and is the fencing token as well: a worker whose lease ran out, and whose row was
    claimed by another since, can no longer finish it.
    """

    state = models.CharField(_("state"), max_length=10, choices=State, default=State.WAITING)
    created_at = models.DateTimeField(_("created"), db_index=True)
    due_at = models.DateTimeField(_("due"), help_text=_("not before this moment"))
    leased_until = models.DateTimeField(_("leased until"), null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)
    #: The class of the last exception, never its message.
    fault = models.CharField(_("last fault"), max_length=100, blank=True, default="")

    class Meta:
        abstract = True
        indexes = (models.Index(fields=["state", "due_at"], name="%(class)s_waiting"),)


class Job(Leased):
    """Something to do with one row: `kind` names the handler, `subject` is the row's primary key."""

    kind = models.CharField(_("kind"), max_length=60)
    subject = models.BigIntegerField(pgettext_lazy("job", "subject"))

    class Meta(Leased.Meta):
        verbose_name = _("job")
        verbose_name_plural = _("jobs")

    def __str__(self) -> str:
        return f"{self.kind} {self.subject}"


class OutboxMail(Leased):
    """A mail on its way. Once it is sent its words are blanked: what remains is that, when and under which id."""

    reference = models.CharField(_("reference"), max_length=40, help_text=_("what the mail is about"))
    to = models.EmailField(_("to"), blank=True)
    subject = models.CharField(_("subject"), max_length=200, blank=True)
    body = models.TextField(_("text"), blank=True)
    #: RFC 5322 §3.6.4. Made with the row, so a mail that goes out twice bears the same id twice.
    message_id = models.CharField(_("Message-ID"), max_length=120, unique=True)

    class Meta(Leased.Meta):
        verbose_name = _("outgoing mail")
        verbose_name_plural = _("outgoing mail")

    def __str__(self) -> str:
        return self.reference


class Tick(models.Model):
    """When something that should happen regularly last happened."""

    name = models.CharField(_("name"), max_length=40, primary_key=True)
    at = models.DateTimeField(_("last time"))

    class Meta:
        verbose_name = _("tick")
        verbose_name_plural = _("ticks")

    def __str__(self) -> str:
        return self.name

"""The tables of the queue.

The case and the person are two rows: the case holds no address and no words, so that it may stay, as proof of what we
did, when everything that names the person is gone. What names the person hangs on `Requester` and goes with it.
"""

from django.conf import settings
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from contact.rights import identity
from contact.rights.identity import Channel, Level, Proof
from contact.rights.regimes import Right
from contact.rights.states import CLOSED, Ground, State
from hotsite.ground.not_yet import NOT_YET

LONGEST_DETAILS = 10_000
LONGEST_FACT = 200
REFERENCE_PREFIX = "R"


class RightsRequest(models.Model):
    """One request, without the person. Written by the services alone."""

    reference = models.CharField(_("reference"), max_length=12, unique=True)
    right = models.CharField(_("right"), max_length=20, choices=Right)
    about_marketing = models.BooleanField(_("about marketing"), default=False)
    for_another = models.BooleanField(_("for another person"), default=False)
    channel = models.CharField(_("came by"), max_length=10, choices=Channel)
    language = models.CharField(_("language"), max_length=2)
    #: The key of a regime: where the person lives.
    residence = models.CharField(_("lives in"), max_length=20)
    #: Keys of all regimes that apply.
    regimes = models.JSONField(_("laws"))

    state = models.CharField(_("state"), max_length=20, choices=State, default=State.RECEIVED)
    is_open = models.BooleanField(_("open"), default=True)
    #: Grows with every change: who saw another version than the one there is, is told.
    version = models.PositiveIntegerField(_("version"), default=1)
    assignee = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        db_index=False,
        related_name="+",
        verbose_name=_("assigned to"),
    )

    level = models.PositiveSmallIntegerField(_("identity"), choices=Level, default=Level.NONE)
    proof = models.CharField(_("proof"), max_length=20, choices=Proof, blank=True)
    proven_on = models.DateField(_("proven on"), null=True, blank=True)
    reminders = models.PositiveSmallIntegerField(_("reminders sent"), default=0)

    #: The day in the operator's time zone. Nothing ever moves it.
    received_on = models.DateField(_("received"))
    created_at = models.DateTimeField(_("entered"))
    due_on = models.DateField(_("due"))
    #: The key of the regime whose date that is.
    due_under = models.CharField(_("due under"), max_length=20)
    staff_on = models.DateField(_("our own date"))
    #: `{"reason": PauseReason, "begins": date, "ends": date or null}`, the oldest first.
    pauses = models.JSONField(_("pauses"), default=list, blank=True)
    is_paused = models.BooleanField(_("paused"), default=False)
    is_extended = models.BooleanField(_("extended"), default=False)
    extended_to = models.DateField(_("extended to"), null=True, blank=True)
    appealed_on = models.DateField(_("appealed on"), null=True, blank=True)

    #: When the person's rows were frozen; on which day, as the person was told, that ends; on which day it did.
    restricted_on = models.DateField(_("restricted"), null=True, blank=True)
    lift_on = models.DateField(_("restriction ends"), null=True, blank=True)
    lifted_on = models.DateField(_("restriction ended"), null=True, blank=True)

    refusal_ground = models.CharField(_("ground of the refusal"), max_length=30, choices=Ground, blank=True)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        db_index=False,
        related_name="+",
        verbose_name=_("proposed by"),
    )
    proposed_at = models.DateTimeField(_("proposed"), null=True, blank=True)
    closed_at = models.DateTimeField(pgettext_lazy("request", "closed"), default=NOT_YET, db_index=True)

    #: Counted by `services.note`, and not kept: a change without a step is none.
    steps_taken = 0

    class Meta:
        verbose_name = _("request")
        verbose_name_plural = _("requests")
        ordering = ("due_on", "pk")
        permissions = (("approve_rightsrequest", "Can approve what removes data for good"),)
        # Of open cases only: small, and used by SQLite too, which no index on a plain boolean would be.
        indexes = (
            models.Index(fields=["due_on", "id"], name="rights_queue", condition=models.Q(is_open=True)),
            models.Index(fields=["assignee", "due_on", "id"], name="rights_mine", condition=models.Q(is_open=True)),
            models.Index(fields=["right", "due_on", "id"], name="rights_right", condition=models.Q(is_open=True)),
            models.Index(fields=["due_under", "due_on", "id"], name="rights_regime", condition=models.Q(is_open=True)),
            models.Index(fields=["state", "due_on", "id"], name="rights_state"),
            models.Index(fields=["due_on", "id"], name="rights_due"),
            # Several filters at once: without these, one of them is an index and the rest are rows read for nothing.
            models.Index(
                fields=["right", "due_under", "due_on", "id"], name="rights_open_both", condition=models.Q(is_open=True)
            ),
            models.Index(fields=["state", "right", "due_under", "due_on", "id"], name="rights_all_three"),
            models.Index(
                fields=["restricted_on"],
                name="rights_restricting",
                condition=models.Q(restricted_on__isnull=False, lifted_on__isnull=True),
            ),
        )

    def __str__(self) -> str:
        return self.reference

    @property
    def rule(self) -> identity.Rule:
        """What the request needs to be believed."""
        return identity.rule(
            Right(self.right),
            Channel(self.channel),
            about_marketing=self.about_marketing,
            for_another=self.for_another,
        )

    @property
    def is_closed(self) -> bool:
        return self.state in CLOSED

    @property
    def is_restricting(self) -> bool:
        """Whether rows of the person are restricted under it now."""
        return self.restricted_on is not None and self.lifted_on is None


class Requester(models.Model):
    """Who asks, and for what, in their own words."""

    request = models.OneToOneField(
        RightsRequest, on_delete=models.CASCADE, primary_key=True, related_name="requester", verbose_name=_("request")
    )
    #: Empty where a request came by telephone or letter and no address is known.
    email = models.EmailField(_("e-mail address"), blank=True)
    #: Of the person it is about, where that is another. Null else: an index over a million "" would help nobody.
    subject_email = models.EmailField(  # noqa: DJ001  (why null: above)
        _("e-mail address of the other person"), null=True, blank=True
    )
    #: The last mail while nobody had proven the mailbox: there is one a day at most.
    mailed_at = models.DateTimeField(_("last mail to the unproven mailbox"), null=True, blank=True)
    details = models.TextField(_("what is asked"), max_length=LONGEST_DETAILS, blank=True)
    #: One fact that staff ask for on the case's page; "" while none is asked for. Of the right answer a keyed hash is
    #: kept, and none at all where nothing is held: then every answer is wrong, and the page is the same.
    fact_question = models.TextField(_("question for one fact"), max_length=LONGEST_DETAILS, blank=True)
    fact_digest = models.CharField(_("keyed hash of the fact"), max_length=64, blank=True)
    fact_tries = models.PositiveSmallIntegerField(_("tries to name the fact"), default=0)
    #: When the case is closed and nothing can be asked of us about it any more.
    last_needed_at = models.DateTimeField(
        _("the end of the case and of the time to appeal"), default=NOT_YET, db_index=True
    )

    class Meta:
        verbose_name = _("person who asks")
        verbose_name_plural = _("people who ask")
        indexes = (
            models.Index(Lower("email"), name="rights_requester_email"),
            models.Index(
                Lower("subject_email"), name="rights_subject_email", condition=models.Q(subject_email__isnull=False)
            ),
        )

    def __str__(self) -> str:
        return f"{self.pk}"


class Actor(models.TextChoices):
    PERSON = "person", _("the person")
    STAFF = "staff", pgettext_lazy("actor", "staff")
    SITE = "site", _("the site itself")


class CaseEvent(models.Model):
    """One step of the timeline: codes and dates, no words of anybody. What it is called stands in `timeline`."""

    request = models.ForeignKey(
        RightsRequest, on_delete=models.CASCADE, related_name="events", verbose_name=_("request")
    )
    at = models.DateTimeField(_("when"), db_index=True)
    code = models.CharField(_("what"), max_length=30)
    actor = models.CharField(_("who"), max_length=10, choices=Actor)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("member of staff"),
    )
    from_state = models.CharField(_("from"), max_length=20, blank=True, choices=State)
    to_state = models.CharField(_("to"), max_length=20, blank=True, choices=State)
    facts = models.JSONField(_("facts"), default=dict, blank=True)
    #: The number of the same event in the evidence, where it is chained.
    evidence = models.PositiveBigIntegerField(_("evidence"))
    #: As the case's: what starts the time to keep stands on every row that is kept.
    closed_at = models.DateTimeField(pgettext_lazy("request", "closed"), default=NOT_YET, db_index=True)

    class Meta:
        verbose_name = _("step of a case")
        verbose_name_plural = _("steps of cases")
        ordering = ("pk",)

    def __str__(self) -> str:
        return self.code


class Direction(models.TextChoices):
    FROM_PERSON = "from person", _("from the person")
    TO_PERSON = "to person", _("to the person")
    NOTE = "note", _("a note among staff")


class CaseMessage(models.Model):
    """One piece of the case's thread: what the person added, a letter of ours, a note that only staff read."""

    requester = models.ForeignKey(
        Requester, on_delete=models.CASCADE, related_name="messages", verbose_name=_("person who asks")
    )
    at = models.DateTimeField(_("when"), db_index=True)
    direction = models.CharField(_("direction"), max_length=20, choices=Direction)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("member of staff"),
    )
    #: The kind of letter; "" for a message.
    letter = models.CharField(_("letter"), max_length=30, blank=True)
    words = models.TextField(_("words"))
    #: False for what waits on the case's page, or to be sent by post.
    is_mailed = models.BooleanField(_("sent by mail"), default=False)
    #: As the person's.
    last_needed_at = models.DateTimeField(
        _("the end of the case and of the time to appeal"), default=NOT_YET, db_index=True
    )

    class Meta:
        verbose_name = _("message of a case")
        verbose_name_plural = _("messages of cases")
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.direction} {self.pk}"


class Purpose(models.TextChoices):
    MAILBOX = "mailbox", _("to prove control of the mailbox")
    STATUS = "status", _("to follow the case")
    DOWNLOAD = "download", _("to prove the mailbox anew before a download")


class Token(models.Model):
    """A secret link. Only its hash is here: who reads the database can open none."""

    requester = models.ForeignKey(
        Requester, on_delete=models.CASCADE, related_name="tokens", verbose_name=_("person who asks")
    )
    purpose = models.CharField(_("purpose"), max_length=10, choices=Purpose)
    digest = models.CharField(_("SHA-256"), max_length=64, unique=True)
    created_at = models.DateTimeField(_("made"))
    expires_at = models.DateTimeField(_("valid until"), db_index=True)
    tries = models.PositiveSmallIntegerField(_("tries"), default=0)
    used_at = models.DateTimeField(_("used"), null=True, blank=True)

    class Meta:
        verbose_name = _("secret link")
        verbose_name_plural = _("secret links")

    def __str__(self) -> str:
        return f"{self.purpose} {self.pk}"


class Suppression(models.Model):
    """A mailbox that wants no marketing, as a keyed hash."""

    digest = models.CharField(_("keyed hash"), max_length=64, unique=True)
    since = models.DateTimeField(_("since"), db_index=True)

    class Meta:
        verbose_name = _("objection to marketing")
        verbose_name_plural = _("objections to marketing")

    def __str__(self) -> str:
        return f"{self.pk}"

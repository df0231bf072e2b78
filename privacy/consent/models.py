from cookie_consent.models import Cookie, CookieGroup
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hotsite.ground.written_once import NeverUpdatedModel, WrittenOnceModel
from privacy.consent.entries import Kind
from privacy.publishing import Change

KINDS = {
    Kind.COOKIE: _("cookie"),
    Kind.LOCAL_STORAGE: _("local storage"),
    Kind.SESSION_STORAGE: _("session storage"),
    Kind.CACHE: _("cache storage"),
}


class CookieFacts(models.Model):
    """What django-cookie-consent's Cookie does not say of itself."""

    cookie = models.OneToOneField(Cookie, models.CASCADE, related_name="facts", verbose_name=_("cookie"))
    kind = models.CharField(
        _("kind"),
        max_length=10,
        choices=[(kind.value, label) for kind, label in KINDS.items()],
        default=Kind.COOKIE.value,
    )
    provider = models.CharField(_("provider"), max_length=200, blank=True, help_text=_("Empty for this site itself."))
    days = models.PositiveIntegerField(
        _("days"),
        null=True,
        blank=True,
        help_text=_("Empty for a cookie that ends with the browser, and for storage that stays until cleared."),
    )
    #: Written by the code or the operator's settings, and removed with them; what staff added stays.
    from_settings = models.BooleanField(_("from the settings"), default=False, editable=False)

    class Meta:
        verbose_name = _("facts about a cookie")
        verbose_name_plural = _("facts about cookies")

    def __str__(self) -> str:
        return self.cookie.name


class Wording(models.Model):
    """The words of a group or a cookie in another of the site's languages than the default one."""

    group = models.ForeignKey(CookieGroup, models.CASCADE, null=True, blank=True, related_name="wordings")
    cookie = models.ForeignKey(Cookie, models.CASCADE, null=True, blank=True, related_name="wordings")
    language = models.CharField(_("language"), max_length=2)
    name = models.CharField(_("name"), max_length=100, blank=True)
    description = models.TextField(_("description"))

    class Meta:
        verbose_name = _("wording in another language")
        verbose_name_plural = _("wordings in other languages")
        constraints = [
            models.UniqueConstraint(fields=("group", "language"), name="one_wording_of_a_group_per_language"),
            models.UniqueConstraint(fields=("cookie", "language"), name="one_wording_of_a_cookie_per_language"),
            models.CheckConstraint(
                condition=models.Q(group__isnull=True) ^ models.Q(cookie__isnull=True),
                name="wording_of_a_group_or_a_cookie",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.language}: {self.description[:40]}"


class ConsentText(WrittenOnceModel):
    """What visitors are shown when asked: words in every language, groups, cookies. The newest is the one in use."""

    number = models.PositiveIntegerField(_("number"), unique=True)
    #: The newest material text up to this one: a choice made under an older one is asked for again.
    material_number = models.PositiveIntegerField(_("last material text"))
    change = models.CharField(_("kind of change"), max_length=10, choices=Change)
    published_at = models.DateTimeField(_("published"))
    content = models.JSONField(_("content"))
    #: Hexadecimal, over the canonical JSON of `content`.
    digest = models.CharField("SHA-256", max_length=64, db_index=True)

    class Meta(WrittenOnceModel.Meta):
        verbose_name = _("consent text")
        verbose_name_plural = _("consent texts")
        ordering = ("-number",)

    def __str__(self) -> str:
        return str(self.number)


class Source(models.TextChoices):
    """Where a choice was made."""

    BANNER = "banner", _("first layer")
    CHOICES = "choices", _("page of choices")
    SIGNAL = "signal", _("question about Global Privacy Control")
    RECEIPT = "receipt", _("receipt")


class ConsentRecord(NeverUpdatedModel):
    """The proof of one acceptance (GDPR Art. 7(1)). It names nobody: the id is random, and in the visitor's cookie."""

    receipt = models.CharField(_("id"), max_length=32, unique=True)
    decided_at = models.DateTimeField(_("decided"))
    expires_at = models.DateTimeField(_("valid until"), db_index=True)
    #: By group: true for accepted, false for refused.
    decisions = models.JSONField(_("decisions"))
    #: Holds the words in every language and the list of cookies.
    text = models.ForeignKey(ConsentText, models.PROTECT, verbose_name=_("text shown"), related_name="records")
    #: The number of the policy in force; null while none was published.
    policy_version = models.PositiveIntegerField(_("policy"), null=True)
    language = models.CharField(_("language"), max_length=2)
    source = models.CharField(_("made on"), max_length=10, choices=Source)
    gpc = models.BooleanField(_("Global Privacy Control was on"))

    class Meta(NeverUpdatedModel.Meta):
        verbose_name = _("record of consent")
        verbose_name_plural = _("records of consent")
        ordering = ("-decided_at",)

    def __str__(self) -> str:
        return self.receipt


class ConsentWithdrawal(NeverUpdatedModel):
    """When a consent ended before its time; one at most for each record."""

    record = models.OneToOneField(ConsentRecord, models.CASCADE, related_name="withdrawal", verbose_name=_("record"))
    withdrawn_at = models.DateTimeField(pgettext_lazy("consent", "withdrawn"), db_index=True)
    source = models.CharField(_("made on"), max_length=10, choices=Source)

    class Meta(NeverUpdatedModel.Meta):
        verbose_name = _("withdrawal of consent")
        verbose_name_plural = _("withdrawals of consent")
        ordering = ("-withdrawn_at",)

    def __str__(self) -> str:
        return str(self.record_id)


class RefusalCount(models.Model):
    """How many refused on a day. Nothing else is kept of a refusal on our side."""

    day = models.DateField(_("day"))
    source = models.CharField(_("made on"), max_length=10, choices=Source)
    count = models.PositiveIntegerField(_("count"))

    class Meta:
        verbose_name = _("refusals of a day")
        verbose_name_plural = _("refusals by day")
        ordering = ("-day",)
        constraints = [models.UniqueConstraint(fields=("day", "source"), name="one_count_of_refusals_each")]

    def __str__(self) -> str:
        return f"{self.day} {self.source} {self.count}"

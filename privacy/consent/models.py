from cookie_consent.models import Cookie, CookieGroup
from django.db import models
from django.utils.translation import gettext_lazy as _

from privacy.consent.entries import Kind

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

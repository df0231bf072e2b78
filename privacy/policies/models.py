"""What was published, word for word. The Markdown in `texts/` is a draft; these rows are what visitors were told."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from hotsite.ground.written_once import WrittenOnceModel
from privacy.publishing import Change


class PolicyVersion(WrittenOnceModel):
    """One publication of all policies together."""

    number = models.PositiveIntegerField(_("number"), unique=True)
    #: The newest material version up to this one. A choice made under an older one is asked for again.
    material_number = models.PositiveIntegerField(_("last material version"))
    in_force_from = models.DateField(_("in force from"), db_index=True)
    published_at = models.DateTimeField(_("published"))
    change = models.CharField(_("kind of change"), max_length=10, choices=Change)
    summary = models.JSONField(_("summary of the change"), help_text=_("by language"))
    inputs = models.JSONField(_("made from"), help_text=_("SHA-256 of what the pages were made from, by part"))

    class Meta(WrittenOnceModel.Meta):
        verbose_name = _("published version")
        verbose_name_plural = _("published versions")
        ordering = ("-number",)

    def __str__(self) -> str:
        return str(self.number)


class PolicyText(WrittenOnceModel):
    """One page of a version in one language, as it is shown."""

    version = models.ForeignKey(
        PolicyVersion, verbose_name=_("version"), on_delete=models.PROTECT, related_name="texts"
    )
    slug = models.SlugField(_("policy"), max_length=40)
    language = models.CharField(_("language"), max_length=2)
    html = models.TextField(_("text"))
    #: Hexadecimal, over the UTF-8 of `html`.
    sha256 = models.CharField("SHA-256", max_length=64)

    class Meta(WrittenOnceModel.Meta):
        verbose_name = _("published text")
        verbose_name_plural = _("published texts")
        ordering = ("version", "slug", "language")
        constraints = (models.UniqueConstraint(fields=["version", "slug", "language"], name="one_text_each"),)

    def __str__(self) -> str:
        return f"{self.version_id} {self.slug} {self.language}"

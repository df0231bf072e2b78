from django.db import models
from django.utils.translation import gettext_lazy as _

LONGEST_NAME = 100
LONGEST_MESSAGE = 5000


class Topic(models.TextChoices):
    QUESTION = "question", _("A question about a tool")
    FAULT = "fault", _("Something does not work")
    IDEA = "idea", _("An idea")
    SECURITY = "security", _("A security problem")
    OTHER = "other", _("Something else")


class MessageState(models.TextChoices):
    OPEN = "open", _("open")
    ANSWERED = "answered", _("answered")
    CLOSED = "closed", _("closed")


class Device(models.TextChoices):
    DESK = "desk", _("computer")
    TABLET = "tablet", _("tablet")
    PHONE = "phone", _("phone")
    OTHER = "other", _("other device")


class ContactMessage(models.Model):
    """What a visitor wrote to us. `last_activity_at` starts the retention clock."""

    reference = models.CharField(_("reference"), max_length=12, unique=True)
    state = models.CharField(_("state"), max_length=10, choices=MessageState, default=MessageState.OPEN)
    topic = models.CharField(_("topic"), max_length=10, choices=Topic)
    name = models.CharField(_("name"), max_length=LONGEST_NAME, blank=True)
    email = models.EmailField(_("e-mail address"), db_index=True)
    message = models.TextField(_("message"), max_length=LONGEST_MESSAGE)
    language = models.CharField(_("language"), max_length=2)
    #: Families, no versions; empty unless the visitor ticked the box.
    browser = models.CharField(_("browser"), max_length=20, blank=True, default="")
    device = models.CharField(_("device"), max_length=10, choices=Device, blank=True, default="")
    created_at = models.DateTimeField(_("received"))
    last_activity_at = models.DateTimeField(_("last activity"), db_index=True)

    class Meta:
        verbose_name = _("contact message")
        verbose_name_plural = _("contact messages")
        ordering = ("-last_activity_at",)

    def __str__(self) -> str:
        return self.reference

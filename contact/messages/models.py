from django.conf import settings
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


class Channel(models.TextChoices):
    FORM = "form", _("the form")
    EMAIL = "email", _("e-mail")


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
    channel = models.CharField(_("came by"), max_length=5, choices=Channel, default=Channel.FORM)
    #: SHA-256 of the private link in our latest answer; empty until there is one.
    thread_digest = models.CharField(max_length=64, blank=True, default="", db_index=True, editable=False)
    #: The reference of the request under which its use is restricted, and that of its conversation; "" for none.
    restricted_under = models.CharField(
        _("restricted under"), max_length=12, blank=True, default="", db_default="", editable=False
    )
    created_at = models.DateTimeField(_("received"))
    last_activity_at = models.DateTimeField(_("last activity"), db_index=True)

    class Meta:
        verbose_name = _("contact message")
        verbose_name_plural = _("contact messages")
        ordering = ("-last_activity_at",)
        indexes = (
            models.Index(
                fields=["restricted_under"], name="messages_restricted", condition=~models.Q(restricted_under="")
            ),
        )

    def __str__(self) -> str:
        return self.reference


class Author(models.TextChoices):
    VISITOR = "visitor", _("visitor")
    STAFF = "staff", _("staff")


class ThreadEntry(models.Model):
    """What either side wrote after the first message. `last_activity_at` is the thread's: all of it ends at once."""

    message = models.ForeignKey(ContactMessage, models.CASCADE, related_name="entries", verbose_name=_("message"))
    author = models.CharField(_("author"), max_length=7, choices=Author)
    text = models.TextField(_("text"), max_length=LONGEST_MESSAGE)
    created_at = models.DateTimeField(_("written"))
    last_activity_at = models.DateTimeField(_("last activity"), db_index=True)

    class Meta:
        verbose_name = _("entry")
        verbose_name_plural = _("conversation")
        ordering = ("created_at", "pk")

    def __str__(self) -> str:
        return f"{self.message.reference} {self.pk}"


class MailboxCheck(models.Model):
    """Somebody emptied the operator's mailbox of what is over."""

    emptied_at = models.DateTimeField(_("emptied"), db_index=True, editable=False)
    emptied_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, verbose_name=_("by"), related_name="+"
    )

    class Meta:
        verbose_name = _("mailbox check")
        verbose_name_plural = _("mailbox checks")
        ordering = ("-emptied_at",)

    def __str__(self) -> str:
        return self.emptied_at.date().isoformat()

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ContactConfig(AppConfig):
    name = "contact"
    verbose_name = _("Contact")

    def ready(self) -> None:
        # Registers the handlers of the rooms' jobs.
        from contact.messages import jobs as _messages  # noqa: F401  (its handlers)
        from contact.rights import jobs as _rights  # noqa: F401  (its handlers)

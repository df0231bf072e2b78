from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class PrivacyConfig(AppConfig):
    name = "privacy"
    verbose_name = _("Privacy")

    def ready(self) -> None:
        from privacy import checks  # noqa: F401  (registers the system checks)
        from privacy.erasure import jobs  # noqa: F401  (registers the handlers of its jobs)
        from privacy.retention import pauses  # noqa: F401  (the handler of its jobs)

        # Exactly as the admin finds admin.py: every installed app may speak, the roof speaks for third parties.
        autodiscover_modules("personal_data")

from django.apps import AppConfig
from django.contrib.auth.signals import user_logged_in
from django.utils.translation import gettext_lazy as _


class HotsiteConfig(AppConfig):
    name = "hotsite"
    verbose_name = _("Site")

    def ready(self) -> None:
        from hotsite import lock  # noqa: F401  (registers its system check)
        from hotsite.login import throttle
        from hotsite.models import note_activity

        user_logged_in.connect(note_activity)
        throttle.leave_the_purge_alone()

"""The Celery app. A message is a wake-up call that carries an id; the database owns the work (`ground.work`)."""

import os
from logging.config import dictConfig
from typing import Any

from celery import Celery, signals

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hotsite.settings")

app = Celery("hotsite")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@signals.setup_logging.connect
def use_the_sites_logging(**_: Any) -> None:
    """Celery's own set-up would print task arguments and results; the site's formatter prints neither."""
    from django.conf import settings

    dictConfig(settings.LOGGING)

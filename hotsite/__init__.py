"""The roof: settings, addresses, the Celery app, roles and what third-party tables hold."""

from hotsite.celery import app as celery_app

__all__ = ["celery_app"]

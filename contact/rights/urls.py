"""The public addresses of the queue, below `/<language>/contact/`; those with a secret are `links.PATHS`."""

from django.urls import path

from contact.rights.asking import views as asking
from contact.rights.case import download, mailbox, views
from contact.rights.links import PATHS
from contact.rights.models import Purpose

_CASE, _CONFIRM, _DOWNLOAD = (
    PATHS[one].replace("{token}", "<str:token>") for one in (Purpose.STATUS, Purpose.MAILBOX, Purpose.DOWNLOAD)
)

urlpatterns = [
    path("rights/", asking.ask, name="ask"),
    path("rights/asked/<str:text>/", asking.asked, name="asked"),
    path("rights/link/", mailbox.resend, name="resend"),
    path("rights/link/sent/", mailbox.resent, name="resent"),
    path(_CONFIRM, mailbox.confirm, name="confirm"),
    path("rights/download/", download.fetch, name="fetch"),
    path(_DOWNLOAD, download.download, name="download"),
    path(_CASE, views.case, name="case"),
    path(f"{_CASE}status.json", views.status, name="status"),
    path(f"{_CASE}add/", views.add, name="add"),
    path(f"{_CASE}fact/", views.name_fact, name="name_fact"),
    path(f"{_CASE}withdraw/", views.withdraw, name="withdraw"),
    path(f"{_CASE}appeal/", views.appeal, name="appeal"),
    path(f"{_CASE}download/", views.send_download_link, name="send_download_link"),
]

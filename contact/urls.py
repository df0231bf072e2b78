"""A door: the addresses of the rooms, below `/<language>/contact/`."""

from django.urls import path

from contact.messages import views
from contact.rights.urls import urlpatterns as rights

app_name = "contact"
urlpatterns = [
    path("", views.write, name="write"),
    path("sent/<str:reference>/", views.sent, name="sent"),
    path("thread/<str:token>/", views.thread, name="thread"),
    *rights,
]

"""A door: the addresses of the rooms, below `/<language>/`."""

from django.urls import path

from privacy.policies import views

app_name = "privacy"
urlpatterns = [
    path("<slug:slug>/", views.policy, name="policy"),
]

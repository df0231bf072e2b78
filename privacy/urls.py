"""A door: the addresses of the rooms, below `/<language>/`."""

from django.urls import path

from privacy.consent import views as consent
from privacy.policies import views

app_name = "privacy"
urlpatterns = [
    path("promises/", views.how_we_keep_them, name="promises"),
    path("choices/", consent.choices, name="choices"),
    path("choices/receipt/", consent.receipt, name="receipt"),
    path("choices/text/<str:digest>/", consent.text_shown, name="consent-text"),
    path("<slug:slug>/", views.policy, name="policy"),
    path("<slug:slug>/versions/", views.versions, name="versions"),
    path("<slug:slug>/versions/<int:number>/", views.version, name="version"),
    path("<slug:slug>/versions/<int:older>/<int:newer>/", views.difference, name="difference"),
]

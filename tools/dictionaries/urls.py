"""The permanent addresses of what the dictionaries hold, below `/<language>/`."""

from django.urls import path

from tools.dictionaries import views

app_name = "dictionaries"
urlpatterns = [
    path("dicom/tags/<str:tag>/", views.element, name="element"),
    path("dicom/uids/<str:uid>/", views.uid, name="uid"),
    path("hl7/segments/<str:segment>/", views.segment, name="segment"),
    path("hl7/types/<str:kind>/", views.data_type, name="type"),
    path("hl7/tables/<str:number>/", views.table, name="table"),
]

"""The permanent addresses of what the dictionaries hold, below `/<language>/`."""

from django.urls import path

from tools.dictionaries import dicom_views, hl7_views, listings
from tools.dictionaries.kinds import KINDS

app_name = "dictionaries"
urlpatterns = [
    path("dicom/", listings.overview, {"standard": "dicom"}, name="dicom"),
    path("hl7/", listings.overview, {"standard": "hl7"}, name="hl7"),
    *(path(f"{kind.folder}/", listings.listing, {"kind": kind}, name=kind.list_page) for kind in KINDS),
    path("dicom/tags/groups/<str:group>/", listings.element_group, name="element-group"),
    path("dicom/tags/<str:tag>/", dicom_views.element, name="element"),
    path("dicom/uids/<str:uid>/", dicom_views.uid, name="uid"),
    path("dicom/iods/<str:iod>/", dicom_views.iod, name="iod"),
    path("dicom/modules/<str:module>/", dicom_views.module, name="module"),
    path("hl7/events/<str:event>/", hl7_views.event, name="event"),
    path("hl7/structures/<str:structure>/", hl7_views.structure, name="structure"),
    path("hl7/segments/<str:segment>/", hl7_views.segment, name="segment"),
    path("hl7/types/<str:kind>/", hl7_views.data_type, name="type"),
    path("hl7/tables/<str:number>/", hl7_views.table, name="table"),
]

"""The addresses below `/<language>/tools/`: one for each entry of the catalogue."""

from django.urls import path

from tools.views import tool_page

app_name = "tools"
urlpatterns = [path("<slug:slug>/", tool_page, name="tool")]

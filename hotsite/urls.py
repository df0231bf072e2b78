"""Every address of the site. Pages carry their language; machines' addresses do not."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path

from hotsite import health, lock, offline, pages
from privacy.consent import views as consent

urlpatterns = [
    path("", pages.choose_language, name="root"),
    path("healthz", health.healthz),
    path("readyz", health.readyz),
    path("statusz", health.statusz),
    path("robots.txt", pages.robots),
    path("sitemap.xml", pages.sitemap, name="sitemap"),
    path("sitemap-dictionaries.xml", pages.dictionary_sitemap, name="sitemap-dictionaries"),
    path(".well-known/security.txt", pages.security_txt),
    path(".well-known/gpc.json", consent.gpc),
    path(lock.SERVICE_WORKER[1:], offline.service_worker),
    path(lock.MANIFEST[1:], offline.manifest, name="manifest"),
    path(lock.NEEDS[1:], offline.needs),
    path("out/<slug:slug>/", pages.way_out, name="out"),
    *i18n_patterns(
        path("", pages.start, name="start"),
        path("your-data/", pages.your_data, name="your-data"),
        path("tools/", include("tools.urls")),
        path("contact/", include("contact.urls")),
        path("", include("tools.dictionaries.urls")),
        path("", include("tools.correctness.urls")),
        path("admin/", admin.site.urls),
        path("", include("privacy.urls")),
    ),
]

handler400 = "hotsite.pages.bad_request"
handler403 = "hotsite.pages.refused"
handler404 = "hotsite.pages.not_found"
handler500 = "hotsite.pages.server_error"

from django.contrib.admin import apps


class StaffPagesConfig(apps.AdminConfig):
    """Django's admin, with a site of ours behind it."""

    default_site = "hotsite.login.site.StaffSite"
